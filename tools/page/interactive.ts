import type { ElementVerb } from '../../core/observation.js';
import { ariaRole, isEditable, tagOf } from './dom.js';
import { isSliderHandle, isStructure, isWidgetRole } from './role.js';

/** Why an element counts as a control. `widget` by its kind, `script` by listeners or looks, `delegated` because its container listens, `weak` by keyboard focus alone. */
export type Evidence = 'widget' | 'script' | 'delegated' | 'weak' | 'none';

export interface Gestures {
  click: (element: Element) => boolean;
  hover: (element: Element) => boolean;
  press: (element: Element) => boolean;
}

const NATIVE = new Set(['a', 'button', 'select', 'textarea', 'summary', 'option', 'area']);

/** Looks for signs that an element can be used. `pointer`: the hand cursor begins here. */
export function evidenceOf(element: Element, pointer: boolean, gestures: Gestures): Evidence {
  const tag = tagOf(element);
  if (tag === 'input') return (element as HTMLInputElement).type === 'hidden' ? 'none' : 'widget';
  if (NATIVE.has(tag)) return 'widget';
  if (isWidgetRole(ariaRole(element))) return 'widget';
  const html = element as HTMLElement;
  if (isEditable(element)) return 'widget';
  if (tag === 'label' && (element as HTMLLabelElement).control) return 'none';
  if (isStructure(element)) return 'none';
  if (listens(html, gestures)) return 'script';
  if (pointer) return 'script';
  if (element.getAttribute('draggable') === 'true') return 'script';
  return element.hasAttribute('tabindex') && html.tabIndex >= 0 ? 'weak' : 'none';
}

function listens(element: HTMLElement, gestures: Gestures): boolean {
  return Boolean(element.onclick || element.onmousedown || element.onpointerdown || element.onmouseup) || gestures.click(element);
}

/**
 * True for a container on which scripts listen for clicks on its parts: a list, a grid of boxes. Nothing says so
 * directly, so several parts of one kind below a listener have to do.
 */
export function delegates(element: Element, pointer: boolean, gestures: Gestures): boolean {
  if (pointer || element.childElementCount === 0 || !listens(element as HTMLElement, gestures)) return false;
  const tag = tagOf(element);
  if (/^(html|body|form|dialog|main|tr)$/.test(tag)) return false;
  if (/^(table|thead|tbody|ul|ol)$/.test(tag)) return true;
  if (isWidgetRole(ariaRole(element)) || NATIVE.has(tag) || element.childElementCount < 3) return false;
  const parts = [...element.children];
  if (parts.some((part) => part.localName !== parts[0].localName || part.className !== parts[0].className)) return false;
  return parts.length > 3 || parts.every((part) => part.textContent.trim().length <= 2); // three texts are one thing's lines
}

const TYPED = /^(textbox|combobox|spinbutton|slider|date|time|month|week|datetime|color)$/;
const DRAGGED =
  /(^|[-_\s])(draggable|sortable|resizable|resize)([-_\s]|$)|(^|[-_\s])(drag|sortable|resizable|resize|slider)[-_]?(handle|item|thumb)/i;

/** A handle that scripts move by keys, whether or not it says so. */
export function isDrawnSlider(element: Element): boolean {
  if (/^(input|textarea)$/.test(tagOf(element)) || (element as HTMLElement).tabIndex < 0) return false;
  return ariaRole(element) === 'slider' || isSliderHandle(element);
}

/** True where text can be typed into a native or editable field of this role, or a slider can be set to a number. */
export function isTypable(element: Element, role: string): boolean {
  if (!TYPED.test(role)) return false;
  if (role === 'slider' && isDrawnSlider(element)) return true;
  return /^(input|textarea)$/.test(tagOf(element)) || isEditable(element);
}

/** What may be done to a control now. */
export function verbsOf(element: Element, role: string, states: readonly string[], gestures: Gestures): ElementVerb[] {
  if (states.includes('disabled')) return [];
  if (tagOf(element) === 'select') return ['select'];
  if (role === 'file') return ['click'];
  const verbs: ElementVerb[] = ['click'];
  if (isTypable(element, role) && !states.includes('readonly')) verbs.push('type');
  if (gestures.hover(element) || element.hasAttribute('aria-haspopup') || hidesMenu(element)) verbs.push('hover');
  if (isDraggable(element, role, gestures)) verbs.push('drag');
  return verbs;
}

function isDraggable(element: Element, role: string, gestures: Gestures): boolean {
  if (element.getAttribute('draggable') === 'true' || role === 'slider') return true;
  return DRAGGED.test(element.classList.value) && (gestures.press(element) || !/^(button|link|textbox)$/.test(role));
}

/** True for a menu entry whose submenu is there but not rendered, as menus that open on hover have. */
export function hidesMenu(element: Element): boolean {
  if (tagOf(element) !== 'li' && ariaRole(element) !== 'menuitem') return false;
  for (const child of element.children) {
    if ((/^(ul|ol)$/.test(child.localName) || ariaRole(child) === 'menu') && !child.checkVisibility()) return true;
  }
  return false;
}
