import type { Family } from '../../family.js';
import { clickButton } from './click-button.js';
import { mailOpenDelete } from './mail-open-delete.js';
import { pickCellValue } from './pick-cell-value.js';
import { settingsForm } from './settings-form.js';

export const BASICS: readonly Family[] = [clickButton, pickCellValue, settingsForm, mailOpenDelete];
