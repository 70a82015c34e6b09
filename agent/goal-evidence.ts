import { type HistoryEntry, isField, normalizeText, type Observation, wordsOf } from '../core/index.js';
import { plainName } from '../tools/index.js';
import { isCommitting } from './decisive.js';
import type { SitePage } from './explore/index.js';
import type { GoalReading } from './proposers/match/goal-reading.js';
import { EMPTY_WORDS, ORDER_WORDS } from './proposers/match/words.js';

/** What a name counts that the goal quotes, has in so many words, or has some words of (their share of it). */
const WORTH = { quoted: 2, words: 1, partly: 0.5 } as const;
/** A link called so leads to the thing; it is not the thing. */
const LINK = 0.4;
/** Saving and sending is done in many places: such a button is not what tells a page. */
const COMMITS = 0.3;
/** A text that merely stands there counts only where the goal quotes it. */
const TEXT = 0.5;

/** Verbs of goals and controls: sharing one says nothing. */
const ACTS = new Set('show hide view see set enter type tick check let make add change edit get give write fill turn'.split(' '));

interface Label {
  name: string;
  weight: number;
}

/** What the present page already offers of what the goal speaks of. */
export interface Sight {
  names: ReadonlySet<string>;
  /** Something that the goal names can still be filled in, chosen or pressed here. */
  open: boolean;
}

/** Which pages of a map a goal speaks of, by the names on them; a name that many pages have tells little (inverse frequency). */
export class GoalEvidence {
  readonly #reading: GoalReading;
  readonly #quoted: ReadonlySet<string>;
  readonly #labels = new Map<SitePage, readonly Label[]>();

  constructor(reading: GoalReading, pages: readonly SitePage[]) {
    this.#reading = reading;
    this.#quoted = new Set(reading.spans.filter(({ kind }) => kind === 'quoted').map(({ text }) => normalizeText(text)));
    const counts = new Map<string, Set<number>>();
    for (const page of pages)
      for (const { name } of labelsOf(page)) counts.set(name, (counts.get(name) ?? new Set()).add(page.of));
    const all = new Set(pages.map(({ of }) => of)).size;
    for (const page of pages) {
      const labels = labelsOf(page).map(({ name, weight, text }) => {
        const rarity = Math.log((all + 1) / (counts.get(name)?.size ?? 1));
        return { name, weight: weight * rarity * this.#worth(name, text) };
      });
      this.#labels.set(
        page,
        labels.filter(({ weight }) => weight > 0),
      );
    }
  }

  inSight({ elements }: Observation, history: readonly HistoryEntry[]): Sight {
    const done = history.filter(({ status }) => status === 'ok').flatMap(({ target, text }) => [target?.name ?? '', text ?? '']);
    const names = new Set(done.map(plainName));
    const controls = elements.filter((element) => isField(element) || /^(?:checkbox|radio|switch|button)$/.test(element.role));
    const open = controls.some(({ name }) => !names.has(plainName(name)) && this.#worth(plainName(name), false) >= WORTH.words);
    for (const { name, options = [], role } of elements) {
      if (role !== 'link') names.add(plainName(name));
      for (const { label } of options) names.add(plainName(label));
    }
    return { names, open };
  }

  /** How much more of the goal is there than in sight. */
  gainOf(page: SitePage, sight: Sight): number {
    return this.#news(page, sight).reduce((sum, { weight }) => sum + weight, 0);
  }

  /** The names that the gain comes from, the weightiest first. */
  namesOf(page: SitePage, sight: Sight): string[] {
    return this.#news(page, sight)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, 3)
      .map(({ name }) => name);
  }

  #news = (page: SitePage, { names }: Sight): Label[] => (this.#labels.get(page) ?? []).filter(({ name }) => !names.has(name));

  #worth(name: string, text: boolean): number {
    if (this.#quoted.has(name)) return WORTH.quoted;
    const words = wordsOf(name);
    if (text || words.every((word) => EMPTY_WORDS.has(word) || ORDER_WORDS.has(word) || word.length < 2)) return 0;
    if (this.#reading.places(name).length > 0) return WORTH.words;
    const telling = words.filter((word) => !EMPTY_WORDS.has(word) && !ORDER_WORDS.has(word) && !ACTS.has(word));
    if (telling.length === 0 || words.some((word) => /\d/.test(word))) return 0; // another number is another thing
    return WORTH.partly * this.#reading.overlap(telling.join(' '));
  }
}

/** The names on a page, each once, with its greatest weight. */
function labelsOf({ headings, controls, texts }: SitePage): { name: string; weight: number; text: boolean }[] {
  const all = [
    ...headings.map((name) => ({ name, weight: 1, text: false })),
    ...controls
      .filter(({ role }) => role !== 'link')
      .map((control) => ({ name: control.name, weight: isCommitting(control) ? COMMITS : 1, text: false })),
    ...controls.flatMap(({ options = [] }) => options.map((name) => ({ name, weight: 1, text: false }))),
    ...controls.filter(({ role }) => role === 'link').map(({ name }) => ({ name, weight: LINK, text: false })),
    ...texts.map((name) => ({ name, weight: TEXT, text: true })),
  ].map((label) => ({ ...label, name: plainName(label.name) }));
  const first = new Map<string, (typeof all)[number]>();
  for (const label of all) if (label.name !== '' && !first.has(label.name)) first.set(label.name, label);
  return [...first.values()];
}
