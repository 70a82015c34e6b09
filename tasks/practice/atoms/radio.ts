import { choiceAtom } from './choice.js';

/** Radio buttons of which one must be chosen. */
export const radioAtom = choiceAtom({ kinds: ['radio'] });
