import type { Family } from '../../family.js';
import * as choice from './choice.js';
import { clickButton } from './click-button.js';
import * as clicking from './click.js';
import * as convert from './convert.js';
import * as entry from './entry.js';
import * as lists from './lists.js';
import { mailOpenDelete } from './mail-open-delete.js';
import { pickCellValue } from './pick-cell-value.js';
import * as pictures from './pictures.js';
import * as rare from './rare.js';
import * as search from './search.js';
import { settingsForm } from './settings-form.js';

/** One skill or two at a time: clicking, choosing, typing, searching. */
export const BASICS: readonly Family[] = [
  clickButton,
  pickCellValue,
  settingsForm,
  mailOpenDelete,
  ...[clicking, pictures, choice, lists, entry, convert, search, rare].flatMap((theme) => Object.values(theme)),
];
