import type { ButtonKind, Control, IconKind } from '../../dom/index.js';
import { click, stop, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings, World } from '../../world.js';

/** How changes count in an app: at once, then the agent says `stop`; or when a button ends the page. */
export interface Ending {
  ends: 'page' | 'stop';
  label: string;
  /** Puts the button into the present view; nothing when changes count at once. */
  place(): void;
  last(): OracleStep;
}

/** Draws how an app ends; `share` of the pages have a button. */
export function ending(
  world: World,
  share = 0.5,
  labels = ['Done', 'Finish', 'Save', 'Save changes', 'Close', 'OK', 'Apply'],
): Ending {
  const { dom, random } = world;
  const submits = random.chance(share);
  const label = random.pick(labels);
  const button = buttonMaker(world);
  let control: HTMLElement | undefined;
  const place = (): void => {
    if (!submits) return;
    control = button(label, () => world.submit());
    dom.layout([control], { kind: 'block' });
  };
  return { ends: submits ? 'page' : 'stop', label, place, last: () => (submits ? click(control!) : stop()) };
}

const PRESS: Phrasings = {
  seen: ['', '', '', 'Then press {label}.', 'Click "{label}" at the end.', 'Finish with {label}.', 'Press the {label} button after that.', '{label} when it is done.'],
  heldOut: ['Leave the page by {label}.', 'Once all is right, use "{label}".'],
}; // prettier-ignore
const STOP: Phrasings = {
  seen: ['', '', '', 'Then stop.', 'That is all.', 'Change nothing else.', 'Leave the rest as it is.'],
  heldOut: ['Do no more than that.', 'You are finished after that.'],
};
const ASIDE: Phrasings = {
  seen: [
    'I am about to leave.', 'The meeting starts soon.', 'My screen is small, so please help.', 'It is late here.', 'A friend told me about this page.',
    'I was away for a week.', 'This should take a minute.', 'I always forget how this works.', 'Nobody else has time for it.', 'Sorry for the trouble.',
  ],
  heldOut: ['The phone keeps ringing.', 'Someone is waiting for this.', 'I have my hands full.'],
}; // prettier-ignore

/** The goal: one wording, now and then with a sentence that does not matter, and with how to end. */
export function goalOf(world: World, ask: Phrasings, slots: Record<string, string | number>, end?: Ending): string {
  const body = world.phrase(ask, slots);
  const tail = end ? world.phrase(end.ends === 'page' ? PRESS : STOP, { label: end.label }) : '';
  const before = world.wording.chance(0.12) ? `${world.phrase(ASIDE)} ` : '';
  const valueFirst = Object.values(slots).some((value) => body.startsWith(String(value))); // what has to be typed keeps its letters
  const text = valueFirst ? body : capital(body);
  return `${before}${tail && !/[.!?]$/.test(text) ? `${text}.` : text}${tail ? ` ${tail}` : ''}`;
}

/** Makes buttons of one form. Draws nothing when it is called, so that a view looks the same whatever its state. */
export function buttonMaker(world: World): (label: string, press: () => void) => HTMLElement {
  const kind = world.random.pick<ButtonKind>([
    'button',
    'button',
    'submit',
    'input',
    'input-submit',
    'div',
    'span',
    'anchor',
    'link',
  ]);
  return (label, press) => world.dom.button(label, press, kind).control;
}

/** A message in a view that renders again; unlike a toast it draws nothing. */
export const message = ({ dom }: World, text: string, role: 'status' | 'alert' = 'status'): HTMLElement =>
  dom.element('div', text, { role });

/** Makes the small controls of an app (star, delete, reply, ...), all of one form: icons or words. */
export type ActMaker = (name: string, press: () => void, state?: { on: boolean; other: string }) => HTMLElement;

/** With `state`, a control shows whether it is on: as pressed, or by its other name (`Follow`, `Unfollow`). */
export function actMaker(world: World, iconShare = 0.5): ActMaker {
  const { dom, random } = world;
  const icons = random.chance(iconShare);
  const iconKind = random.pick<IconKind>(['class', 'class-button', 'aria', 'title', 'alt', 'svg-title', 'inner-class']);
  const buttonKind = random.pick<ButtonKind>(['button', 'link', 'div', 'span', 'input']);
  const pressed = random.chance(0.5);
  return (name, press, state) => {
    const label = state?.on && !pressed ? state.other : name;
    const { control } = icons ? dom.icon(label.toLowerCase(), press, iconKind) : dom.button(capital(label), press, buttonKind);
    if (state && pressed) control.setAttribute('aria-pressed', String(state.on));
    return control;
  };
}

/** Writes what a person puts into a control to the family's own state, which outlives the view. */
export function keep<V>(control: Control<V>, store: (value: V) => void): void {
  for (const type of ['input', 'change']) control.root.addEventListener(type, () => store(control.value()));
}

/** Whether an answer says the same, whatever the case and the spaces. */
export function sameText(given: string, wanted: string): boolean {
  const plain = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();
  return plain(given) === plain(wanted);
}

/** A short text of at most five words, as people type it; safe to write without quotes. */
export function shortText(world: World): string {
  const { words, random } = world;
  return random.pick([
    () => `${words.verb()} the ${words.adjective()} ${words.noun()}`,
    () => `${words.noun()} and ${words.noun()}`,
    () => `see you in ${words.city()}`,
    () => `${words.adjective()} ${words.noun()}`,
    () => `call ${words.firstName()} on ${words.weekday()}`,
    () => `${words.madeUp()} ${words.madeUp()}`,
    () => words.noun(),
  ])();
}

/** A title of one to three words. */
export function shortTitle(world: World): string {
  const { words, random } = world;
  const tail = random.pick([
    'report',
    'invoice',
    'meeting',
    'trip',
    'order',
    'photos',
    'question',
    'plan',
    'party',
    'notes',
    'update',
    'offer',
    'class',
    'visit',
  ]);
  return random.pick([
    () => capital(`${words.adjective()} ${words.noun()}`),
    () => capital(`${words.noun()} ${tail}`),
    () => `${capital(words.madeUp())} ${tail}`,
    () => `${words.city()} ${tail}`,
  ])();
}
