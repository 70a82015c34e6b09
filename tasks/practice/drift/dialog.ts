import { mentions } from '../../../core/goal.js';
import type { Random } from '../../../core/random.js';
import type { DriftSite } from '../drift.js';

/** Title, text, the button that sends it away, and another one that leads elsewhere. */
const NOTICES: readonly (readonly [title: string, text: string, dismiss: string, other?: string])[] = [
  ['We use cookies', 'They help us to see which parts of the site people like.', 'Accept cookies', 'Cookie preferences'],
  ['Your privacy', 'This site stores cookies on your device.', 'Accept all', 'Manage cookies'],
  ['Join our newsletter', 'News and offers, twice a month.', 'No thanks', 'Sign me up'],
  ['We have a new look', 'Everything is where it was, only nicer.', 'Close'],
  ['Get our app', 'Faster, and it works offline.', 'Not now', 'Go to the store'],
];

export interface Notice {
  /** Shows it until it was dismissed; again after a view was rendered. */
  show(): void;
  isOpen(): boolean;
  dismiss: HTMLElement;
}

/** A modal notice that has nothing to do with what is asked and stands in the way until it is closed. */
export function createNotice(random: Random, { root, goal }: Pick<DriftSite, 'root' | 'goal'>): Notice {
  const silent = NOTICES.filter((texts) => !texts.some((text) => text && mentions(goal, text)));
  const [title, text, dismissText, otherText] = random.pick(silent);
  const { ownerDocument: document } = root;
  const make = (tag: string, content: string): HTMLElement => {
    const made = document.createElement(tag);
    made.textContent = content;
    return made;
  };
  const dialog = document.createElement('dialog');
  const dismiss = make('button', dismissText);
  const buttons = otherText ? random.shuffle([dismiss, make('button', otherText)]) : [dismiss];
  dialog.append(make('h2', title), make('p', text), ...buttons);
  let dismissed = false;
  dismiss.addEventListener('click', () => {
    dismissed = true;
    dialog.remove();
  });
  const show = (): void => {
    if (dismissed || dialog.isConnected) return;
    dialog.open = false; // out of the document it kept the attribute and lost the modal state
    root.append(dialog);
    dialog.showModal();
  };
  return { show, isOpen: () => dialog.isConnected, dismiss };
}
