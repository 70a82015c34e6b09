import type { Family } from '../family.js';
import { APPS } from './apps/index.js';
import { BASICS } from './basics/index.js';
import { COMPOSED } from './composed/index.js';
import { CONTENT } from './content/index.js';
import { FAR } from './far/index.js';
import { HOME } from './home/index.js';
import { NEAR } from './near/index.js';
import { OFFICE } from './office/index.js';
import { PUBLIC } from './public/index.js';
import { READING } from './reading/index.js';
import { TRADE } from './trade/index.js';

/** Every family of the suite, by group. Which split a family is in stands in `splits.ts`. */
export const FAMILIES: readonly Family[] = [
  ...[...APPS, ...BASICS, ...COMPOSED, ...READING, ...NEAR, ...FAR],
  ...[...OFFICE, ...HOME, ...PUBLIC, ...CONTENT, ...TRADE],
];
