import { AgentError, type Observation, type PageElement } from '../../core/index.js';
import type { Locator } from './locator.js';
import { plainName } from './similarity.js';
import { escapeTemplate } from './template.js';

/** How many named elements are kept on each side. */
const NEIGHBOURS = 3;
const MOST_SIBLINGS = 12;
const MOST_OPTIONS = 40;
/** Longest name of a neighbour that is kept, in characters; longer ones are prose, which changes. */
const LONGEST_ANCHOR = 60;

/** States that the author of the page gave. */
const STRUCTURAL = new Set(['readonly', 'required']);

/** What an element of an observation is known by. Error `LOCATOR_REF` when the observation has no such element. */
export function describeElement(observation: Observation, ref: number): Locator {
  const at = observation.elements.findIndex((element) => element.ref === ref);
  if (at < 0) {
    throw new AgentError(
      'LOCATOR_REF',
      `The observation has ${observation.elements.length} elements and none with ref ${ref}. Take the ref from this observation.`,
    );
  }
  const { elements } = observation;
  const element = elements[at];
  const equals = elements.filter((one) => one.role === element.role && one.name === element.name);
  const peers = peersOf(element, elements);
  return {
    role: element.role,
    name: escapeTemplate(element.name),
    context: escapeTemplate(element.context),
    region: escapeTemplate(element.region),
    ...(element.cell ? { cell: { row: escapeTemplate(element.cell.row), column: escapeTemplate(element.cell.column) } } : {}),
    ...(element.options ? { options: element.options.slice(0, MOST_OPTIONS).map(({ label }) => label) } : {}),
    states: element.states.filter((state) => STRUCTURAL.has(state)),
    depth: element.depth,
    place: { index: equals.indexOf(element), of: equals.length },
    inRegion: { index: peers.indexOf(element), of: peers.length },
    before: neighbours(elements, at, -1),
    after: neighbours(elements, at, 1),
    siblings: siblingsOf(element, elements),
  };
}

/** Elements of the same role in the same region, in reading order. */
export const peersOf = (element: PageElement, elements: readonly PageElement[]): PageElement[] =>
  elements.filter((one) => one.role === element.role && one.region === element.region);

/** Names of the nearest named elements in one direction, nearest first, as they are compared. */
export function neighbours(elements: readonly PageElement[], at: number, step: 1 | -1, count = NEIGHBOURS): string[] {
  const names: string[] = [];
  for (let i = at + step; i >= 0 && i < elements.length && names.length < count; i += step) {
    const { name } = elements[i];
    if (name !== '' && name.length <= LONGEST_ANCHOR && name !== elements[at].name) names.push(plainName(name));
  }
  return names;
}

function siblingsOf(element: PageElement, elements: readonly PageElement[]): string[] {
  const names = elements
    .filter((one) => one.role === element.role && one.name !== element.name)
    .map(({ name }) => plainName(name));
  return [...new Set(names)].filter((name) => name !== '').slice(0, MOST_SIBLINGS);
}
