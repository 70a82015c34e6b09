import type { Atom } from '../compose.js';
import type { Phrasings } from '../world.js';
import { holds } from './condition.js';

const ON: Phrasings = {
  seen: [
    'turn on {label}',
    'switch "{label}" on',
    'enable {label}',
    'activate "{label}"',
    '{label} must be on',
    'set {label} to on',
    '{label} on',
  ],
  heldOut: ['have "{label}" running', 'put {label} on'],
};
const OFF: Phrasings = {
  seen: [
    'turn off {label}',
    'switch "{label}" off',
    'disable {label}',
    'deactivate "{label}"',
    '{label} must be off',
    'set {label} to off',
    '{label} off',
  ],
  heldOut: ['have "{label}" off', 'put {label} off'],
};

/** A switch that must be on or off. */
export const switchAtom: Atom = {
  name: 'switch',
  skills: ['switch'],
  make(world, options) {
    const wanted = world.random.chance(0.6);
    const control = world.dom.switchControl(options.label, { on: options.asked ? !wanted : world.random.chance(0.5) });
    const phrase = options.asked ? world.phrase(wanted ? ON : OFF, { label: options.label }) : '';
    return holds({ control, wanted, phrase, short: wanted ? 'on' : 'off' }, options);
  },
};
