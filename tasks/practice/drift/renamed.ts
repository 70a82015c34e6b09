import { mentions } from '../../../core/goal.js';
import { createRandom } from '../../../core/random.js';
import type { DriftSite } from '../drift.js';
import { FIELD, PUSH } from './controls.js';

/** Plain interface English: words that one site uses and another would use in their place. */
const SYNONYMS =
  `save,store|submit,send|delete,remove|add,create|edit,change,modify|search,find|ok,confirm|cancel,never mind|close,exit|
continue,proceed|finish,complete|log in,sign in|register,sign up|view,show|buy,purchase,order now|next,go on|help,support|more,further|
apply,use|reset,clear|back,return|update,refresh|name,full name|phone,telephone|mobile,cell phone|e-mail,mail|message,text|subject,topic|
street,road|city,town|company,organization|comment,remark|notes,memo|amount,sum|quantity,count|date,day|state,province|zip code,postal code|
website,homepage|settings,options|details,particulars|overview,summary|account,profile|orders,purchases|shipping,delivery|
preferences,choices|security,safety|billing,invoices|history,log|documents,files|photos,pictures|reviews,ratings|events,dates|basket,cart`
    .split('|')
    .map((group) => group.trim().split(','));

/** `entry`: what is filled in or chosen; `push`: what is pressed or ticked. */
type LabelKind = 'entry' | 'push';

/** One place on the page where a label stands. */
interface LabelPlace {
  node: Node;
  read(): string;
  write(text: string): void;
  kind: LabelKind;
}

/**
 * Gives labels another usual wording: what the goal says stays, every place with one label gets the same new one, and no new
 * label stands on the page already. Deterministic by seed and label, so that a label is called the same on every view.
 */
export function createRenaming({ root, page, goal, seed, reserved }: DriftSite): () => void {
  const written = new WeakMap<Node, string>(); // a family may show the same element on several views
  return () => {
    const byLabel = new Map<string, LabelPlace[]>();
    for (const place of labelPlaces(root, page)) {
      const label = place.read();
      if (written.get(place.node) !== label) byLabel.set(label, [...(byLabel.get(label) ?? []), place]);
    }
    const taken = new Set([...textsOf(root), ...reserved]);
    for (const [label, places] of byLabel) {
      if (mentions(goal, label)) continue;
      const isFree = (name: string): boolean => name.toLowerCase() === label.toLowerCase() || !taken.has(name.toLowerCase());
      const free = renamings(label, places[0].kind).filter((name) => !mentions(goal, name) && isFree(name));
      if (free.length === 0) continue;
      const name = createRandom(`${seed}/drift/renamed/${label}`).pick(free);
      taken.add(name.toLowerCase());
      for (const place of places) {
        place.write(name);
        written.set(place.node, name);
      }
    }
  };
}

/** Other usual wordings of a label; none for names, numbers and symbols, which are what a page is about. */
export function renamings(label: string, kind: LabelKind): string[] {
  const lower = label.toLowerCase();
  if (!/^[a-z][a-z -]*$/.test(lower)) return [];
  const known = SYNONYMS.flat().find((word) => ` ${lower} `.includes(` ${word} `));
  const synonyms = SYNONYMS.find((group) => known && group.includes(known))?.filter((word) => word !== known) ?? [];
  const wordings = synonyms.map((word) => ` ${lower} `.replace(` ${known} `, ` ${word} `).trim());
  const added = kind === 'entry' && !lower.startsWith('your ') ? [`your ${lower}`] : [];
  const cased = kind === 'push' && known ? [label === label.toUpperCase() ? capital(lower) : label.toUpperCase()] : [];
  return [...[...wordings, ...added].map(capital), ...cased];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Where the labels of controls stand: in the view and in dialogs over it, never in what stands around it. */
function labelPlaces(root: HTMLElement, page: HTMLElement): LabelPlace[] {
  const parts = [page, ...root.querySelectorAll<HTMLElement>(':scope > [role=dialog], :scope > [role=alertdialog]')];
  const all = (selector: string): HTMLElement[] => parts.flatMap((part) => [...part.querySelectorAll<HTMLElement>(selector)]);
  return [
    ...all(FIELD).flatMap((field) => fieldLabel(field) ?? []),
    ...all('legend').flatMap((legend) => textPlace(legend, 'entry') ?? []),
    ...all(PUSH).flatMap((push) => pushLabel(push) ?? []),
  ];
}

function pushLabel(push: HTMLElement): LabelPlace | undefined {
  if (push instanceof HTMLInputElement) return attributePlace(push, 'value', 'push');
  return attributePlace(push, 'aria-label', 'push') ?? textPlace(push, 'push');
}

/** In any of the ways that pages tie a label to a field. An option of a radio group is a value, not a label. */
function fieldLabel(field: HTMLElement): LabelPlace | undefined {
  if (field.matches('[type=radio]')) return undefined;
  const kind = field.matches('[type=checkbox],[role=checkbox],[role=switch]') ? 'push' : 'entry';
  const [label] = (field as Partial<HTMLInputElement>).labels ?? [];
  const tied = label ?? field.ownerDocument.getElementById(field.getAttribute('aria-labelledby') ?? '');
  if (tied) return textPlace(tied, kind);
  const beside = field.previousElementSibling ?? field.closest('td')?.previousElementSibling;
  return (
    attributePlace(field, 'aria-label', kind) ??
    (kind === 'push' ? textPlace(field, kind) : undefined) ??
    (beside && kind === 'entry' ? textPlace(beside, kind) : undefined) ??
    attributePlace(field, 'title', kind) ??
    attributePlace(field, 'placeholder', kind)
  );
}

function attributePlace(node: Element, name: string, kind: LabelKind): LabelPlace | undefined {
  const text = node.getAttribute(name);
  return text ? { node, kind, read: () => text, write: (changed) => node.setAttribute(name, changed) } : undefined;
}

/** The only text of an element, without the mark at its end (`Name *`, `Name:`). */
function textPlace(element: Element, kind: LabelKind): LabelPlace | undefined {
  const texts = [...element.childNodes].filter((node) => node.nodeType === 3 && /\S/.test(node.nodeValue!));
  const [node] = texts;
  const parts = texts.length === 1 ? /^(\s*)(.*?)([\s:*]*)$/s.exec(node.nodeValue!) : undefined;
  if (!parts) return undefined;
  const [, before, label, after] = parts;
  return { node, kind, read: () => label, write: (text) => (node.nodeValue = before + text + after) };
}

/** Every text and label that stands somewhere, in lower case. */
function textsOf(root: HTMLElement): string[] {
  const texts = [...root.querySelectorAll('*')].flatMap((element) => [
    ...[...element.childNodes].flatMap((node) => (node.nodeType === 3 ? [node.nodeValue!] : [])),
    ...['aria-label', 'title', 'placeholder', 'value'].flatMap((name) => element.getAttribute(name) ?? []),
  ]);
  return texts.map((text) => text.replace(/[\s:*]+$/, '').trim().toLowerCase()).filter((text) => text !== ''); // prettier-ignore
}
