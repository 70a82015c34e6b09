import type { Atom } from '../compose.js';
import type { Phrasings } from '../world.js';
import { holds } from './condition.js';

const ON: Phrasings = {
  seen: [
    'check {label}',
    'tick "{label}"',
    'select the {label} checkbox',
    'tick the box {label}',
    '"{label}" should be checked',
    'mark {label}',
  ],
  heldOut: ['put a tick at "{label}"', 'have {label} ticked'],
};
const OFF: Phrasings = {
  seen: [
    'uncheck {label}',
    'untick "{label}"',
    'clear the {label} checkbox',
    'make sure "{label}" is not checked',
    'remove the tick from {label}',
  ],
  heldOut: ['leave "{label}" without a tick', 'deselect {label}'],
};

/** A checkbox that must be on or off. */
export const checkAtom: Atom = {
  name: 'check',
  skills: ['check'],
  breaks: true,
  make(world, options) {
    const wanted = world.random.chance(0.7);
    const box = world.dom.checkbox(options.label, {
      checked: options.asked ? !wanted : world.random.chance(0.4),
      custom: options.broken ? false : undefined,
    });
    if (options.broken) (box.control as HTMLInputElement).disabled = true;
    const phrase = options.asked ? world.phrase(wanted ? ON : OFF, { label: options.label }) : '';
    return holds({ control: box, wanted, phrase, short: wanted ? 'yes' : 'no', problem: () => '' }, options);
  },
};

const AGREE: Phrasings = {
  seen: ['agree to {label}', 'accept {label}', 'tick "{label}"', 'check {label}', 'confirm {label}', 'say yes to "{label}"'],
  heldOut: ['give your consent to {label}', 'the box "{label}" has to be ticked'],
};

/** A box that a form insists on: `I agree to the terms`. */
export const agreeAtom: Atom = {
  name: 'agree',
  skills: ['check'],
  make(world, options) {
    const box = world.dom.checkbox(options.label, { checked: !options.asked && world.random.chance(0.5) });
    const problem = (): string => (options.asked && !box.value() ? 'must be accepted' : '');
    const phrase = options.asked ? world.phrase(AGREE, { label: options.label }) : '';
    return holds({ control: box, wanted: true, phrase, short: 'yes', problem }, options);
  },
};
