import type { Family } from '../../family.js';
import * as calendar from './calendar.js';
import * as mail from './mail.js';
import * as write from './mail-write.js';
import * as settings from './settings.js';
import * as shop from './shop.js';
import * as social from './social.js';
import * as table from './table.js';
import * as todo from './todo.js';
import * as wizard from './wizard.js';

/** Small applications: mail, shop, posts, tables, calendar, wizards, settings, lists of tasks. */
export const APPS: readonly Family[] = [calendar, mail, write, settings, shop, social, table, todo, wizard].flatMap((theme) =>
  Object.values(theme),
);
