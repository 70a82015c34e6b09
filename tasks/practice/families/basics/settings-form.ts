import { checkAtom, radioAtom, selectAtom, stepperAtom, switchAtom, textAtom } from '../../atoms/index.js';
import { compose } from '../../compose.js';

/** A form of several kinds of controls, on one page, in tabs or in sections that open. */
export const settingsForm = compose({
  name: 'settings-form',
  atoms: [textAtom, selectAtom, checkAtom, radioAtom, switchAtom, stepperAtom],
  within: ['page', 'page', 'tabs', 'accordion'],
});
