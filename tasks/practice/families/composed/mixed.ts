import { agreeAtom, checkAtom, choiceAtom, dateAtom, emailAtom, numberAtom, passwordTwiceAtom, severalAtom, sliderAtom, stepperAtom, switchAtom, textareaAtom, textAtom, timeAtom } from '../../atoms/index.js'; // prettier-ignore
import { compose } from '../../compose.js';

const CHOICE = choiceAtom({});

/** Text fields only, side by side. */
export const severalFields = compose({
  name: 'several-fields',
  atoms: [textAtom, textAtom, textAtom, textareaAtom, numberAtom, emailAtom],
  ends: ['submit'],
  count: [2, 4],
  validates: 0.15,
});

/** Lists, radio buttons and toggles of every kind. */
export const severalChoices = compose({
  name: 'several-choices',
  atoms: [CHOICE, CHOICE, choiceAtom({ kinds: ['suggest'] })],
  count: [2, 4],
});

/** Boxes and switches with any name. */
export const severalBoxes = compose({
  name: 'several-boxes',
  atoms: [checkAtom, checkAtom, switchAtom, severalAtom(), agreeAtom],
  count: [2, 5],
  distractors: [1, 4],
});

/** A field and one other control: the smallest form. */
export const fieldAndControl = compose({
  name: 'field-and-control',
  atoms: [textAtom, CHOICE, checkAtom, dateAtom, timeAtom, stepperAtom],
  count: [2, 2],
  distractors: [0, 1],
  ends: ['submit', 'submit', 'submit', 'submit', 'stop'],
});

/** Dates, times and numbers. */
export const datesAndNumbers = compose({
  name: 'dates-and-numbers',
  atoms: [dateAtom, dateAtom, timeAtom, numberAtom, stepperAtom, sliderAtom],
  count: [2, 4],
  within: ['page', 'page', 'tabs', 'wizard'],
});

/** Everything that there is, in parts that follow each other. */
export const mixedWizard = compose({
  name: 'mixed-wizard',
  atoms: [textAtom, CHOICE, checkAtom, dateAtom, switchAtom, severalAtom(), passwordTwiceAtom],
  within: ['wizard'],
  ends: ['submit'],
  validates: 0.3,
  confirms: 0.2,
});

/** Everything that there is behind tabs and sections, counting at once. */
export const mixedPanels = compose({
  name: 'mixed-panels',
  atoms: [textAtom, CHOICE, checkAtom, switchAtom, sliderAtom, timeAtom, stepperAtom],
  within: ['tabs', 'accordion'],
  ends: ['stop'],
  count: [2, 4],
});

/** A form that is under a notice and asks once more. */
export const interruptedForm = compose({
  name: 'interrupted-form',
  atoms: [textAtom, CHOICE, checkAtom, stepperAtom],
  count: [2, 3],
  distractors: [0, 2],
  interrupts: 0.7,
  confirms: 0.5,
  ends: ['submit', 'submit', 'stop'],
});
