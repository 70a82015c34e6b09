import type { ExploreSession } from '../../agent/index.js';
import type { PageElement } from '../../core/index.js';
import type { FormWiring, Wiring } from '../../tools/index.js';
import { element, observation } from './observations.js';
import { createScriptedSession, type ScriptedSession } from './scripted-session.js';

/** `[role, name, what it is wired to]`; `to` is a path, `opens` a list of elements that come after it. */
export type SitePart = [role: string, name: string, more?: { to?: string; opens?: SitePart[]; form?: Partial<FormWiring>; submits?: true; dead?: true } & Partial<PageElement>]; // prettier-ignore

export interface ScriptedSite {
  session: ScriptedSession & ExploreSession;
  /** By path; tests change it to change the site. */
  pages: Record<string, SitePart[]>;
  /** Names of what was clicked, in order. */
  readonly clicked: string[];
}

export const SITE = 'http://shop.example';

/** A site without a browser: links lead, buttons open, and nothing else happens. */
export function scriptSite(pages: Record<string, SitePart[]>): ScriptedSite {
  const clicked: string[] = [];
  const opened = new Set<string>();
  let path = '/';
  const partsOf = (): SitePart[] =>
    (pages[path] ?? [['heading', 'Not here']]).flatMap((part) => [part, ...(opened.has(part[1]) ? (part[2]?.opens ?? []) : [])]);
  const look = () => {
    const elements = partsOf().map(([role, name, { to: _to, opens: _opens, form: _form, submits: _submits, dead: _dead, ...more } = {}]) => element(role, name, more)); // prettier-ignore
    return observation(elements, { url: SITE + path, title: path });
  };
  const go = (to: string): ReturnType<typeof look> => {
    path = to;
    opened.clear();
    return look();
  };
  const session = createScriptedSession({
    page: look(),
    onOpen: (url) => go(new URL(url).pathname),
    react: (action) => {
      if (action.kind !== 'click') return undefined;
      const [, name, more = {}] = partsOf()[action.ref - 1];
      clicked.push(name);
      if (more.to?.startsWith('/')) return go(more.to);
      if (more.opens) opened.add(name);
      return look();
    },
  });
  const wiring = (): Promise<Wiring[]> =>
    Promise.resolve(
      partsOf().map(([, , { to, opens, form, submits } = {}], i) => ({
        ref: i + 1,
        ...(to === undefined ? {} : { href: new URL(to, SITE).href }),
        ...(opens ? { opens: true as const } : {}),
        ...(form ? { form: { index: 1, name: '', action: SITE, search: false, ...form } } : {}),
        ...(submits ? { submits } : {}),
      })),
    );
  return { session: Object.assign(session, { wiring }), pages, clicked };
}
