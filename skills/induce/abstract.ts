import { goalSpans, type Observation, type PageElement, type TextSource } from '../../core/index.js';
import { describeElement, escapeTemplate, fillTemplate, type Locator } from '../../tools/index.js';
import type { Check, SkillAction, SkillText } from '../schema.js';
import { saysWords, type SlotValue } from './slots.js';
import type { TraceStep } from './trace.js';

/** One step with the goal's values replaced by slots, and how often it was taken in a row. */
export interface AbstractStep {
  action: SkillAction;
  runs: TraceStep[];
}

export interface Abstraction {
  goal: string;
  values: readonly SlotValue[];
}

/** A text in which every value of the goal is a slot. Longer values first, so that "Ann Lee" is not "{first} Lee". */
export function abstractText(text: string, values: readonly SlotValue[]): string {
  let parts: ({ text: string } | { slot: string })[] = [{ text }];
  for (const { slot, value } of [...values].sort((a, b) => b.value.length - a.value.length)) {
    if (value === '') continue;
    const words = value
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${words.join('\\s+')}(?![\\p{L}\\p{N}])`, 'iu');
    parts = parts.flatMap((part) => ('slot' in part ? [part] : splitBy(part.text, pattern, slot)));
  }
  return parts.map((part) => ('slot' in part ? `{${part.slot}}` : escapeTemplate(part.text))).join('');
}

function splitBy(text: string, pattern: RegExp, slot: string): ({ text: string } | { slot: string })[] {
  const match = pattern.exec(text);
  if (!match) return [{ text }];
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  return [...(before ? [{ text: before }] : []), { slot }, ...(after ? splitBy(after, pattern, slot) : [])];
}

/** The locator of an element with slots; neighbours that a value names are no anchors. */
export function abstractLocator(observation: Observation, ref: number, { values }: Abstraction): Locator {
  const { options } = observation.elements.find((one) => one.ref === ref) as PageElement;
  const locator = withSlots(describeElement(observation, ref), values);
  return { ...locator, ...(options ? { options: options.map(({ label }) => label) } : {}) };
}

/** A locator without slots as one with them. */
function withSlots(locator: Locator, values: readonly SlotValue[]): Locator {
  const free = (names: readonly string[]): string[] =>
    names.filter((name) => !values.some(({ value }) => saysWords(name, value)));
  const text = (of: string): string => abstractText(fillTemplate(of, {}), values);
  const { cell } = locator;
  return {
    ...locator,
    name: text(locator.name),
    context: text(locator.context),
    region: text(locator.region),
    ...(cell ? { cell: { row: text(cell.row), column: text(cell.column) } } : {}),
    before: free(locator.before),
    after: free(locator.after),
    siblings: free(locator.siblings),
  };
}

/** A check of one page as a check with slots. */
export function abstractCheck(check: Check, values: readonly SlotValue[]): Check {
  const text = (of: string): string => abstractText(fillTemplate(of, {}), values);
  return {
    ...check,
    ...('target' in check ? { target: withSlots(check.target, values) } : {}),
    ...('text' in check ? { text: text(check.text) } : {}),
    ...('contains' in check ? { contains: text(check.contains) } : {}),
  } as Check;
}

/** Equal steps in a row become one with several runs. */
export function abstractSteps(steps: readonly TraceStep[], abstraction: Abstraction): AbstractStep[] {
  const out: AbstractStep[] = [];
  for (const step of steps) {
    const action = abstractAction(step, abstraction);
    const last = out.at(-1);
    if (last && REPEATABLE.has(action.kind) && isSameStep(last.action, action)) last.runs.push(step);
    else out.push({ action, runs: [step] });
  }
  return out;
}

const isSameStep = (a: SkillAction, b: SkillAction): boolean =>
  signature(a) === signature(b) && ('target' in a && 'target' in b ? a.target?.role === b.target?.role : true);

const REPEATABLE = new Set<SkillAction['kind']>(['click', 'press', 'scroll']);

/** What two steps have in common when they may be the same step: verb, names and text, not role or place of the target. */
export function signature(action: SkillAction): string {
  const target = 'target' in action && action.target ? targetKey(action.target) : '';
  const rest = { ...action, target: undefined, becomes: undefined };
  return `${JSON.stringify(rest, (key, value: unknown) => (key === 'to' || key === 'of' ? undefined : value))} ${target}`;
}

const targetKey = ({ name, context }: Locator): string => `${name}\n${context}`;

function abstractAction({ action, before, after }: TraceStep, abstraction: Abstraction): SkillAction {
  const at = (ref: number): Locator => abstractLocator(before, ref, abstraction);
  switch (action.kind) {
    case 'click': {
      const becomes = stateReached(before, after, action.ref);
      return { kind: 'click', target: at(action.ref), ...(becomes ? { becomes } : {}) };
    }
    case 'type':
      return { kind: 'type', target: at(action.ref), text: abstractSource(action.text, before, abstraction) };
    case 'select':
      return { kind: 'select', target: at(action.ref), option: abstractText(action.option, abstraction.values) };
    case 'drag':
      return { kind: 'drag', target: at(action.ref), to: at(action.to) };
    case 'hover':
      return { kind: 'hover', target: at(action.ref) };
    case 'scroll':
      return { kind: 'scroll', direction: action.direction, ...(action.ref ? { target: at(action.ref) } : {}) };
    case 'goto':
      return { kind: 'goto', url: abstractText(action.url, abstraction.values) };
    case 'press':
    case 'back':
    case 'wait':
      return action;
    default:
      throw new Error(`"${action.kind}" is no step of a trace`); // `traceOf` leaves them out
  }
}

/** Text sources that point are kept as pointers; spelled texts and spans of the goal become parameters. */
export function abstractSource(source: TextSource, page: Observation, abstraction: Abstraction): SkillText {
  const { goal, values } = abstraction;
  switch (source.kind) {
    case 'literal':
      return textOfTemplate(abstractText(source.text, values));
    case 'quote': {
      const span = goalSpans(goal).find(({ index }) => index === source.index);
      const slot = span && values.find(({ value }) => value === span.text)?.slot;
      return slot ? { kind: 'parameter', name: slot } : { kind: 'goal-span', index: source.index };
    }
    case 'from': {
      const { cell, name } = page.elements.find(({ ref }) => ref === source.ref) ?? {};
      const isData = cell && cell.row !== '' && cell.row !== name && abstractText(name ?? '', values) === name;
      if (isData) return { kind: 'cell', row: abstractText(cell.row, values), column: abstractText(cell.column, values) };
      return { kind: 'element', target: abstractLocator(page, source.ref, abstraction) };
    }
    case 'calc':
      return abstractCalc(source.expression, page, abstraction);
    case 'secret':
      return source;
  }
}

function textOfTemplate(template: string): SkillText {
  const whole = /^\{([a-z][a-z0-9_]*)\}$/.exec(template);
  return whole ? { kind: 'parameter', name: whole[1] } : { kind: 'literal', text: template };
}

function abstractCalc(expression: string, page: Observation, abstraction: Abstraction): SkillText {
  const { goal, values } = abstraction;
  const spans = goalSpans(goal);
  const of: Locator[] = [];
  const slotOf = (text: string | undefined): string | undefined => values.find(({ value }) => value === text)?.slot;
  const template = escapeTemplate(expression)
    .replace(/quote\((\d+)\)/g, (whole, n: string) => {
      const slot = slotOf(spans.find(({ index }) => index === Number(n))?.text);
      return slot ? `{${slot}}` : whole;
    })
    .replace(/"(?:[^"\\]|\\.)*"/g, (quoted) => {
      const slot = slotOf(JSON.parse(quoted) as string);
      return slot ? `{${slot}}` : quoted;
    })
    .replace(/text\((\d+)\)/g, (whole, n: string) => {
      if (!page.elements.some(({ ref }) => ref === Number(n))) return whole;
      return `text($${of.push(abstractLocator(page, Number(n), abstraction))})`;
    });
  return { kind: 'calc', expression: template, of };
}

const STATES = ['checked', 'unchecked', 'selected', 'open', 'closed'];

/** The state that a click brought its element into. */
function stateReached(before: Observation, after: Observation, ref: number): string | undefined {
  const was = before.elements.find((element) => element.ref === ref);
  const is = was && after.elements.find((one) => one.role === was.role && one.name === was.name && one.context === was.context);
  return is?.states.find((state) => STATES.includes(state) && !was!.states.includes(state));
}
