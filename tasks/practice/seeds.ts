import { createHash } from 'node:crypto';
import { SUITE_VERSION, type PracticeSplit } from './splits.js';

/** What a seed is drawn for; pages of different purposes never meet. `demonstration` is for the oracle's own episodes. */
export type SeedPurpose = 'demonstration' | 'train' | 'gate' | 'report' | 'use';

/** The seed that a page is built from: different for each suite version, split, family, purpose and number. */
export function pageSeed(split: PracticeSplit, family: string, purpose: SeedPurpose, seed: number): string {
  return createHash('sha256').update(`${SUITE_VERSION}/${split}/${family}/${purpose}/${seed}`).digest('hex').slice(0, 20);
}
