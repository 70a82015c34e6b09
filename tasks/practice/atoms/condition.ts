import type { AtomOptions, Condition } from '../compose.js';
import type { Control } from '../dom/index.js';
import type { Via } from '../family.js';

export interface Held<V> {
  control: Control<V>;
  wanted: V;
  phrase: string;
  /** What stands after the label in `Size: Large`. */
  short?: string;
  /** How the value comes out of the goal, when it is not copied as it stands there. */
  via?: Via;
  problem?(): string;
}

/**
 * A condition on a control: it must have `wanted` at the end, or, when nothing is asked of it, what it holds now. Starts
 * with `wanted` when that is to be so already; else the atom has to see to it that it starts with something else.
 */
export function holds<V>({ control, wanted, phrase, short, via, problem }: Held<V>, options: AtomOptions): Condition {
  if (options.asked && options.already) control.set(wanted);
  const goal = options.asked ? wanted : control.value();
  return {
    root: control.root,
    phrase,
    terse: short && `${options.label}: ${short}`,
    met: () => control.value() === goal,
    step: () => control.step(goal, via),
    problem: () => problem?.() ?? (control.value() === '' ? 'is required' : ''),
  };
}
