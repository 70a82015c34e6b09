/** A part of the goal that is likely to be copied somewhere: what was put in quotes, else names, numbers, dates, addresses. */
export interface GoalSpan {
  /** Counted from 1 in order of appearance: the number that `quote N` means. */
  index: number;
  text: string;
  /** Character range in the goal, quotes included. */
  start: number;
  end: number;
  kind: 'quoted' | 'date' | 'time' | 'expression' | 'address' | 'code' | 'number' | 'name';
}

const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.?';

/** Tried in this order; a later pattern never takes characters that an earlier one took. Group 1 is the text where it differs from the match. */
const PATTERNS: [GoalSpan['kind'], RegExp][] = [
  ['quoted', /"([^"]+)"|“([^”]+)”|«([^»]+)»/g],
  ['quoted', /(?<=^|[\s(:,])'([^'\n]+)'(?=$|[\s).,;:!?])/g],
  ['address', /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\bhttps?:\/\/[^\s"'<>]+[^\s"'<>.,;:!?)]|(?<=^|\s)[@#][\p{L}\p{N}_]+/gu],
  ['number', /(?<![\p{L}\p{N}])(?:\+\d|\(\d{2,5}\) ?\d)[\d ()-]{5,}\d(?![\p{L}\p{N}])/gu], // telephone numbers
  [
    'date',
    new RegExp(
      `\\b\\d{4}-\\d{1,2}-\\d{1,2}\\b|\\b\\d{1,2}[/.]\\d{1,2}[/.]\\d{2,4}\\b|\\b${MONTH} \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?\\b|\\b\\d{1,2}(?:st|nd|rd|th)? (?:of )?${MONTH}(?:,? \\d{4})?\\b`,
      'g',
    ),
  ],
  ['time', /\b\d{1,2}:\d{2}(?: ?[AaPp]\.?[Mm]\b\.?)?|\b\d{1,2} ?[AaPp][Mm]\b/g],
  ['expression', /(?<![\w.])\d+(?:\.\d+)?(?:\s*[-+*/x×÷]\s*\d+(?:\.\d+)?)+(?![\w])/g],
  [
    'code',
    /(?<![\p{L}\p{N}])(?=[\p{L}\p{N}_-]*\p{L})(?=[\p{L}\p{N}_-]*\p{N})[\p{L}\p{N}]+(?:[_-][\p{L}\p{N}]+)*(?![\p{L}\p{N}])/gu,
  ],
  [
    'number',
    /(?<![\p{L}\p{N}.])(?!\d{1,2}[.)]\s+\p{L}(?<=(?:^|\n)\s*\d{1,2}[.)]\s+\p{L}))[-−]?[$€£]?\d+(?:[.,]\d+)*%?(?![\p{L}\p{N}])/gu,
  ],
  ['name', /(?<![\p{L}\p{N}'’])\p{Lu}[\p{L}\p{N}'’-]*(?: (?:(?:of|de|van|von|la|le|da|and the) )?\p{Lu}[\p{L}\p{N}'’-]*)*/gu],
];

/** Most spans that a goal can have; what comes later has to be spelled. */
export const MAX_GOAL_SPANS = 12;

/**
 * The spans of a goal, in order. A capitalised word that merely starts a sentence is not a name. Knows nothing of how
 * any task words its goals: quotes, capitals, digits and address shapes only.
 */
export function goalSpans(goal: string): GoalSpan[] {
  const taken: { start: number; end: number; text: string; kind: GoalSpan['kind'] }[] = [];
  for (const [kind, pattern] of PATTERNS) {
    for (const match of goal.matchAll(pattern)) {
      const inner = match.slice(1).find((group) => group !== undefined);
      const span = kind === 'name' ? withoutSentenceStart(goal, match) : { start: match.index, text: match[0] };
      if (!span) continue;
      const end = span.start + span.text.length;
      if (taken.some((t) => span.start < t.end && end > t.start)) continue;
      taken.push({ start: span.start, end, text: (inner ?? span.text).trim(), kind });
    }
  }
  taken.sort((a, b) => a.start - b.start);
  return taken.slice(0, MAX_GOAL_SPANS).map((t, i) => ({ index: i + 1, ...t }));
}

function withoutSentenceStart(goal: string, match: RegExpExecArray): { start: number; text: string } | undefined {
  const before = goal.slice(0, match.index).trimEnd();
  const text = match[0].replace(/['’]s$/, '');
  if (before !== '' && !/[.!?:;\n]$/.test(before)) return text === 'I' ? undefined : { start: match.index, text };
  const space = text.indexOf(' '); // first word of a sentence: a capital says nothing, unless more capitals follow
  const rest = text.slice(space + 1);
  if (space < 0 || rest === 'I') return undefined;
  const name = rest.search(/\p{Lu}/u); // "Price of Igloo": without the word that joined them
  return { start: match.index + space + 1 + name, text: rest.slice(name) };
}

/** Lower case, one space between words, outer punctuation gone: for comparing what people see. */
export function normalizeText(text: string): string {
  return text
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^[\s"'“”.,:;!?*]+|[\s"'“”.,:;!?*]+$/g, '');
}

/** Word forms of a text, lower case: letters and digits only. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** True when `phrase` stands in `text` as whole words, whatever the case. */
export function mentions(text: string, phrase: string): boolean {
  const words = wordsOf(phrase);
  return words.length > 0 && ` ${wordsOf(text).join(' ')} `.includes(` ${words.join(' ')} `);
}
