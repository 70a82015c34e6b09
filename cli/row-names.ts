import type { BuilderName, RewardName, TrainedBuilderName } from '../training/index.js';

// Named here too, because reading them from `training` would load all of it for a help page.

/** Builders of rows that our own trainer reads, with the format that they are exported in and what they make. */
const TRAINED = {
  success: 'sft    steps of successes, without what did nothing',
  revision: 'sft    from the first error of an attempt over to a success',
  reflected: 'sft    successes that had to correct themselves, without the wrong steps',
  safety: 'sft    right refusals, and what was done in place of what a gate held back',
  braked: 'sft    first answers where more thought changed nothing',
  skill: 'sft    what skills did in successes, to be done without them',
  calibration: 'value  will the task succeed with this, can it be done: shares of successes',
  preferences: 'dpo    where a failure and a success part',
  hindsight: 'dpo    what a search found to be worth more',
  'negative-aware': 'kto    right and wrong answers in one state',
} as const satisfies Record<TrainedBuilderName, string>;

const EXPORTED = {
  ...TRAINED,
  stepwise: 'prm    attempts, each step judged by the successes',
  'first-error': 'prm    failures up to their first error',
  'process-values': 'value  what each step is worth on the way to a success',
  'two-attempt': 'sft    in words: a failure, and the success that came next',
  'meta-skill': 'sft    in words: name the first mistake, and then do it right',
  verification: 'sft    in words: was the step right, seen from what changed',
  'world-model': 'sft    in words: page and action, what changes',
} as const satisfies Record<BuilderName, string>;

const REWARDS = ['outcome', 'progress', 'sar', 'reflection', 'skill-reuse'] as const satisfies readonly RewardName[];

export const TRAINED_NAMES = Object.keys(TRAINED) as TrainedBuilderName[];
export const ROW_NAMES = Object.keys(EXPORTED) as BuilderName[];
export const REWARD_NAMES: readonly RewardName[] = REWARDS;

const list = (rows: object): string => Object.entries(rows).map(([name, what]) => `\n  ${name.padEnd(16)} ${what}`).join(''); // prettier-ignore
/** For help pages. */
export const TRAINED_HELP = `\nRows, with the format that each is exported in:${list(TRAINED)}`;
export const ROW_HELP = `\nRows, with the format of each:${list(EXPORTED)}`;
