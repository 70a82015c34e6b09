import { Command } from 'commander';
import type { TaskFinding } from '../tasks/index.js';
import type { CommandContext, Execute } from './context.js';
import { shorten, table } from './format.js';
import { shared } from './options.js';

interface CheckOptions {
  headed?: boolean;
  json?: boolean;
}

/** `autodidact suite`: tasks of one's own, as a JSON file (`docs/suites.md`). */
export function suiteCommand(execute: Execute): Command {
  const suite = new Command('suite')
    .description('task suites of your own, written as a JSON file')
    .addHelpText('after', '\nExample:\n  autodidact suite check examples/tasks/tasks.json');
  suite
    .command('check <file>')
    .description(
      'open every task of a suite and judge it with nothing done: finds pages that do not open and checks that always hold',
    )
    .addOption(shared.headed())
    .addOption(shared.json())
    .addHelpText(
      'after',
      '\nExits with 1 when something is to be mended.\n\nExample:\n  autodidact suite check examples/tasks/tasks.json\n  autodidact eval --suite examples/tasks/tasks.json --split report --episodes 20',
    )
    .action((file: string, options: CheckOptions) => execute((context) => check(context, file, options)));
  return suite;
}

async function check(context: CommandContext, file: string, { headed, json }: CheckOptions): Promise<number> {
  const [{ withParts }, { checkSuite, openUserSuite }] = await Promise.all([import('./parts.js'), import('../tasks/index.js')]);
  const suite = await openUserSuite(file);
  const findings = await withParts(context, (parts) => checkSuite(suite, parts.sessions({ headed }))).finally(() =>
    suite.close(),
  );
  const sound = findings.every(({ problem }) => problem === undefined);
  context.print(
    json
      ? JSON.stringify({ suite: suite.name, version: suite.version, sound, tasks: findings })
      : describe(findings, suite.splits),
  );
  return sound ? 0 : 1;
}

function describe(findings: readonly TaskFinding[], splits: readonly string[]): string {
  const word = (yes: boolean): string => (yes ? 'yes' : 'no');
  const rows = findings.map(({ task, split, opens, holdsAtStart }) => [
    shorten(task, 48),
    split,
    word(opens),
    opens ? word(holdsAtStart) : '',
  ]);
  const problems = findings.flatMap(({ task, problem }) => (problem === undefined ? [] : [`to mend: ${task}: ${problem}`]));
  const counts = splits.map((split) => `${findings.filter((finding) => finding.split === split).length} ${split}`);
  return [
    table([['task', 'split', 'opens', 'holds at start'], ...rows]),
    '',
    `${findings.length} tasks: ${counts.join(', ')}; ${problems.length === 0 ? 'nothing to mend' : `${problems.length} to mend`}`,
    ...problems,
  ].join('\n');
}
