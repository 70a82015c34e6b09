import type { CDPSession } from 'playwright';
import { messageOf } from '../../core/index.js';
import { ActionFailure, Interruption } from './failure.js';
import type { PageLink } from './link.js';
import type { Done, Work } from './work.js';

/** Loads a page. Relative addresses are resolved against the present one; only http, https and file are allowed. */
export async function goto(work: Work, url: string): Promise<Done> {
  const target = resolve(url, work.link.page.url());
  return load(work.link, target, work.navigationMs);
}

/** Loads a page whose address was checked before. */
export async function load(link: PageLink, url: string, navigationMs: number): Promise<Done> {
  try {
    const response = await link.race(
      link.page.goto(url, { waitUntil: 'domcontentloaded', timeout: navigationMs }),
      navigationMs + 1000,
    );
    const status = response && response.status() >= 400 ? ` The server answered ${response.status()}.` : '';
    return { effect: 'ok', message: `Opened ${url}.${status}` };
  } catch (thrown) {
    if (thrown instanceof Interruption) {
      if (thrown.reason === 'dialog' || thrown.reason === 'navigated') return { effect: 'ok', message: `Opened ${url}.` };
      throw thrown;
    }
    const cause = messageOf(thrown)
      .replace(/^page\.goto: /, '')
      .replace(/ Call log:.*$/, '');
    throw new ActionFailure(
      'NAVIGATION_FAILED',
      `${url} could not be opened: ${cause}. Check the address, or go on with the present page.`,
    );
  }
}

function resolve(url: string, base: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url, /^(https?|file):/.test(base) ? base : undefined);
  } catch {
    throw new ActionFailure('NAVIGATION_FAILED', `"${url}" is not an address. Write it in full, e.g. https://example.org/page.`);
  }
  if (/^(https?|file):$/.test(parsed.protocol)) return parsed.href;
  throw new ActionFailure('NAVIGATION_FAILED', `"${url}" is not allowed: only http, https and file addresses can be opened.`);
}

/** Goes back in the history of this tab, never past the page that the session opened. */
export async function back(work: Work, firstEntry: number): Promise<Done> {
  const nothing: Done = { effect: 'none', message: 'There is no earlier page to go back to.' };
  if ((await historyIndex(work.link)) <= firstEntry) return nothing;
  try {
    await work.link.race(
      work.link.page.goBack({ waitUntil: 'domcontentloaded', timeout: work.navigationMs }),
      work.navigationMs + 1000,
    );
  } catch (thrown) {
    if (thrown instanceof Interruption && thrown.reason !== 'dialog' && thrown.reason !== 'navigated') throw thrown;
    if (!(thrown instanceof Interruption))
      throw new ActionFailure('NAVIGATION_FAILED', `Going back failed: ${messageOf(thrown)}.`);
  }
  return { message: 'Went back.' };
}

/** Position of the present page in this tab's history, counted from 0. */
export function historyIndex(link: PageLink): Promise<number> {
  return withClient(link, async (client) => (await link.race(client.send('Page.getNavigationHistory'))).currentIndex);
}

/** Forgets the pages before the present one: Chromium keeps 50 entries, and in a full history the position stands still. */
export function forgetHistory(link: PageLink): Promise<void> {
  return withClient(link, async (client) => void (await link.race(client.send('Page.resetNavigationHistory'))));
}

async function withClient<T>(link: PageLink, work: (client: CDPSession) => Promise<T>): Promise<T> {
  const client = await link.race(link.context.newCDPSession(link.page));
  try {
    return await work(client);
  } finally {
    await client.detach().catch(() => undefined);
  }
}
