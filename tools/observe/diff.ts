import type { Observation, ObservationDiff, PageElement } from '../../core/index.js';
import { printElement, printState } from './print.js';

interface Pair {
  before: PageElement;
  after: PageElement;
}

/** What changed from `a` to `b`. Elements are the same when role, name and context are; equal ones are paired in order. */
export function diffObservations(a: Observation, b: Observation): ObservationDiff {
  const exact = pair(a.elements, b.elements, printElement);
  // A context appears or goes when a twin does: that is no change of the element itself.
  const loose = pair(exact.removed, exact.added, (element) => JSON.stringify([element.role, element.name]), sameButForContext);
  return {
    urlChanged: a.url !== b.url,
    titleChanged: a.title !== b.title,
    dialogOpened: b.dialog !== undefined && (a.dialog === undefined || a.dialog.message !== b.dialog.message),
    added: loose.added.map(printElement),
    removed: loose.removed.map(printElement),
    changed: [...exact.pairs, ...loose.pairs].flatMap(changeOf),
    scrolled:
      a.scroll.top !== b.scroll.top || [...exact.pairs, ...loose.pairs].some((p) => p.before.scroll?.top !== p.after.scroll?.top),
  };
}

function sameButForContext(before: PageElement, after: PageElement): boolean {
  return before.context === '' || after.context === '';
}

function pair(
  before: readonly PageElement[],
  after: readonly PageElement[],
  keyOf: (element: PageElement) => string,
  fits: (before: PageElement, after: PageElement) => boolean = () => true,
): { pairs: Pair[]; removed: PageElement[]; added: PageElement[] } {
  const waiting = new Map<string, PageElement[]>();
  for (const element of before) {
    const key = keyOf(element);
    const twins = waiting.get(key);
    if (twins) twins.push(element);
    else waiting.set(key, [element]);
  }
  const pairs: Pair[] = [];
  const added: PageElement[] = [];
  for (const element of after) {
    const twins = waiting.get(keyOf(element)) ?? [];
    const at = twins.findIndex((twin) => fits(twin, element));
    if (at < 0) added.push(element);
    else pairs.push({ before: twins.splice(at, 1)[0], after: element });
  }
  const left = new Set([...waiting.values()].flat());
  return { pairs, removed: before.filter((element) => left.has(element)), added };
}

function changeOf({ before, after }: Pair): ObservationDiff['changed'] {
  const element = printElement(after);
  const gained = !before.states.includes('focused') && after.states.includes('focused') && after.verbs.includes('type');
  const [from, to] = [stateOf(before, false), stateOf(after, gained)];
  return from === to ? [] : [{ element, before: from, after: to }];
}

/** Losing the focus is no change, and gaining it is one only for fields: there it is what a click is for. */
function stateOf(element: PageElement, withFocus: boolean): string {
  const states = element.states.filter((state) => withFocus || state !== 'focused');
  return printState({ ...element, states, scroll: undefined });
}
