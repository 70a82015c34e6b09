import { Command, Option } from 'commander';
import type { DrillArm, DriftDrillReport } from '../evaluation/index.js';
import type { PracticeSplit } from '../tasks/index.js';
import type { CommandContext, Execute } from './context.js';
import { percent, table } from './format.js';
import type { CriticDrillOptions } from './drill-critic.js';
import type { GateDrillOptions } from './drill-gate.js';
import type { PoisonOptions } from './drill-poison.js';
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

/** `autodidact drill`: what is left of learned things when the world changes, and what the gate lets pass. */
export function drillCommand(execute: Execute): Command {
  const command = new Command('drill')
    .description('put what was learned, and what decides about it, to the test')
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
  command
    .command('gate')
    .description('simulate the gate of a cycle on its logged pairs with candidates whose true worth is known')
    .requiredOption('--cycle <folder>', 'folder of a cycle that came to its gate')
    .option('--simulations <n>', 'for each true difference', positiveInteger, 2000)
    .addOption(shared.seed())
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  autodidact drill gate --cycle .autodidact/cycles/cycle-1')
    .action((options: GateDrillOptions) =>
      execute(async (context) => (await import('./drill-gate.js')).drillGate(context, options)),
    );
  command
    .command('poison')
    .description(
      'train on rows with mixed-up answers, as a broken evaluator would have it, and see that the gate rejects the result',
    )
    .requiredOption('--cycle <folder>', 'folder of a cycle with a finished round: its model and its rows are used')
    .option('--out <folder>', 'folder of everything on the way (default: CYCLE/poison)')
    .option('--tokens <n>', 'positions to train on', positiveInteger, 200_000)
    .addOption(shared.seed())
    .addOption(shared.threads())
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  autodidact drill poison --cycle .autodidact/cycles/cycle-1')
    .action((options: PoisonOptions) =>
      execute(async (context) => (await import('./drill-poison.js')).drillPoison(context, options)),
    );
  command
    .command('critic')
    .description('let a critic of steps play against mistakes that look right (practice tasks), and learn from them')
    .option('--tasks <n>', 'tasks that are played, over all rounds', positiveInteger, 240)
    .option('--rounds <n>', 'the critic learns after each', positiveInteger, 3)
    .option('--attempts <n>', 'most further attempts to see what would have been right', positiveInteger, 4)
    .option('--keep', 'put the last critic beside the model, for the planner best-of-k')
    .addOption(shared.model())
    .addOption(shared.seed())
    .addOption(shared.threads())
    .addOption(shared.json())
    .addHelpText('after', '\nExamples:\n  autodidact drill critic\n  autodidact drill critic --tasks 600 --rounds 4 --keep')
    .action((options: CriticDrillOptions) =>
      execute(async (context) => (await import('./drill-critic.js')).drillCritic(context, options)),
    );
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
