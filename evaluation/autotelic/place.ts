import type { Page } from 'playwright';
import type { AgentSession } from '../../agent/index.js';
import { AgentError } from '../../core/index.js';
import type { EvaluationRecord } from '../../memory/index.js';
import { type Check, originPattern } from '../../skills/index.js';
import { type PracticeSplit, type RolloutPage, SPLITS, SUITE_VERSION } from '../../tasks/index.js';
import type { BrowserSession } from '../../tools/index.js';
import { readCheck } from './read-check.js';

/** A page that may be spoiled, and opened afresh as often as wanted: always the same page. */
export interface Place {
  id: string;
  open(): Promise<OpenPlace>;
}

export interface OpenPlace {
  session: AgentSession;
  /** True once the page itself has ended its task. */
  ended(): Promise<boolean>;
  /** What the page says of a check, read by other means than observations; undefined where these cannot tell. */
  read(check: Check): Promise<boolean | undefined>;
  close(): Promise<void>;
}

/** Pages with one interface. What is learned on `places` is proven on all of them. */
export interface Site {
  id: string;
  /** How the evaluation table knows it. */
  terms: Pick<EvaluationRecord, 'suite' | 'suiteVersion' | 'split' | 'family' | 'seed'>;
  places: readonly Place[];
  /** Tasks of the site that come later, with their evaluators. Used for measuring only, and only where there are any. */
  visits?: () => AsyncIterable<LaterVisit>;
}

/** A page of a site. */
export interface Where {
  site: Site;
  place: Place;
}

export interface LaterVisit {
  goal: string;
  open(): Promise<OpenPlace & { evaluate(): Promise<boolean> }>;
}

/** What self-practice may look at; the others are for gates and reports. */
const OPEN_SPLITS: readonly PracticeSplit[] = ['practice', 'seen'];

const VISITS = [0, 1, 2, 3];
const LATER = [6, 7, 8, 9, 10, 11];

/**
 * A practice site as places: visits with other data. Only pages that may be practised on. Errors: `PRACTICE_SPLIT`, `NO_SUCH_FAMILY`.
 */
export function practiceSite(rollouts: RolloutPage, page: Page, split: PracticeSplit, family: string, seed: number): Site {
  if (!OPEN_SPLITS.includes(split))
    throw new AgentError('PRACTICE_SPLIT', `"${split}" is for gates and reports. Practise on ${OPEN_SPLITS.join(' or ')}.`);
  if (!SPLITS[split].includes(family))
    throw new AgentError('NO_SUCH_FAMILY', `The practice split "${split}" has no family "${family}". It has: ${SPLITS[split].join(', ')}.`); // prettier-ignore
  const open = async (visit: number) => {
    const session = await rollouts.begin(family, seed, { visit });
    return {
      session,
      ended: () => session.ended(),
      // in-page episodes only pretend to have an address
      read: (check: Check) => (check.kind === 'url' ? Promise.resolve(undefined) : readCheck(page, check)),
      close: () => Promise.resolve(), // the next one takes its place
      evaluate: async () => (await session.evaluate({ kind: (await session.ended()) ? 'page-ended' : 'done', text: '' })).success,
    };
  };
  return {
    id: `practice/${split}/${family}/${seed}`,
    terms: { suite: 'practice', suiteVersion: SUITE_VERSION, split, family, seed },
    places: VISITS.map((visit) => ({ id: `visit ${visit}`, open: () => open(visit) })),
    visits: async function* () {
      for (const visit of LATER) {
        const { goal, impossible } = await rollouts.begin(family, seed, { visit });
        if (!impossible) yield { goal, open: () => open(visit) };
      }
    },
  };
}

/** One address as a site; each opening has a browser session of its own, so that no cookie is left over. Error `PAGE_UNREACHABLE`. */
export function pageSite(newSession: () => Promise<BrowserSession>, url: string): Site {
  const open = async (): Promise<OpenPlace> => {
    const session = await newSession();
    const { status, message } = await session.open(url);
    if (status === 'error') {
      await session.close();
      throw new AgentError('PAGE_UNREACHABLE', `The start page ${url} cannot be opened: ${message} Check the address, and that its server runs.`); // prettier-ignore
    }
    const read = (check: Check) => readCheck(session.page, check);
    return { session, ended: () => Promise.resolve(session.isClosed), read, close: () => session.close() };
  };
  const terms = { suite: 'page', suiteVersion: '1', split: 'sandbox', family: originPattern(url), seed: 0 };
  return { id: url, terms, places: [{ id: url, open }] };
}
