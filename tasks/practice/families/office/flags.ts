import type { Control } from '../../dom/index.js';
import { refuse, type Family, type OracleStep } from '../../family.js';
import type { Phrasings, World } from '../../world.js';
import { ending, goalOf } from '../apps/kit.js';
import { named } from './kit.js';
import { listed } from '../shared.js';

const ENVIRONMENTS = [['Development', 'Staging', 'Production'], ['Test', 'Preview', 'Live'], ['Local', 'Beta', 'Public'], ['Sandbox', 'Pilot', 'Main']]; // prettier-ignore

const EACH: Phrasings = {
  seen: [
    '{flag} should be {states}.', 'set the feature {flag}: {states}.', 'turn {flag} {states}.', 'switch {flag} {states}.', 'please make sure that {flag} is {states}.', 'for the feature {flag} I need: {states}.',
    'before the release, {flag} has to be {states}.', 'can you put {flag} {states}?', 'feature {flag}: {states}',
  ],
  heldOut: ['have {flag} {states}.', 'customers complained about {flag}. It must be {states}.', 'what we want for {flag} is {states}.', 'let the switch {flag} be {states}.'],
}; // prettier-ignore
const SAME: Phrasings = {
  seen: [
    '{flag} should be the same in {to} as it is in {from}.', 'set {flag} in {to} to what it is in {from}.', 'copy the state of {flag} from {from} to {to}.', 'look up {flag} in {from} and set it the same in {to}.',
    'if {flag} is on in {from}, turn it on in {to}, else turn it off there.', 'make {to} like {from} as far as {flag} goes.',
  ],
  heldOut: ['whatever {flag} is in {from}, it should be that in {to} too.', 'bring {flag} in {to} in line with {from}.'],
}; // prettier-ignore
const ALL: Phrasings = {
  seen: ['turn {state} every feature in {in}.', 'all features in {in} should be {state}.', 'switch all features of {in} {state}.', 'make sure that nothing is {other} in {in}.', 'in {in}, every switch has to be {state}.'],
  heldOut: ['leave no feature {other} in {in}.', 'I want each feature of {in} {state}.'],
}; // prettier-ignore

interface Plan {
  goal: [Phrasings, Record<string, string>];
  /** What each switch must be in the end, by environment and feature. */
  right: boolean[][];
  /** Environments that one has to look at, in the order of the goal. */
  look: number[];
}

const onOff = (on: boolean): string => (on ? 'on' : 'off');

function makePlan(world: World, places: string[], flags: string[], start: boolean[][]): Plan {
  const { target } = world;
  const right = start.map((row) => [...row]);
  const at = world.impossible ? flags.length - 1 : target.integer(0, flags.length - 2);
  const flag = named(world, flags[at]);
  const kind = target.pick(['each', 'each', 'same', ...(world.impossible ? [] : ['all'])]);
  const order = target.shuffle(places.map((_, i) => i));
  if (kind === 'all') {
    const state = target.chance(0.5);
    right[order[0]] = right[order[0]].map(() => state);
    return { goal: [ALL, { in: places[order[0]], state: onOff(state), other: onOff(!state) }], right, look: [order[0]] };
  }
  if (kind === 'same') {
    const [from, to] = order;
    right[to][at] = start[from][at];
    return { goal: [SAME, { flag, from: places[from], to: places[to] }], right, look: [from, to] };
  }
  const look = order.slice(0, target.integer(2, 3));
  const states = look.map((place, i) => {
    right[place][at] = i > 0 && target.chance(0.3) ? start[place][at] : !start[place][at];
    return `${onOff(right[place][at])} in ${places[place]}`;
  });
  return { goal: [EACH, { flag, states: listed(states) }], right, look };
}

/** Sets a feature in several environments, like another environment, or all features of one; some are right already. */
export const flagRollout: Family = {
  name: 'flag-rollout',
  skills: ['switch', 'tabs', 'accordion', 'read', 'several', 'already-so'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, random, words } = world;
    const places = random.pick(ENVIRONMENTS);
    const flags = words.distinct(random.integer(4, 6), () => random.pick([`${words.adjective()}-${words.noun()}`, `new-${words.noun()}`, `${words.noun()}_v2`, `${words.noun()}-${words.noun()}`])); // prettier-ignore
    const start = places.map(() => flags.map(() => random.chance(0.5)));
    const { goal, right, look } = makePlan(world, places, flags, start);
    const shown = world.impossible ? flags.slice(0, -1) : flags;
    const controls = places.map((_, i) => shown.map((flag, j) => dom.switchControl(flag, { on: start[i][j] })));
    /** Some switches carry their name for screen readers only. */
    const line = (one: Control<boolean>): HTMLElement =>
      dom.wrap('div', one.root.textContent?.includes(one.label) ? [one] : [dom.element('span', one.label), ' ', one]);
    const asSelect = random.chance(0.35);
    const panels = asSelect ? undefined : random.pick([dom.tabs, dom.accordion])(places, controls.map((list) => list.map((one) => line(one)))); // prettier-ignore
    const chooser = dom.select(random.pick(['Environment', 'Show', 'Stage']), places, places[0]);
    const boxes = panels ? [] : controls.map((list) => dom.wrap('div', list.map((one) => line(one)))); // prettier-ignore
    const seen = new Set(panels ? [] : [0]);
    const choosePlace = (): void => {
      const at = places.indexOf(chooser.value());
      seen.add(at);
      boxes.forEach((box, i) => (box.hidden = i !== at));
    };
    chooser.root.addEventListener('change', choosePlace);
    dom.add(dom.heading(random.pick(['Features', 'Feature switches', 'Feature flags', 'Rollout'])));
    if (panels) dom.add(panels);
    else {
      choosePlace();
      dom.add(chooser, ...boxes);
    }
    const end = ending(world, 0.5);
    end.place();
    const wasSeen = (place: number): boolean => (panels ? panels.seen() : seen).has(place);
    const show = (place: number): OracleStep | undefined => (panels ? panels.step(place) : chooser.step(places[place]));
    const wrongIn = (place: number): number => controls[place].findIndex((one, j) => one.value() !== right[place][j]);
    const next = (): OracleStep => {
      const source = goal[0] === SAME && !wasSeen(look[0]) ? look[0] : undefined; // what it must be is not known before
      const order = [...places.map((_, i) => i).filter((i) => !look.includes(i)), ...look];
      const place = source ?? order.find((i) => (look.includes(i) && !wasSeen(i)) || (wasSeen(i) && wrongIn(i) >= 0));
      if (place === undefined) return world.impossible ? refuse() : end.last();
      const wrong = wrongIn(place);
      return show(place) ?? (wrong < 0 ? end.last() : controls[place][wrong].step(right[place][wrong])!);
    };
    return { goal: goalOf(world, ...goal, end), ends: end.ends, succeeded: () => places.every((_, i) => wrongIn(i) < 0), next };
  },
};
