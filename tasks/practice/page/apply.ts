import type { Action } from '../../../core/action.js';
import { fieldValue } from '../../../tools/page/field-value.js';
import { choose, fieldOf, setValue } from '../../../tools/page/act-edit.js';
import { scrollFrom } from '../../../tools/page/act-scroll.js';

/** Does to the page what the real browser would do for an action, at once and in the page. `back` is the caller's. */
export function applyAction(action: Action, nodes: readonly Element[], text: string): void {
  const node = 'ref' in action && action.ref !== undefined ? nodes[action.ref - 1] : undefined;
  switch (action.kind) {
    case 'click':
      return node && clickOn(node);
    case 'type':
      return node && typeInto(fieldOf(node), text);
    case 'select':
      return void (node && choose(node, action.option));
    case 'hover':
      return node && pointerEvents(node, ['pointerover', 'mouseover', 'pointerenter', 'mouseenter', 'pointermove', 'mousemove']);
    case 'scroll':
      return scroll(node, action.direction === 'down');
    case 'drag':
      return node && drag(node, nodes[action.to - 1]);
    case 'press':
      return press(document.activeElement ?? document.body, action.key);
    default:
      return;
  }
}

const FOCUSABLE = 'a[href],button,input,select,textarea,summary,[tabindex],[contenteditable]';

function clickOn(node: Element): void {
  pointerEvents(node, ['pointerdown', 'mousedown']);
  const focus = node.closest<HTMLElement>(FOCUSABLE);
  if (focus) focus.focus();
  else (document.activeElement as HTMLElement | null)?.blur?.();
  pointerEvents(node, ['pointerup', 'mouseup']);
  if (!node.isConnected) return;
  if (node instanceof HTMLElement) node.click();
  else node.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...centre(node) }));
  if (node instanceof HTMLInputElement && node.type === 'range')
    setValue(node, String((Number(node.min || 0) + Number(node.max || 100)) / 2));
}

/** What was there is replaced, as `type` does in the real browser. */
function typeInto(field: Element, text: string): void {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) {
    (field as HTMLElement).focus();
    field.textContent = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    return;
  }
  field.focus();
  if (field instanceof HTMLInputElement && /^(date|time|month|week|datetime-local|color|range|number)$/.test(field.type)) {
    const value = fieldValue(field.type, text);
    return value === undefined ? undefined : void setValue(field, value); // as the real session does: it refuses what does not fit
  }
  const limit = field.maxLength >= 0 ? field.maxLength : Infinity;
  field.value = text.slice(0, limit);
  if (field.selectionEnd !== null) field.setSelectionRange(field.value.length, field.value.length); // null: an e-mail field has no selection
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
}

function scroll(node: Element | undefined, down: boolean): void {
  scrollFrom(node, down);
  for (let at = node; at; at = at.parentElement ?? undefined) at.dispatchEvent(new Event('scroll'));
  document.dispatchEvent(new Event('scroll', { bubbles: true }));
}

function drag(from: Element, to: Element): void {
  const data = { dataTransfer: new DataTransfer(), bubbles: true, cancelable: true };
  pointerEvents(from, ['pointerdown', 'mousedown']);
  const native = (from as HTMLElement).draggable;
  if (native) from.dispatchEvent(new DragEvent('dragstart', { ...data, ...centre(from) }));
  else pointerEvents(to, ['pointermove', 'mousemove']);
  if (native)
    for (const type of ['dragenter', 'dragover', 'drop']) to.dispatchEvent(new DragEvent(type, { ...data, ...centre(to) }));
  else pointerEvents(to, ['pointerup', 'mouseup']);
  if (native) from.dispatchEvent(new DragEvent('dragend', { ...data, ...centre(to) }));
}

/** Keys with what the browser does for them by itself. */
function press(target: Element, key: string): void {
  const options = { key, code: key, bubbles: true, cancelable: true };
  const goOn = target.dispatchEvent(new KeyboardEvent('keydown', options));
  if (goOn) byDefault(target, key);
  target.dispatchEvent(new KeyboardEvent('keyup', options));
}

function byDefault(target: Element, key: string): void {
  const html = target as HTMLElement;
  if (key === 'Enter' && target instanceof HTMLInputElement && !/^(button|submit|checkbox|radio|range)$/.test(target.type)) {
    const submit = target.form?.querySelector<HTMLElement>('button:not([type=button]):not([type=reset]),input[type=submit]');
    return submit?.click();
  }
  if (key === 'Enter' && /^(a|button|summary)$/.test(target.localName)) return html.click();
  if (key === 'Enter' && target instanceof HTMLInputElement && /^(button|submit)$/.test(target.type)) return html.click();
  if ((key === ' ' || key === 'Space') && target.matches('button,summary,input[type=checkbox],input[type=radio]'))
    return html.click();
  if (target instanceof HTMLInputElement && /^(range|number)$/.test(target.type)) return nudge(target, key);
  if (key === 'Tab') focusNext(target);
}

function nudge(input: HTMLInputElement, key: string): void {
  const before = input.value;
  if (/^(ArrowRight|ArrowUp)$/.test(key)) input.stepUp();
  else if (/^(ArrowLeft|ArrowDown)$/.test(key)) input.stepDown();
  else if (input.type === 'range' && key === 'Home') input.value = input.min || '0';
  else if (input.type === 'range' && key === 'End') input.value = input.max || '100';
  if (input.value !== before) for (const type of ['input', 'change']) input.dispatchEvent(new Event(type, { bubbles: true }));
}

function focusNext(target: Element): void {
  const all = [...document.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((one) => one.tabIndex >= 0 && one.checkVisibility());
  all[(all.indexOf(target as HTMLElement) + 1) % Math.max(1, all.length)]?.focus();
}

function pointerEvents(node: Element, types: string[]): void {
  for (const type of types) {
    const bubbles = !/enter$/.test(type);
    const options = { bubbles, cancelable: true, ...centre(node) };
    node.dispatchEvent(type.startsWith('pointer') ? new PointerEvent(type, options) : new MouseEvent(type, options));
  }
}

function centre(node: Element): { clientX: number; clientY: number } {
  const box = node.getBoundingClientRect();
  return { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
}
