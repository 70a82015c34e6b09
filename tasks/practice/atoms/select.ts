import { choiceAtom } from './choice.js';

/** A drop-down list, native or custom, that must show an option. */
export const selectAtom = choiceAtom({ kinds: ['select', 'select', 'select', 'dropdown'] });
