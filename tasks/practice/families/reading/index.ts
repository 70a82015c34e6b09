import type { Family } from '../../family.js';
import * as compare from './compare.js';
import * as facts from './facts.js';

/** Questions about what a page says; the agent stops with the answer. */
export const READING: readonly Family[] = [facts, compare].flatMap((theme) => Object.values(theme));
