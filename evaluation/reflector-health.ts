import { type AgentSettings, AgentSettingsSchema } from '../config/index.js';
import type { EvaluationRecord, Store } from '../memory/index.js';
import { type Correction, correctionHealth, type CorrectionHealth } from './correction.js';
import { findMechanism, type Mechanism } from './mechanisms.js';

/** Mechanisms that correct what the policy would do by itself. */
export const REFLECTORS = [
  ...['reflection', 'reflector', 'loops', 'boundaries', 'reversal', 'rejected'],
  ...['coverage', 'critic', 'deliberation', 'finishing'],
];

interface JudgedEpisode {
  /** The task with its seed and the model. */
  task: string;
  settings: AgentSettings;
  success: boolean;
}

/**
 * The health of each reflector from logged episodes that an evaluator judged: the same task, seed, model and settings without it (the
 * first answer) and with it (the second). Reflectors that were never played both ways are left out. Nothing is played.
 */
export function reflectorHealth(
  store: Pick<Store, 'log' | 'evaluations'>,
  names: readonly string[] = REFLECTORS,
): Record<string, CorrectionHealth> {
  const episodes = judgedEpisodes(store);
  const health = names.map((name) => [name, correctionHealth(itemsOf(episodes, findMechanism(name)))] as const);
  return Object.fromEntries(health.filter(([, { items }]) => items > 0));
}

function judgedEpisodes({ log, evaluations }: Pick<Store, 'log' | 'evaluations'>): JudgedEpisode[] {
  return evaluations.list().flatMap((evaluation) => {
    const episode = log.episode(evaluation.episodeId);
    if (!episode) return [];
    const settings = AgentSettingsSchema.safeParse(log.settings(episode.id)); // settings of other versions may not fit
    if (!settings.success) return [];
    return [{ task: `${taskOf(evaluation)} ${episode.model ?? ''}`, settings: settings.data, success: evaluation.success }];
  });
}

const taskOf = ({ suite, suiteVersion, split, family, seed }: EvaluationRecord): string => [suite, suiteVersion, split, family, seed].join(' '); // prettier-ignore

/** Per task, the first answers paired with the second ones in the order they were given. */
function itemsOf(episodes: readonly JudgedEpisode[], mechanism: Mechanism): Correction[][] {
  const arms = new Map<string, { off: boolean[]; on: boolean[] }>();
  for (const { task, settings, success } of episodes) {
    const without = mechanism.turn(settings, false);
    const withIt = without && mechanism.turn(without, true);
    if (!withIt) continue;
    const key = `${task} ${JSON.stringify(without)}`;
    const arm = arms.get(key) ?? { off: [], on: [] };
    arm[mechanism.isOn(settings) ? 'on' : 'off'].push(success);
    arms.set(key, arm);
  }
  const pairs = (arm: { off: boolean[]; on: boolean[] }): Correction[] =>
    arm.off.slice(0, arm.on.length).map((first, i) => ({ first, second: arm.on[i] }));
  return [...arms.values()].map(pairs).filter((samples) => samples.length > 0);
}
