import { cut, hasWord, labelText, referencedText, squeeze, tagOf } from './dom.js';
import { hintOf } from './hint.js';
import type { NameSource } from './types.js';

export interface Name {
  name: string;
  nameSource: NameSource;
}

/**
 * Names a control: what the author gave it, else what it shows, else what its class, id, picture or colour suggests.
 * `text` is what a person reads inside it. Fields are never named by what they hold.
 */
export function nameOf(element: Element, style: CSSStyleDeclaration, role: string, text: string, labels: LabelIndex): Name {
  const labelled = referencedText(element, 'aria-labelledby') || element.getAttribute('aria-label') || ownLabels(element, labels);
  if (hasWord(labelled)) return given(labelled);
  const title = squeeze(element.getAttribute('title') ?? '');
  if (hasWord(text) && !(text.length === 1 && title.length > 1)) return { name: cut(withoutSign(text)), nameSource: 'text' };
  const other = title || pictureText(element);
  if (other) return given(other);
  const placeholder = squeeze(element.getAttribute('placeholder') ?? element.getAttribute('data-placeholder') ?? '');
  if (placeholder) return { name: cut(placeholder), nameSource: 'placeholder' };
  const value = buttonValue(element);
  if (value) return given(value);
  const unseen = unseenText(element);
  if (hasWord(unseen)) return given(unseen);
  if (/^[!-~]{1,3}$/.test(text)) return { name: text, nameSource: 'text' }; // + - < > say more than class names
  const hint = hintOf(element, style, role, text === '');
  if (hint) return { name: cut(hint), nameSource: 'hint' };
  return text ? { name: cut(text), nameSource: 'text' } : { name: '', nameSource: 'none' };
}

const given = (name: string): Name => ({ name: cut(name), nameSource: 'given' });

/** Texts of the `label` elements of a field, without a star or colon at the end. */
function ownLabels(element: Element, labels: LabelIndex): string {
  const tag = tagOf(element);
  if (!/^(input|select|textarea|button|meter|progress|output)$/.test(tag) && !tag.includes('-')) return '';
  return withoutMark(labels.of(element).map(labelText).join(' '));
}

/** The labels of every field of a tree, found in one pass: asking each field for its own walks the tree each time. */
export class LabelIndex {
  readonly #trees = new Map<Node, Map<Element, Element[]>>();

  of(field: Element): Element[] {
    const root = field.getRootNode();
    let tree = this.#trees.get(root);
    if (!tree) this.#trees.set(root, (tree = readLabels(root as Document | ShadowRoot)));
    return tree.get(field) ?? [];
  }
}

function readLabels(root: Document | ShadowRoot): Map<Element, Element[]> {
  const labels = new Map<Element, Element[]>();
  for (const label of root.querySelectorAll('label')) {
    const control = label.control;
    if (control) labels.set(control, [...(labels.get(control) ?? []), label]);
  }
  return labels;
}

/** A label's text without the colon or the star that marks a required field. */
export function withoutMark(label: string): string {
  return squeeze(label)
    .replace(/\s*[:*]+$/, '')
    .replace(/^\*\s*/, '');
}

/** A drawn box, tick or arrow before the words is a state or an ornament, and changes when the control is used. */
function withoutSign(text: string): string {
  return text.replace(/^(?:[\p{So}\p{Sm}✓✔•›»‹«]\s+)+(?=[\p{L}\p{N}])/u, '');
}

function pictureText(element: Element): string {
  const alt = element.getAttribute('alt');
  if (alt) return squeeze(alt);
  const title = element.querySelector(':scope > title'); // of an svg
  return title ? squeeze(title.textContent) : '';
}

function buttonValue(element: Element): string {
  if (tagOf(element) !== 'input') return '';
  const input = element as HTMLInputElement;
  if (input.type === 'button') return squeeze(input.value);
  if (input.type === 'submit') return squeeze(input.value) || 'Submit';
  return input.type === 'reset' ? squeeze(input.value) || 'Reset' : '';
}

/** Text inside that is laid out for screen readers only: rendered, but in a box of a pixel or so. */
function unseenText(element: Element): string {
  if (element.childElementCount === 0) return '';
  const parts: string[] = [];
  for (const child of element.querySelectorAll('span, div, b, strong, em, i, small')) {
    if (child.childElementCount > 0 || !hasWord(child.textContent)) continue;
    const box = child.getBoundingClientRect();
    const tiny = box.width <= 2 && box.height <= 2 && box.width > 0;
    if (tiny && child.checkVisibility({ visibilityProperty: true, opacityProperty: true })) parts.push(child.textContent);
  }
  return squeeze(parts.join(' '));
}
