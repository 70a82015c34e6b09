import type { Family } from '../../family.js';
import * as entry from './entry.js';
import * as moving from './moving.js';
import * as pads from './pads.js';

/** Reported only: widgets and skills that no other family has. */
export const FAR: readonly Family[] = [pads, moving, entry].flatMap((theme) => Object.values(theme));
