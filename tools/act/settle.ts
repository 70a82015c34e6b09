import { isInterruption } from './failure.js';
import type { Rest } from '../page/act-settle.js';
import type { PageLink } from './link.js';

export interface SettleLimits {
  /** Longest wait for a page to come to rest. Milliseconds. */
  settleMs: number;
  /** Longest wait for another document to arrive. Milliseconds. */
  navigationMs: number;
}

/** From the page's word that it leaves to the request for the other document. Milliseconds. */
const DEPARTURE_MS = 300;
const NEW_TAB_MS = 1500;
/** On top of the time that the page itself may take. Milliseconds. */
const ANSWER_MS = 10_000;

/**
 * Waits until the page has come to rest: another document has arrived if one was asked for, awaited requests are answered,
 * and the page itself is quiet (see `page/act-settle.ts`). False when a limit came first. Interruptions by another document
 * start it over; dialogs, crashes and stuck pages go to the caller.
 */
export async function settlePage(link: PageLink, limits: SettleLimits): Promise<boolean> {
  let end = performance.now() + limits.settleMs;
  let departures = 0;
  let tabWaits = 0;
  let arrivals = 0;
  while (performance.now() < end || (link.requests.navigating && arrivals === 0)) {
    if (link.requests.navigating) {
      const left = performance.now();
      await link.race(
        link.requests.until(() => !link.requests.navigating, limits.navigationMs),
        limits.navigationMs + 1000,
      );
      if (link.requests.navigating) await stopLoading(link);
      if (arrivals++ === 0) end += performance.now() - left; // a page that reloads itself for ever gets no more time
    }
    const rest = await askPage(link, end - performance.now());
    if (!rest) continue;
    if (rest.tabs > 0 && tabWaits++ === 0) {
      await link.nextTab(NEW_TAB_MS);
    } else if (rest.leaving && departures++ === 0) {
      await link.requests.until(() => link.requests.navigating, DEPARTURE_MS);
    } else if (link.requests.awaited > 0) {
      await link.race(link.requests.until(() => link.requests.awaited === 0, Math.max(1, end - performance.now())));
    } else if (!link.requests.navigating) {
      return rest.quiet;
    }
  }
  link.requests.ignorePending();
  return false;
}

/** Undefined when the page went away meanwhile. A page that waits for its successor answers nothing: nobody waits for it. */
async function askPage(link: PageLink, limitMs: number): Promise<Rest | undefined> {
  const { page, requests } = link;
  let answered = false;
  const departed = requests.until(() => answered || requests.navigating, limitMs + ANSWER_MS).then(() => undefined);
  try {
    const rest = await Promise.race([link.call('settle', Math.max(50, limitMs)), departed]);
    return page === link.page ? rest : undefined;
  } catch (thrown) {
    if (isInterruption(thrown, 'navigated')) return undefined;
    throw thrown;
  } finally {
    answered = true;
  }
}

/** Gives up on another document: until then the browser holds back every answer of the present one. */
async function stopLoading(link: PageLink): Promise<void> {
  const client = await link.race(link.context.newCDPSession(link.page));
  await link.race(client.send('Page.stopLoading'));
  await client.detach().catch(() => undefined);
  await link.requests.until(() => !link.requests.navigating, 500);
}
