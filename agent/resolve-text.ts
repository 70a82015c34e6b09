import { evaluateCalc, type GoalSpan, type Observation, type OutcomeCode, type TextSource } from '../core/index.js';
import { elementOf } from './decisive.js';

export type ResolvedText = { ok: true; text: string } | { ok: false; code: OutcomeCode; problem: string };

/**
 * The literal text that a source points at. Never throws: a source that points at nothing is `NO_SUCH_TEXT`, an expression
 * that cannot be computed is `BAD_EXPRESSION`.
 */
export function resolveText(source: TextSource, spans: readonly GoalSpan[], observation: Observation): ResolvedText {
  switch (source.kind) {
    case 'literal':
      return { ok: true, text: source.text };
    case 'quote':
      return found(spanText(spans, source.index), `the goal has ${spans.length} quotable spans, not ${source.index}`);
    case 'from':
      return found(elementText(observation, source.ref), `element ${source.ref} of the page holds no text`);
    case 'calc':
      return computed(source.expression, spans, observation);
    case 'secret':
      return { ok: false, code: 'NO_SUCH_TEXT', problem: `no secret named "${source.name}" is stored for this page` };
  }
}

/** What an element says: the value of a field or the chosen option, else its name. */
export function elementText(observation: Observation, ref: number): string | undefined {
  const element = elementOf(observation, ref);
  if (!element) return undefined;
  const chosen = element.options?.find((option) => option.selected)?.label;
  return [element.value, chosen, element.name].find((text) => text !== undefined && text !== '');
}

const spanText = (spans: readonly GoalSpan[], index: number): string | undefined =>
  spans.find((span) => span.index === index)?.text;

function found(text: string | undefined, problem: string): ResolvedText {
  return text === undefined ? { ok: false, code: 'NO_SUCH_TEXT', problem } : { ok: true, text };
}

function computed(expression: string, spans: readonly GoalSpan[], observation: Observation): ResolvedText {
  const need = (text: string | undefined, what: string): string => {
    if (text === undefined) throw new RangeError(`there is no ${what}`);
    return text;
  };
  const result = evaluateCalc(expression, {
    quote: (index) => need(spanText(spans, index), `quote ${index}`),
    text: (ref) => need(elementText(observation, ref), `text in element ${ref}`),
  });
  return result.ok ? result : { ok: false, code: 'BAD_EXPRESSION', problem: result.problem };
}
