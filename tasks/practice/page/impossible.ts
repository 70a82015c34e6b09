import { hash32 } from '../../../core/random.js';
import type { Family } from '../family.js';

/** Whether this page seed of a family, or a visit of the site that it makes, asks for something impossible. Known without building it. */
export function isImpossible(family: Family, seed: string, visit?: number): boolean {
  const page = visit === undefined ? seed : `${seed}/visit/${visit}`;
  return hash32(`${page}/impossible`) / 2 ** 32 < (family.impossibleShare ?? 0);
}
