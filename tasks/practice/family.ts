import type { World } from './world.js';

/**
 * A kind of practice task as pure code that runs inside the page: a seed gives a page, a goal, an evaluator and an
 * oracle. Nothing of the evaluator or the oracle may stand in the DOM: keep it in closures.
 */
export interface Family {
  /** `kebab-case`, unique in the suite. */
  name: string;
  /** What it practises, e.g. `['click', 'table']`; `near` and `far` are told apart by these. */
  skills: string[];
  /** A wrong step can be repaired (undo, edit, error message, back). */
  recoverable: boolean;
  /** Share of seeds that ask for something that cannot be done; `world.impossible` says when. Default 0. */
  impossibleShare?: number;
  /** Shows the first view and says what is asked. */
  build(world: World): Scenario;
}

/** What is asked on one built page. */
export interface Scenario {
  goal: string;
  /** `page`: only `world.submit()` can end it well; `stop`: only the agent's own `stop`. An impossible one ends by `refuse`. */
  ends: 'page' | 'stop';
  /** True when page state (and, for questions, `answer`) is what was asked, at the moment the episode ends. */
  succeeded(answer: string): boolean;
  /** The next right step for the page as it is now, whatever happened before: it recovers from any earlier mistake. */
  next(): OracleStep;
}

/** How a person would get the text: by copying it from an element, or by computing it (`$1`, `$2` are the texts of `of`). */
export type Via = { from: Element } | { calc: string; of?: Element[] };

/** A step of the oracle; `text` is always what is really typed or answered. */
export type OracleStep =
  | { do: 'click'; on: Element }
  | { do: 'hover'; on: Element }
  | { do: 'type'; on: Element; text: string; via?: Via }
  | { do: 'select'; on: HTMLSelectElement; option: string }
  | { do: 'scroll'; on?: Element; direction: 'up' | 'down' }
  | { do: 'press'; key: string }
  | { do: 'drag'; on: Element; to: Element }
  | { do: 'back' }
  | { do: 'wait' }
  | { do: 'stop'; answer?: { text: string; via?: Via } }
  | { do: 'refuse'; reason: string };

/** How an episode ended, as far as a family can tell. */
export interface PracticeFinish {
  kind: 'page' | 'stop' | 'refuse' | 'other';
  answer?: string;
}

/** The reason an oracle gives when what is asked does not exist here. */
export const NOT_HERE = 'not on this page';

export const click = (on: Element): OracleStep => ({ do: 'click', on });
export const stop = (text?: string, via?: Via): OracleStep => ({
  do: 'stop',
  answer: text === undefined ? undefined : { text, via },
});
export const refuse = (reason: string = NOT_HERE): OracleStep => ({ do: 'refuse', reason });

/** Types unless the field already holds the text; `undefined` when there is nothing to do, so that steps chain with `??`. */
export function fill(field: HTMLInputElement | HTMLTextAreaElement, text: string, via?: Via): OracleStep | undefined {
  return field.value === text ? undefined : { do: 'type', on: field, text, via };
}

/** Chooses an option of a native select unless it is chosen. */
export function choose(select: HTMLSelectElement, option: string): OracleStep | undefined {
  const chosen = [...select.selectedOptions].map((o) => o.label);
  return chosen.length === 1 && chosen[0] === option ? undefined : { do: 'select', on: select, option };
}
