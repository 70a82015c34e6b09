import path from 'node:path';
import { Command, Option } from 'commander';
import type {
  AttemptSearch,
  CycleEvent,
  CycleReport,
  Recipe,
  RewardWeights,
  RoundReport,
  TrainedBuilderName,
} from '../training/index.js';
import type { CommandContext, Execute } from './context.js';
import { duration, percent, points, table } from './format.js';
import { namesOf, positiveInteger, positiveNumber, searchOption, shared, suiteNames, weightsOf } from './options.js';
import type { Parts } from './parts.js';
import { REWARD_NAMES, TRAINED_HELP, TRAINED_NAMES } from './row-names.js';

interface CycleCommandOptions {
  suite: string[];
  rounds: number;
  minutes: number;
  name?: string;
  out?: string;
  model?: string;
  tasks: number;
  attempts: number;
  search: AttemptSearch;
  recipe: Recipe;
  rows?: TrainedBuilderName[];
  rewards?: RewardWeights;
  control?: boolean;
  demonstrate: boolean;
  gatePairs: number;
  replay: number;
  seed: number;
  jobs?: number;
  threads?: number;
  json?: boolean;
}

const EXAMPLES =
  '\nExamples:\n  autodidact cycle --suite practice --rounds 1 --minutes 15\n  autodidact cycle --suite practice,miniwob --rounds 4 --minutes 240 --control\n  autodidact cycle --suite my-tasks.json --minutes 60 --name mine';

/** Named here too, because reading them from `training` would load all of it for a help page. */
const RECIPE_NAMES = ['sft', 'nft', 'dpo', 'full'] satisfies Recipe[];

/** `autodidact cycle`: lets the model practise, trains it on what it did right, and keeps the result only if it is better. */
export function cycleCommand(execute: Execute): Command {
  return new Command('cycle')
    .description(
      'self-training: practise, keep what was verified, train, and promote the result only if it is better; run it again to go on after a stop',
    )
    .option('--suite <a,b>', 'what is practised: practice, miniwob, or a file of your own tasks', suiteNames, ['practice'])
    .option('--rounds <n>', 'rounds, each from the best model so far', positiveInteger, 1)
    .option('--minutes <n>', 'minutes of practising and training together; judging comes on top', positiveNumber, 30)
    .option('--name <name>', 'of the models it makes: NAME-ROUND (default: cycle-SEED)')
    .option('--out <folder>', 'folder of everything on the way (default: HOME/cycles/NAME)')
    .addOption(shared.model())
    .option('--tasks <n>', 'most tasks of a suite and round', positiveInteger, 2000)
    .option('--attempts <n>', 'most attempts at one task, the first as the agent would', positiveInteger, 8)
    .addOption(searchOption())
    .addOption(
      new Option(
        '--recipe <name>',
        'sft: what succeeded; nft, dpo: also what failed where something else succeeded; full: all that mistakes teach',
      )
        .choices(RECIPE_NAMES)
        .default('dpo'),
    )
    .option('--rows <a,b>', 'builders of rows in place of a recipe; see below', namesOf(TRAINED_NAMES))
    .option(
      '--rewards <a=1,b=0.2>',
      `what a step of a success is worth (default: outcome=1): ${REWARD_NAMES.join(', ')}`,
      weightsOf(REWARD_NAMES),
    )
    .option('--control', 'also train a control arm without the new rows, and judge it alike')
    .option('--no-demonstrate', 'leave tasks that no attempt solved undemonstrated (only those of practice `seen` are)')
    .option('--gate-pairs <n>', 'most pairs of tasks that the gate plays', positiveInteger, 600)
    .option('--replay <rows>', 'demonstrations to rehearse, against forgetting', positiveInteger, 8000)
    .addOption(shared.seed())
    .option('--jobs <n>', 'episodes at a time', positiveInteger)
    .addOption(shared.threads())
    .addOption(shared.json())
    .addHelpText('after', TRAINED_HELP + '\n' + EXAMPLES)
    .action((options: CycleCommandOptions) => execute((context) => cycle(context, options)));
}

async function cycle(context: CommandContext, { json, ...options }: CycleCommandOptions): Promise<void> {
  const { withParts } = await import('./parts.js');
  const report = await withParts(context, (parts) => run(context, parts, options));
  context.print(json ? JSON.stringify(report) : describe(report));
}

async function run(context: CommandContext, parts: Parts, options: Omit<CycleCommandOptions, 'json'>): Promise<CycleReport> {
  const [{ begunWith, demonstrationReplay, GATE_RULES, runCycle }, { gateSource, looksOf, trainingSource }, { modelFile }, { AgentError }] =
    await Promise.all([import('../training/index.js'), import('./task-sources.js'), import('./model-files.js'), import('../core/index.js')]); // prettier-ignore
  const { config, signal } = context;
  const name = options.name ?? `cycle-${options.seed}`;
  const out = path.resolve(options.out ?? path.join(config.cycles, name));
  const spec = options.model ?? begunWith(out) ?? config.model.spec; // what it promoted meanwhile is no other beginning
  const model = modelFile(config, spec);
  if (!model) throw new AgentError('MODEL_UNKNOWN', `Only a model file of ours can be trained, and "${spec}" is none. Choose one with "autodidact models list".`); // prettier-ignore
  const gate = await gateSource(parts, options.suite);
  const browser = await parts.browser();
  const threads = options.threads ?? config.model.threads;
  return runCycle({
    ...{ ...options, name, out, model, signal, threads },
    minutes: options.minutes / options.rounds,
    recipe: options.rows ?? options.recipe,
    curation: options.rewards && { rewards: options.rewards },
    control: options.control === true,
    sources: await Promise.all(options.suite.map((suite) => trainingSource(parts, suite))),
    gate,
    rules: { ...GATE_RULES, looks: looksOf(gate, options.gatePairs, (text) => context.note(text)) },
    settings: config.agent,
    jobs: options.jobs ?? config.evaluation.jobs,
    replay: () =>
      demonstrationReplay({
        ...{ browser, model, rows: options.replay, signal, folder: path.join(config.cycles, 'replay') },
        onProgress: ({ rows, wanted }) => context.progress(`demonstrations to rehearse: ${rows} of ${wanted} rows`),
      }),
    promote: (round) => promote(parts, round, name),
    onEvent: (event) => report(context, event),
  });
}

/** Keeps the winner under its name, and uses it from now on. */
async function promote(
  parts: Parts,
  { number, incumbent, candidate, gate, data, collected, why }: RoundReport,
  cycle: string,
): Promise<void> {
  if (!candidate) return;
  const { describeModel } = await import('./model-files.js');
  const { models } = parts.store();
  const name = `${cycle}-${number}`;
  models.register({
    ...(await describeModel(candidate.file)),
    ...{ name, parent: models.list().find((one) => one.path === incumbent)?.name ?? path.basename(incumbent) },
    card: { gate, data, collected, tokens: candidate.tokens, seconds: candidate.seconds },
  });
  if (!models.promotions().some(({ model }) => model === name))
    models.promote({ model: name, why: `gate: ${why}`, at: Date.now() });
}

function report(context: CommandContext, event: CycleEvent): void {
  switch (event.type) {
    case 'replay':
      return context.note('demonstrations to rehearse');
    case 'round':
      return context.note(`round ${event.round}: from ${path.basename(event.incumbent)}`);
    case 'collect':
      return context.progress(
        `${event.suite}: ${event.tasks} tasks in ${event.attempts} attempts, ${event.solved} solved at once, ${event.found} found by search`,
      );
    case 'correct':
      return context.progress(`demonstrated: ${event.episodes} of ${event.queued} tasks that nothing solved, ${event.rows} rows`);
    case 'gate':
      return context.progress(`gate: ${event.pairs} of ${event.wanted} pairs, ${event.gained} gained, ${event.lost} lost`);
    case 'verdict':
      return context.note(`round ${event.round}: ${event.verdict}: ${event.why}`);
    case 'train': {
      const { event: one, arm } = event;
      if (one.type === 'progress')
        context.progress(
          `${arm}: ${percent(one.done)}, loss ${one.loss.toFixed(3)}, ${Math.round(one.tokensPerSecond)} tokens/s, ${duration(1000 * one.etaSeconds)} left`,
        );
      if (one.type === 'evaluation')
        context.note(
          `${arm}: after ${duration(1000 * one.seconds)} nll ${one.nll.toFixed(3)}, ${percent(one.exact)} of demonstrations right`,
        );
    }
  }
}

function describe({ rounds, model, page }: CycleReport): string {
  const rows = rounds.map(({ number, collected, data, gate, verdict, controlGate }) => [
    number,
    `${collected.solved} + ${collected.found} of ${collected.tasks}`,
    data.rows,
    ...(gate
      ? [
          percent(gate.incumbent),
          percent(gate.candidate),
          `${points(gate.difference)} [${gate.interval.map(points).join(', ')}]`,
          gate.pairs,
        ]
      : ['', '', '', 0]),
    controlGate ? points(controlGate.difference) : '',
    verdict,
  ]);
  const dropped = rounds.map(({ number, data }) => `round ${number}: ${Object.entries(data.drops).map(([why, n]) => `${n} ${why}`).join(', ') || 'nothing'}`); // prettier-ignore
  return [
    table([['round', 'solved + found', 'rows', 'before', 'after', 'difference', 'pairs', 'control', 'verdict'], ...rows]),
    '',
    `left out: ${dropped.join('; ')}`,
    `best model: ${model}`,
    `tables and curves: ${page}`,
    rounds.some(({ verdict }) => verdict === 'promote')
      ? 'It is used from now on. Next: autodidact calibrate; back again: autodidact models rollback'
      : 'Nothing was promoted: the model in use is the one it was.',
  ].join('\n');
}
