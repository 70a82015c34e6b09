import { Command } from 'commander';
import type { CommandContext, Execute } from './context.js';
import { duration, megabytes, percent, table } from './format.js';
import { positiveNumber, share, shared, wholeNumber } from './options.js';

interface RaiseCommandOptions {
  out?: string;
  minutes: number;
  from?: string;
  threads?: number;
  seed: number;
  practice?: number;
  rollouts: number;
  name?: string;
  json?: boolean;
}

/** The committed model had 53 minutes on two cores and was still getting better. */
const DEFAULT_MINUTES = 80;
const DEFAULT_ROLLOUTS = 60;

/** `autodidact raise`: from random weights to a model. */
export function raiseCommand(execute: Execute): Command {
  return new Command('raise')
    .description('raise a model from random weights on demonstrations of the practice suite; run it again to go on after a stop')
    .option('--out <folder>', 'folder of the model and everything on the way to it (default: HOME/raise)')
    .option('--minutes <n>', 'minutes of training, beside those of gathering demonstrations', positiveNumber, DEFAULT_MINUTES)
    .option('--from <file>', 'an older model file to go on from, also one of an earlier prompt format (default: random weights)')
    .addOption(shared.threads())
    .addOption(shared.seed())
    .option('--practice <share>', 'share of the minutes on states that the model itself reached; 0: none (default: 0.25)', share)
    .option(
      '--rollouts <n>',
      'episodes of each checkpoint to keep in the trajectory log for later training',
      wholeNumber,
      DEFAULT_ROLLOUTS,
    )
    .option('--name <name>', 'keep the finished model under this name, for --model')
    .addOption(shared.json())
    .addHelpText(
      'after',
      '\nExample:\n  autodidact raise --minutes 10 --out /tmp/raise\n  autodidact eval --model /tmp/raise/model.gguf',
    )
    .action((options: RaiseCommandOptions) => execute((context) => raiseModel(context, options)));
}

async function raiseModel(context: CommandContext, options: RaiseCommandOptions): Promise<number> {
  const { runRaise } = await import('./raise-run.js');
  const { outcome, curve, bytes, rollouts } = await runRaise(context, { ...options, out: options.out ?? context.config.raise });
  if (options.json)
    context.print(JSON.stringify({ ...outcome, bytes, curve, rollouts, name: outcome.finished ? options.name : undefined }));
  else {
    const rows = curve.map((point) => [
      duration(1000 * point.seconds),
      point.tokens,
      Number(point.nll.toFixed(3)),
      percent(point.tokenAccuracy),
      percent(point.exact),
    ]);
    if (rows.length > 0) context.print(table([['trained', 'tokens', 'nll', 'tokens right', 'actions right'], ...rows]));
    if (outcome.finished)
      context.print(
        `\n${outcome.model} (${megabytes(bytes)}). Measure it: autodidact eval --model ${options.name ?? outcome.model}`,
      );
  }
  if (!outcome.finished) context.note('Stopped before the time was up; the same command goes on.');
  return outcome.finished ? 0 : 1;
}
