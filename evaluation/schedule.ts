import { hash32, type Purpose } from '../core/index.js';

/** One episode to run: which task, which seed. */
export interface ScheduledEpisode {
  /** `family#index`, the same in every configuration that is compared. */
  key: string;
  family: string;
  index: number;
  seed: number;
}

/**
 * Families in turn, a new seed each round, so that a shorter evaluation is a prefix of a longer one. Seeds hang on the
 * purpose: what was used for training or for a gate is never what is reported.
 */
export function scheduleEpisodes(
  families: readonly string[],
  episodes: number,
  terms: { suite: string; split: string; purpose: Purpose; seed: number },
): ScheduledEpisode[] {
  return Array.from({ length: families.length === 0 ? 0 : episodes }, (_, i) => {
    const family = families[i % families.length];
    const index = Math.floor(i / families.length);
    const seed = hash32([terms.purpose, terms.suite, terms.split, terms.seed, family, index].join('/'));
    return { key: `${family}#${index}`, family, index, seed };
  });
}
