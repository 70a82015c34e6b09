import path from 'node:path';
import type { CriticGameRound } from '../training/index.js';
import type { CommandContext } from './context.js';
import { percent, table } from './format.js';
import type { Parts } from './parts.js';

export interface CriticDrillOptions {
  tasks: number;
  rounds: number;
  attempts: number;
  keep?: boolean;
  model?: string;
  threads?: number;
  seed: number;
  json?: boolean;
}

interface CriticDrillReport {
  model: string;
  seed: number;
  rounds: CriticGameRound[];
  /** Where the critic was written to. */
  file?: string;
}

/** Pages of the game have seeds of their own, far from all others. */
const GAME_SEEDS = 64_000_000;
const SEEDS_PER_SEED = 10_000;
const MOST_STEPS = 20;
/** Fewer steps than this teach a critic nothing. */
const LEAST_SHOWN = 40;

/** `autodidact drill critic`: a critic of steps plays against mistakes that look right, and learns from them. */
export async function drillCritic(context: CommandContext, { json, ...options }: CriticDrillOptions): Promise<void> {
  const { withParts } = await import('./parts.js');
  const report = await withParts(context, (parts) => play(context, parts, options));
  context.print(json ? JSON.stringify(report) : describe(report));
}

async function play(context: CommandContext, parts: Parts, options: CriticDrillOptions): Promise<CriticDrillReport> {
  const [{ confidenceFileOf, createAgent, openStore, writeConfidence }, { playCriticGame, practiceSource, scheduleTasks }, { fitStepCritic, judgeStep }, { AgentError }] =
    await Promise.all([import('../agent/index.js'), import('../training/index.js'), import('../reflection/index.js'), import('../core/index.js')]); // prettier-ignore
  const { tasks, rounds, attempts, seed, keep } = options;
  const { model, prompt, file, confidence } = await parts.model(options);
  if (keep && (!file || !confidence))
    throw new AgentError('CONFIDENCE_MODEL', `"${model.id}" has no confidence file that a critic could be added to. Fit one with "autodidact calibrate".`); // prettier-ignore
  const source = practiceSource(await parts.browser(), ['seen', 'practice']);
  const player = await source.openPlayer();
  const store = openStore(':memory:');
  try {
    const game = await playCriticGame({
      ...{ player, log: store.log, rounds, attempts, maxSteps: MOST_STEPS, signal: context.signal },
      agent: createAgent({ model, prompt, log: store.log, settings: context.config.agent }),
      tasks: scheduleTasks({ source, tasks, seed: GAME_SEEDS + seed * SEEDS_PER_SEED }),
      learn: (shown) => {
        if (shown.length < LEAST_SHOWN) return () => undefined;
        const critic = fitStepCritic(shown);
        return (steps) => judgeStep(critic, steps);
      },
      onProgress: (done) =>
        context.progress(`round ${done.round}: ${done.tasks} of ${done.wanted} tasks, ${done.shown} steps shown`),
    });
    if (context.signal?.aborted) throw new AgentError('ABORTED', 'Stopped; a game is short, so start it again.');
    if (!keep || !file || !confidence) return { model: model.id, seed, rounds: game.rounds };
    if (game.shown.length < LEAST_SHOWN) throw new AgentError('CONFIDENCE_MODEL', `Only ${game.shown.length} steps were shown, of ${LEAST_SHOWN} that a critic takes. Give more --tasks.`); // prettier-ignore
    const target = confidenceFileOf(path.resolve(file));
    writeConfidence(target, { ...confidence, step: fitStepCritic(game.shown) });
    return { model: model.id, seed, rounds: game.rounds, file: target };
  } finally {
    store.close();
    await player.close();
  }
}

function describe({ model, seed, rounds, file }: CriticDrillReport): string {
  const share = (right: number, games: number): string => (games === 0 ? '' : percent(right / (games / 2)));
  const rows = rounds.map(({ round, attacks, discarded, games, heldRight, heldWrong, rewards }) => [
    ...[round, attacks, discarded, games],
    ...[share(heldRight, games), share(heldWrong, games), rewards.critic, rewards.sneak],
  ]);
  const head = ['round', 'attacks', 'no mistakes', 'games', 'right steps let pass', 'mistakes seen', 'critic', 'sneak'];
  return [
    table([head, ...rows]),
    '',
    `critic of ${model}, seed ${seed}; before the second round it has learned nothing and believes everything`,
    file
      ? `The last critic is in ${file}: best-of-k asks it from now on.`
      : 'Nothing was kept; --keep puts the last critic beside the model, for best-of-k.',
  ].join('\n');
}
