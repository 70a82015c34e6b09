import type { Family } from '../../family.js';
import * as deals from './deals.js';
import * as lists from './lists.js';
import * as questions from './questions.js';

/** Reported only: new families made of known widgets and skills. */
export const NEAR: readonly Family[] = [questions, lists, deals].flatMap((theme) => Object.values(theme));
