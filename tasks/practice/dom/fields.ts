import { fill, type OracleStep } from '../family.js';
import { announce, element, plainId, wrap, type Control, type Kit } from './basic.js';
import type { Via } from '../family.js';

export type LabelKind = 'for' | 'for-after' | 'wrap' | 'placeholder' | 'aria' | 'labelledby' | 'text' | 'row' | 'title';
export type FieldType = 'text' | 'email' | 'tel' | 'search' | 'url' | 'password' | 'number' | 'date' | 'time';

export interface FieldOptions {
  type?: FieldType;
  value?: string;
  placeholder?: string;
  multiline?: boolean;
  labelled?: LabelKind;
  readonly?: boolean;
}

export interface Field extends Control<string> {
  control: HTMLInputElement | HTMLTextAreaElement;
}

const LABELS: LabelKind[] = ['for', 'for', 'for', 'wrap', 'wrap', 'placeholder', 'aria', 'labelledby', 'text', 'row', 'title'];

/** A text field with its label, tied to it in one of the ways of the web. */
export function field(kit: Kit, label: string, options: FieldOptions = {}): Field {
  const control = options.multiline
    ? element(kit, 'textarea', '', { rows: String(kit.random.integer(2, 5)) })
    : element(kit, 'input', '', options.type || kit.random.chance(0.7) ? { type: options.type ?? 'text' } : {});
  if (options.value) control.value = options.value;
  if (options.placeholder) control.placeholder = options.placeholder;
  if (options.readonly) control.readOnly = true;
  const kinds = options.placeholder ? LABELS.filter((kind) => kind !== 'placeholder') : LABELS;
  const root = labelled(kit, label, control, options.labelled ?? kit.random.pick(kinds));
  return {
    root,
    control,
    label,
    value: () => control.value,
    set: (value) => void (control.value = value),
    step: (wanted, via) => fill(control, wanted, via),
  };
}

/** Puts a label to a control; returns the element that holds both. */
export function labelled(kit: Kit, label: string, control: HTMLElement, kind: LabelKind): HTMLElement {
  const shown = label + kit.random.pick(['', '', ':', ' *']);
  const tag = kit.random.pick(['div', 'p', 'span'] as const);
  switch (kind) {
    case 'for':
    case 'for-after': {
      control.id ||= plainId(kit);
      const mark = element(kit, 'label', shown, { for: control.id });
      return wrap(kit, tag, kind === 'for' ? [mark, ' ', control] : [control, ' ', mark]);
    }
    case 'wrap':
      return wrap(kit, 'label', [`${shown} `, control]);
    case 'placeholder':
      control.setAttribute('placeholder', label);
      return wrap(kit, tag, [control]);
    case 'aria':
    case 'title':
      control.setAttribute(kind === 'aria' ? 'aria-label' : 'title', label);
      return wrap(kit, tag, [control]);
    case 'labelledby': {
      const mark = element(kit, 'span', shown, { id: plainId(kit) });
      control.setAttribute('aria-labelledby', mark.id);
      return wrap(kit, tag, [mark, ' ', control]);
    }
    case 'text':
      return wrap(kit, tag === 'p' ? 'div' : tag, [
        element(kit, kit.random.pick(['span', 'b', 'div'] as const), shown),
        ' ',
        control,
      ]);
    case 'row':
      return wrap(kit, 'table', [wrap(kit, 'tbody', [wrap(kit, 'tr', [element(kit, 'td', shown), wrap(kit, 'td', [control])])])]);
  }
}

export interface SuggestField extends Field {
  /** The suggestions now shown, as elements. */
  shown(): HTMLElement[];
}

/** A field that offers a list below it while one types; what counts is the entry that was picked. `value()` is '' until then. */
export function suggestField(kit: Kit, label: string, entries: string[], options: FieldOptions = {}): SuggestField {
  const base = field(kit, label, { ...options, type: 'text' });
  const box = element(kit, 'ul', '', kit.random.chance(0.5) ? { role: 'listbox' } : {});
  base.root.append(box);
  let picked = '';
  const pick = (entry: string): void => {
    picked = entry;
    base.control.value = entry;
    box.replaceChildren();
    announce(base.root);
  };
  const offer = (): void => {
    const typed = base.control.value.trim().toLowerCase();
    if (typed !== picked.toLowerCase()) picked = '';
    const fits = typed && !picked ? entries.filter((entry) => entry.toLowerCase().includes(typed)).slice(0, 6) : [];
    box.replaceChildren(...fits.map((entry) => item(kit, entry, () => pick(entry), box.hasAttribute('role'))));
  };
  base.control.addEventListener('input', offer);
  const shown = (): HTMLElement[] => [...box.children] as HTMLElement[];
  const step = (wanted: string, via?: Via): OracleStep | undefined => {
    if (picked === wanted) return undefined;
    const entry = shown().find((node) => node.textContent === wanted);
    return entry ? { do: 'click', on: entry } : { do: 'type', on: base.control, text: wanted, via };
  };
  const set = (value: string): void => {
    picked = value;
    base.control.value = value;
  };
  return { ...base, shown, step, set, value: () => picked };
}

function item(kit: Kit, text: string, onClick: () => void, option: boolean): HTMLElement {
  const made = element(kit, 'li', text, option ? { role: 'option' } : { class: 'clickable' });
  made.addEventListener('click', onClick);
  return made;
}
