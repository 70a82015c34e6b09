import {
  type Action,
  any,
  type GoalSpan,
  type Grammar,
  type Observation,
  type PageElement,
  type PromptPart,
  seq,
  type TextSource,
} from '../../core/index.js';
import type { MarkReader } from './goal-marks.js';
import { mark, type Mark, quoteToken, slotToken } from './vocabulary.js';

/** Which number each element got in one prompt, both ways. */
export class SlotMap {
  readonly #slotOf = new Map<number, number>();
  readonly #refOf = new Map<number, number>();

  add(ref: number, slot: number): void {
    this.#slotOf.set(ref, slot);
    this.#refOf.set(slot, ref);
  }
  slot(ref: number): number | undefined {
    return this.#slotOf.get(ref);
  }
  ref(slot: number): number | undefined {
    return this.#refOf.get(slot);
  }
}

/** What the surface form of a step depends on: the numbered elements and the goal whose words may be copied. */
export interface SurfaceContext {
  goal: string;
  spans: readonly GoalSpan[];
  /** The marked phrases of the goal. */
  reader: MarkReader;
  observation: Observation;
  slots: SlotMap;
}

/** Functions of a text that have a token of their own; the argument is a span or an element. */
const FUNCTIONS: { mark: Mark; expression: (inner: string) => string }[] = [
  { mark: '<upper>', expression: (inner) => `upper(${inner})` },
  { mark: '<lower>', expression: (inner) => `lower(${inner})` },
  { mark: '<title>', expression: (inner) => `title(${inner})` },
  { mark: '<solve>', expression: (inner) => `calc(${inner})` },
  { mark: '<number>', expression: (inner) => `number(${inner})` },
  { mark: '<reverse>', expression: (inner) => `reverse(${inner})` },
  { mark: '<length>', expression: (inner) => `length(${inner})` },
  { mark: '<iso>', expression: (inner) => `date(${inner})` },
];
const COUNTED: { mark: Mark; name: string }[] = [
  { mark: '<word>', name: 'word' },
  { mark: '<letter>', name: 'letter' },
];
/** Dates are written as ISO 8601 unless a pattern follows. */
const ISO = 'YYYY-MM-DD';
const DATE_PATTERNS = [
  'MM/DD/YYYY', 'M/D/YYYY', 'DD/MM/YYYY', 'DD.MM.YYYY', 'D.M.YYYY', 'D MMM YYYY', 'D MMMM YYYY', 'MMM D, YYYY', 'MMMM D, YYYY',
]; // prettier-ignore
/** Functions of two elements' numbers. */
const PAIRED: { mark: Mark; operator: string }[] = [
  { mark: '<sum>', operator: '+' },
  { mark: '<minus>', operator: '-' },
];
/** Small whole numbers can be said outright: what is counted or guessed stands nowhere. */
const NUMBERS = Array.from({ length: 21 }, (_, number) => String(number));
const COUNTS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '-1'];

/** The action in the model's words, e.g. `<click>[5]`, `<type>[5]<q2>`; undefined when the compact form cannot say it. */
export function printCompact(action: Action, context: SurfaceContext): PromptPart[] | undefined {
  switch (action.kind) {
    case 'click':
    case 'hover':
      return withSlots([mark(`<${action.kind}>`)], [action.ref], context);
    case 'drag':
      return withSlots([mark('<drag>')], [action.ref, action.to], context);
    case 'type':
      return append(withSlots([mark('<type>')], [action.ref], context), printSource(action.text, context));
    case 'select':
      return append(withSlots([mark('<select>')], [action.ref], context), [optionPart(action.option, context)]);
    case 'scroll':
      return [
        mark('<scroll>'),
        ...(action.ref ? (withSlots([], [action.ref], context) ?? []) : [mark('<page>')]),
        mark(`<${action.direction}>`),
      ];
    case 'press':
      return KEYS.includes(action.key) ? [mark('<press>'), action.key] : undefined;
    case 'stop':
      return action.answer ? append([mark('<stop>')], printSource(action.answer, context)) : [mark('<stop>')];
    case 'refuse':
      return [mark('<refuse>')];
    case 'back':
    case 'wait':
      return [mark(`<${action.kind}>`)];
    default:
      return undefined;
  }
}

const KEYS = ['Enter', 'Escape', 'Tab', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageDown', 'PageUp'];

function withSlots(head: PromptPart[], refs: number[], { slots }: SurfaceContext): PromptPart[] | undefined {
  const numbers = refs.map((ref) => slots.slot(ref));
  return numbers.some((slot) => slot === undefined) ? undefined : [...head, ...numbers.map((slot) => slotToken(slot as number))];
}

function append(head: PromptPart[] | undefined, tail: PromptPart[] | undefined): PromptPart[] | undefined {
  return head && tail ? [...head, ...tail] : undefined;
}

function printSource(source: TextSource, context: SurfaceContext): PromptPart[] | undefined {
  switch (source.kind) {
    case 'quote':
      return quoteParts(source.index, context);
    case 'from':
      return withSlots([mark('<from>')], [source.ref], context);
    case 'literal':
      return literalParts(source.text, context);
    case 'calc':
      return printCalc(source.expression, context);
    case 'secret':
      return undefined;
  }
}

/** A span by its mark; one that lies inside a longer marked phrase is spelled. */
function quoteParts(index: number, context: SurfaceContext): PromptPart[] | undefined {
  const span = context.spans.find((one) => one.index === index);
  return span && literalParts(span.text, context);
}

function literalParts(text: string, { goal, reader }: SurfaceContext): PromptPart[] | undefined {
  const index = reader.indexOf(text);
  if (index !== undefined) return [quoteToken(index)];
  return isSpelled(text, goal) ? [literalOf(text)] : undefined;
}

/** Words of the goal, nothing, or a small number. */
const isSpelled = (text: string, goal: string): boolean =>
  text === '' || NUMBERS.includes(text) || goalPhrases(goal).includes(text);

function printCalc(expression: string, context: SurfaceContext): PromptPart[] | undefined {
  return printCall(expression, context) ?? printPaired(expression, context);
}

function printPaired(expression: string, context: SurfaceContext): PromptPart[] | undefined {
  const pair = expression.replace(/number\((text\(\d+\))\)/g, '$1').match(/^text\((\d+)\) ([+-]) text\((\d+)\)$/);
  const paired = pair && PAIRED.find(({ operator }) => operator === pair[2]);
  return paired ? withSlots([mark(paired.mark)], [Number(pair[1]), Number(pair[3])], context) : undefined;
}

/** A function of one span, element or run of goal words, with a count or a date pattern where it takes one. */
function printCall(expression: string, context: SurfaceContext): PromptPart[] | undefined {
  const call = expression.match(/^(\w+)\((?:(quote|text)\((\d+)\)|("(?:[^"\\]|\\.)*"))(?:, ?(?:(-?\d+)|"([^"]+)"))?\)$/);
  if (!call) return undefined;
  const [, name, kind, number, words, count, pattern] = call;
  const argument =
    kind === 'text'
      ? withSlots([], [Number(number)], context)
      : kind === 'quote'
        ? quoteParts(Number(number), context)
        : literalParts(JSON.parse(words) as string, context);
  const counted = COUNTED.find((entry) => entry.name === name);
  if (counted) return count && COUNTS.includes(count) ? append([mark(counted.mark)], append(argument, [count])) : undefined;
  const known = FUNCTIONS.find((entry) => entry.expression('') === `${name}()`);
  if (!known || count) return undefined;
  const said = append([mark(known.mark)], argument);
  if (pattern === undefined || (known.mark === '<iso>' && pattern === ISO)) return said;
  return known.mark === '<iso>' && DATE_PATTERNS.includes(pattern) ? append(said, [pattern]) : undefined;
}

/** Reads what the model said. Undefined for anything outside the surface form. */
export function parseCompact(text: string, context: SurfaceContext): Action | undefined {
  const { slots, reader } = context;
  const verb = text.match(/^<(\w+)>/);
  if (!verb) return undefined;
  const rest = text.slice(verb[0].length);
  const refs = [...rest.matchAll(/\[(\d+)\]/g)].map((match) => slots.ref(Number(match[1])));
  const ref = refs[0];
  const tail = rest.replace(/^\[\d+\]/, '');
  switch (verb[1]) {
    case 'click':
    case 'hover':
      return ref ? { kind: verb[1], ref } : undefined;
    case 'drag':
      return ref && refs[1] ? { kind: 'drag', ref, to: refs[1] } : undefined;
    case 'type': {
      const source = parseSource(tail, { slots, reader });
      return ref && source ? { kind: 'type', ref, text: source } : undefined;
    }
    case 'select':
      return ref ? selectOf(ref, tail, context) : undefined;
    case 'scroll':
      return { kind: 'scroll', ref, direction: rest.endsWith('<up>') ? 'up' : 'down' };
    case 'press':
      return { kind: 'press', key: rest };
    case 'stop':
      return rest ? stopWith(parseSource(rest, { slots, reader })) : { kind: 'stop' };
    case 'refuse':
      return { kind: 'refuse', reason: 'the page does not offer what the goal asks for' };
    case 'back':
    case 'wait':
      return { kind: verb[1] };
    default:
      return undefined;
  }
}

/** An option that is a marked phrase of the goal is said by its mark. */
function optionPart(label: string, { reader }: Pick<SurfaceContext, 'reader'>): PromptPart {
  const match = reader.match(label);
  return match?.kind === 'equals' ? quoteToken(match.mark) : label;
}

function selectOf(ref: number, said: string, context: SurfaceContext): Action | undefined {
  const marked = /^<q\d+>$/.test(said);
  const options = context.observation.elements.find((element) => element.ref === ref)?.options ?? [];
  const label = marked
    ? options.map((option) => option.label).find((label) => tokenText(optionPart(label, context)) === said)
    : said;
  return label === undefined ? undefined : { kind: 'select', ref, option: label };
}

const tokenText = (part: PromptPart): string => (typeof part === 'string' ? part : part.token);

function stopWith(answer: TextSource | undefined): Action | undefined {
  return answer ? { kind: 'stop', answer } : undefined;
}

function parseSource(text: string, { slots, reader }: Pick<SurfaceContext, 'slots' | 'reader'>): TextSource | undefined {
  const quoted = text.match(/^(?:<(\w+)>)?"(.*)"$/s);
  if (quoted) return quoted[1] ? calcOf(quoted[1], JSON.stringify(quoted[2])) : { kind: 'literal', text: quoted[2] };
  const pair = text.match(/^<(\w+)>\[(\d+)\]\[(\d+)\]$/);
  if (pair) return parsePair(pair, slots);
  const pointed = text.match(/^(?:<(\w+)>)?(?:<q(\d+)>|\[(\d+)\])(?:(-?\d)|(\D[^<>[\]]*))?$/);
  if (!pointed) return undefined;
  const [, name, quote, slot, count, pattern] = pointed;
  const ref = slot === undefined ? undefined : slots.ref(Number(slot));
  if (slot !== undefined && !ref) return undefined;
  const marked = quote ? reader.sourceOf(Number(quote)) : undefined;
  if (quote && !marked) return undefined;
  if (!name) return marked;
  if (name === 'from') return ref ? { kind: 'from', ref } : undefined;
  const inner = marked ? expressionOf(marked) : `text(${ref})`;
  const counted = COUNTED.find((entry) => entry.mark === `<${name}>`);
  if (counted) return { kind: 'calc', expression: `${counted.name}(${inner}, ${count ?? 1})` };
  return calcOf(name, inner, pattern);
}

/** A marked phrase inside a calculation. */
const expressionOf = (source: TextSource): string =>
  source.kind === 'quote' ? `quote(${source.index})` : JSON.stringify(source.kind === 'literal' ? source.text : '');

function calcOf(name: string, inner: string, pattern?: string): TextSource | undefined {
  const known = FUNCTIONS.find((entry) => entry.mark === `<${name}>`);
  return known && { kind: 'calc', expression: known.expression(pattern ? `${inner}, "${pattern}"` : inner) };
}

function parsePair([, name, first, second]: string[], slots: SlotMap): TextSource | undefined {
  const paired = PAIRED.find((entry) => entry.mark === `<${name}>`);
  const [a, b] = [slots.ref(Number(first)), slots.ref(Number(second))];
  return paired && a && b ? { kind: 'calc', expression: `text(${a}) ${paired.operator} text(${b})` } : undefined;
}

/** Every action that the page allows now, in the model's words: a wrong number, verb or option cannot be sampled. */
export function compactGrammar(context: SurfaceContext): Grammar {
  if (context.observation.dialog) return seq(mark('<press>'), any('Enter', 'Escape'));
  const listed = context.observation.elements.filter((element) => context.slots.slot(element.ref) !== undefined);
  const slot = (element: PageElement): Grammar => slotToken(context.slots.slot(element.ref) as number);
  const able = (verb: PageElement['verbs'][number]): Grammar[] =>
    listed.filter((element) => element.verbs.includes(verb)).map(slot);
  const source = sourceGrammar(context, listed.map(slot));
  const direction = any(mark('<up>'), mark('<down>'));
  const choices: Grammar[] = [
    mark('<stop>'),
    mark('<refuse>'),
    mark('<wait>'),
    mark('<back>'),
    seq(mark('<press>'), any(...KEYS)),
  ];
  choices.push(seq(mark('<scroll>'), any(mark('<page>'), ...able('scroll')), direction));
  choices.push(seq(mark('<stop>'), any(source, ...NUMBERS.map(literalOf))));
  for (const verb of ['click', 'hover'] as const) if (able(verb).length) choices.push(seq(mark(`<${verb}>`), any(...able(verb))));
  if (able('drag').length && listed.length > 1) choices.push(seq(mark('<drag>'), any(...able('drag')), any(...listed.map(slot))));
  if (able('type').length) choices.push(seq(mark('<type>'), any(...able('type')), any(source, ...literals(context.goal))));
  for (const element of listed)
    if (element.verbs.includes('select') && element.options?.length) choices.push(selectGrammar(element, slot(element), context));
  return any(...choices);
}

function selectGrammar(element: PageElement, slot: Grammar, context: SurfaceContext): Grammar {
  const labels = (element.options ?? []).map((option) => option.label).filter((label) => label !== '');
  const said = new Map(labels.map((label) => optionPart(label, context)).map((part) => [tokenText(part), part]));
  return seq(mark('<select>'), slot, any(...(said.size > 0 ? said.values() : [' '])));
}

function sourceGrammar(context: SurfaceContext, slots: Grammar[]): Grammar {
  const quotes = [...new Set(context.reader.marks.map(({ index }) => index))].map(quoteToken);
  const pointed = any(...quotes, ...slots);
  const choices: Grammar[] = [...quotes];
  if (slots.length) choices.push(seq(mark('<from>'), any(...slots)));
  if (quotes.length + slots.length > 0) {
    choices.push(seq(any(...FUNCTIONS.map((entry) => mark(entry.mark))), pointed));
    choices.push(seq(mark('<iso>'), pointed, any(...DATE_PATTERNS)));
    if (slots.length > 1) choices.push(seq(any(...PAIRED.map((entry) => mark(entry.mark))), any(...slots), any(...slots)));
    choices.push(seq(any(...COUNTED.map((entry) => mark(entry.mark))), pointed, any(...COUNTS)));
  }
  return any(...(choices.length ? choices : [literalOf('')]));
}

const PHRASE_WORDS = 5;

/** Runs of up to five words of the goal, as written there: what may be typed without being a span. */
export function goalPhrases(goal: string): string[] {
  const words = [...goal.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’@._+-]*[\p{L}\p{N}]|[\p{L}\p{N}]/gu)];
  const phrases = new Set<string>();
  for (let i = 0; i < words.length; i++)
    for (let j = i; j < Math.min(words.length, i + PHRASE_WORDS); j++) {
      const phrase = goal.slice(words[i].index, words[j].index + words[j][0].length);
      if (phrase.includes('"') || phrase.includes('\n')) break;
      phrases.add(phrase);
    }
  return [...phrases];
}

function literals(goal: string): Grammar[] {
  const words = goalPhrases(goal);
  const ofWords = seq(any(...FUNCTIONS.map((entry) => mark(entry.mark))), any(...words.map(literalOf)));
  return [...[...new Set(['', ...words, ...NUMBERS])].map(literalOf), ...(words.length > 0 ? [ofWords] : [])];
}

const literalOf = (text: string): string => `"${text}"`;
