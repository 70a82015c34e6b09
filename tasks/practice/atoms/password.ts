import type { Atom } from '../compose.js';
import type { Phrasings } from '../world.js';

const ASK: Phrasings = {
  seen: [
    'use "{text}" as {label}', 'set {label} to {text}', 'choose {text} as {label}', 'enter "{text}" as {label}, twice', 'make {label} "{text}"',
    '{label} should be {text}', 'type {text} for {label} and repeat it',
  ],
  heldOut: ['let {label} be "{text}"', '{text} is to be {label}'],
}; // prettier-ignore

/** A password and the same once more. */
export const passwordTwiceAtom: Atom = {
  name: 'password-twice',
  skills: ['type', 'type-twice'],
  make(world, options) {
    const { dom, random, words } = world;
    const text = words.password();
    const type = random.chance(0.8) ? 'password' : 'text';
    const first = dom.field(options.label, { type });
    const again = dom.field(
      random.pick([`Repeat ${options.label}`, `${options.label} again`, `Confirm ${options.label}`, `${options.label} (repeat)`]),
      { type },
    );
    if (options.asked && options.already && type === 'text') first.set(text); // nobody could tell what a hidden one holds
    const goal = options.asked ? text : '';
    return {
      root: dom.wrap('div', [first, again]),
      phrase: options.asked ? world.phrase(ASK, { text, label: options.label }) : '',
      terse: `${options.label}: ${text}`,
      met: () => first.value() === goal && again.value() === goal,
      step: () => first.step(goal) ?? again.step(goal),
      problem: () => (first.value() === '' ? 'is required' : first.value() === again.value() ? '' : 'is not the same twice'),
    };
  },
};
