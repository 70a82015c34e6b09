import { type HistoryEntry, normalizeText, type Observation, type PageElement } from '../../../core/index.js';
import type { PlanContext } from '../../prompt-port.js';
import type { ProposedAction } from '../proposer.js';
import type { GoalReading } from './goal-reading.js';
import { type Missing, missingFrom } from './missing.js';
import { type Stepper, steppersOf } from './steppers.js';

/** One step as the matcher's parts see it. What several of them ask for is worked out once. */
export class MatchView {
  readonly reading: GoalReading;
  readonly observation: Observation;
  readonly history: readonly HistoryEntry[];
  readonly steppers: readonly Stepper[];
  /** Elements to type into, and those to press; the buttons of steppers are neither. */
  readonly fields: readonly PageElement[];
  readonly pressables: readonly PageElement[];
  #missing: Missing | undefined;
  #alike: Map<string, PageElement[]> | undefined;
  #siblings: Map<string, PageElement[]> | undefined;

  constructor({ observation, history }: Pick<PlanContext, 'observation' | 'history'>, reading: GoalReading) {
    const { elements } = observation;
    this.reading = reading;
    this.observation = observation;
    this.history = history;
    this.steppers = steppersOf(elements);
    const steps = new Set(this.steppers.flatMap((stepper) => stepper.steps.map(({ button }) => button)));
    this.fields = elements.filter(({ verbs }) => verbs.includes('type'));
    this.pressables = elements.filter(
      (one) => one.verbs.includes('click') && !one.verbs.includes('type') && !one.verbs.includes('select') && !steps.has(one),
    );
  }

  get missing(): Missing {
    return (this.#missing ??= missingFrom(this.reading, this.observation, this.history, this.fields));
  }

  /** Elements of this role and name, itself included. */
  alike(element: PageElement): readonly PageElement[] {
    this.#alike ??= grouped(this.observation.elements, alikeKey);
    return this.#alike.get(alikeKey(element)) ?? [];
  }

  /** Elements of this role that stand under the same title, itself included. */
  siblings(element: PageElement): readonly PageElement[] {
    this.#siblings ??= grouped(this.observation.elements, siblingKey);
    return this.#siblings.get(siblingKey(element)) ?? [];
  }
}

const alikeKey = ({ role, name }: PageElement): string => `${role}\n${normalizeText(name)}`;
const siblingKey = ({ role, region, context }: PageElement): string => [role, region, context].join('\n');

function grouped(elements: readonly PageElement[], keyOf: (element: PageElement) => string): Map<string, PageElement[]> {
  const groups = new Map<string, PageElement[]>();
  for (const element of elements) {
    const key = keyOf(element);
    const group = groups.get(key);
    if (group) group.push(element);
    else groups.set(key, [element]);
  }
  return groups;
}

/** A proposal with the place of the goal that asks for it, so that things are done in the order they are named. */
export interface Want extends ProposedAction {
  at: number;
}

/** Prior of an answer that code has counted or added up: surer than what a small model guesses. */
export const COMPUTED = 2;

/** What is on or off. */
export const TOGGLES: ReadonlySet<string> = new Set(['checkbox', 'switch', 'radio', 'menuitemcheckbox', 'menuitemradio']);
const CHOICE_ROLES = new Set([...TOGGLES, 'option', 'tab', 'treeitem']);
const CONTROL_ROLES = new Set(['button', 'link', 'menuitem', 'summary', 'slider', 'image', 'icon', ...CHOICE_ROLES]);

export const isChoice = (element: PageElement): boolean => CHOICE_ROLES.has(element.role);
/** A site's own search box: rarely what a goal is about that does not speak of searching. */
export const isSearch = ({ role, name }: PageElement): boolean => role === 'searchbox' || /\bsearch\b/i.test(name);
export const isControl = (element: PageElement): boolean => CONTROL_ROLES.has(element.role);
export const isOn = ({ states }: PageElement): boolean =>
  states.includes('checked') || states.includes('selected') || states.includes('open');

/** How often an element of this role and name was pressed with effect; where there are several, one of this context. */
export function timesPressed(view: MatchView, element: PageElement): number {
  const pressed = view.history.filter(
    ({ action, status, target }) =>
      action.kind === 'click' && status === 'ok' && target?.role === element.role && target.name === element.name,
  );
  if (pressed.length === 0 || view.alike(element).length < 2) return pressed.length;
  return pressed.filter(({ target }) => (target?.context ?? element.context) === element.context).length;
}

/** True when this text was typed into a field of this name before. */
export function wasTyped({ history }: MatchView, field: PageElement, text: string): boolean {
  return history.some(
    (entry) =>
      entry.action.kind === 'type' &&
      entry.status !== 'error' &&
      entry.target?.name === field.name &&
      normalizeText(entry.text ?? '') === normalizeText(text),
  );
}
