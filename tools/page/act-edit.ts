import { drawnParent } from './act-tree.js';
import { isDrawnSlider } from './interactive.js';

/** How a text gets into an element: by keys, as a value set at once, by moving it there, or not at all. `input` is the type of an input. */
export type Editing =
  | { way: 'keys'; multiline: boolean; empty: boolean }
  | { way: 'value'; input: string }
  | { way: 'slide' }
  | { way: 'none'; code: 'NOT_EDITABLE' | 'READONLY' | 'DISABLED' };

/** Inputs with a value language of their own: keys depend on the locale and on which part has the focus. */
const BY_VALUE = /^(date|time|month|week|datetime-local|color|range|number)$/;
const NOT_TEXT = /^(button|checkbox|file|hidden|image|radio|reset|submit)$/;

type Field = HTMLInputElement | HTMLTextAreaElement;

/** The field that typing at `element` means: itself, the field of a label, or the only field inside it. */
export function fieldOf(element: Element): Element {
  if (isField(element) || isEditableHost(element)) return element;
  const labelled = element.localName === 'label' ? (element as HTMLLabelElement).control : null;
  if (labelled) return labelled;
  const inside = [...(element.shadowRoot ?? element).querySelectorAll('input,textarea,[contenteditable]')].filter(
    (field) => field.checkVisibility() && !(isField(field) && NOT_TEXT.test(field.type)),
  );
  return inside.length === 1 ? inside[0] : element;
}

export function editing(field: Element): Editing {
  if (isDisabled(field)) return { way: 'none', code: 'DISABLED' };
  if (isEditableHost(field)) return { way: 'keys', multiline: true, empty: !field.textContent };
  if (isDrawnSlider(field)) return { way: 'slide' };
  if (!isField(field) || NOT_TEXT.test(field.type)) return { way: 'none', code: 'NOT_EDITABLE' };
  if (field.readOnly || field.getAttribute('aria-readonly') === 'true') return { way: 'none', code: 'READONLY' };
  if (BY_VALUE.test(field.type)) return { way: 'value', input: field.type };
  return { way: 'keys', multiline: field.localName === 'textarea', empty: field.value === '' };
}

/** Gives the field the focus if a click did not, and selects what it holds so that typing replaces it. */
export function selectContent(field: Element): void {
  const root = field.getRootNode() as Document | ShadowRoot;
  if (isField(field)) {
    if (root.activeElement !== field) field.focus();
    field.select();
    return;
  }
  if (root.activeElement !== field) (field as HTMLElement).focus();
  field.ownerDocument.getSelection()?.selectAllChildren(field);
}

/** Sets a value as the browser's own widget would; returns what the field made of it. */
export function setValue(field: Element, text: string): string {
  const input = field as HTMLInputElement;
  input.focus();
  const view = (input.ownerDocument.defaultView ?? window) as Window & typeof globalThis;
  // The prototype's setter: frameworks put their own on the element and would take the change for theirs.
  Object.getOwnPropertyDescriptor(view.HTMLInputElement.prototype, 'value')?.set?.call(input, text);
  announce(input);
  return input.value;
}

/** What became of choosing an option. `labels` lists what there is. */
export type Chosen =
  | { ok: true; deselected: boolean }
  | { ok: false; code: 'NO_SUCH_OPTION' | 'DISABLED' | 'UNSUPPORTED'; labels: string[] };

/** Chooses by label: exactly, else without regard to case and outer space. In a multiple select it turns that option over. */
export function choose(element: Element, label: string): Chosen {
  const select = selectOf(element);
  if (!select) return { ok: false, code: 'UNSUPPORTED', labels: [] };
  const options = [...select.options];
  const labels = options.map((option) => option.label.trim());
  if (isDisabled(select)) return { ok: false, code: 'DISABLED', labels };
  const fold = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();
  const option = options.find((one) => one.label === label) ?? options.find((one) => fold(one.label) === fold(label));
  if (!option) return { ok: false, code: 'NO_SUCH_OPTION', labels };
  if (option.disabled || option.parentElement?.matches('optgroup[disabled]')) return { ok: false, code: 'DISABLED', labels };
  const deselected = select.multiple && option.selected;
  select.focus();
  if (!select.multiple && option.selected) return { ok: true, deselected: false };
  option.selected = !deselected;
  announce(select);
  return { ok: true, deselected };
}

/** The native select that `element` is, or labels. */
export function selectOf(element: Element): HTMLSelectElement | undefined {
  const target = element.localName === 'label' ? (element as HTMLLabelElement).control : element;
  return target?.localName === 'select' ? (target as HTMLSelectElement) : undefined;
}

/** Disabled by itself, by a fieldset around it, or by what it says of itself. */
export function isDisabled(element: Element): boolean {
  const control = element.localName === 'label' ? ((element as HTMLLabelElement).control ?? element) : element;
  for (let at: Element | null = control; at; at = drawnParent(at)) {
    if (at.matches('button:disabled,input:disabled,select:disabled,textarea:disabled,[aria-disabled=true]')) return true;
    if (at !== control && at.matches('button,input,select,textarea,a[href],label')) return false;
  }
  return false;
}

function announce(field: HTMLElement): void {
  const view = (field.ownerDocument.defaultView ?? window) as Window & typeof globalThis;
  field.dispatchEvent(new view.Event('input', { bubbles: true, composed: true }));
  field.dispatchEvent(new view.Event('change', { bubbles: true }));
}

function isField(element: Element): element is Field {
  return element.localName === 'input' || element.localName === 'textarea';
}

function isEditableHost(element: Element): element is HTMLElement {
  return (element as HTMLElement).isContentEditable === true;
}
