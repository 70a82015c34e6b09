import type { Atom, Condition } from '../compose.js';
import { choose, type OracleStep } from '../family.js';
import type { Phrasings, World } from '../world.js';
import { optionNames } from './options.js';

const ASK: Phrasings = {
  seen: [
    'select {all} under {label}', 'in {label} check {all} and nothing else', 'for {label} choose {all}', '{label} should be exactly {all}', 'tick only {all} in {label}',
    'choose just {all} as {label}', 'pick {all} from {label}', '{label} must have {all} only',
  ],
  heldOut: ['have no more than {all} in {label}', 'let {label} hold {all}'],
}; // prettier-ignore

interface Chooser {
  root: HTMLElement;
  on(): string[];
  turn(name: string): OracleStep;
}

/** Several of a list and no others: checkboxes, or a native list that takes more than one. */
export function severalAtom(names: (world: World) => readonly string[] = optionNames): Atom {
  return {
    name: 'several',
    skills: ['check-exactly', 'multi-select'],
    make(world, options) {
      const { random } = world;
      const all = names(world).slice(0, 6);
      const wanted = random.sample(all, random.integer(1, Math.min(3, all.length - 1)));
      const start = options.asked && options.already ? wanted : all.filter(() => random.chance(0.25));
      const chooser = (random.chance(0.75) ? checkboxes : listBox)(world, options.label, [...all], start);
      const goal = new Set(options.asked ? wanted : start);
      const wrong = (): string | undefined => {
        const on = chooser.on();
        return on.find((name) => !goal.has(name)) ?? [...goal].find((name) => !on.includes(name));
      };
      const step = (): OracleStep | undefined => {
        const name = wrong();
        return name === undefined ? undefined : chooser.turn(name);
      };
      const text = enumerate(world, wanted);
      return { ...texts(world, options, text), root: chooser.root, met: () => wrong() === undefined, step };
    },
  };
}

function texts(
  world: World,
  { asked, label }: { asked: boolean; label: string },
  all: string,
): Pick<Condition, 'phrase' | 'terse'> {
  return { phrase: asked ? world.phrase(ASK, { all, label }) : '', terse: `${label}: ${all}` };
}

/** `a, "b" and c`, now and then in quotes. */
export function enumerate({ wording }: World, names: readonly string[]): string {
  const shown = wording.chance(0.4) ? names.map((name) => `"${name}"`) : names;
  return shown.length < 2 ? shown[0] : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

function checkboxes({ dom }: World, label: string, all: string[], start: readonly string[]): Chooser {
  const boxes = all.map((name) => dom.checkbox(name, { checked: start.includes(name) }));
  const root = dom.wrap('fieldset', [dom.element('legend', label), ...boxes]);
  return {
    root,
    on: () => all.filter((_, i) => boxes[i].value()),
    turn: (name) => ({ do: 'click', on: boxes[all.indexOf(name)].control }),
  };
}

function listBox({ dom }: World, label: string, all: string[], start: readonly string[]): Chooser {
  const { root, control } = dom.select(label, all, '');
  control.multiple = true;
  for (const option of control.options) option.selected = start.includes(option.label);
  const on = (): string[] => [...control.selectedOptions].map((option) => option.label);
  return { root, on, turn: (name) => choose(control, name) ?? { do: 'select', on: control, option: name } };
}
