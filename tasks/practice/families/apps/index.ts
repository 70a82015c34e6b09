import type { Family } from '../../family.js';
import * as mail from './mail.js';
import * as write from './mail-write.js';
import * as shop from './shop.js';

/** Small applications: mail, shop, posts, tables, calendar, wizards, settings, lists of tasks. */
export const APPS: readonly Family[] = [mail, write, shop].flatMap((theme) => Object.values(theme));
