import type { Observation, PageElement } from '../../core/index.js';
import { plainName } from '../../tools/index.js';

/** Numbers and identifiers that stand for one of many: `17`, `2024-05-01`, `9f8e7d6c5b4a`, `item-42`. */
const ONE_OF_MANY = /^(?:\d[\d.,:-]*|[0-9a-f]{8,}|[0-9a-f-]{32,}|[a-z]+[-_]?\d+)$/i;

/** Where a page is within its site: path, query in order of names, and the part after `#` where that is a route. */
export function addressOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { pathname, searchParams, hash, protocol } = new URL(url);
  searchParams.sort();
  const query = searchParams.toString();
  const path = protocol === 'file:' ? pathname : pathname.replace(/(?<=.)\/$/, '');
  return `${path}${query ? `?${query}` : ''}${/^#!?\//.test(hash) ? hash : ''}`;
}

/** The addresses of all pages of one kind: numbers and identifiers become `*`, values of the query fall away. */
export function patternOf(address: string): string {
  const [path, query = ''] = address.split('#')[0].split('?');
  const route = address.includes('#') ? `#${address.split('#')[1]}` : '';
  const general = (text: string): string => text.split('/').map((part) => (ONE_OF_MANY.test(withoutEnding(part)) ? '*' : part)).join('/'); // prettier-ignore
  const keys = [...new URLSearchParams(query).keys()].join('&');
  return `${general(path)}${keys ? `?${keys}` : ''}${general(route)}`;
}

const withoutEnding = (part: string): string => part.replace(/\.[a-z]{2,5}$/i, '');

/** A control or heading as it is compared: counts come and go. */
export const anchorOf = ({ role, name }: Pick<PageElement, 'role' | 'name'>): string =>
  `${role} ${plainName(name).replace(/\d+/g, '#')}`;

/** True for what can be acted on. */
export const isControl = ({ verbs, role }: PageElement): boolean => verbs.some((verb) => verb !== 'scroll' && verb !== 'hover') && role !== 'document'; // prettier-ignore

/**
 * What a page is known by (PReP's landmarks): its headings and controls, each once, without values, states, counts and the rows of
 * lists, which differ from one day to the next.
 */
export function anchorsOf({ elements }: Observation): string[] {
  const named = elements.filter(
    (element) => element.name !== '' && !element.cell && (element.role === 'heading' || isControl(element)),
  );
  return [...new Set(named.map(anchorOf))].sort();
}

/** Shared anchors over all of both, 0 to 1; 1 for two pages without any. */
export function similarity(a: readonly string[], b: readonly string[]): number {
  const [left, right] = [new Set(a), new Set(b)];
  const shared = [...left].filter((anchor) => right.has(anchor)).length;
  const all = left.size + right.size - shared;
  return all === 0 ? 1 : shared / all;
}

/** The controls alone: pages of one shape have the same, whatever they are about. */
export const shapeOf = (anchors: readonly string[]): string[] => anchors.filter((anchor) => !anchor.startsWith('heading '));
