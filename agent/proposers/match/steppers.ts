import type { PageElement } from '../../../core/index.js';
import type { MatchView, Want } from './view.js';

/** A button that changes a number, and by how much as far as its name tells. */
interface Step {
  button: PageElement;
  by: number;
}

export interface Stepper {
  /** What it may be called: the text before it, or the name of a button without its "increase". */
  labels: string[];
  value: number;
  steps: Step[];
}

const UP = /^[+▲△↑▴>»›]$|^\+\s?\d+$|\b(?:increase|increment|plus|more|up|add)\b/i;
const DOWN = /^[-−–▼▽↓▾<«‹]$|^[-−–]\s?\d+$|\b(?:decrease|decrement|minus|less|fewer|down|remove)\b/i;

/** A number between small buttons is changed one press at a time, until it is the one that the goal gives to its label. */
export function wantedPressesOfSteppers({ reading, steppers }: MatchView): Want[] {
  return steppers.flatMap(({ labels, value, steps }) => {
    const given = labels
      .filter(Boolean)
      .map((label) => reading.valueFor(label))
      .find((found) => found !== undefined);
    const wanted = given && /^[-−]?\d+$/.test(given.text) ? Number(given.text.replace('−', '-')) : undefined;
    if (given === undefined || wanted === undefined || wanted === value) return [];
    const step = bestStep(steps, wanted - value);
    return step ? [{ action: { kind: 'click', ref: step.button.ref } as const, prior: -0.1, at: given.at }] : [];
  });
}

/** The largest step in the right direction that does not go too far, else the smallest. */
function bestStep(steps: readonly Step[], left: number): Step | undefined {
  const right = steps.filter(({ by }) => by * left > 0).sort((a, b) => Math.abs(b.by) - Math.abs(a.by));
  return right.find(({ by }) => Math.abs(by) <= Math.abs(left)) ?? right.at(-1);
}

/** `7`, or its label with it: `Guests: 7`. */
const COUNT = /^(?:(.{0,40}?\S)[\s:]+)?([-−]?\d+)$/;
/** How many elements away from its number a button may stand. */
const NEAR = 4;

export function steppersOf(elements: readonly PageElement[]): Stepper[] {
  return elements.flatMap((element, i) => {
    const shown = element.role === 'text' ? COUNT.exec(element.name.trim()) : null;
    if (!shown) return [];
    const steps = [...run(elements, i, -1), ...run(elements, i, 1)].map((button) => ({ button, by: changeOf(button) }));
    if (!steps.some(({ by }) => by > 0) || !steps.some(({ by }) => by < 0)) return [];
    const first = Math.min(i, ...steps.map(({ button }) => elements.indexOf(button)));
    const names = steps.map(({ button, by }) => button.name.replace(by > 0 ? UP : DOWN, ''));
    const own = names.map((name) => name.trim()).filter((name) => /\p{L}/u.test(name));
    const labels = own.length > 0 ? own : [shown[1] ?? '', elements[first - 1]?.name ?? ''];
    return [{ labels, value: Number(shown[2].replace('−', '-')), steps }];
  });
}

/** The buttons that change something, one after another beside a number. */
function run(elements: readonly PageElement[], from: number, way: 1 | -1): PageElement[] {
  const found: PageElement[] = [];
  for (let i = from + way; Math.abs(i - from) <= NEAR && elements[i]; i += way) {
    if (!isStep(elements[i])) break;
    found.push(elements[i]);
  }
  return found;
}

const isStep = ({ verbs, name }: PageElement): boolean =>
  verbs.includes('click') && !verbs.includes('type') && (UP.test(name.trim()) || DOWN.test(name.trim()));

function changeOf({ name }: PageElement): number {
  const size = Number(/\d+/.exec(name)?.[0] ?? 1);
  return UP.test(name.trim()) ? size : -size;
}
