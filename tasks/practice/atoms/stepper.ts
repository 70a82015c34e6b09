import type { Atom } from '../compose.js';
import type { Phrasings } from '../world.js';
import { holds } from './condition.js';

export const ASK_NUMBER: Phrasings = {
  seen: [
    'set {label} to {number}', 'make {label} {number}', 'change {label} to {number}', '{label} should be {number}', 'choose {number} for {label}',
    '{number} for {label}', 'use {number} as {label}', 'set "{label}" to {number}',
  ],
  heldOut: ['bring {label} to {number}', '{label} must show {number}'],
}; // prettier-ignore

/** A number between two buttons. */
export const stepperAtom: Atom = {
  name: 'stepper',
  skills: ['stepper'],
  make(world, options) {
    const start = world.random.integer(0, 6);
    const change = world.random.integer(1, 3) * (world.random.chance(0.65) ? 1 : -1);
    const wanted = start + change < 0 ? start + 1 : start + change;
    const control = world.dom.stepper(options.label, { min: 0, max: 12, value: start });
    const phrase = options.asked ? world.phrase(ASK_NUMBER, { number: wanted, label: options.label }) : '';
    return holds({ control, wanted, phrase, short: String(wanted) }, options);
  },
};

/** A slider of whole numbers in steps of 1, 5 or 10. */
export const sliderAtom: Atom = {
  name: 'slider',
  skills: ['slider'],
  make(world, options) {
    const by = world.random.pick([1, 1, 5, 10]);
    const [value, wanted] = world.random.sample([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 2).map((n) => n * by);
    const control = world.dom.slider(options.label, { min: 0, max: 10 * by, value, step: by });
    const phrase = options.asked ? world.phrase(ASK_NUMBER, { number: wanted, label: options.label }) : '';
    return holds({ control, wanted, phrase, short: String(wanted) }, options);
  },
};
