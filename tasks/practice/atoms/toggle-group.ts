import { click } from '../family.js';
import type { Control, Dom } from '../dom/index.js';

/** Buttons beside each other of which one is pressed. */
export function toggleGroup(dom: Dom, label: string, names: readonly string[], chosen = ''): Control<string> {
  let present = chosen;
  const keys = names.map((name) => dom.button(name, undefined, 'button').control);
  const set = (name: string): void => {
    present = name;
    keys.forEach((key, i) => key.setAttribute('aria-pressed', String(names[i] === name)));
  };
  const root = dom.wrap('div', [dom.element('span', `${label} `), dom.wrap('div', keys, 'flex')]);
  root.setAttribute('role', 'group');
  root.setAttribute('aria-label', label);
  keys.forEach((key, i) =>
    key.addEventListener('click', () => {
      set(names[i]);
      key.dispatchEvent(new Event('change', { bubbles: true }));
    }),
  );
  set(chosen);
  const step = (wanted: string) => (present === wanted ? undefined : click(keys[names.indexOf(wanted)]));
  return { root, control: keys[0] ?? root, label, value: () => present, set, step };
}
