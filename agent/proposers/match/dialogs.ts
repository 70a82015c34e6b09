import type { PageElement } from '../../../core/index.js';
import type { ProposedAction } from '../proposer.js';
import type { MatchView, Want } from './view.js';

const YES = /^(?:ok|okay|yes|confirm|accept|agree|allow|got it|continue|proceed|send|submit|close|done)\b/i;
const NO = /^(?:no|not now|cancel|reject|refuse|decline|deny|later|skip|dismiss|go back|keep|close|×|x)\b/i;
const REFUSES = /\b(?:cancel|dismiss|decline|reject|refuse|deny|do not|don['’]t)\b/i;
const ACCEPTS = /\b(?:accept|agree|allow|confirm)\b/i;

/** A dialog of the browser itself is accepted, unless the goal says otherwise. */
export function answerDialog(goal: string): ProposedAction[] {
  const press = (key: string, prior: number): ProposedAction => ({ action: { kind: 'press', key }, prior });
  return REFUSES.test(goal) ? [press('Escape', 0), press('Enter', -2)] : [press('Enter', 0), press('Escape', -2)];
}

/**
 * A dialog that lies over the page is answered before anything else: with yes when it asks about what was just committed, as the
 * goal says where it says so, else by what takes it away. One that holds fields is worked in like a page.
 */
export function wantedInDialogs(view: MatchView): Want[] {
  const inside = view.observation.elements.filter(({ region }) => /^(?:alert)?dialog\b/.test(region));
  const buttons = inside.filter(
    ({ role, verbs }) => (role === 'button' || role === 'link' || role === 'item') && verbs.includes('click'),
  );
  if (buttons.length === 0 || inside.some(({ verbs }) => verbs.includes('type') || verbs.includes('select'))) return [];
  const button = answerOf(buttons, view);
  return button ? [{ action: { kind: 'click', ref: button.ref }, prior: 0, at: -1 }] : [];
}

function answerOf(buttons: readonly PageElement[], { reading, history }: MatchView): PageElement | undefined {
  const [yes, no] = [YES, NO].map((names) => buttons.find(({ name }) => names.test(name.trim())));
  const named = buttons.find(({ name }) => (reading.mention(name)?.prior ?? -9) > -1);
  if (named) return named;
  const last = history.at(-1);
  // It came up because of what was just pressed, so it asks whether that was meant.
  if (last?.action.kind === 'click' && buttons.some(({ isNew }) => isNew)) return yes ?? buttons.find((one) => one !== no);
  if (REFUSES.test(reading.goal)) return no ?? yes;
  return ACCEPTS.test(reading.goal) ? (yes ?? no) : (no ?? yes ?? (buttons.length === 1 ? buttons[0] : undefined));
}
