import { cut, isEditable, tagOf } from './dom.js';
import { hidesMenu } from './interactive.js';

const CHOSEN = /^(is-)?(active|selected|current|chosen)$|^(ui-state-active|ui-selected|ui-tabs-active)$/;

/** States in the order of the schema. */
export function statesOf(element: Element, role: string, focused: Element | null): string[] {
  const states: string[] = [];
  const on = checkedness(element, role);
  if (on !== undefined) states.push(on ? 'checked' : 'unchecked');
  if (isSelected(element, role)) states.push('selected');
  const open = openness(element);
  if (open !== undefined) states.push(open ? 'open' : 'closed');
  if (isDisabled(element)) states.push('disabled');
  const input = element as HTMLInputElement;
  if (input.readOnly === true || element.getAttribute('aria-readonly') === 'true') states.push('readonly');
  if (input.required === true || element.getAttribute('aria-required') === 'true') states.push('required');
  if (isInvalid(element)) states.push('invalid');
  if (element === focused) states.push('focused');
  return states;
}

function checkedness(element: Element, role: string): boolean | undefined {
  const input = element as HTMLInputElement;
  if (tagOf(element) === 'input' && (input.type === 'checkbox' || input.type === 'radio')) return input.checked;
  const aria = element.getAttribute('aria-checked') ?? element.getAttribute('aria-pressed');
  if (aria !== null) return aria === 'true';
  return /^(checkbox|radio|switch|menuitemcheckbox|menuitemradio)$/.test(role) ? false : undefined;
}

function isSelected(element: Element, role: string): boolean {
  const aria = element.getAttribute('aria-selected') ?? element.getAttribute('aria-current');
  if (aria !== null) return aria !== 'false';
  if (!/^(tab|link|item|listitem|option|treeitem|row|cell|button)$/.test(role)) return false;
  for (const token of element.classList) if (CHOSEN.test(token)) return true;
  return false;
}

function openness(element: Element): boolean | undefined {
  const aria = element.getAttribute('aria-expanded');
  if (aria === 'true' || aria === 'false') return aria === 'true';
  if (tagOf(element) === 'summary') return (element.parentElement as HTMLDetailsElement | null)?.open === true;
  return hidesMenu(element) ? false : undefined;
}

function isDisabled(element: Element): boolean {
  return (
    element.getAttribute('aria-disabled') === 'true' ||
    element.matches(':disabled') ||
    element.classList.contains('ui-state-disabled')
  );
}

function isInvalid(element: Element): boolean {
  const aria = element.getAttribute('aria-invalid');
  if (aria !== null) return aria !== 'false';
  return /^(input|select|textarea)$/.test(tagOf(element)) && element.matches(':user-invalid');
}

/** Present value of a field; absent for what holds none. Passwords show one `•` per character. */
export function valueOf(element: Element, role: string): string | undefined {
  const tag = tagOf(element);
  if (tag === 'input') return inputValue(element as HTMLInputElement);
  if (tag === 'textarea') return (element as HTMLTextAreaElement).value;
  if (tag === 'select') return selectedLabels(element as HTMLSelectElement);
  if (tag === 'progress' || tag === 'meter') return String((element as HTMLProgressElement | HTMLMeterElement).value);
  const aria = element.getAttribute('aria-valuetext') ?? element.getAttribute('aria-valuenow');
  if (aria !== null) return aria;
  if (isEditable(element)) return (element as HTMLElement).innerText.trim();
  if (role === 'slider') return sliderPosition(element as HTMLElement);
  return undefined;
}

function inputValue(input: HTMLInputElement): string | undefined {
  switch (input.type) {
    case 'checkbox':
    case 'radio':
    case 'button':
    case 'submit':
    case 'reset':
    case 'image':
      return undefined;
    case 'password':
      return '•'.repeat(input.value.length);
    case 'file':
      return [...(input.files ?? [])].map((file) => file.name).join(', ');
    default:
      return input.value;
  }
}

function selectedLabels(select: HTMLSelectElement): string {
  if (select.multiple) return Array.from(select.selectedOptions, labelOf).join(', ');
  const chosen = select.options[select.selectedIndex] as HTMLOptionElement | undefined;
  return chosen ? labelOf(chosen) : '';
}

/** Where a handle stands that scripts move by style: `30%`. */
function sliderPosition(handle: HTMLElement): string | undefined {
  return [handle.style.left, handle.style.bottom].find((place) => place.endsWith('%'));
}

/** Options of a native select, in order. */
export function optionsOf(select: HTMLSelectElement): { label: string; selected: boolean }[] {
  return [...select.options]
    .filter((option) => !option.hidden)
    .map((option) => ({ label: labelOf(option), selected: option.selected }));
}

const labelOf = (option: HTMLOptionElement): string => cut(option.label || option.text);

/** The element with the keyboard focus, inside shadow trees too; null when only the page has it. */
export function focusedElement(document: Document): Element | null {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused === document.body ? null : focused;
}
