import type { Family } from '../family.js';
import { APPS } from './apps/index.js';
import { BASICS } from './basics/index.js';
import { COMPOSED } from './composed/index.js';
import { FAR } from './far/index.js';
import { NEAR } from './near/index.js';
import { READING } from './reading/index.js';

/** Every family of the suite, by group. Which split a family is in stands in `splits.ts`. */
export const FAMILIES: readonly Family[] = [...APPS, ...BASICS, ...COMPOSED, ...READING, ...NEAR, ...FAR];
