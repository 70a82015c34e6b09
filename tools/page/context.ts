import { cut, hasWord, pathOf } from './dom.js';
import { isTicked } from './fields.js';
import type { Draft } from './types.js';

/** Longest context, in characters. */
const MAX_CONTEXT = 60;
/** How far before a control a text may be listed to say something about it. */
const MAX_STEPS_BACK = 3;

/** Tells repeated and nameless controls apart by a text that belongs to one of them only, else by counting them. */
export function addContexts(drafts: Draft[]): Draft[] {
  const place = new Map(drafts.map((draft, i) => [draft, i]));
  for (const group of groupBy(drafts, (draft) => `${draft.role}\n${draft.name}`)) {
    if (group.length > 1 || group[0].name === '') addTexts(drafts, group, place);
  }
  for (const group of groupBy(drafts, (draft) => `${draft.role}\n${draft.name}\n${draft.context}`)) {
    if (group.length > 1)
      group.forEach((draft, i) => (draft.context = draft.context ? `${draft.context}, ${ordinal(i + 1)}` : ordinal(i + 1)));
  }
  return drafts;
}

function groupBy(drafts: Draft[], keyOf: (draft: Draft) => string): Draft[][] {
  const groups = new Map<string, Draft[]>();
  for (const draft of drafts) {
    if (!draft.control) continue;
    const key = keyOf(draft);
    const group = groups.get(key);
    if (group) group.push(draft);
    else groups.set(key, [draft]);
  }
  return [...groups.values()];
}

function addTexts(drafts: Draft[], group: Draft[], place: ReadonlyMap<Draft, number>): void {
  const paths: Element[][] = [];
  const pathTo = (i: number): Element[] => (i in group ? (paths[i] ??= pathOf(group[i].node).reverse()) : []);
  const textOf = (i: number): string => {
    const path = pathTo(i);
    const at = place.get(group[i])!;
    const shared = Math.max(common(path, pathTo(i - 1)), common(path, pathTo(i + 1)));
    const own = path[shared]; // the largest part of the page that holds this one of the group only
    const from = i > 0 ? place.get(group[i - 1])! : -1;
    return (shared > 0 && own ? firstText(drafts, at, own) : '') || textBefore(drafts, at, from, path);
  };
  const texts = group.map((draft, i) => rowText(draft) || textOf(i));
  const ofAll = isTicked(group[0]) && texts.length > 1 && texts.slice(1).every((text) => text === ''); // it stands above all of them
  group.forEach((draft, i) => {
    if (!draft.context && !ofAll) draft.context = cut(texts[i], MAX_CONTEXT);
  });
}

/** How many ancestors two paths from the top share. */
function common(a: Element[], b: Element[]): number {
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  return i;
}

const rowText = (draft: Draft): string => (draft.cell && draft.cell.row !== draft.name ? draft.cell.row : '');

/** First text inside a container, leaving out the control itself. */
function firstText(drafts: Draft[], at: number, container: Element): string {
  let first = at;
  while (first > 0 && holds(container, drafts[first - 1].node)) first--;
  for (let i = first; i < drafts.length && holds(container, drafts[i].node); i++) {
    if (i !== at && tells(drafts[i])) return drafts[i].name;
  }
  return '';
}

/** Nearest text before a control, back to the one before it of the same kind, within a few ancestors. */
function textBefore(drafts: Draft[], at: number, from: number, path: Element[]): string {
  const near = surroundings(path);
  for (let i = at - 1; i > from && at - i <= MAX_STEPS_BACK; i--) {
    if (!holds(near, drafts[i].node) || drafts[i].cell) return '';
    if (!drafts[i].control && tells(drafts[i])) return drafts[i].name;
  }
  return '';
}

/** Up to three ancestors up, but not the whole page. */
function surroundings(path: Element[]): Element {
  let at = path.length - 2;
  for (let i = 0; i < 2 && at > 0 && !/^(body|main)$/.test(path[at - 1].localName); i++) at--;
  return path[Math.max(at, 0)];
}

/** A name that a person would use to point at things: words, and not too many. */
const tells = (draft: Draft): boolean =>
  draft.name !== '' && draft.nameSource !== 'hint' && draft.role !== 'scrollbox' && hasWord(draft.name);

function holds(container: Element, node: Element): boolean {
  return container.contains(node) || (container.ownerDocument !== node.ownerDocument && pathOf(node).includes(container));
}

export function ordinal(n: number): string {
  const tens = n % 100;
  if (tens >= 11 && tens <= 13) return `${n}th`;
  return `${n}${['th', 'st', 'nd', 'rd'][n % 10] ?? 'th'}`;
}
