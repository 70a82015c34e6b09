import type { Observation, PageDialog } from '../../core/index.js';
import type { RawElement, RawObservation } from '../page/types.js';
import { fingerprint } from './fingerprint.js';

/**
 * Makes an observation of what a walk read: marks what was not there on the previous observation of the same page and
 * adds the fingerprint. On the first look at a page nothing is new.
 */
export function completeObservation(raw: RawObservation, previous?: Observation, dialog?: PageDialog): Observation {
  const known = previous && samePage(previous.url, raw.url) ? countKeys(previous.elements) : undefined;
  const elements = raw.elements.map((element) => ({ ...element, isNew: known !== undefined && !takeKey(known, keyOf(element)) }));
  return { ...raw, elements, ...(dialog ? { dialog } : {}), fingerprint: fingerprint(raw) };
}

/** Same address but for the fragment, which moves within a page. */
export function samePage(a: string, b: string): boolean {
  return a.split('#')[0] === b.split('#')[0];
}

const keyOf = (element: RawElement): string => `${element.role}\n${element.name}`;

function countKeys(elements: readonly RawElement[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const element of elements) {
    const key = keyOf(element);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function takeKey(counts: Map<string, number>, key: string): boolean {
  const left = counts.get(key) ?? 0;
  if (left > 0) counts.set(key, left - 1);
  return left > 0;
}
