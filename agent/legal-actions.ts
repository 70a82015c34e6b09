import type { Action, Observation, PageElement } from '../core/index.js';

/** Everything that may be done to the page now, elements in reading order. `texts` are the texts worth typing. */
export function legalActions(observation: Observation, texts: readonly string[]): Action[] {
  const ofElements = observation.elements.flatMap((element) => legalOn(element, texts));
  return [...ofElements, ...scrolls(observation.scroll.top, observation.scroll.max)];
}

/** What may be done to one element. */
export function legalOn(element: PageElement, texts: readonly string[]): Action[] {
  const { ref, verbs, options = [], scroll, states } = element;
  const isEntered = verbs.includes('type') && states.includes('focused'); // to click a field is to go into it
  return [
    ...(verbs.includes('click') && !isEntered ? [{ kind: 'click', ref } as const] : []),
    ...(verbs.includes('type') ? texts.map((text) => ({ kind: 'type', ref, text: { kind: 'literal', text } }) as const) : []),
    ...(verbs.includes('select')
      ? options.filter((o) => !o.selected).map((o) => ({ kind: 'select', ref, option: o.label }) as const)
      : []),
    ...(verbs.includes('scroll') && scroll ? scrolls(scroll.top, scroll.max, ref) : []),
  ];
}

function scrolls(top: number, max: number, ref?: number): Action[] {
  const scroll = (direction: 'up' | 'down'): Action => ({ kind: 'scroll', direction, ...(ref === undefined ? {} : { ref }) });
  return [...(top < max - 1 ? [scroll('down')] : []), ...(top > 1 ? [scroll('up')] : [])];
}
