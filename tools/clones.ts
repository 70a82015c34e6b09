import type { Action, Observation } from '../core/index.js';
import { isSafeMethod } from './guard/requests.js';
import { assessRisk, isWithin } from './guard/risk.js';
import type { BrowserSession, SessionOptions } from './session.js';

/** A second browser context on the same page, to try things out in. Shares no cookie and no page with the episode. */
export type Clone = Pick<BrowserSession, 'act' | 'close' | 'current' | 'wiring'>;

/** Puts pages up again beside the episode, so that a search can look ahead. */
export interface CloneSource {
  /** The site is declared to be one that may be spoiled: then a search may do anything but what decides. */
  readonly sandbox: boolean;
  /**
   * The start page with `prefix` done on it, in a context of its own; undefined when that does not lead to `expected` again, or
   * outside of a sandbox when it would repeat what changes something. Throws only the reason of `signal`.
   */
  clone(
    prefix: readonly Action[],
    expected: Pick<Observation, 'fingerprint' | 'dialog'>,
    signal?: AbortSignal,
  ): Promise<Clone | undefined>;
}

export interface CloneParts {
  newSession(options?: SessionOptions): Promise<Pick<BrowserSession, keyof Clone | 'observe' | 'open'>>;
  startUrl: string;
  sandbox: boolean;
}

/**
 * State is put up again by replay of the same actions on a fresh load of the start page. That holds for sites whose pages follow
 * from what was done; where they do not, the fingerprint tells, and there is no clone. Outside of a sandbox no request but reading ones
 * leaves a clone, whatever the risk rules think of an action.
 */
export function createCloneSource({ newSession, startUrl, sandbox }: CloneParts): CloneSource {
  return {
    sandbox,
    async clone(prefix, expected, signal) {
      signal?.throwIfAborted();
      const session = await newSession(sandbox ? {} : { allowRequest: ({ method }) => isSafeMethod(method) });
      let kept = false;
      try {
        signal?.throwIfAborted();
        const opened = await session.open(startUrl);
        kept = opened.status !== 'error' && (await replay(session, prefix, sandbox, signal)) && isAt(session.current, expected);
        return kept ? session : undefined;
      } finally {
        if (!kept) await session.close();
      }
    },
  };
}

async function replay(
  session: Awaited<ReturnType<CloneParts['newSession']>>,
  prefix: readonly Action[],
  sandbox: boolean,
  signal?: AbortSignal,
): Promise<boolean> {
  for (const action of prefix) {
    signal?.throwIfAborted();
    const page = session.current ?? (await session.observe());
    if (!sandbox && !isWithin(assessRisk(action, page, await session.wiring()).risk, 'reversible')) return false;
    await session.act(action, signal); // what failed in the episode may fail again: the page at the end decides
  }
  if (!session.current) await session.observe();
  return true;
}

/** Dialogs lie over a page and are no part of its fingerprint. */
const isAt = (found: Observation | undefined, expected: Pick<Observation, 'fingerprint' | 'dialog'>): boolean =>
  found?.fingerprint === expected.fingerprint && found.dialog?.message === expected.dialog?.message;
