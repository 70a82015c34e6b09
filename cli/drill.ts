import { Command, Option } from 'commander';
import type { DrillArm, DriftDrillReport } from '../evaluation/index.js';
import type { PracticeSplit } from '../tasks/index.js';
import type { CommandContext, Execute } from './context.js';
import { percent, table } from './format.js';
import { commaList, positiveInteger, shared } from './options.js';

interface DriftOptions {
  split: PracticeSplit;
  families?: string[];
  skills: number;
  seed: number;
  headed?: boolean;
  json?: boolean;
}

const EXAMPLES = '\nExamples:\n  autodidact drill drift\n  autodidact drill drift --split seen --skills 100 --seed 2 --json';

/** `autodidact drill`: what is left of learned things when the world changes. */
export function drillCommand(execute: Execute): Command {
  const command = new Command('drill')
    .description('put what was learned to the test on pages that changed')
    .addHelpText('after', EXAMPLES);
  command
    .command('drift')
    .description('make skills on practice sites and run them again after the sites were renamed, moved, restyled, ...')
    .addOption(
      new Option('--split <split>', 'which practice families; near and far are for reports')
        .choices(['practice', 'seen', 'near', 'far'])
        .default('practice'),
    )
    .option('--families <a,b>', 'only these task families', commaList)
    .option('--skills <n>', 'skills that are drilled', positiveInteger, 60)
    .addOption(shared.seed())
    .addOption(shared.headed())
    .addOption(shared.json())
    .addHelpText('after', EXAMPLES)
    .action((options: DriftOptions) => execute((context) => drillDrift(context, options)));
  return command;
}

async function drillDrift(context: CommandContext, { json, headed, ...options }: DriftOptions): Promise<void> {
  const [{ withParts }, { runDriftDrill }, { openRollouts }] = await Promise.all([
    import('./parts.js'),
    import('../evaluation/index.js'),
    import('../tasks/index.js'),
  ]);
  const report = await withParts(context, async (parts) => {
    const session = await parts.sessions({ headed })();
    const rollouts = await openRollouts(session.page);
    const onProgress = (text: string): void => context.progress(text);
    return runDriftDrill({ ...options, rollouts, signal: context.signal, onProgress });
  });
  context.print(json ? JSON.stringify(report) : describe(report));
}

function describe(report: DriftDrillReport): string {
  const { split, seed, skills, families, sites, sitesTried, control, byDrift, total } = report;
  const arms: [string, DrillArm][] = [['unchanged', control], ...Object.entries(byDrift), ['all drifts', total]];
  return [
    table([['pages', 'runs', 'survived', 'fell back', 'false success', 'rate', 'interval (95%)', 'found by level 1 to 5'], ...arms.map(row)]),
    '',
    `practice ${split}, seed ${seed}: ${skills} skills of ${families} families on ${sites} sites; ${sitesTried} sites were tried`,
  ].join('\n'); // prettier-ignore
}

const row = ([name, arm]: [string, DrillArm]): (string | number)[] => [
  name,
  arm.runs,
  arm.survived,
  arm.brokenCount,
  arm.falseSuccess,
  percent(arm.rate),
  `${percent(arm.interval[0])} to ${percent(arm.interval[1])}`,
  Object.values(arm.levels).join(' '),
];
