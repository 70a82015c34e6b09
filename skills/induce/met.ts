import { normalizeText, type Action, type Observation, type PageElement } from '../../core/index.js';
import { mentionsIn } from './slots.js';
import { type Trace, type TraceStep, targetIn } from './trace.js';

/**
 * The trace with steps for what the goal asks for and the page had already, such as a field that held the value from the start:
 * nothing was done about it there, and on the next visit it has to be. Such a step comes where its element first comes into sight.
 * The page before it is told as if it were not so yet, which says what the step is for; a run skips a step that finds it so.
 */
export function withMetConditions(trace: Trace): Trace {
  const { steps, goal } = trace;
  const seen = new Set<string>(steps.flatMap((step) => targetIn(step) ?? []).map(keyOf));
  const fields = new Set(steps.flatMap((step) => targetIn(step) ?? []).map(groupOf));
  return {
    ...trace,
    steps: steps.flatMap((step) => {
      const met = step.before.elements.flatMap((element) => {
        if (seen.has(keyOf(element)) || fields.has(groupOf(element))) return [];
        const action = conditionOf(element, goal);
        const stays = action && trace.last.elements.every((one) => keyOf(one) !== keyOf(element) || isSettled(one, element));
        if (!action || !stays) return [];
        seen.add(keyOf(element));
        return [metStep(step, element, action)];
      });
      return [...met, step];
    }),
  };
}

const keyOf = ({ role, name, context }: PageElement): string => JSON.stringify([role, name, context]);
/** Of the radio buttons of one question, one is chosen: who pressed another has answered it. */
const groupOf = (element: PageElement): string =>
  element.role === 'radio' ? JSON.stringify(['radio', element.context, element.region]) : keyOf(element);

const chosenOf = ({ options = [] }: PageElement): string[] => options.flatMap(({ label, selected }) => (selected ? label : []));

const isSettled = (now: PageElement, before: PageElement): boolean =>
  now.value === before.value && String(chosenOf(now)) === String(chosenOf(before)) && stateOf(now) === stateOf(before);

const stateOf = ({ states }: PageElement): string | undefined => states.find((state) => OPPOSITE[state] !== undefined);
/** An answer that is not chosen is no condition; a box that is not ticked may be one. */
const BOXES = new Set(['checkbox', 'switch', 'menuitemcheckbox']);
const OPPOSITE: Readonly<Record<string, string>> = { checked: 'unchecked', unchecked: 'checked' };

/** How a person would bring about what an element shows, where the goal says both its name and its value. */
function conditionOf(element: PageElement, goal: string): Action | undefined {
  const { ref, name, verbs, value } = element;
  if (name === '' || mentionsIn(goal, name).length === 0) return undefined;
  const chosen = chosenOf(element);
  const says = (text: string): boolean => mentionsIn(goal, text).length > 0 && normalizeText(text) !== normalizeText(name);
  if (verbs.includes('select'))
    return chosen.length === 1 && says(chosen[0]) ? { kind: 'select', ref, option: chosen[0] } : undefined;
  if (verbs.includes('type'))
    return value && says(value) ? { kind: 'type', ref, text: { kind: 'literal', text: value } } : undefined;
  const holds = stateOf(element);
  return verbs.includes('click') && (holds === 'checked' || (holds && BOXES.has(element.role)))
    ? { kind: 'click', ref }
    : undefined;
}

function metStep({ episodeId, number, before }: TraceStep, element: PageElement, action: Action): TraceStep {
  return { episodeId, number, action, before: withoutCondition(before, element), after: before };
}

function withoutCondition(page: Observation, element: PageElement): Observation {
  const unmet = {
    ...element,
    ...(element.value === undefined ? {} : { value: '' }),
    states: element.states.map((state) => OPPOSITE[state] ?? state),
  };
  return { ...page, elements: page.elements.map((one) => (one === element ? unmet : one)) };
}
