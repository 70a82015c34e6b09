import { mentions } from '../../../core/goal.js';
import type { Random } from '../../../core/random.js';
import { createWords } from '../words/index.js';
import { button, iconButton, ICON_NAMES } from './buttons.js';
import { element, wrap, type Kit, type Part } from './basic.js';
import { field } from './fields.js';

const SHARE = 0.35;

/**
 * Puts a header, navigation, side column, footer or noise around the page in a third of the seeds. None of it does
 * anything, and no name in it occurs in the goal, on the page so far, or among the reserved ones.
 */
export function addChrome(
  random: Random,
  root: HTMLElement,
  page: HTMLElement,
  goal: string,
  reserved: ReadonlySet<string>,
): void {
  if (!random.chance(SHARE)) return;
  const words = createWords(random);
  const kit: Kit = { random, words, root, document: root.ownerDocument, later: () => undefined };
  const shown = pageText(root);
  const free = (name: string): boolean => !mentions(goal, name) && !mentions(shown, name) && !reserved.has(name.toLowerCase());
  const names = (count: number): string[] =>
    words
      .distinct(count + 4, words.chrome)
      .filter(free)
      .slice(0, count);
  const regions = random.sample(['header', 'nav', 'aside', 'footer', 'noise', 'noise-after'] as const, random.integer(1, 3));
  for (const region of regions) {
    const parts = contents(kit, region, names(random.integer(2, 6)), free);
    const tag = region === 'noise' || region === 'noise-after' ? 'div' : region;
    const made = wrap(kit, random.chance(0.75) ? tag : 'div', parts);
    if (region === 'footer' || region === 'aside' || region === 'noise-after') page.after(made);
    else root.prepend(made);
  }
}

function contents(kit: Kit, region: string, names: string[], free: (name: string) => boolean): Part[] {
  const { random, words } = kit;
  if (region.startsWith('noise')) return [element(kit, 'p', noise(kit, free))];
  const links = wrap(kit, 'div', names.map((name) => button(kit, name, undefined, 'link')), random.pick(['line', 'flex', 'block'])); // prettier-ignore
  const parts: Part[] = [links];
  if (region === 'header') {
    const title = words.company();
    if (free(title)) parts.unshift(element(kit, random.pick(['h1', 'b', 'span'] as const), title));
    if (random.chance(0.3) && free('Search')) parts.push(field(kit, 'Search this site', { type: 'search' }));
    const icon = random.pick(ICON_NAMES);
    if (random.chance(0.3) && free(icon)) parts.push(iconButton(kit, icon));
  }
  if (region === 'footer') parts.push(element(kit, 'p', `© ${random.integer(2015, 2026)} ${words.company()}`));
  if (region === 'aside') parts.push(element(kit, 'p', noise(kit, free)));
  return parts;
}

/** Sentences without a word that the goal could be about. */
function noise(kit: Kit, free: (name: string) => boolean): string {
  const texts = Array.from({ length: 3 }, () => (kit.random.chance(0.5) ? kit.words.sentence() : `${kit.words.lorem(8)}.`));
  return texts.filter(free).join(' ');
}

function pageText(root: HTMLElement): string {
  const values = [...root.querySelectorAll('input')].map((input) => input.value);
  return `${root.textContent ?? ''} ${values.join(' ')}`;
}
