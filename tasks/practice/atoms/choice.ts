import type { Atom } from '../compose.js';
import type { Control } from '../dom/index.js';
import type { Phrasings, World } from '../world.js';
import { holds } from './condition.js';
import { optionNames } from './options.js';
import { toggleGroup } from './toggle-group.js';

const CHOOSE: Phrasings = {
  seen: [
    'choose "{option}" as {label}', 'set {label} to {option}', 'select {option} for {label}', 'pick "{option}" from {label}', '{label} should be {option}',
    'in {label} choose {option}', 'change {label} to "{option}"', 'select "{option}" under {label}', 'for {label} take {option}', '{option} as {label}',
    'make {label} {option}', 'choose {option} for "{label}"', '{label} must be "{option}"',
  ],
  heldOut: ['go for {option} in {label}', 'let {label} be "{option}"', 'I want {option} as {label}'],
}; // prettier-ignore

export type ChoiceKind = 'select' | 'dropdown' | 'radio' | 'toggle' | 'suggest';

export interface ChoiceOptions {
  kinds?: ChoiceKind[];
  /** The options; default 3 to 8 of any kind. */
  options?: (world: World) => readonly string[];
  /** Wordings of its own. */
  phrasings?: Phrasings;
}

const SKILLS: Record<ChoiceKind, string> = {
  select: 'select',
  dropdown: 'dropdown',
  radio: 'radio',
  toggle: 'toggle-group',
  suggest: 'suggest',
};
const FEW = 5;

/** One option of several, in one of the widgets that pages offer for it. */
export function choiceAtom({
  kinds = ['select', 'select', 'radio', 'dropdown', 'toggle'],
  options: names = optionNames,
  phrasings = CHOOSE,
}: ChoiceOptions): Atom {
  return {
    name: `choice-${kinds.join('-')}`,
    skills: [...new Set(kinds.map((kind) => SKILLS[kind]))],
    breaks: true,
    make(world, options) {
      const all = names(world);
      const wide = all.length > FEW ? kinds.filter((kind) => kind !== 'toggle') : kinds;
      const breakable = wide.filter((one) => one !== 'suggest'); // a field with suggestions takes any text
      const kind = world.random.pick(options.broken && breakable.length > 0 ? breakable : wide);
      const few = all.length > FEW && kind === 'radio' ? all.slice(0, FEW) : [...all];
      const [wanted, other] = world.random.sample(few, 2);
      const offered = options.broken ? few.filter((one) => one !== wanted) : few;
      const start = options.asked && world.random.chance(0.5) ? undefined : other;
      const control = make(world, kind, options.label, offered, start, other);
      const phrase = options.asked ? world.phrase(phrasings, { option: wanted, label: options.label }) : '';
      return holds({ control, wanted, phrase, short: wanted }, options);
    },
  };
}

/** `first` comes first in a list that shows its first option when nothing is chosen. */
function make(
  { dom }: World,
  kind: ChoiceKind,
  label: string,
  names: string[],
  start: string | undefined,
  first: string,
): Control<string> {
  switch (kind) {
    case 'select':
      return dom.select(label, start === undefined ? [first, ...names.filter((name) => name !== first)] : names, start);
    case 'dropdown':
      return dom.dropdown(label, names, start);
    case 'radio':
      return dom.radios(label, names, start);
    case 'toggle':
      return toggleGroup(dom, label, names, start);
    case 'suggest': {
      const control = dom.suggest(label, names);
      if (start !== undefined) control.set(start);
      return control;
    }
  }
}
