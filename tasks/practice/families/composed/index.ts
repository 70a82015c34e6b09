import type { Family } from '../../family.js';
import * as mixed from './mixed.js';
import * as panels from './panels.js';
import * as people from './people.js';
import * as shopping from './shopping.js';
import * as travel from './travel.js';

/** Forms and panels with several conditions at once. */
export const COMPOSED: readonly Family[] = [mixed, people, shopping, travel, panels].flatMap((theme) => Object.values(theme));
