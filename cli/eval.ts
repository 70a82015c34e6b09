import { Command } from 'commander';
import type { EvaluationRun } from '../evaluation/index.js';
import type { CommandContext, Execute } from './context.js';
import { percent, table } from './format.js';
import type { Terms } from './measure.js';
import { commaList, positiveInteger, repeated, shared, suiteName } from './options.js';
import type { Arm } from './settings.js';

interface EvalOptions extends Omit<Terms, 'split'>, Arm {
  split?: string;
  /** Tasks of a chain. */
  chain?: number;
  json?: boolean;
}

/** Options that say on what is measured; `eval` and `compare` share them. */
export function addTerms(command: Command): Command {
  return command
    .option('--suite <suite>', 'which tasks: practice, miniwob, or a JSON file of your own', suiteName, 'practice')
    .option('--split <split>', 'which part of the suite (default: near, dev for miniwob, report for a file)')
    .option('--families <a,b>', 'only these task families', commaList)
    .option('--episodes <n>', 'episodes, families in turn', positiveInteger, 100)
    .addOption(shared.seed())
    .option('--jobs <n>', 'episodes at a time', positiveInteger)
    .addOption(shared.maxSteps())
    .addOption(shared.threads())
    .addOption(shared.headed())
    .option('--fresh', 'forget finished episodes of an earlier run with the same terms')
    .addOption(shared.json());
}

/** The split that is meant when none was given. */
export function defaultSplit(suite: string): string {
  if (suite === 'practice') return 'near';
  return suite === 'miniwob' ? 'dev' : 'report';
}

/** `autodidact eval`: how many tasks one configuration solves, with an interval. */
export function evalCommand(execute: Execute): Command {
  const command = new Command('eval').description(
    'measure one configuration on tasks with evaluators; learning is off, nothing of yours is written',
  );
  return addTerms(command)
    .option('--model <model>', 'as for run (default: seed); random and match are baselines without a model')
    .addOption(shared.planner())
    .addOption(shared.budget())
    .option('--proposers <a,b>', 'where candidates come from', commaList)
    .option('--set <name=value>', 'change any other setting of the agent; may be repeated', repeated)
    .option('--chain <n>', 'chains of n similar tasks, with and without learning between them', positiveInteger)
    .addHelpText(
      'after',
      '\nExamples:\n  autodidact eval --suite practice --split near --episodes 500 --seed 1 --json\n  autodidact eval --split far --model match\n  autodidact eval --split near --proposers model --set coverage.enabled=false\n  autodidact eval --split near --chain 3 --episodes 300\n  autodidact eval --suite examples/tasks/tasks.json --episodes 20',
    )
    .action((options: EvalOptions) => execute((context) => evalAgent(context, options)));
}

async function evalAgent(context: CommandContext, { json, ...options }: EvalOptions): Promise<void> {
  const [{ withParts }, { measure }] = await Promise.all([import('./parts.js'), import('./measure.js')]);
  const terms = { ...options, split: options.split ?? defaultSplit(options.suite) };
  const { chain } = options;
  if (chain !== undefined) {
    const { describeChains, measureChains } = await import('./chain.js');
    const report = await withParts(context, (parts) => measureChains(context, parts, options, { ...terms, chain }));
    return context.print(json ? JSON.stringify(report) : describeChains(report));
  }
  const run = await withParts(context, (parts) => measure(context, parts, options, terms));
  context.print(json ? JSON.stringify(run.report) : describe(run));
}

function describe({ report, file }: EvaluationRun): string {
  const { interval, refusals, ms, tokens } = report;
  const families = Object.entries(report.byFamily).sort(([, a], [, b]) => a.successes / a.episodes - b.successes / b.episodes);
  const rows = families.map(([family, { episodes, successes }]) => [family, episodes, successes, percent(successes / episodes)]);
  return [
    table([['family', 'episodes', 'solved', 'rate'], ...rows]),
    '',
    `${report.suite} ${report.split} (${report.suiteVersion}), seed ${report.seed}, at most ${report.maxSteps} steps`,
    `model ${report.model}, proposers ${report.proposers.join(' + ')}, planner ${report.planner}`,
    `solved ${report.successes} of ${report.episodes}: ${percent(report.rate)} (95%: ${percent(interval[0])} to ${percent(interval[1])})`,
    `said done and was not: ${report.falseDone}${report.contested ? `, not vouched for: ${report.contested.wrong} more and ${report.contested.right} that were` : ''}; impossible tasks refused ${refusals.right}, missed ${refusals.missed}; refused without need ${refusals.false}`,
    `${report.stepsMean} steps an episode; a step takes ${ms.model} ms model + ${ms.browser} ms browser + ${ms.runtime} ms runtime (medians)`,
    `tokens: ${tokens.prompt} in prompts, ${tokens.evaluated} of them evaluated, ${tokens.generated} generated`,
    `episodes: ${file}`,
  ].join('\n');
}
