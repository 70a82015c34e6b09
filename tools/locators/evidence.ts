import type { Observation, PageElement } from '../../core/index.js';
import { neighbours, peersOf } from './describe.js';
import type { Locator } from './locator.js';
import { areSynonymous, nameSimilarity, plainName } from './similarity.js';
import { fillTemplate, type SlotValues, templateSlots } from './template.js';

/** A locator with its slots filled. */
export interface Wanted extends Locator {
  /** Values that the name has to hold: what they name is never found under another name. */
  nameValues: string[];
  /** Values that context or row have to hold. */
  placeValues: string[];
}

/** Errors: `TEMPLATE_SLOT`. */
export function fillLocator(locator: Locator, values: SlotValues): Wanted {
  const fill = (text: string): string => fillTemplate(text, values);
  const valuesIn = (...texts: string[]): string[] => texts.flatMap((text) => templateSlots(text).map((slot) => values[slot]));
  const { name, context, region, cell } = locator;
  return {
    ...locator,
    name: fill(name),
    context: fill(context),
    region: fill(region),
    ...(cell ? { cell: { row: fill(cell.row), column: fill(cell.column) } } : {}),
    nameValues: valuesIn(name),
    placeValues: valuesIn(context, cell?.row ?? '', cell?.column ?? ''),
  };
}

/** The context of twins that nothing but their order tells apart: `2nd`, `Milk, 2nd`. */
const ORDINAL = /(?:^|, )\d+(?:st|nd|rd|th)$/;

export const isOrdinal = (context: string): boolean => ORDINAL.test(context);
const contextText = (context: string): string => context.replace(ORDINAL, '');

/** -1: says that it is another one; 0: not known; up to 1: the same. */
export function contextAgreement(wanted: Wanted, element: PageElement, { elements }: Observation): number {
  const [was, is] = [contextText(wanted.context), contextText(element.context)];
  if (was === '') return 0;
  if (plainName(was) === plainName(is)) return 1;
  const near = nearTexts(element, elements);
  if (near.includes(plainName(was))) return 0.8; // a control that lost its twins has no context, but its row is still there
  if (is === '') return wanted.place?.of === 1 ? 0 : -1;
  return nameSimilarity(was, is) >= 0.6 ? 0.6 : -1;
}

/** True when every value that tells the row or context stands in it, or in what is near where the page gave no context. */
export function holdsPlaceValues(wanted: Wanted, element: PageElement, { elements }: Observation): boolean {
  if (wanted.placeValues.length === 0) return true;
  const own = [element.context, element.cell?.row ?? '', element.cell?.column ?? ''].filter((text) => text !== '').map(plainName);
  const texts = own.length > 0 ? own : nearTexts(element, elements);
  return wanted.placeValues.every((value) => texts.some((text) => holdsWords(text, plainName(value))));
}

export const holdsWords = (text: string, words: string): boolean => ` ${text} `.includes(` ${words} `);

function nearTexts(element: PageElement, elements: readonly PageElement[]): string[] {
  const at = elements.indexOf(element);
  const row = element.cell ? [plainName(element.cell.row)] : [];
  return [...row, ...neighbours(elements, at, -1), ...neighbours(elements, at, 1, 1)];
}

const DIALOG = /^(?:alert)?dialog\b/;

/** 1 the same region, 0.5 the same kind, 0 another, -1: one is in a dialog and the other is not, or in quite another dialog. */
export function regionAgreement(wanted: Wanted, element: PageElement): number {
  if (wanted.region === element.region) return 1;
  const [was, is] = [wanted.region, element.region];
  if (DIALOG.test(was) !== DIALOG.test(is)) return -1;
  const titles = [was, is].map((region) => /"(.*)"$/.exec(region)?.[1] ?? '');
  const alike = titles[0] === '' || titles[1] === '' || nameSimilarity(titles[0], titles[1]) >= 0.4;
  if (DIALOG.test(was)) return alike ? 0.5 : -1;
  return was.split(' ')[0] === is.split(' ')[0] && was !== '' ? 0.5 : 0;
}

/** A neighbour whose name changed this little is still the same. */
const SAME_NEIGHBOUR = 0.6;

/** Share of the neighbours that are still near, perhaps under a similar name, 0 to 1; undefined when none are known. */
export function neighbourAgreement(wanted: Wanted, element: PageElement, { elements }: Observation): number | undefined {
  const known = [...wanted.before, ...wanted.after];
  if (known.length === 0) return undefined;
  const at = elements.indexOf(element);
  const near = [...neighbours(elements, at, -1, 4), ...neighbours(elements, at, 1, 4)];
  const isNear = (name: string): boolean => near.some((other) => nameSimilarity(name, other) >= SAME_NEIGHBOUR || areSynonymous(name, other)); // prettier-ignore
  return known.filter((name) => near.includes(name) || isNear(name)).length / known.length;
}

/** Whether it is at the same place among the elements of its role in its region; undefined when that is not known. */
export function samePlace(wanted: Wanted, element: PageElement, { elements }: Observation): boolean | undefined {
  if (!wanted.inRegion) return undefined;
  const peers = peersOf(element, elements);
  return peers.indexOf(element) === wanted.inRegion.index && peers.length === wanted.inRegion.of;
}

/** What speaks for an element besides name and order, 0 to 1: a weighted mean over what the locator knows. */
export function evidenceOf(wanted: Wanted, element: PageElement, observation: Observation): number {
  let [sum, weights] = [0, 0];
  const add = (weight: number, agreement: number | undefined): void => {
    if (agreement === undefined) return;
    sum += weight * Math.max(0, agreement);
    weights += weight;
  };
  const sameness = (a: string, b: string): number | undefined => (a === '' ? undefined : Number(plainName(a) === plainName(b)));
  add(3, contextText(wanted.context) === '' ? undefined : contextAgreement(wanted, element, observation));
  add(3, wanted.cell && sameness(wanted.cell.row, element.cell?.row ?? ''));
  add(2, wanted.cell && sameness(wanted.cell.column, element.cell?.column ?? ''));
  add(2, regionAgreement(wanted, element));
  add(3, neighbourAgreement(wanted, element, observation));
  add(2, optionAgreement(wanted, element));
  add(0.5, wanted.depth === undefined ? undefined : Number(wanted.depth === element.depth));
  add(0.5, wanted.states.length === 0 ? undefined : Number(wanted.states.every((state) => element.states.includes(state))));
  return weights === 0 ? 0 : sum / weights;
}

function optionAgreement({ options }: Wanted, element: PageElement): number | undefined {
  if (!options || options.length === 0) return undefined;
  const now = new Set((element.options ?? []).map(({ label }) => plainName(label)));
  return options.filter((label) => now.has(plainName(label))).length / options.length;
}
