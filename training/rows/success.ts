import type { PromptPart } from '../../core/index.js';
import type { CuratedStep } from './curate.js';

/** A row of policy training: a prompt and what is learned to be said, or not. */
export interface RolloutRow {
  episodeId: string;
  step: number;
  family: string;
  prompt: PromptPart[];
  answer: PromptPart[];
  /** What its answer tokens count. */
  weight: number;
}

/** Most that one row counts. */
const MOST = 2;
/** What is always solved is kept from being lost, no more. */
const LEAST = 0.3;

/**
 * Success SFT (filtered behaviour cloning; ReST). What is seldom solved counts more: sqrt((1 - r) / r) of the task's success rate r,
 * the row weight of NFT (Chen et al. 2025), within bounds; times what the step is worth by its rewards.
 */
export function successRow({ rate, worth = 1, ...step }: CuratedStep): RolloutRow {
  const { episodeId, step: number, family, prompt, answer } = step;
  return { episodeId, step: number, family, prompt, answer, weight: worth * rarity(rate) };
}

/** What a success counts for at this success rate of its task. */
export const rarity = (rate: number): number => Math.min(MOST, Math.max(LEAST, Math.sqrt((1 - rate) / rate)));
