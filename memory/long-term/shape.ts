import { termOf, wordsIn } from './terms.js';

/**
 * What can be told of a text when it is written: about the shape of a memory rather than its topic, which is what the
 * reranker learns most from and no embedding carries.
 */
export interface Shape {
  question: boolean;
  firstPerson: boolean;
  /** Names a time: a date, a weekday, "yesterday". */
  time: boolean;
  number: boolean;
}

const FIRST_PERSON = new Set(['i', 'im', 'ive', 'id', 'ill', 'me', 'my', 'mine', 'myself', 'we', 'weve', 'our', 'ours', 'us']);
const TIME =
  /\b(\d{4}-\d\d|\d{1,2}[:.]\d\d|\d{1,2}\/\d{1,2}|(19|20)\d\d|jan(uary)?|feb(ruary)?|march|april|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?|mon|tues?|wednes|thurs?|fri|satur|sun)(day)?\b|\b(today|tonight|tomorrow|yesterday|ago|last|next|week(end)?s?|months?|years?|morning|evening|noon|since|until)\b/i;
const QUESTION_START =
  /^(what|when|where|which|who|whom|whose|why|how|is|are|was|were|do|does|did|can|could|will|would|should|has|have|had)\b/i;
const NEGATION = /\b(not|no|never|none|nobody|nothing|neither|nor|cannot|without)\b|n['’]t\b/i;
const NUMBER =
  /\d+(?:[.,:/-]\d+)*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|once|twice|first|second|third)\b/gi;
/** Mail addresses, paths and host names. */
const ADDRESS = /\S+[@/]\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b/gi;
const CAPITALISED = /\p{Lu}[\p{L}\p{M}\p{N}]*/gu;

export function shapeOf(text: string): Shape {
  return {
    question: isQuestion(text),
    firstPerson: wordsIn(text).some((word) => FIRST_PERSON.has(word)),
    time: TIME.test(text),
    number: /\d/.test(text),
  };
}

export const isQuestion = (text: string): boolean => /[?？]\s*$/.test(text) || QUESTION_START.test(text.trim());

/** The query asks for a time. */
export const asksWhen = (query: string): boolean =>
  /\b(when|what (time|day|date|year|month)|how long|how recently)\b/i.test(query);

/** The query asks for a quantity. */
export const asksHowMany = (query: string): boolean =>
  /\bhow (many|much|old|far|tall|big|often)\b|\bwhat (price|number|amount|cost)\b/i.test(query);

/** The query asks how something was before it changed. */
export const asksPast = (query: string): boolean =>
  /\b(before|first|original(ly)?|initial(ly)?|former(ly)?|previous(ly)?|old|used to|until)\b/i.test(query);

/** Holds a number, a mail address or a path: what an answer can be copied from. */
export const hasLiteral = (text: string): boolean => /[\d@/]/.test(text);

export const isNegated = (text: string): boolean => NEGATION.test(text);

/**
 * Two wordings may stand for one fact only when they share numbers, dates, addresses and names, in their order, and either both deny
 * it or neither does: "Anna owes Bob 5" is near "Bob owes Anna 5" by words alone.
 */
export function sameLiterals(a: string, b: string): boolean {
  if (isNegated(a) !== isNegated(b) || exactIn(a) !== exactIn(b)) return false;
  const [capitalsA, capitalsB] = [capitalisedIn(a), capitalisedIn(b)];
  const [wordsA, wordsB] = [new Set(wordsIn(a)), new Set(wordsIn(b))];
  // The first word of a sentence is capitalised without being a name, so it is enough that the other text has it at all.
  if (!capitalsA.every((name) => wordsB.has(name)) || !capitalsB.every((name) => wordsA.has(name))) return false;
  const inBoth = (name: string): boolean => capitalsA.includes(name) && capitalsB.includes(name);
  return capitalsA.filter(inBoth).join(' ') === capitalsB.filter(inBoth).join(' ');
}

const exactIn = (text: string): string =>
  [...(text.toLowerCase().match(NUMBER) ?? []), ...(text.toLowerCase().match(ADDRESS) ?? [])].join(' ');

const capitalisedIn = (text: string): string[] =>
  wordsIn((text.match(CAPITALISED) ?? []).join(' ')).filter((word) => termOf(word) !== undefined);
