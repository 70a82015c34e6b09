import { Command } from 'commander';
import path from 'node:path';
import type { ForesightEvent } from '../training/index.js';
import type { CommandContext, Execute } from './context.js';
import { duration, percent } from './format.js';
import { positiveInteger, shared } from './options.js';

interface ForeseeOptions {
  from?: string;
  out: string;
  episodes: number;
  tokens: number;
  seed: number;
  threads?: number;
  json?: boolean;
}

const EXAMPLES =
  '\nExamples:\n  autodidact foresee --out runs/seed-5\n  autodidact foresee --from models/mine.gguf --out runs/mine-foresees --episodes 1000 --tokens 800000';

/** `autodidact foresee`: teaches a model what will come of its actions, and which tasks cannot be done. */
export function foreseeCommand(execute: Execute): Command {
  return new Command('foresee')
    .description('teach a model of ours to foretell success and feasibility, from its own rollouts with branches')
    .option('--from <model>', 'the model to teach, by name or file (default: seed)')
    .requiredOption('--out <folder>', 'folder of everything that is written; the same command continues what it finds there')
    .option('--episodes <n>', 'rollouts, branches included', positiveInteger, 2000)
    .option('--tokens <n>', 'positions to train on', positiveInteger, 1_500_000)
    .addOption(shared.seed())
    .addOption(shared.threads())
    .addOption(shared.json())
    .addHelpText('after', EXAMPLES)
    .action((options: ForeseeOptions) => execute((context) => foresee(context, options)));
}

async function foresee(context: CommandContext, { json, ...options }: ForeseeOptions): Promise<void> {
  const [{ withParts }, { modelFile }, { teachForesight }, { AgentError }] = await Promise.all([
    import('./parts.js'),
    import('./model-files.js'),
    import('../training/index.js'),
    import('../core/index.js'),
  ]);
  const name = options.from ?? context.config.model.spec;
  const from = modelFile(context.config, name);
  if (!from) throw new AgentError('MODEL_UNKNOWN', `There is no model file "${name}". Choose one with "autodidact models list".`);
  const result = await withParts(context, async (parts) =>
    teachForesight({
      ...{ ...options, from, out: path.resolve(options.out), threads: options.threads ?? context.config.model.threads },
      browser: await parts.browser(),
      signal: context.signal,
      onEvent: (event) => report(context, event),
    }),
  );
  if (json) return context.print(JSON.stringify(result));
  const { finished, model, counts } = result;
  context.print(
    `${finished ? 'finished' : 'stopped'}: ${model}, taught on ${counts.episodes} rollouts (${counts.successes} solved)`,
  );
  context.print(finished ? `Next: autodidact calibrate --model ${model}` : 'Run the same command again to continue.');
}

function report(context: CommandContext, event: ForesightEvent): void {
  if (event.type === 'rollouts') context.progress(`${event.episodes} of ${event.wanted} rollouts, ${event.successes} solved`);
  if (event.type === 'rows')
    context.note(`rows: ${event.counts.critic} of outcomes, ${event.counts.policy} of the oracle, ${event.counts.held} held out`);
  if (event.type === 'progress')
    context.progress(
      `${percent(event.done)}, loss ${event.loss.toFixed(3)}, ${Math.round(event.tokensPerSecond)} tokens/s, ${duration(1000 * event.etaSeconds)} left`,
    );
  if (event.type === 'evaluation')
    context.note(
      `after ${duration(1000 * event.seconds)}: nll ${event.nll.toFixed(3)}, ${percent(event.exact)} of held-out answers right`,
    );
}
