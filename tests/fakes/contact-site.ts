import type { AgentSession } from '../../agent/index.js';
import { type Action, type Observation, type Outcome, type PageElement, goalSpans, isUnchanged } from '../../core/index.js';
import type { StepRecord } from '../../memory/index.js';
import { diffObservations } from '../../tools/index.js';
import { element, observation } from './observations.js';

export interface Contact {
  name: string;
  email: string;
  group: string;
  copies: number;
}

export interface ContactSiteOptions {
  contacts?: readonly Contact[];
  /** A cookie dialog lies over the first page. */
  banner?: boolean;
  /** What the site changed since a skill was made. */
  drift?: 'renamed' | 'reordered' | 'removed';
}

const EMPTY: Contact = { name: '', email: '', group: 'Friends', copies: 0 };
const GROUPS = ['Friends', 'Work', 'Family'];

/** A site that keeps contacts, as a pure state machine: a list with rows, and a form with fields, a list, a stepper and a box. */
export class ContactSite {
  contacts: Contact[];
  #view: 'list' | 'form' = 'list';
  #draft = { ...EMPTY, favourite: false };
  #notice = '';
  #banner: boolean;
  readonly #drift: ContactSiteOptions['drift'];

  constructor({ contacts = [], banner = false, drift }: ContactSiteOptions = {}) {
    this.contacts = contacts.map((contact) => ({ ...contact }));
    this.#banner = banner;
    this.#drift = drift;
  }

  observe(): Observation {
    const elements = this.#banner ? [element('button', 'Accept', { region: 'dialog "Cookies"' })] : [];
    const url = `http://127.0.0.1:4000/${this.#view}`;
    return observation([...elements, ...(this.#view === 'list' ? this.#list() : this.#form())], { url, title: 'Contacts' });
  }

  act(action: Action): Outcome {
    const before = this.observe();
    const target = 'ref' in action ? before.elements.find(({ ref }) => ref === action.ref) : undefined;
    if ('ref' in action && action.kind !== 'scroll' && !target) return { status: 'error', code: 'STALE_REF', message: 'gone', diff: diffObservations(before, before), ms: 1 }; // prettier-ignore
    if (target) this.#do(action, target);
    const diff = diffObservations(before, this.observe());
    const text = action.kind === 'type' && action.text.kind === 'literal' ? { text: action.text.text } : {};
    return { status: isUnchanged(diff) ? 'no-effect' : 'ok', message: 'done', diff, ms: 1, ...text };
  }

  #list(): PageElement[] {
    const rows = this.contacts.flatMap(({ name, email, group, copies }, i) => {
      const cell = (column: string): PageElement['cell'] => ({ row: name, column, rowIndex: i + 1 });
      return [
        element('cell', name, { cell: cell('Name') }),
        element('cell', email, { cell: cell('E-mail') }),
        element('cell', `${group}, ${copies} copies`, { cell: cell('Group') }),
        element('button', 'Delete', { context: this.contacts.length > 1 ? name : '', cell: cell('') }),
      ];
    });
    const notice = this.#notice ? [element('text', this.#notice)] : [];
    return [element('heading', 'Your contacts'), element('link', 'New contact'), ...notice, ...rows];
  }

  #form(): PageElement[] {
    const { name, email, group, copies, favourite } = this.#draft;
    const region = 'form "New contact"';
    const fields = [
      element('textbox', 'Name', { value: name, region }),
      element('textbox', this.#drift === 'renamed' ? 'E-mail address' : 'E-mail', { value: email, region }),
      element('select', 'Group', {
        options: GROUPS.map((label) => ({ label, selected: label === group })),
        value: group,
        region,
      }),
      element('textbox', 'Copies', { value: String(copies), region, states: ['readonly'], verbs: ['click'] }),
      element('button', 'More', { region }),
      element('checkbox', 'Favourite', { states: [favourite ? 'checked' : 'unchecked'], region }),
    ];
    const save = element('button', this.#drift === 'renamed' ? 'Save contact' : 'Save', { region });
    const buttons = this.#drift === 'removed' ? [] : [save];
    const order = this.#drift === 'reordered' ? [fields[2], fields[1], fields[0], ...fields.slice(3)] : fields;
    return [element('heading', 'New contact'), ...order, ...buttons, element('link', 'Cancel', { region })];
  }

  #do(action: Action, target: PageElement): void {
    if (action.kind === 'click') this.#press(target);
    const field = target.name.startsWith('E-mail') ? 'email' : 'name';
    if (action.kind === 'type' && action.text.kind === 'literal') this.#draft[field] = action.text.text;
    if (action.kind === 'select') this.#draft.group = action.option;
  }

  #press({ name: pressed, cell }: PageElement): void {
    if (pressed === 'Accept') this.#banner = false;
    if (pressed === 'New contact' || pressed === 'Cancel') this.#open(pressed === 'Cancel' ? 'list' : 'form');
    if (pressed === 'More') this.#draft.copies++;
    if (pressed === 'Favourite') this.#draft.favourite = !this.#draft.favourite;
    if (pressed === 'Delete') this.contacts = this.contacts.filter((contact) => contact.name !== cell?.row);
    if (pressed.startsWith('Save')) {
      const { name, email, group, copies } = this.#draft;
      this.contacts.push({ name, email, group, copies });
      this.#open('list');
      this.#notice = 'Contact saved';
    }
  }

  #open(view: 'list' | 'form'): void {
    this.#view = view;
    this.#draft = { ...EMPTY, favourite: false };
    this.#notice = '';
  }
}

/** One move of a script: `['type', 'Name', 'Ann']`, `['click', 'Delete', 'Milo']` with a row, `['select', 'Group', 'Work']`. */
export type Move = ['click', string, string?] | ['type', string, string] | ['select', string, string] | ['stop'];

/** Plays a script and gives the steps as the trajectory log would. A move at something that is not there is a failed step. */
export function playScript(
  site: ContactSite,
  goal: string,
  moves: readonly Move[],
  id = 'e1',
): { id: string; goal: string; purpose: 'train'; steps: StepRecord[]; last: Observation } {
  // prettier-ignore
  const steps = moves.map((move, i): StepRecord => {
    const page = site.observe();
    const action = actionOf(move, page, goal);
    const outcome = action.kind === 'stop' ? { status: 'ok' as const, message: 'done', diff: diffObservations(page, page), ms: 0 } : site.act(withText(action, goal)); // prettier-ignore
    return {
      episodeId: id,
      number: i + 1,
      state: 'done',
      at: i,
      observation: page,
      decision: { action, proposer: 'test', expectation: { effect: 'any' }, candidates: [], notes: [] },
      calls: [],
      outcome,
      verdicts: [],
      usage: { prompt: 0, evaluated: 0, generated: 0 },
      ms: { model: 0, browser: 0, runtime: 0 },
    };
  });
  return { id, goal, purpose: 'train', steps, last: site.observe() };
}

function actionOf(move: Move, page: Observation, goal: string): Action {
  if (move[0] === 'stop') return { kind: 'stop' };
  const row = move[0] === 'click' ? move[2] : undefined;
  const ref = page.elements.find(({ name, cell, role }) => name === move[1] && role !== 'heading' && (row === undefined || cell?.row === row))?.ref ?? 999; // prettier-ignore
  if (move[0] === 'click') return { kind: 'click', ref };
  if (move[0] === 'select') return { kind: 'select', ref, option: move[2] };
  const span = goalSpans(goal).find(({ text }) => text === move[2]);
  return { kind: 'type', ref, text: span ? { kind: 'quote', index: span.index } : { kind: 'literal', text: move[2] } };
}

/** What the agent's act node does: text sources become literal. */
export function withText(action: Action, goal: string): Action {
  if (action.kind !== 'type' || action.text.kind !== 'quote') return action;
  const { index } = action.text;
  return { ...action, text: { kind: 'literal', text: goalSpans(goal).find((span) => span.index === index)?.text ?? '' } };
}

/** The site as a session of an agent. */
export function contactSession(site: ContactSite): AgentSession {
  let current: Observation | undefined;
  const look = (): Observation => (current = site.observe());
  return {
    observe: () => Promise.resolve(look()),
    get current() {
      return current;
    },
    act: (action) => {
      const outcome = site.act(action);
      look();
      return Promise.resolve(outcome);
    },
    open: () => Promise.resolve({ status: 'ok', message: '', diff: diffObservations(look(), site.observe()), ms: 0 }),
    isClosed: false,
  };
}
