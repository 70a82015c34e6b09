import { hash32 } from '../../../core/random.js';
import type { Family } from '../family.js';

/** Whether this page seed of a family asks for something impossible. Known without building the page. */
export function isImpossible(family: Family, seed: string): boolean {
  return hash32(`${seed}/impossible`) / 2 ** 32 < (family.impossibleShare ?? 0);
}
