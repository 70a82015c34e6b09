import type { PageElement } from '../../../core/index.js';
import type { MatchView, Want } from './view.js';

interface Stepper {
  /** What it may be called: the text before it, or the name of a button without its "increase". */
  labels: string[];
  value: number;
  up: PageElement;
  down: PageElement;
}

const UP = /^[+▲△↑▴>»›]$|\b(?:increase|increment|plus|more|up|add)\b/i;
const DOWN = /^[-−–▼▽↓▾<«‹]$|\b(?:decrease|decrement|minus|less|fewer|down|remove)\b/i;

/** A number between two small buttons is changed one press at a time, until it is the one that the goal gives to its label. */
export function wantedPressesOfSteppers({ reading, observation }: MatchView): Want[] {
  return steppersOf(observation.elements).flatMap(({ labels, value, up, down }) => {
    const given = labels
      .filter(Boolean)
      .map((label) => reading.valueFor(label))
      .find((found) => found !== undefined);
    const wanted = given && /^[-−]?\d+$/.test(given.text) ? Number(given.text.replace('−', '-')) : undefined;
    if (given === undefined || wanted === undefined || wanted === value) return [];
    return [{ action: { kind: 'click', ref: (wanted > value ? up : down).ref } as const, prior: -0.1, at: given.at }];
  });
}

/** `7`, or its label with it: `Guests: 7`. */
const COUNT = /^(?:(.{0,40}?\S)[\s:]+)?([-−]?\d+)$/;

export function steppersOf(elements: readonly PageElement[]): Stepper[] {
  return elements.flatMap((element, i) => {
    const shown = element.role === 'text' ? COUNT.exec(element.name.trim()) : null;
    const value = shown ? Number(shown[2].replace('−', '-')) : undefined;
    const near = [elements[i - 2], elements[i - 1], elements[i + 1], elements[i + 2]].filter(
      (one) => one?.verbs.includes('click') && !one.verbs.includes('type'),
    );
    const up = near.find((one) => UP.test(one.name.trim()));
    const down = near.find((one) => DOWN.test(one.name.trim()));
    const first = Math.min(i, ...[up, down].map((one) => (one ? elements.indexOf(one) : i)));
    if (value === undefined || !up || !down) return [];
    return [
      {
        labels: [shown?.[1] ?? '', elements[first - 1]?.name ?? '', up.name.replace(UP, ''), down.name.replace(DOWN, '')],
        value,
        up,
        down,
      },
    ];
  });
}
