import type { Random } from '../../../core/random.js';
import { holdsControl } from './controls.js';

const HEADING = /^h[1-6]$/;

/**
 * Puts what holds the controls into a column or section of its own, before or after everything else. The controls stay in the order
 * they were in and keep the headings above them, so that "the second button" and "below Prices" mean what they meant.
 */
export function moveBlock(random: Random, page: HTMLElement): void {
  const nodes = [...page.childNodes];
  const holds = (node: ChildNode): boolean => node.nodeType === 1 && holdsControl(node as Element);
  const first = nodes.findIndex(holds);
  if (first < 0) return;
  const block = nodes.slice(withHeadings(nodes, first, page), nodes.findLastIndex(holds) + 1);
  const outer = page.ownerDocument.createElement(random.pick(['section', 'aside', 'div']));
  const inner = random.chance(0.5) ? outer.appendChild(page.ownerDocument.createElement('div')) : outer;
  inner.append(...block);
  if (random.chance(0.5)) page.prepend(outer);
  else page.append(outer);
}

/** A page with one heading has a title; with more, the nearest one belongs to what follows it. */
function withHeadings(nodes: readonly ChildNode[], first: number, page: HTMLElement): number {
  if (page.querySelectorAll('h1,h2,h3,h4,h5,h6').length < 2) return first;
  const above = nodes.slice(0, first).findLastIndex(({ nodeName }) => HEADING.test(nodeName.toLowerCase()));
  return above < 0 ? first : above;
}
