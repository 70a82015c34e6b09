import type { Observation, OutcomeCode, PageElement } from '../../core/index.js';
import type { Refused } from '../page/act-page.js';
import { printElement } from '../observe/index.js';
import { ActionFailure, isInterruption } from './failure.js';
import type { PageLink } from './link.js';

/** What one action works with. */
export interface Work {
  link: PageLink;
  /** The observation whose refs the action names, and the page's name for it. */
  observation: Observation;
  look: string;
  navigationMs: number;
}

/** What an action did, before anybody looked at the page again. */
export interface Done {
  message: string;
  /** `ok`: fine even when nothing changes. `none`: surely nothing happened. Absent: the diff decides. */
  effect?: 'ok' | 'none';
  text?: string;
}

/** The listed element, or a failure that says how many there are. */
export function elementOf(work: Work, ref: number): PageElement {
  const element = work.observation.elements[ref - 1];
  if (element) return element;
  throw new ActionFailure(
    'STALE_REF',
    `There is no element ${ref}; the page lists 1 to ${work.observation.elements.length}. Choose one of those.`,
  );
}

/** Calls a page function about one element; a refusal becomes a failure that names the element and the next move. */
export async function accepted<T extends object | boolean>(work: Work, ref: number, reply: Promise<T | Refused>): Promise<T> {
  try {
    const result = await reply;
    if (!isRefused(result)) return result;
    throw refusal(work, ref, result);
  } catch (thrown) {
    if (!isInterruption(thrown, 'navigated')) throw thrown;
    throw refusal(work, ref, { ok: false, code: 'STALE_REF' });
  }
}

export function refusal(work: Work, ref: number, refused: Refused): ActionFailure {
  const element = printElement(elementOf(work, ref));
  return new ActionFailure(
    refused.code,
    EXPLAINED[refused.code]?.(element, coverName(work, refused)) ?? `${element}: ${refused.code}.`,
  );
}

const EXPLAINED: Partial<Record<OutcomeCode, (element: string, cover: string) => string>> = {
  STALE_REF: (element) => `${element} is no longer on the page. Look at the new list and choose from it.`,
  NOT_VISIBLE: (element) => `${element} cannot be seen. Open what holds it first, or choose another element.`,
  COVERED: (element, cover) => `${element} is covered by ${cover}. Close or move that first, or act on it instead.`,
  DISABLED: (element) => `${element} is disabled. Do first what enables it, e.g. fill in what is required.`,
};

function coverName(work: Work, refused: Refused): string {
  const listed = refused.by?.ref === undefined ? undefined : work.observation.elements[refused.by.ref - 1];
  return listed ? printElement(listed) : (refused.by?.words ?? 'something that has no name');
}

function isRefused(result: object | boolean): result is Refused {
  const reply = result as Partial<Refused>;
  return reply.ok === false && reply.code !== undefined && reply.code in EXPLAINED;
}
