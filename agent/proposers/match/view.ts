import { type HistoryEntry, normalizeText, type Observation, type PageElement } from '../../../core/index.js';
import type { PlanContext } from '../../prompt-port.js';
import type { ProposedAction } from '../proposer.js';
import type { GoalReading } from './goal-reading.js';
import { steppersOf } from './steppers.js';

/** One step as the matcher's parts see it. */
export interface MatchView {
  reading: GoalReading;
  observation: Observation;
  history: readonly HistoryEntry[];
  /** Elements to type into, and those to press; the buttons of steppers are neither. */
  fields: PageElement[];
  pressables: PageElement[];
}

/** A proposal with the place of the goal that asks for it, so that things are done in the order they are named. */
export interface Want extends ProposedAction {
  at: number;
}

const CHOICE_ROLES = new Set(['checkbox', 'radio', 'switch', 'option', 'menuitemcheckbox', 'menuitemradio', 'tab', 'treeitem']);
const CONTROL_ROLES = new Set(['button', 'link', 'menuitem', 'summary', 'slider', 'image', 'icon', ...CHOICE_ROLES]);

export function viewOf({ observation, history }: PlanContext, reading: GoalReading): MatchView {
  const can = (verb: PageElement['verbs'][number]) => (element: PageElement) => element.verbs.includes(verb);
  const fields = observation.elements.filter(can('type'));
  const steps = new Set(steppersOf(observation.elements).flatMap((stepper) => stepper.steps.map(({ button }) => button)));
  const isPressable = (element: PageElement): boolean =>
    can('click')(element) && !can('type')(element) && !can('select')(element);
  const pressables = observation.elements.filter((element) => isPressable(element) && !steps.has(element));
  return { reading, observation, history, fields, pressables };
}

export const isChoice = (element: PageElement): boolean => CHOICE_ROLES.has(element.role);
/** A site's own search box: rarely what a goal is about that does not speak of searching. */
export const isSearch = ({ role, name }: PageElement): boolean => role === 'searchbox' || /\bsearch\b/i.test(name);
export const isControl = (element: PageElement): boolean => CONTROL_ROLES.has(element.role);
export const isOn = ({ states }: PageElement): boolean =>
  states.includes('checked') || states.includes('selected') || states.includes('open');

/** How often an element of this role and name was pressed with effect; where there are several, one of this context. */
export function timesPressed(
  { history, observation }: Pick<MatchView, 'history' | 'observation'>,
  { role, name, context }: PageElement,
): number {
  const several = observation.elements.filter((other) => other.role === role && other.name === name).length > 1;
  return history.filter(
    ({ action, status, target }) =>
      action.kind === 'click' &&
      status === 'ok' &&
      target?.role === role &&
      target.name === name &&
      (!several || (target.context ?? context) === context),
  ).length;
}

/** True when this text was typed into a field of this name before. */
export function wasTyped({ history }: Pick<MatchView, 'history'>, field: PageElement, text: string): boolean {
  return history.some(
    (entry) =>
      entry.action.kind === 'type' &&
      entry.status !== 'error' &&
      entry.target?.name === field.name &&
      normalizeText(entry.text ?? '') === normalizeText(text),
  );
}
