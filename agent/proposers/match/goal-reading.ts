import { type GoalSpan, normalizeText, wordsOf } from '../../../core/index.js';
import { isListNumber } from '../../goal-conditions.js';
import { ClauseReader, type GivenValue } from './clauses.js';
import { EMPTY_WORDS, ORDER_WORDS, sameMeaning } from './words.js';

/** Where and how well the goal names a text. */
export interface Mention {
  /** Character position in the goal. */
  at: number;
  end: number;
  /** Log-confidence that the goal means this very text: 0 for a quoted span equal to it. */
  prior: number;
  /** The span that it is equal to, if any. */
  span?: GoalSpan;
}

const OFF_BEFORE =
  /\b(?:un(?:check|tick|select|mark)|de-?select|clear|disable|deactivate|turn off|switch off|remove|except(?: for)?|without|but not|do not|don['’]t|not|never|other than)\b[^.;,\n]*$/i;
const OFF_AFTER =
  /^["”']?(?:\s*\([^)]{1,30}\))?:?\s*(?:(?:to|is|be|should be|must be|has to be|turned|switched|set to)\s+)*(?:off|unchecked|unticked|unselected|disabled|deactivated|not (?:checked|ticked|selected))\b/i;

const AS_LABEL = /^["”']?\s+(?:as|for|in|into|under|on|from)\s+(?!(?:my|our|your)\b|\d)((?:[^\s.,;:]+\s*){1,4})/i;
const LABEL_BEFORE = /([^\s.,;:"“]+)["”']?\s*(?::|=|\bto\b|\bis\b|\bwith\b|\b(?:should|must|has to) be(?: set to)?\b)\s*["“']?$/i;
const HANDLED =
  /\b(?:switch|turn|tick|untick|check|uncheck|click|press|hit|enable|disable|activate|deactivate|mark|open|set|change|make|update)\s+(?:on\s+|off\s+)?(?:the\s+)?["“']?$/i;
const PRESSED = /\b(?:click|press|hit|tap|push)\s+(?:on\s+)?(?:the\s+)?(?:(?:button|link)\s+)?["“']?$/i;
const GIVEN = /^["”']?(?:\s+(?:of\s+)?[\p{L}-]+){0,3}?\s*(?::|=|\b(?:should|must|has to) be\b)\s+\S/iu;
const RECEIVES = /\b(?:as|for|in|into|under|from)\s+(?:the\s+)?["“']?$/i;
const NOT_RECEIVES =
  /\b(?:(?:log|sign|register|signed|logged)(?: in| up)? as|(?:search|look|find|ask|query) for)\s+(?:the\s+)?["“']?$/i;
/** Words that name no field in particular. */
const ANY_FIELD =
  /^(?:(?:the|a|an|its|it|that|this|only|empty|input|text|search|entry|edit|field|box|bar|area|textbox|textarea|form|page|list|cart|basket|bag|and|then|press|click)\b\s*)+$/i;

/** A request in the form of a question. */
const POLITE = /^\s*(?:please,? )?(?:could|can|would|will) you\b/i;
/** "birthday of Ann Lee", "I need the e-mail of Ann": asks without a question. */
const FRAGMENT = /^\s*(?:(?:i (?:need|want)(?: to know)?|name|find) )?(?:the )?[\p{L}-]+(?: [\p{L}-]+)? of\b/iu;
const COMMAND =
  /\b(?:click|press|select|choose|open|set|change|put|add|type|enter|write|delete|remove|mark|tick|check|turn|switch|go)\b/i;

interface Word {
  text: string;
  at: number;
  end: number;
}
type Place = Pick<Mention, 'at' | 'end'>;

/** A goal prepared for questions of the form "does it mean this element?". Knows words and quotes, not tasks. */
export class GoalReading {
  readonly goal: string;
  readonly spans: readonly GoalSpan[];
  readonly #words: Word[];
  readonly #plain: { span: GoalSpan; text: string }[];
  readonly #clauses: ClauseReader;
  readonly #known = new Map<string, Mention | undefined>();
  readonly #overlaps = new Map<string, number>();
  readonly #places = new Map<string, readonly Place[]>();

  constructor(goal: string, allSpans: readonly GoalSpan[]) {
    this.goal = goal;
    this.spans = allSpans.filter((span) => !isListNumber(goal, span));
    this.#words = [...goal.matchAll(/[\p{L}\p{N}]+/gu)].map((m) => ({
      text: m[0].toLowerCase(),
      at: m.index,
      end: m.index + m[0].length,
    }));
    this.#plain = this.spans.map((span) => ({ span, text: normalizeText(span.text) }));
    this.#clauses = new ClauseReader(goal, this.spans);
  }

  /** The best mention of a text, or undefined. */
  mention(text: string): Mention | undefined {
    if (!this.#known.has(text)) this.#known.set(text, this.#mention(text));
    return this.#known.get(text);
  }

  /** Every place where the goal has these words in a row. */
  places(text: string): readonly Place[] {
    const known = this.#places.get(text) ?? this.#placesOf(wordsOf(text));
    this.#places.set(text, known);
    return known;
  }

  /** The value that the goal gives to something with this label. */
  valueFor(label: string): GivenValue | undefined {
    return this.#clauses.valueAt(this.places(label));
  }

  /** Whether the goal speaks of what is called so: in full, or most of its telling words. */
  speaksOf(label: string): boolean {
    const share = this.overlap(label);
    return this.places(label).length > 0 || share > 0.5 || (share === 0.5 && wordsOf(label).length <= 3);
  }

  /** True when the goal says what a span is for: `Seats: 4`, `set Seats to 4`, `4 as Seats`; not for a mere "into the box". */
  isForSomething({ start, end }: Pick<GoalSpan, 'start' | 'end'>): boolean {
    const label =
      AS_LABEL.exec(this.goal.slice(end, end + 60))?.[1] ??
      LABEL_BEFORE.exec(this.goal.slice(Math.max(0, start - 60), start))?.[1];
    return label !== undefined && !ANY_FIELD.test(label.trim());
  }

  /** True for a span that is given something itself, or is switched or pressed: what a thing is called, not what goes into a field. */
  isName({ start, end }: Pick<GoalSpan, 'start' | 'end'>): boolean {
    const [before, after] = [this.goal.slice(Math.max(0, start - 40), start), this.goal.slice(end, end + 40)];
    return HANDLED.test(before) || GIVEN.test(after) || (RECEIVES.test(before) && !NOT_RECEIVES.test(before));
  }

  /** True where the goal says to press what stands there. */
  isPressed({ at }: Place): boolean {
    return PRESSED.test(this.goal.slice(Math.max(0, at - 40), at));
  }

  /** The letters that a text is asked for in, where the goal speaks of that. */
  letterCase(): 'upper' | 'lower' | undefined {
    if (/\b(?:lower[ -]?case|small letters)\b/i.test(this.goal)) return 'lower';
    return /\b(?:upper[ -]?case|capital letters|in capitals|all caps)\b/i.test(this.goal) ? 'upper' : undefined;
  }

  /** Who one is to log in as: "log in as Pablo with the password ...". */
  userToLogIn(): GivenValue | undefined {
    const match =
      /\b(?:log|sign)(?:ging)?[ -]?in (?:as|with|using)(?: the)?(?: user(?:name)?| login| account| name)? (["“]?)([^\s"”]+)/i.exec(
        this.goal,
      );
    if (!match || /^(?:the|password|your|my)$/i.test(match[2])) return undefined;
    const at = match.index + match[0].length - match[2].length;
    const span = this.spans.find(({ start, end }) => start <= at && end >= at + match[2].length);
    return span
      ? { text: span.text, at: span.start, end: span.end, span }
      : { text: match[2].replace(/[.,;]$/, ''), at, end: at + match[2].length };
  }

  /** Share of a text's telling words that the goal has, 0 to 1; words of one meaning count ("delete", "trash"). */
  overlap(text: string): number {
    const known = this.#overlaps.get(text);
    if (known !== undefined) return known;
    const telling = wordsOf(text).filter((word) => !EMPTY_WORDS.has(word) && word.length > 1);
    const share = telling.length === 0 ? 0 : telling.filter((word) => this.#has(word)).length / telling.length;
    this.#overlaps.set(text, share);
    return share;
  }

  /** Words of the goal between two positions. */
  wordsBetween(from: number, to: number): string[] {
    return this.#words.filter((word) => word.at >= from && word.end <= to).map((word) => word.text);
  }

  /** True when the goal turns it off: "uncheck X", "all but not X", "set X to off". */
  isNegated({ at, end }: Place): boolean {
    return OFF_BEFORE.test(this.goal.slice(Math.max(0, at - 60), at)) || OFF_AFTER.test(this.goal.slice(end, end + 40));
  }

  /** A question, or a request for a piece of information. */
  get asks(): boolean {
    const goal = this.goal.replace(/"[^"]*"|“[^”]*”/g, '""');
    if (FRAGMENT.test(goal) && !COMMAND.test(goal) && this.#words.length <= 9) return true;
    if (POLITE.test(goal) && !/\b(?:tell|say|answer|give me|find out|look up)\b/i.test(goal)) return false;
    return /\?\s*$|^\s*(?:what|which|who|whose|where|when|how (?:many|much|old|long|far)|give me)\b|\b(?:answer|report|tell|find out|look up)\b/i.test(
      goal,
    );
  }

  #mention(text: string): Mention | undefined {
    const plain = normalizeText(text);
    if (plain === '') return undefined;
    const equal = this.#plain.find((entry) => entry.text === plain);
    if (equal)
      return { at: equal.span.start, end: equal.span.end, prior: equal.span.kind === 'quoted' ? 0 : -0.15, span: equal.span };
    return this.#phrase(wordsOf(plain)) ?? this.#held(plain);
  }

  #placesOf(words: readonly string[]): Place[] {
    if (words.length === 0) return [];
    const starts = this.#words.map((_, i) => i).filter((i) => words.every((word, k) => this.#words[i + k]?.text === word));
    return starts.map((i) => ({ at: this.#words[i].at, end: this.#words[i + words.length - 1].end }));
  }

  #phrase(words: string[]): Mention | undefined {
    if (words.length === 0 || words.every((word) => EMPTY_WORDS.has(word))) return undefined;
    const place = this.places(words.join(' '))[0];
    if (!place) return undefined;
    if (words.length > 1) return { ...place, prior: -0.2 };
    const short = words[0].length < 2 ? -1.5 : 0; // a lone letter or digit is more often part of something else
    return { ...place, prior: (ORDER_WORDS.has(words[0]) ? -2 : -0.6) + short };
  }

  /** A longer text that holds a span as whole words: a row with a name in it, a tile with its price. */
  #held(plain: string): Mention | undefined {
    const padded = ` ${wordsOf(plain).join(' ')} `;
    const held = this.#plain.filter(({ text }) => text.length > 1 && padded.includes(` ${wordsOf(text).join(' ')} `));
    if (held.length === 0) return undefined;
    const longest = held.reduce((a, b) => (b.text.length > a.text.length ? b : a));
    return { at: longest.span.start, end: longest.span.end, prior: -1.4 + (0.6 * longest.text.length) / plain.length };
  }

  #has(word: string): boolean {
    return this.#words.some((other) => sameMeaning(other.text, word));
  }
}
