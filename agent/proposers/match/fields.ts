import {
  type GoalSpan,
  isField,
  mentions,
  normalizeText,
  type PageElement,
  parseDate,
  printDate,
  type TextSource,
  wordsOf,
} from '../../../core/index.js';
import type { GivenValue } from './clauses.js';
import { EMPTY_WORDS, onceOf, ORDER_WORDS, synonymsOf } from './words.js';
import { isChoice, isSearch, type MatchView, TOGGLES, wasTyped, type Want } from './view.js';

/** Words that lead from a value to the field it goes into: `"x" in the Name field`. */
const INTO = new Set(['in', 'into', 'as', 'for', 'on', 'to', 'under', 'at', 'inside']);
const ENTRY = new Set('type enter write fill input put insert search paste comment say'.split(' '));
const PRESS = new Set('press click tap hit push'.split(' '));
const SAME_AGAIN = /\b(?:both|again|twice|confirm|confirmation|repeat|re-?(?:type|enter)|verify|each|every|all)\b/i;

/** What goes into a field: a span of the goal, other words of it, or a text that the page shows. */
type Value = GivenValue & { from?: PageElement };

interface Pairing {
  field: PageElement;
  value: Value;
  /** 0 for a value right after its label; higher is less likely. */
  cost: number;
}

/** Above this cost a span is rather no value for that field. */
const MOST_COST = 4;

/**
 * Values of the goal for the fields of the page: each span goes to the field whose label stands nearest to it in the goal,
 * else in reading order. Fields that hold their value already get nothing.
 */
export function wantedEntries(view: MatchView): { wants: Want[]; used: Set<GoalSpan> } {
  const taken = assign(view);
  const wants = taken.flatMap(({ field, value, cost }) => {
    const { text, source } = entryOf(view, field, value);
    if (isFilled(view, field, text)) return [];
    return [{ action: { kind: 'type', ref: field.ref, text: source } as const, prior: -0.25 * cost, at: value.at }];
  });
  const used = view.reading.spans.filter((span) => taken.some(({ value }) => span.start >= value.at && span.end <= value.end));
  return { wants, used: new Set(used) };
}

/** First what the goal says in so many words, then the nearest spans for the fields that are left. */
function assign(view: MatchView): Pairing[] {
  const given = view.fields.flatMap((field) => {
    const value = valueGiven(view, field);
    const pair = value && { field, value: shownOnPage(view, value), cost: 0 };
    return pair && !isSpent(view, pair) ? [pair] : [];
  });
  const taken = [...given];
  const othersNamed = given.length > 0 || view.observation.elements.some((element) => isNamedControl(view, element));
  const inside = (span: GoalSpan): boolean =>
    given.some(({ value }) => span !== value.span && span.start >= value.at && span.end <= value.end);
  const isValue = (span: GoalSpan): boolean =>
    !isLabel(view, span) &&
    !(span.kind === 'name' && wasPressed(view, span.text)) &&
    !inside(span) &&
    patternIn(span.text) === undefined;
  const spans = view.reading.spans.filter(isValue);
  for (const pair of spanPairs(view, spans)) {
    if (isUncalledFor(view, pair, othersNamed) || isSpent(view, pair)) continue;
    const free = !taken.some(
      (other) => other.field === pair.field || (other.value.at === pair.value.at && !mayRepeat(view, pair.field)),
    );
    if (free && pair.cost <= MOST_COST) taken.push(pair);
  }
  return taken;
}

/** Entered and sent off before: the field is empty again, for the next one. */
const isSpent = (view: MatchView, { field, value }: Pairing): boolean =>
  (field.value ?? '') === '' && wasTyped(view, field, value.text) && view.history.at(-1)?.action.kind === 'click';

function valueGiven(view: MatchView, field: PageElement): GivenValue | undefined {
  const { reading } = view;
  return [field.name, onceOf(field.name) ?? '', field.context, ...(isSearch(field) ? SEARCHES : [])]
    .filter((label) => label !== '')
    .map((label) => reading.valueFor(label) ?? bySynonym(view, label))
    .concat(ADDRESSEE.test(field.name) ? addressee(view) : undefined)
    .concat(USER.test(`${field.name} ${field.context}`) ? reading.userToLogIn() : undefined)
    .find((value) => value !== undefined && patternIn(value.text) === undefined && !NO_VALUE.test(value.text)); // the form of a date is no date
}

/** Told about, not told: `copy the text`, `to the top`, `put the cursor`, `put it`. */
const NO_VALUE =
  /^(?:an?(?:\s+new)?\s+\p{L}+|it|this|that|them|the\s+(?:result|answer|sum|outcome))$|^(?:the\s+)?(?:(?:cursor|caret|focus|text|content|contents|top|bottom|end|start|beginning)(?:\s+of\b.*)?)$/iu;

/** The goal says "subject", the page "Title". */
function bySynonym(view: MatchView, label: string): GivenValue | undefined {
  const words = wordsOf(label);
  if (words.length !== 1) return undefined;
  const values = synonymsOf(words[0]).map((word) => view.reading.valueFor(word));
  return values.find((value) => value !== undefined && !isNameOfChoice(view, value.text));
}

/** What a goal calls a search field, whatever its label is. */
const SEARCHES = ['search', 'search for', 'query'];

/** Fields that take who something goes to. */
const ADDRESSEE = /^(?:(?:send )?to|recipients?|addressee)\W*$/i;

/** The name or address right after "to". */
function addressee({ reading }: MatchView): GivenValue | undefined {
  const span = reading.spans.find(
    ({ kind, start }) => /^(?:name|address|quoted)$/.test(kind) && /\bto\s+$/i.test(reading.goal.slice(0, start)),
  );
  return span && { text: span.text, at: span.start, end: span.end, span };
}

/** Fields that take who one is. */
const USER = /\b(?:user|username|login|log-in|account|nickname)\b/i;

/** What can be chosen on the page is chosen there, not typed. */
const isNameOfChoice = ({ pressables }: MatchView, text: string): boolean =>
  pressables.some((one) => isChoice(one) && normalizeText(one.name) === normalizeText(text));

/**
 * The goal does not name this field. What it says is for something else does not go there; and where it names other controls,
 * only something that can be nothing but a value does.
 */
function isUncalledFor(view: MatchView, { field, value }: Pairing, othersNamed: boolean): boolean {
  if (field.name === '' || view.reading.speaksOf(field.name)) return false;
  if (isNameOfChoice(view, value.text)) return true;
  if (value.span && (view.reading.isForSomething(value.span) || view.reading.isName(value.span))) return true;
  const weak = value.span?.kind === 'name' || value.span?.kind === 'number';
  return othersNamed && (isSearch(field) || (weak && !leads(view, value.at).some((word) => ENTRY.has(word))));
}

/** The words right before a place of the goal. */
const leads = ({ reading }: MatchView, at: number): string[] => reading.wordsBetween(Math.max(0, at - 40), at).slice(-4);

const isNamedControl = ({ reading }: MatchView, { role, name }: PageElement): boolean =>
  (TOGGLES.has(role) || role === 'select' || role === 'combobox') && reading.places(name).length > 0;

/** "Copy the phone number into ..." gives no text but the name of one: then the text that stands there is meant. */
function shownOnPage({ observation, fields }: MatchView, value: GivenValue, surely = false): Value {
  const plain = normalizeText(
    value.text.replace(/^(?:the|its|their|same)\s+(?:(?:value|text|content|contents)\s+(?:of|in|from)\s+(?:the\s+)?)?/i, ''),
  );
  if ((value.span?.kind === 'quoted' && !surely) || plain === '') return value;
  const { elements } = observation;
  const at = elements.findIndex((element) => normalizeText(element.name) === plain && !fields.includes(element));
  const next = elements[at + 1];
  if (at < 0 || !isLabelOf(elements[at], next)) return value;
  return { ...value, span: undefined, text: next.name, from: next };
}

function isLabelOf({ role, name, cell }: PageElement, next: PageElement | undefined): boolean {
  if (next === undefined || !/^(?:text|cell|definition)$/.test(next.role)) return false;
  const inRow = cell !== undefined && cell.row === name && next.cell?.rowIndex === cell.rowIndex && next.cell.column === '';
  return inRow || role === 'rowheader' || role === 'term' || /:\s*$/.test(name);
}

function spanPairs(view: MatchView, spans: readonly GoalSpan[]): Pairing[] {
  const pairs = view.fields.flatMap((field) =>
    spans.map((span) => ({
      field,
      value: valueOf(view, span),
      cost: costOf(view, field, span, spans),
    })),
  );
  return pairs.sort((a, b) => a.cost - b.cost || a.field.ref - b.field.ref || a.value.at - b.value.at);
}

/** What a span says, or where the goal asks for the value of what is called so, that. */
function valueOf(view: MatchView, span: GoalSpan): Value {
  const value = grown(view, span) ?? { text: span.text, at: span.start, end: span.end, span };
  return VALUE_OF.test(view.reading.goal.slice(Math.max(0, span.start - 40), span.start))
    ? shownOnPage(view, value, true)
    : value;
}

/** A capitalised word with the plain ones that belong to it: "enter Santiago meeting (...)", "a mail about First buffalo that says". */
function grown({ reading }: MatchView, { kind, start, end, text }: GoalSpan): Value | undefined {
  const more = kind === 'name' ? MORE_OF_NAME.exec(reading.goal.slice(end))?.[1] : undefined;
  const isPlain = (word: string): boolean =>
    !EMPTY_WORDS.has(word) && !ORDER_WORDS.has(word) && !INTO.has(word) && !CONTROLS.has(word);
  if (!more || !wordsOf(more).every(isPlain)) return undefined;
  return { text: text + more, at: start, end: end + more.length };
}

/** What a name may be of: "the Account checkbox". */
const CONTROLS = new Set(
  'checkbox box switch button link field tab option menu list section page row column category step slider input form panel view'.split(
    ' ',
  ),
);
/** Up to three plain words and then the end of a part of the sentence. */
const MORE_OF_NAME =
  /^((?: \p{Ll}[\p{Ll}’'-]*){1,3}?)(?=\s*[(,.;:!?\n]|$| (?:and|then|to|in|on|at|as|for|from|with|that|into|by|which|who|please|is|should|must)\b)/u;

const VALUE_OF =
  /\b(?:value|text|content|contents|entry|number|data)\s+(?:of|for|in|from|under|next to)\s+(?:the\s+)?(?:field\s+)?["“]?$/i;

/** The same value goes into a second field only where goal or label says so. */
function mayRepeat({ reading }: MatchView, field: PageElement): boolean {
  return SAME_AGAIN.test(`${field.name} ${field.context}`) || /\b(?:both|again|twice|each|every|all)\b/i.test(reading.goal);
}

/** A span that is the name of something, or part of a longer one, tells where, not what. */
function isLabel({ observation, reading }: MatchView, { text, kind, start, end }: GoalSpan): boolean {
  const plain = normalizeText(text);
  const within = ({ name }: PageElement): boolean =>
    name.includes(' ') &&
    reading.places(name).some((place) => place.at <= start && place.end >= end && place.end - place.at > end - start);
  return observation.elements.some((element) => {
    const label = isField(element) ? normalizeText(element.name) : '';
    return label === plain || (kind === 'name' && (mentions(label, plain) || within(element)));
  });
}

function costOf(view: MatchView, field: PageElement, span: GoalSpan, spans: readonly GoalSpan[]): number {
  return (
    labelCost(view, field, span) +
    nameCost(view, span) +
    (holdsMore(view, field) ? 1 : 0) +
    (spans.length === 1 && view.fields.length === 1 ? -1 : 0) +
    kindCost(field, span)
  );
}

/** What is filled in already needs nothing so soon as a field that is empty. */
const holdsMore = ({ fields }: MatchView, { value = '' }: PageElement): boolean =>
  value !== '' && fields.some((other) => other.value === '' && !isSearch(other));

/** Used to open or press something of exactly that name. */
const wasPressed = ({ history }: MatchView, text: string): boolean =>
  text !== '' &&
  history.some(
    ({ action, status, target }) =>
      action.kind === 'click' && status === 'ok' && normalizeText(target?.name ?? '') === normalizeText(text),
  );

/** How far the field's label stands from the value in the goal. */
function labelCost(view: MatchView, field: PageElement, span: GoalSpan): number {
  const places = labelPlaces(view, field);
  const byOrder = (isSearch(field) ? 2.4 : 1.6) + 0.3 * Math.abs(view.fields.indexOf(field) - orderOf(view, span));
  const distances = places.map((place) =>
    place.end <= span.start ? before(view, place.end, span.start) : after(view, span.end, place.at),
  );
  return Math.min(byOrder + (places.length > 0 ? 1 : 0), ...distances);
}

/** The full label, else its telling words one by one. */
function labelPlaces(view: MatchView, field: PageElement): { at: number; end: number }[] {
  const { reading } = view;
  const outside = (place: { at: number; end: number }): boolean =>
    !reading.spans.some((s) => s.kind === 'quoted' && place.at >= s.start && place.end <= s.end);
  for (const label of [field.name, field.context]) {
    if (wasPressed(view, label)) continue; // then the goal speaks of pressing it
    const whole = reading.places(label).filter(outside);
    if (whole.length > 0) return whole;
    const parts = (label.match(/\p{L}{3,}/gu) ?? []).flatMap((word) => reading.places(word).filter(outside));
    if (parts.length > 0) return parts;
  }
  return [];
}

function before(view: MatchView, labelEnd: number, spanStart: number): number {
  const words = view.reading.wordsBetween(labelEnd, spanStart);
  return 0.12 * words.length + 1.5 * spansBetween(view, labelEnd, spanStart);
}

function after(view: MatchView, spanEnd: number, labelAt: number): number {
  const words = view.reading.wordsBetween(spanEnd, labelAt);
  return (
    0.25 + 0.12 * words.length + (words.some((word) => INTO.has(word)) ? 0 : 0.8) + 1.5 * spansBetween(view, spanEnd, labelAt)
  );
}

const spansBetween = ({ reading }: MatchView, from: number, to: number): number =>
  reading.spans.filter((span) => span.start >= from && span.end <= to).length;

const orderOf = ({ reading }: MatchView, span: GoalSpan): number => reading.spans.indexOf(span);

/** A span that the page shows already is rather a label or something to press, unless the goal says to type it. */
function nameCost(view: MatchView, span: GoalSpan): number {
  const { pressables, observation } = view;
  const text = normalizeText(span.text);
  const shown = observation.elements
    .filter(({ verbs }) => !verbs.includes('type'))
    .flatMap((e) => [e.name, ...(e.options?.map((o) => o.label) ?? [])]);
  const held = span.kind === 'name' && pressables.some(({ name }) => mentions(name, text));
  if (!held && !shown.some((name) => normalizeText(name) === text)) return 0;
  const lead = leads(view, span.start);
  if (lead.slice(-2).some((word) => PRESS.has(word))) return 2 * MOST_COST;
  return lead.some((word) => ENTRY.has(word)) ? 0.3 : 2.5;
}

/** Addresses go into e-mail fields, dates into date fields, numbers into number fields. */
function kindCost(field: PageElement, span: GoalSpan): number {
  const label = `${field.role} ${field.name} ${field.context}`.toLowerCase();
  if (/password|passcode/.test(label)) return span.kind === 'address' ? 1 : span.kind === 'code' ? -0.5 : 0;
  const wants = /e-?mail|\brecipient\b|\bsend to\b|^textbox to\b/.test(label)
    ? 'address'
    : /\bdate|birthday|\bday\b/.test(label)
      ? 'date'
      : /\btime\b/.test(label)
        ? 'time'
        : undefined;
  if (wants === span.kind) return -0.5;
  const wantsNumber = /spinbutton|number|amount|quantity|\bage\b|\bqty\b|price|zip/.test(label);
  if (wantsNumber) return /\d/.test(span.text) ? -0.3 : 0.8;
  return wants && wants === 'address' ? 0.6 : 0;
}

function isFilled(view: MatchView, field: PageElement, text: string): boolean {
  const value = field.value ?? '';
  if (/^•+$/.test(value)) return value.length === text.length; // a password shows its length only
  return normalizeText(value) === normalizeText(text) || (value !== '' && wasTyped(view, field, text));
}

/** What to enter, and how an action says it: as the goal has it, or a date in the form that the field asks for. */
function entryOf(view: MatchView, field: PageElement, value: Value): { text: string; source: TextSource } {
  const letters = value.span && view.reading.letterCase();
  if (letters)
    return {
      text: letters === 'upper' ? value.text.toUpperCase() : value.text.toLowerCase(),
      source: { kind: 'calc', expression: `${letters}(quote(${value.span!.index}))` },
    };
  const pattern = value.span?.kind === 'date' ? (datePattern(view, field) ?? patternIn(view.reading.goal)) : undefined;
  const printed = pattern && inPattern(value.text, pattern);
  if (!printed || printed === value.text)
    return { text: value.text, source: sourceOf(value, ASKS_FOR_RESULT.test(view.reading.goal)) };
  return { text: printed, source: { kind: 'calc', expression: `date(quote(${value.span!.index}), "${pattern}")` } };
}

const PATTERN = /\b(?:Y{4}|M{1,4}|D{1,2})[-/. ](?:Y{4}|M{1,4}|D{1,2}),?[-/. ](?:Y{4}|M{1,4}|D{1,2})\b/i;

/** `MM/DD/YYYY` in the name of a field or in the text next to it. */
function datePattern({ observation }: MatchView, field: PageElement): string | undefined {
  const at = observation.elements.indexOf(field);
  const near = [at + 1, at - 1].map((i) => observation.elements[i]).filter((one) => one?.verbs.length === 0);
  return [field.name, field.context, ...near.map(({ name }) => name)].map(patternIn).find((pattern) => pattern !== undefined);
}

function patternIn(text: string): string | undefined {
  const pattern = PATTERN.exec(text)?.[0].toUpperCase();
  return pattern && ['Y', 'M', 'D'].every((letter) => pattern.includes(letter)) ? pattern : undefined;
}

function inPattern(text: string, pattern: string): string | undefined {
  try {
    return printDate(parseDate(text), pattern);
  } catch {
    return undefined; // no date after all
  }
}

/** Else `4-28` is a range and no sum. */
const ASKS_FOR_RESULT = /\b(?:calculate|compute|solve|solution|result|work out|evaluate|answer|what is|how much is|equals?)\b|=/i;

function sourceOf({ text, span, from }: Value, asksForResult: boolean): TextSource {
  if (from) return { kind: 'from', ref: from.ref };
  if (!span) return { kind: 'literal', text };
  return span.kind === 'expression' && asksForResult
    ? { kind: 'calc', expression: `calc(quote(${span.index}))` }
    : { kind: 'quote', index: span.index };
}
