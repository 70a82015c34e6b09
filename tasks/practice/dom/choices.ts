import { choose, click, type OracleStep } from '../family.js';
import { announce, element, layout, plainId, wrap, type Control, type Kit } from './basic.js';
import { labelled, type LabelKind } from './fields.js';

/** A checkbox: native with one of several labels, or a custom one with `role=checkbox`. */
export function checkbox(kit: Kit, label: string, options: { checked?: boolean; custom?: boolean } = {}): Control<boolean> {
  if (options.custom ?? kit.random.chance(0.12)) return toggle(kit, label, 'checkbox', options.checked ?? false);
  const control = element(kit, 'input', '', { type: 'checkbox' });
  control.checked = options.checked ?? false;
  const kind = kit.random.pick<LabelKind>(['for', 'for-after', 'for-after', 'wrap', 'aria', 'text']);
  const root = kind === 'text' ? wrap(kit, 'div', [control, ` ${label}`]) : labelled(kit, label, control, kind);
  return onOff(root, control, label, () => control.checked, (on) => void (control.checked = on)); // prettier-ignore
}

/** An on-off switch: a button or div with `role=switch` and `aria-checked`, or a checkbox in disguise. */
export function switchControl(kit: Kit, label: string, options: { on?: boolean } = {}): Control<boolean> {
  if (kit.random.chance(0.75)) return toggle(kit, label, 'switch', options.on ?? false);
  const control = element(kit, 'input', '', { type: 'checkbox', role: 'switch' });
  control.checked = options.on ?? false;
  const root = labelled(kit, label, control, kit.random.pick<LabelKind>(['for', 'wrap', 'aria']));
  return onOff(root, control, label, () => control.checked, (on) => void (control.checked = on)); // prettier-ignore
}

function toggle(kit: Kit, label: string, role: 'switch' | 'checkbox', on: boolean): Control<boolean> {
  const control = element(kit, kit.random.pick(['button', 'div', 'span'] as const), '', { role, tabindex: '0' });
  if (control instanceof HTMLButtonElement) control.type = 'button';
  const value = (): boolean => control.getAttribute('aria-checked') === 'true';
  const glyphs = kit.random.pick([['○', '●'], ['☐', '☑'], ['off', 'on'], ['□', '■']]); // prettier-ignore
  const set = (state: boolean): void => {
    control.setAttribute('aria-checked', String(state));
    mark.textContent = glyphs[state ? 1 : 0];
  };
  const mark = element(kit, 'span', '', { 'aria-hidden': 'true' });
  control.append(mark);
  set(on);
  let root: HTMLElement = control;
  if (kit.random.chance(0.5)) control.append(` ${label}`);
  else root = labelled(kit, label, control, kit.random.pick<LabelKind>(['aria', 'labelledby']));
  control.addEventListener('click', () => {
    set(!value());
    announce(control);
  });
  return onOff(root, control, label, value, set);
}

function onOff(
  root: HTMLElement,
  control: HTMLElement,
  label: string,
  value: () => boolean,
  set: (on: boolean) => void,
): Control<boolean> {
  return { root, control, label, value, set, step: (wanted) => (value() === wanted ? undefined : click(control)) };
}

/** One of several: native radio buttons in a group with a legend (label). `value()` is '' when none is chosen. */
export function radios(kit: Kit, label: string, options: string[], chosen = ''): Control<string> {
  const name = plainId(kit);
  const inputs = options.map((option) =>
    element(kit, 'input', '', { type: 'radio', name, value: kit.random.chance(0.5) ? option : plainId(kit) }),
  );
  const rows = inputs.map((input, i) =>
    labelled(kit, options[i], input, kit.random.pick<LabelKind>(['for-after', 'wrap', 'for-after', 'aria'])),
  );
  const shown = rows.map((row, i) => (inputs[i].hasAttribute('aria-label') ? wrap(kit, 'span', [row, ` ${options[i]}`]) : row));
  const body = layout(kit, shown, kit.random.pick(['block', 'line', 'list'] as const));
  const root = kit.random.chance(0.5) ? wrap(kit, 'fieldset', [element(kit, 'legend', label), body]) : grouped(kit, label, body);
  const value = (): string => options[inputs.findIndex((input) => input.checked)] ?? '';
  const set = (option: string): void => inputs.forEach((input, i) => (input.checked = options[i] === option));
  set(chosen);
  const step = (wanted: string): OracleStep | undefined =>
    value() === wanted ? undefined : click(inputs[options.indexOf(wanted)]);
  return { root, control: inputs[0] ?? root, label, value, set, step };
}

function grouped(kit: Kit, label: string, body: HTMLElement): HTMLElement {
  const heading = element(kit, kit.random.pick(['div', 'b', 'p', 'h4'] as const), label + kit.random.pick(['', ':']), {
    id: plainId(kit),
  });
  const root = wrap(kit, 'div', [heading, body]);
  if (kit.random.chance(0.5)) {
    root.setAttribute('role', 'radiogroup');
    root.setAttribute('aria-labelledby', heading.id);
  }
  return root;
}

export interface Select extends Control<string> {
  control: HTMLSelectElement;
}

/** A native drop-down list. Without `chosen` it starts on its first option, or on an empty `Choose...` entry. */
export function select(kit: Kit, label: string, options: string[], chosen?: string): Select {
  const empty =
    chosen === undefined && kit.random.chance(0.5) ? [kit.random.pick(['Choose...', '--', 'Please select', 'Select'])] : [];
  const control = element(kit, 'select');
  for (const text of [...empty, ...options]) control.append(element(kit, 'option', text));
  const set = (option: string): void => void (control.selectedIndex = [...control.options].findIndex((o) => o.label === option));
  if (chosen !== undefined) set(chosen);
  const root = labelled(
    kit,
    label,
    control,
    kit.random.pick<LabelKind>(['for', 'for', 'wrap', 'aria', 'labelledby', 'text', 'row']),
  );
  return {
    root,
    control,
    label,
    value: () => control.selectedOptions[0]?.label ?? '',
    set,
    step: (wanted) => choose(control, wanted),
  };
}

/** A drop-down list made of other elements: a button that opens a list of options. */
export function dropdown(kit: Kit, label: string, options: string[], chosen = ''): Control<string> {
  let present = chosen;
  const opener = element(kit, kit.random.pick(['button', 'div'] as const), '', {
    'aria-haspopup': 'listbox',
    'aria-expanded': 'false',
    tabindex: '0',
  });
  if (opener instanceof HTMLButtonElement) opener.type = 'button';
  else opener.setAttribute('role', 'combobox');
  const box = element(kit, 'ul', '', { role: 'listbox' });
  box.hidden = true;
  const show = (open: boolean): void => {
    box.hidden = !open;
    opener.setAttribute('aria-expanded', String(open));
  };
  const set = (option: string): void => {
    present = option;
    opener.textContent = option || 'Choose...';
  };
  const items = options.map((option) => {
    const made = element(kit, 'li', option, { role: 'option' });
    made.addEventListener('click', () => {
      set(option);
      show(false);
      announce(opener);
    });
    return made;
  });
  box.append(...items);
  opener.addEventListener('click', () => show(box.hidden));
  set(chosen);
  const root = wrap(kit, 'div', [labelled(kit, label, opener, kit.random.pick<LabelKind>(['labelledby', 'text'])), box]);
  const step = (wanted: string): OracleStep | undefined =>
    present === wanted ? undefined : click(box.hidden ? opener : items[options.indexOf(wanted)]);
  return { root, control: opener, label, value: () => present, set, step };
}

export interface Range {
  min: number;
  max: number;
  value: number;
  step?: number;
}

/** A number with a button for less and one for more. */
export function stepper(kit: Kit, label: string, range: Range): Control<number> {
  const by = range.step ?? 1;
  const [less, more] = kit.random.pick([['−', '+'], ['-', '+'], ['Less', 'More'], ['▼', '▲'], ['‹', '›']]); // prettier-ignore
  const shown = element(kit, kit.random.pick(['span', 'b', 'output'] as const));
  let present = range.value;
  const set = (value: number): void => {
    present = Math.min(range.max, Math.max(range.min, value));
    shown.textContent = String(present);
  };
  const change = (sign: number): void => {
    set(present + sign * by);
    announce(shown);
  };
  const key = (text: string, word: string): HTMLButtonElement =>
    element(
      kit,
      'button',
      text,
      kit.random.chance(0.4) ? { type: 'button', 'aria-label': `${word} ${label}` } : { type: 'button' },
    );
  const [minus, plus] = [key(less, 'Decrease'), key(more, 'Increase')];
  minus.addEventListener('click', () => change(-1));
  plus.addEventListener('click', () => change(1));
  set(range.value);
  const root = wrap(kit, 'div', [element(kit, 'span', label + kit.random.pick(['', ':'])), ' ', minus, ' ', shown, ' ', plus]);
  const step = (wanted: number): OracleStep | undefined =>
    present === wanted ? undefined : click(present < wanted ? plus : minus);
  return { root, control: shown, label, value: () => present, set, step };
}

/** A native slider with its number beside it. Typing a number sets it; so do the arrow keys once it has the focus. */
export function slider(kit: Kit, label: string, range: Range): Control<number> {
  const control = element(kit, 'input', '', {
    type: 'range',
    min: String(range.min),
    max: String(range.max),
    step: String(range.step ?? 1),
  });
  const shown = element(kit, 'output');
  const set = (value: number): void => {
    control.value = String(value);
    shown.textContent = control.value;
  };
  control.addEventListener('input', () => void (shown.textContent = control.value));
  set(range.value);
  const root = wrap(kit, 'div', [
    labelled(kit, label, control, kit.random.pick<LabelKind>(['for', 'wrap', 'aria', 'labelledby'])),
    shown,
  ]);
  const step = (wanted: number): OracleStep | undefined =>
    control.valueAsNumber === wanted ? undefined : { do: 'type', on: control, text: String(wanted) };
  return { root, control, label, value: () => control.valueAsNumber, set, step };
}
