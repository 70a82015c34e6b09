import { type GoalSpan, normalizeText, wordsOf } from '../../../core/index.js';

/** A value that the goal gives to something it names: `set LABEL to VALUE`, `VALUE for LABEL`, `LABEL: VALUE`. */
export interface GivenValue {
  text: string;
  /** Character range in the goal. */
  at: number;
  end: number;
  /** The span that it is, when it is one. */
  span?: GoalSpan;
}

const VERBS =
  'add|accept|assign|browse|change|check|choose|clear|click|close|confirm|continue|copy|create|delete|deselect|disable|enable|enter|fill|find|finish|give|go|hit|' +
  'input|insert|leave|log|make|mark|move|open|order|pick|place|press|provide|put|remove|rename|reply|save|search|select|send|set|sign|' +
  'submit|switch|tap|tick|turn|type|uncheck|untick|update|use|visit|write';
const CLAUSE_END = new RegExp(
  `\\n|;|,\\s*(?=[^,:;\\n]{1,40}:\\s)|[.!?](?=\\s|$)|,?\\s+(?:and|then|and then|before|after|finally)\\s+(?=(?:then\\s+)?(?:${VERBS})\\b)|,\\s*(?:and\\s+|then\\s+)*(?=(?:${VERBS})\\b)|,\\s*(?:and\\s+)?(?!\\d{4}\\b)(?=[^,;:\\n]{1,60}?\\s(?:as|should be|must be|has to be)\\s)|\\s+and\\s+(?=[^,;:\\n]{1,60}?\\s(?:should be|must be|has to be)\\s)`,
  'gi',
);
/** A comma or "and" may also start the next `LABEL to VALUE` of one sentence; only where a quoted value has just ended. */
const AFTER_QUOTE = /(?<=\u0001)(?:,\s*(?:and\s+)?|\s+and\s+)/g;

const THINGS = 'field|box|input|option|menu|list|dropdown|drop-down|setting|value|slider|column|entry|text|area|quantity';
const THING = `(?:\\s+(?:${THINGS}|of(?!.+? to ))){0,2}`;
const ONLY_THINGS = new RegExp(`^(?:(?:${THINGS})\\W*)+$`, 'i');
const AFTER_LABEL = new RegExp(
  `^["”'\u0001]?${THING}\\s*(from .+? to|of .+? to|to be|should be set to|should be|must be|shall be|has to be|set to|to|as|=|:|is|with|at|be|choose|select|pick|take|enter|type|write|,)?\\s+(.+)$`,
  'is',
);
const BEFORE_LABEL = new RegExp(
  `(?:^[^\\w+(]*(?=[\\w+(])(?!(?:${VERBS})\\b)(?=\\S+(?:\\s+\\S+){0,5}\\s+(?:as|for|goes into|goes in)\\s)|\\b(?:${VERBS})(?:\\s+in)?\\s+)(.+?)\\s+(?:for|in|into|as|on|under|from|to|at|inside|of|goes into|goes in)\\s+(?:(?:the|your|its|a|my)\\s+)*(?:field\\s+|box\\s+|value of\\s+)*["“'\u0001]?$`,
  'is',
);
/** What is asked for politely is asked for. */
const POLITELY =
  /^\W*(?:(?:please|kindly|now|then)\s+|(?:you\s+(?:should|must|need\s+to|have\s+to|can|may)|i\s+(?:want|need|would\s+like|'d\s+like)(?:\s+you)?\s+to|(?:can|could|would|will)\s+you(?:\s+please)?)\s+)+/i;
/** The next clause takes up what the one before spoke of: "In Town it says Rome; make it Oslo". */
const TAKES_UP =
  /^\W*(?:and\s+|then\s+|please\s+|but\s+)*(?:(?:make|let)\s+(?:it|that)(?:\s+(?:be|say|read))?|(?:change|set|turn|correct|edit|update)\s+(?:it|that)\s+(?:to|into)|replace\s+(?:it|that)\s+(?:with|by)|it\s+(?:should|must|has\s+to)\s+(?:be|say|read))\s+(.+)$/is;
/** What stands somewhere now is not what it should be. */
const SAYS = /\b(?:it\s+)?(?:says|reads|shows|holds|contains|is|stands|has)\b/i;
const SETS =
  /\b(?:set|change|make|update|turn|switch|fill(?: in)?|put|move|rename|leave|edit|enter|type|choose|select|pick|write)\b[^"“]*$/i;

interface Clause {
  start: number;
  end: number;
}

/** Reads given values from a goal by ordinary English word order; knows no task's phrasings. */
export class ClauseReader {
  readonly #goal: string;
  /** The goal with quoted characters replaced, so that nothing inside quotes looks like grammar. */
  readonly #masked: string;
  readonly #spans: readonly GoalSpan[];
  readonly #clauses: Clause[];

  constructor(goal: string, spans: readonly GoalSpan[]) {
    this.#goal = goal;
    this.#spans = spans;
    const quoted = spans.filter((span) => span.kind === 'quoted');
    this.#masked = quoted.reduce(
      (text, { start, end }) => text.slice(0, start) + '\u0001'.repeat(end - start) + text.slice(end),
      goal,
    );
    this.#clauses = splitClauses(this.#masked);
  }

  /** The value given to what stands at these character ranges, e.g. the places of a field's label. */
  valueAt(places: readonly { at: number; end: number }[]): GivenValue | undefined {
    for (const place of places) {
      const clause = this.#clauses.find(({ start, end }) => place.at >= start && place.end <= end);
      const found =
        clause &&
        (this.#takenUp(place, clause) ??
          this.#after(place, clause, true) ??
          this.#before(place.at, clause) ??
          this.#after(place, clause, false));
      if (found) return found;
    }
    return undefined;
  }

  /** `joined`: by "to", "as", "is" or a colon; else quoted or after a verb that sets something: two words in a row give nothing. */
  #after(label: { at: number; end: number }, { start, end }: Clause, joined: boolean): GivenValue | undefined {
    const match = AFTER_LABEL.exec(this.#masked.slice(label.end, end));
    if (!match || ONLY_THINGS.test(match[2])) return undefined;
    const told = SETS.test(this.#masked.slice(start, label.at)) || match[2].startsWith('\u0001');
    if (joined ? match[1] === undefined || match[1] === ',' : !told) return undefined;
    return this.#value(end - match[2].length, end);
  }

  #takenUp(label: { end: number }, { end }: Clause): GivenValue | undefined {
    const next = this.#clauses.find(({ start }) => start >= end);
    const match = next && TAKES_UP.exec(this.#masked.slice(next.start, next.end));
    if (!match || !SAYS.test(this.#masked.slice(label.end, end))) return undefined;
    return this.#value(next.end - match[1].length, next.end);
  }

  #before(until: number, clause: Clause): GivenValue | undefined {
    const start = clause.start + (POLITELY.exec(this.#masked.slice(clause.start, until))?.[0].length ?? 0);
    const match = BEFORE_LABEL.exec(this.#masked.slice(start, until));
    if (!match) return undefined;
    const at = start + match.index + match[0].indexOf(match[1]);
    return this.#value(at, at + match[1].length);
  }

  /** Trimmed; a quoted span inside stands for the whole, because "the name "Rosa"" means Rosa. */
  #value(from: number, to: number): GivenValue | undefined {
    const inside = this.#spans.filter((span) => span.start >= from && span.end <= to);
    const quoted = inside.filter((span) => span.kind === 'quoted');
    if (quoted.length > 0) return quoted.length === 1 ? fromSpan(quoted[0]) : undefined;
    const raw = this.#goal.slice(from, to);
    const text = raw.replace(/^[\s"'“]+|[\s"'”.,;!?]+$/g, '');
    if (text === '' || wordsOf(text).length > 12) return undefined;
    const first = inside.find(
      ({ start, end }) => this.#goal.slice(from, start).trim() === '' && /^\s*,/.test(this.#goal.slice(end, to)),
    );
    if (first?.kind === 'address') return fromSpan(first); // "e-mail a@b.org, name Ann": what follows is another thing
    const span =
      inside.find((one) => normalizeText(one.text) === normalizeText(text)) ??
      (inside.length === 1 && ONLY_KIND.test(text.replace(inside[0].text, '')) ? inside[0] : undefined);
    return span ? fromSpan(span) : { text, at: from, end: to };
  }
}

/** "the date February 10": what it is, and it. */
const ONLY_KIND = /^\s*(?:the|an?)?\s*(?:date|time|day|name|number|text|word|value|amount|code|address)?\s*$/i;

const fromSpan = (span: GoalSpan): GivenValue => ({ text: span.text, at: span.start, end: span.end, span });

function splitClauses(masked: string): Clause[] {
  const cuts = [...masked.matchAll(CLAUSE_END), ...masked.matchAll(AFTER_QUOTE)].map((m) => ({
    at: m.index,
    end: m.index + m[0].length,
  }));
  cuts.sort((a, b) => a.at - b.at);
  const clauses: Clause[] = [];
  let start = 0;
  for (const cut of cuts) {
    if (cut.at > start) clauses.push({ start, end: cut.at });
    start = Math.max(start, cut.end);
  }
  return [...clauses, { start, end: masked.length }];
}
