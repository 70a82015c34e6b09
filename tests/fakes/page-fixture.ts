import type { Action, Outcome } from '../../core/index.js';
import type { BrowserHandle, BrowserSession, SessionOptions } from '../../tools/index.js';

/** A session on a page given as text, with elements found by what they are called. */
export interface PageFixture {
  session: BrowserSession;
  /** Ref of the first element whose name or role-and-name is this, e.g. `Send` or `button Send`. */
  ref(name: string): number;
  click(name: string): Promise<Outcome>;
  type(name: string, text: string): Promise<Outcome>;
  select(name: string, option: string): Promise<Outcome>;
  act(action: Action): Promise<Outcome>;
  /** Text of the element with this id, as the page has it. */
  text(id?: string): Promise<string>;
}

/** Opens `html` in a fresh session. The page's own record of what happened goes, by custom, into `<output id=log>`. */
export async function openFixture(handle: BrowserHandle, html: string, options?: SessionOptions): Promise<PageFixture> {
  const session = await handle.newSession(options);
  await session.page.setContent(html, { waitUntil: 'domcontentloaded' });
  await session.observe();
  return fixtureOf(session);
}

export function fixtureOf(session: BrowserSession): PageFixture {
  const ref = (name: string): number => {
    const elements = session.current?.elements ?? [];
    const found = elements.find((element) => element.name === name || `${element.role} ${element.name}` === name);
    if (!found)
      throw new Error(`no element "${name}" among: ${elements.map((element) => `${element.role} ${element.name}`).join(' | ')}`);
    return found.ref;
  };
  const act = (action: Action): Promise<Outcome> => session.act(action);
  return {
    session,
    ref,
    act,
    click: (name) => act({ kind: 'click', ref: ref(name) }),
    type: (name, text) => act({ kind: 'type', ref: ref(name), text: { kind: 'literal', text } }),
    select: (name, option) => act({ kind: 'select', ref: ref(name), option }),
    text: (id = 'log') => session.page.locator(`#${id}`).innerText(),
  };
}
