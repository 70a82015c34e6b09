import type { AgentSession } from '../../agent/index.js';
import {
  type Action,
  isUnchanged,
  type Observation,
  type Outcome,
  type OutcomeCode,
  type PageElement,
  printAction,
} from '../../core/index.js';
import { diffObservations } from '../../tools/index.js';
import { observation } from './observations.js';

/** What an action leads to: another page, the same page with other elements, a failure; undefined for the usual behaviour of controls. */
export type Reaction = Observation | { fails: OutcomeCode } | undefined;

export interface ScriptedSessionOptions {
  /** The page it begins on; `about:blank` until `open` when absent. */
  page?: Observation;
  react?: (action: Action, target: PageElement | undefined, page: Observation) => Reaction;
  onOpen?: (url: string) => Observation;
}

export interface ScriptedSession extends AgentSession {
  /** Canonical lines of all that was really done, in order. */
  readonly done: string[];
  readonly opened: string[];
  page: Observation;
}

/** A browser session without a browser: fields take text, boxes are ticked, selects change, and the test scripts the rest. */
export function createScriptedSession({ page, react, onOpen }: ScriptedSessionOptions): ScriptedSession {
  let current: Observation | undefined;
  const session: ScriptedSession = {
    done: [],
    opened: [],
    page: page ?? observation([], { url: 'about:blank', title: '' }),
    isClosed: false,
    get current() {
      return current;
    },
    observe: () => Promise.resolve((current = session.page)),
    open: (url) => {
      session.opened.push(url);
      return Promise.resolve(move(session.page, onOpen?.(url) ?? observation([], { url })));
    },
    act: (action) => {
      session.done.push(printAction(action));
      const before = session.page;
      const target = 'ref' in action && action.ref ? before.elements[action.ref - 1] : undefined;
      const reaction = react?.(action, target, before) ?? usual(action, before);
      return Promise.resolve('fails' in reaction ? failure(reaction.fails, before) : move(before, reaction));
    },
  };
  const move = (before: Observation, after: Observation): Outcome => {
    current = session.page = after;
    const diff = diffObservations(before, after);
    return { status: isUnchanged(diff) ? 'no-effect' : 'ok', message: 'done', diff, ms: 1 };
  };
  const failure = (code: OutcomeCode, before: Observation): Outcome => ({
    status: 'error',
    code,
    message: `failed with ${code}`,
    diff: diffObservations(before, before),
    ms: 1,
  });
  return session;
}

/** What plain controls do by themselves. */
function usual(action: Action, page: Observation): Observation {
  const change = (ref: number, more: (element: PageElement) => Partial<PageElement>): Observation =>
    withElements(
      page,
      page.elements.map((element) => (element.ref === ref ? { ...element, ...more(element) } : element)),
    );
  if (action.kind === 'type' && action.text.kind === 'literal') {
    const { text } = action.text;
    return change(action.ref, () => ({ value: text }));
  }
  if (action.kind === 'select') {
    return change(action.ref, ({ options = [] }) => ({
      options: options.map((o) => ({ ...o, selected: o.label === action.option })),
    }));
  }
  if (action.kind === 'click' && /checkbox|switch/.test(page.elements[action.ref - 1]?.role ?? '')) {
    return change(action.ref, ({ states }) => ({ states: states.includes('checked') ? ['unchecked'] : ['checked'] }));
  }
  return page;
}

/** The same page with other elements. */
export function withElements(page: Observation, elements: PageElement[]): Observation {
  return observation(elements, { url: page.url, title: page.title, scroll: page.scroll });
}
