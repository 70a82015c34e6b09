import type { Action, TextSource } from '../../../core/action.js';
import { evaluateCalc } from '../../../core/calc.js';
import { goalSpans } from '../../../core/goal.js';
import type { WalkResult } from '../../../tools/page/types.js';
import type { OracleStep, Via } from '../family.js';

/** What a policy would have to say for one step of the oracle, on the page as the walker reads it. */
export interface ResolvedStep {
  action: Action;
  /** The text that is really typed or answered. */
  text?: string;
}

/** Finds refs and text sources. Throws with the reason when the step cannot be said: a bug of the family. */
export function resolveStep(step: OracleStep, goal: string, page: WalkResult): ResolvedStep {
  switch (step.do) {
    case 'click':
    case 'hover':
      return { action: { kind: step.do, ref: refOf(step.on, page, 'click') } };
    case 'type':
      return {
        action: { kind: 'type', ref: refOf(step.on, page, 'type'), text: sourceOf(step.text, step.via, goal, page) },
        text: step.text,
      };
    case 'select':
      return { action: { kind: 'select', ref: refOf(step.on, page, 'select'), option: step.option } };
    case 'scroll':
      return { action: { kind: 'scroll', ref: step.on && refOf(step.on, page), direction: step.direction } };
    case 'drag':
      return { action: { kind: 'drag', ref: refOf(step.on, page), to: refOf(step.to, page) } };
    case 'press':
      return { action: { kind: 'press', key: step.key } };
    case 'stop':
      if (!step.answer) return { action: { kind: 'stop' } };
      return {
        action: { kind: 'stop', answer: sourceOf(step.answer.text, step.answer.via, goal, page) },
        text: step.answer.text,
      };
    case 'refuse':
      return { action: { kind: 'refuse', reason: step.reason }, text: step.reason };
    case 'back':
    case 'wait':
      return { action: { kind: step.do } };
  }
}

/** The ref of a node: its own, else that of the control around it, else of the first listed thing inside it. */
function refOf(on: Element, page: WalkResult, verb?: 'click' | 'type' | 'select'): number {
  const { nodes } = page;
  const own = nodes.indexOf(on);
  if (own >= 0) return own + 1;
  const label = 'labels' in on ? (on as HTMLInputElement).labels?.[0] : undefined;
  if (label && nodes.includes(label)) return nodes.indexOf(label) + 1;
  for (let at = on.parentElement; at; at = at.parentElement) {
    const index = nodes.indexOf(at);
    if (index >= 0 && (!verb || page.observation.elements[index].verbs.includes(verb))) return index + 1;
  }
  const inside = nodes.findIndex((node) => on.contains(node));
  if (inside >= 0) return inside + 1;
  throw new Error(`the walker does not list the target <${on.localName}> "${(on.textContent ?? '').trim().slice(0, 40)}"`);
}

function sourceOf(text: string, via: Via | undefined, goal: string, page: WalkResult): TextSource {
  const spans = goalSpans(goal);
  if (via && 'calc' in via) return calcSource(text, via.calc, via.of ?? [], spans, page);
  const pointed = via ? pointAt(via.from, text, page) : undefined;
  if (pointed) return { kind: 'from', ref: pointed };
  const quoted = spans.find((span) => span.text === text);
  if (quoted) return { kind: 'quote', index: quoted.index };
  const shown = page.observation.elements.find((element) => textOf(element) === text);
  return shown ? { kind: 'from', ref: shown.ref } : { kind: 'literal', text };
}

const textOf = (element: { value?: string; name: string }): string => element.value || element.name;

function pointAt(from: Element, text: string, page: WalkResult): number | undefined {
  const index = page.nodes.findIndex(
    (node, i) => (node === from || from.contains(node) || node.contains(from)) && textOf(page.observation.elements[i]) === text,
  );
  return index >= 0 ? index + 1 : undefined;
}

function calcSource(
  text: string,
  template: string,
  of: Element[],
  spans: { index: number; text: string }[],
  page: WalkResult,
): TextSource {
  const referred = template.replace(/\$(\d)/g, (_, n: string) => `text(${refOf(of[Number(n) - 1], page)})`);
  // What stands in the goal is pointed at rather than spelled.
  const expression = referred.replace(/"(?:[^"\\]|\\.)*"/g, (literal) => {
    const span = spans.find((one) => JSON.stringify(one.text) === literal);
    return span ? `quote(${span.index})` : literal;
  });
  const result = evaluateCalc(expression, {
    quote: (index) => spans[index - 1]?.text ?? '',
    text: (ref) => textOf(page.observation.elements[ref - 1]),
  });
  if (!result.ok || result.text !== text) {
    throw new Error(`calc ${expression} gives ${result.ok ? `"${result.text}"` : result.problem}, wanted "${text}"`);
  }
  return { kind: 'calc', expression };
}
