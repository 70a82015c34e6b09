import { statSync } from 'node:fs';
import path from 'node:path';
import { raise, type RaiseEvent, type RaiseOutcome } from '../training/index.js';
import type { CommandContext } from './context.js';
import { duration, percent } from './format.js';
import { describeModel } from './model-files.js';
import { withParts, type Parts } from './parts.js';
import { keepRollouts, type Rollouts } from './raise-rollouts.js';

export interface RunRaiseOptions {
  out: string;
  minutes: number;
  /** An older model file to go on from. */
  from?: string;
  seed: number;
  threads?: number;
  /** Share of the minutes on the model's own states. */
  practice?: number;
  /** Episodes of each checkpoint that are kept for training; 0 for none. */
  rollouts: number;
  name?: string;
}

/** One evaluation on held-out rows while training. */
export interface CurvePoint {
  seconds: number;
  tokens: number;
  nll: number;
  tokenAccuracy: number;
  exact: number;
}

/** Raises a model with progress on stderr, and registers it when it is finished and has a name. */
export async function runRaise(
  context: CommandContext,
  options: RunRaiseOptions,
): Promise<{ outcome: RaiseOutcome; curve: CurvePoint[]; bytes: number; rollouts: Rollouts[] }> {
  const { minutes, from, seed, practice, threads = context.config.model.threads, name } = options;
  const out = path.resolve(options.out);
  const curve: CurvePoint[] = [];
  const onEvent = (event: RaiseEvent): void => {
    if (event.type === 'evaluation') curve.push(pointOf(event));
    report(context, event);
  };
  return withParts(context, async (parts) => {
    const browser = await parts.browser();
    const outcome = await raise({ out, minutes, from, seed, practice, threads, browser, signal: context.signal, onEvent });
    if (outcome.finished && name) await register(parts, name, outcome, { seed, minutes, from, curve });
    const { finished, model } = outcome;
    const rollouts =
      finished && options.rollouts > 0
        ? await keepRollouts(context, parts, { out, model, episodes: options.rollouts, seed })
        : [];
    return { outcome, curve, bytes: statSync(model).size, rollouts };
  });
}

function pointOf({ seconds, tokens, nll, tokenAccuracy, exact }: Extract<RaiseEvent, { type: 'evaluation' }>): CurvePoint {
  return { seconds, tokens, nll, tokenAccuracy, exact };
}

function report(context: CommandContext, event: RaiseEvent): void {
  switch (event.type) {
    case 'stage':
      return context.note(`${event.stage}: ${event.message}`);
    case 'demonstrations':
      return context.progress(
        `${event.rows} of ${event.wanted} rows from ${event.episodes} episodes${event.failures > 0 ? `, ${event.failures} failed` : ''}`,
      );
    case 'practice':
      return context.progress(
        `${event.steps} of ${event.wanted} steps of its own, ${event.episodes} episodes, ${event.successes} solved`,
      );
    case 'start':
      return context.note(
        `${event.resumed ? 'going on with' : 'training'} ${event.parameters} parameters on ${event.trainRows} rows, ${event.threads} threads, ${event.device}`,
      );
    case 'progress':
      return context.progress(
        `${percent(event.done)}, loss ${event.loss.toFixed(3)}, ${Math.round(event.tokensPerSecond)} tokens/s, ${duration(1000 * event.etaSeconds)} left`,
      );
    case 'evaluation':
      return context.note(
        `after ${duration(1000 * event.seconds)}: nll ${event.nll.toFixed(3)}, ${percent(event.exact)} of actions right on held-out rows`,
      );
    case 'error':
      return context.note(`${event.code}: ${event.message}`);
    case 'checkpoint':
    case 'snapshot':
    case 'done':
    case 'stopped':
  }
}

async function register(
  parts: Parts,
  name: string,
  { model, data, tokens, seconds }: RaiseOutcome,
  how: Record<string, unknown>,
): Promise<void> {
  parts.store().models.register({
    ...(await describeModel(model)),
    name,
    card: { ...how, data, tokens, seconds },
  });
}
