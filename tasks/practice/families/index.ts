import type { Family } from '../family.js';
import { BASICS } from './basics/index.js';
import { COMPOSED } from './composed/index.js';

/** Every family of the suite, by group. Which split a family is in stands in `splits.ts`. */
export const FAMILIES: readonly Family[] = [...BASICS, ...COMPOSED];
