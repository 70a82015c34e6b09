import type { Observation, PageElement } from '../../core/index.js';
import {
  contextAgreement,
  evidenceOf,
  fillLocator,
  holdsPlaceValues,
  holdsWords,
  isOrdinal,
  neighbourAgreement,
  regionAgreement,
  samePlace,
  type Wanted,
} from './evidence.js';
import { LEAST_CONFIDENCE, type Locator, type LocatorHit, type LocatorLevel } from './locator.js';
import { areSynonymous, contradict, nameSimilarity, plainName } from './similarity.js';
import type { SlotValues } from './template.js';

interface Search {
  wanted: Wanted;
  observation: Observation;
}

/** Roles that authors swap without changing what a person does with the control. */
const COMPATIBLE: readonly ReadonlySet<string>[] = [
  new Set(['button', 'link', 'menuitem', 'tab', 'item']),
  new Set(['textbox', 'searchbox', 'combobox', 'spinbutton']),
  new Set(['select', 'combobox', 'listbox']),
  new Set(['checkbox', 'switch', 'menuitemcheckbox']),
  new Set(['radio', 'option', 'menuitemradio']),
  new Set(['text', 'heading', 'cell', 'rowheader', 'columnheader', 'listitem', 'label']),
];

const LEAST_SIMILARITY = 0.6;
/** How alike two names are that say the same in other words. */
const SYNONYMOUS = 0.8;
/** How far the best has to be ahead of the next for it not to be a guess. */
const MARGIN = 0.12;

/**
 * Finds an element again, in five levels from strict to loose (re-matching as of browser-use, on observations instead of the
 * DOM, so that it works wherever an observation comes from). Undefined when it is not there, or when several could be meant.
 * A level that has candidates and cannot choose ends the search: looser ones would only add more. Departure: an element that
 * stood beside it when it was described, or has an opposite name, is never taken for it. Errors: `TEMPLATE_SLOT`.
 */
export function findElement(observation: Observation, locator: Locator, values: SlotValues = {}): LocatorHit | undefined {
  const search: Search = { wanted: fillLocator(locator, values), observation };
  for (const level of [allEqual, sameName, compatible, similar, structure]) {
    const found = level(search);
    if (found === 'several') return undefined;
    if (found && found.confidence >= LEAST_CONFIDENCE) return found;
  }
  return undefined;
}

type Found = LocatorHit | 'several' | undefined;

/** Level 1. An element without name and context is known by its place only. */
function allEqual({ wanted, observation }: Search): Found {
  if (wanted.name === '' && wanted.context === '') return undefined;
  const equals = observation.elements.filter(
    (element) =>
      element.role === wanted.role &&
      element.name === wanted.name &&
      element.context === wanted.context &&
      element.region === wanted.region,
  );
  if (equals.length !== 1 || !isRowOf(wanted, equals[0])) return undefined;
  if (isOrdinal(wanted.context) && countTwins(equals[0], observation) !== wanted.place?.of) return undefined;
  return { ref: equals[0].ref, level: 1, confidence: 1, ambiguous: false };
}

const isRowOf = ({ cell }: Wanted, element: PageElement): boolean =>
  !cell || !element.cell || plainName(cell.row) === plainName(element.cell.row);

const countTwins = ({ role, name }: PageElement, { elements }: Observation): number =>
  elements.filter((element) => element.role === role && element.name === name).length;

/** Level 2. */
function sameName(search: Search): Found {
  const { wanted } = search;
  if (wanted.name === '' && wanted.context === '') return undefined;
  return choose(search, 2, (element) => element.role === wanted.role && element.name === wanted.name);
}

/** Level 3. */
function compatible(search: Search): Found {
  const { wanted } = search;
  if (wanted.name === '') return undefined;
  return choose(
    search,
    3,
    (element) => areCompatible(wanted.role, element.role) && plainName(wanted.name) === plainName(element.name),
  );
}

/** True when a control of one role does for a person what one of the other does. */
export const areCompatible = (a: string, b: string): boolean =>
  a === b || COMPATIBLE.some((roles) => roles.has(a) && roles.has(b));

/** Among elements of the right name: the one whose surroundings agree best, else the one at the same place among as many. */
function choose(search: Search, level: 2 | 3, fits: (element: PageElement) => boolean): Found {
  const { wanted, observation } = search;
  const named = observation.elements.filter(fits);
  const candidates = rank(
    search,
    named.filter((element) => isPossible(search, element)),
  );
  const [best, second] = candidates;
  if (!best) return undefined;
  const base = level === 2 ? 0.95 : 0.85;
  if (!second) {
    const moved = regionAgreement(wanted, best.element) < 0.5;
    const told = contextAgreement(wanted, best.element, observation) > 0;
    const sure = named.length === 1 || told || best.evidence >= 0.5;
    return hit(best.element, level, base - (moved ? 0.15 : 0) - (sure ? 0 : 0.3));
  }
  if (best.evidence - second.evidence >= MARGIN && best.evidence >= 0.3) return hit(best.element, level, base - 0.1);
  const { place } = wanted;
  const byOrder = place && place.of === named.length && candidates.length === named.length ? named[place.index] : undefined;
  return byOrder ? { ...hit(byOrder, level, base - 0.3), ambiguous: true } : 'several';
}

/** Not told to be another one by its context, its row or the dialog it is in. */
function isPossible({ wanted, observation }: Search, element: PageElement): boolean {
  return (
    contextAgreement(wanted, element, observation) >= 0 &&
    regionAgreement(wanted, element) >= 0 &&
    holdsPlaceValues(wanted, element, observation)
  );
}

/** Level 4. */
function similar(search: Search): Found {
  const { wanted, observation } = search;
  if (wanted.name === '') return undefined;
  const candidates = strangers(search).flatMap((element) => {
    const alike = Math.max(nameSimilarity(wanted.name, element.name), areSynonymous(wanted.name, element.name) ? SYNONYMOUS : 0);
    if (alike < LEAST_SIMILARITY || !areCompatible(wanted.role, element.role)) return [];
    const anchored = regionAgreement(wanted, element) === 1 || (neighbourAgreement(wanted, element, observation) ?? 0) >= 0.5;
    return anchored ? [{ element, score: (alike + evidenceOf(wanted, element, observation)) / 2 }] : [];
  });
  candidates.sort((a, b) => b.score - a.score);
  const [best, second] = candidates;
  if (!best) return undefined;
  if (second && best.score - second.score < MARGIN) return 'several';
  return hit(best.element, 4, 0.9 * best.score);
}

/** Level 5. What a value names cannot be found by its place: the value is what it is about. */
function structure(search: Search): Found {
  const { wanted, observation } = search;
  if (wanted.nameValues.length > 0) return undefined;
  const candidates = strangers(search).filter(
    (element) =>
      element.role === wanted.role &&
      regionAgreement(wanted, element) >= 0.5 &&
      samePlace(wanted, element, observation) !== false &&
      !contradict(wanted.name, element.name),
  );
  const scored = candidates
    .map((element) => ({ element, anchors: neighbourAgreement(wanted, element, observation) }))
    .sort((a, b) => (b.anchors ?? 0) - (a.anchors ?? 0));
  const [best, second] = scored;
  if (!best) return undefined;
  if (second && (best.anchors ?? 0) - (second.anchors ?? 0) < MARGIN) return 'several';
  return hit(best.element, 5, structureConfidence(search, best.element, best.anchors));
}

/** A nameless element has always been known by its place alone; a named one must be held by most of its neighbours. */
function structureConfidence({ wanted, observation }: Search, element: PageElement, anchors: number | undefined): number {
  const place = samePlace(wanted, element, observation) === true ? 1 : 0.5;
  if (wanted.name === '' && wanted.context === '') {
    const only = wanted.inRegion?.of === 1 && element.name === '';
    return only ? 0.6 + 0.2 * (anchors ?? 0.5) : 0.25 + 0.45 * (anchors ?? 0) * place;
  }
  const renamed = plainName(wanted.name) !== plainName(element.name);
  return (anchors ?? 0) >= 0.6 ? (renamed ? 0.35 : 0.45) + 0.3 * (anchors ?? 0) * place : 0;
}

/** Elements that were not seen beside it when it was described, and hold the values that it must hold. */
function strangers(search: Search): PageElement[] {
  const { wanted } = search;
  const known = new Set([...wanted.siblings, ...wanted.before, ...wanted.after]);
  return search.observation.elements.filter(
    (element) =>
      (element.name === '' || !known.has(plainName(element.name))) &&
      wanted.nameValues.every((value) => holdsWords(plainName(element.name), plainName(value))) &&
      isPossible(search, element),
  );
}

function rank({ wanted, observation }: Search, elements: readonly PageElement[]): { element: PageElement; evidence: number }[] {
  return elements
    .map((element) => ({ element, evidence: evidenceOf(wanted, element, observation) }))
    .sort((a, b) => b.evidence - a.evidence);
}

const hit = ({ ref }: PageElement, level: LocatorLevel, confidence: number): LocatorHit => ({
  ref,
  level,
  confidence: Math.round(confidence * 100) / 100,
  ambiguous: false,
});
