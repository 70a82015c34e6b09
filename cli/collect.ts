import path from 'node:path';
import { Command } from 'commander';
import type { AttemptSearch, CollectProgress } from '../training/index.js';
import type { CommandContext, Execute } from './context.js';
import { commaList, positiveInteger, positiveNumber, searchOption, shared, suiteNames } from './options.js';

interface CollectOptions {
  suite: string[];
  out: string;
  model?: string;
  tasks: number;
  attempts: number;
  search: AttemptSearch;
  temperatures: string[];
  minutes?: number;
  seed: number;
  jobs?: number;
  threads?: number;
  json?: boolean;
}

const EXAMPLES =
  '\nExamples:\n  autodidact collect --out rollouts.db --tasks 200\n  autodidact collect --suite my-tasks.json --out mine.db --minutes 20\n  autodidact export --db rollouts.db --format sft --out rows.jsonl';

/** `autodidact collect`: rollouts on tasks with evaluators, for rows and exports. */
export function collectCommand(execute: Execute): Command {
  return new Command('collect')
    .description('let the agent practise on tasks with evaluators and keep every attempt; run it again to go on after a stop')
    .option('--suite <a,b>', 'practice, miniwob, or a file of your own tasks', suiteNames, ['practice'])
    .requiredOption('--out <file>', 'database of the attempts')
    .addOption(shared.model())
    .option('--tasks <n>', 'tasks of each suite', positiveInteger, 200)
    .option('--attempts <n>', 'most attempts at one task, the first as the agent would', positiveInteger, 8)
    .addOption(searchOption())
    .option('--temperatures <a,b>', 'of sampled attempts, in turn, in nats', commaList, ['1', '1.8', '0.6'])
    .option('--minutes <n>', 'begin no further task after so much time', positiveNumber)
    .addOption(shared.seed())
    .option('--jobs <n>', 'episodes at a time', positiveInteger)
    .addOption(shared.threads())
    .addOption(shared.json())
    .addHelpText('after', EXAMPLES)
    .action((options: CollectOptions) => execute((context) => collectRollouts(context, options)));
}

/** Seeds of tasks: those of `eval` are hashes of other purposes, those of a cycle begin elsewhere. */
const FIRST_SEED = 85_000_000;
const SEEDS_PER_SEED = 10_000;

async function collectRollouts(context: CommandContext, { json, ...options }: CollectOptions): Promise<void> {
  const [{ withParts }, { trainingSource }, { collect, samplingAgents }, { AgentError }] = await Promise.all([
    import('./parts.js'),
    import('./task-sources.js'),
    import('../training/index.js'),
    import('../core/index.js'),
  ]);
  const temperatures = options.temperatures.map(Number);
  if (temperatures.some((one) => !(one > 0))) throw new AgentError('USAGE', 'Temperatures are numbers above 0, such as 1,1.8.');
  const { config, signal } = context;
  const done = await withParts(context, async (parts) => {
    const sources = await Promise.all(options.suite.map((suite) => trainingSource(parts, suite))); // first what may be wrong
    const { model, prompt } = await parts.model(options);
    const store = parts.store(path.resolve(options.out));
    const agentAt = samplingAgents({ model, prompt, log: store.log, settings: config.agent });
    const reports: Record<string, CollectProgress> = {};
    for (const [i, suite] of options.suite.entries()) {
      reports[suite] = await collect({
        ...{ store, temperatures, signal, search: options.search, tasks: options.tasks, attempts: options.attempts },
        ...{ source: sources[i], agentAt },
        seed: FIRST_SEED + options.seed * SEEDS_PER_SEED,
        jobs: options.jobs ?? config.evaluation.jobs,
        ...(options.minutes ? { timeMs: (options.minutes * 60_000) / options.suite.length } : {}),
        onProgress: ({ tasks, wanted, attempts, solved, found }) =>
          context.progress(
            `${suite}: ${tasks} of ${wanted} tasks, ${attempts} attempts, ${solved} solved at once, ${found} found by search`,
          ),
      });
    }
    return reports;
  });
  if (json) return context.print(JSON.stringify({ out: path.resolve(options.out), suites: done }));
  for (const [suite, { tasks, attempts, solved, found }] of Object.entries(done))
    context.print(`${suite}: ${tasks} tasks in ${attempts} attempts: ${solved} solved at once, ${found} more found by search`);
  context.print(`Next: autodidact export --db ${options.out} --format sft --out rows.jsonl`);
}
