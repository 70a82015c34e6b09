import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ExploreSettingsSchema } from '../../config/index.js';
import type { Observation } from '../../core/index.js';
import { openStore, type Store } from '../../memory/index.js';
import { type OfficeSite, serveOffice } from '../../tests/fakes/office-site.js';
import { LIBRARY_TASKS, serveLibrary } from '../../tests/fakes/library-site.js';
import { OFFICE_TASKS, type OfficeTask } from '../../tests/fakes/office-tasks.js';
import { type BrowserHandle, launchBrowser } from '../../tools/index.js';
import { createAgent, createCompactPrompt, loadModel } from '../index.js';
import { explore, type ExploreOptions, type ExploreProgress, type ExploreReport } from './explore.js';
import { Fence } from './fence.js';
import { SiteGraph } from './site-graph.js';

let browser: BrowserHandle;
let site: OfficeSite;
let store: Store;
beforeAll(async () => {
  browser = await launchBrowser({ allowedHosts: ['127.0.0.1'] });
});
afterAll(() => browser.close());

async function setUp(): Promise<void> {
  site = await serveOffice();
  store = openStore(':memory:');
}
async function tearDown(): Promise<void> {
  store.close();
  await site.close();
}

const mapOf = (): SiteGraph => new SiteGraph(store.sites.load('http://127.0.0.1:*'));

/** `guarded`: requests go by the fence as well, as in the command. */
async function run(
  options: Partial<ExploreOptions> = {},
  settings = {},
  guarded = true,
  url = site.base,
): Promise<ExploreReport> {
  const { sandbox = false } = options;
  const fence = new Fence({ url, allow: [], sandbox });
  const session = await browser.newSession(guarded ? { allowRequest: fence.rule } : {});
  await session.open(url);
  const parts = { session, store, fence, settings: ExploreSettingsSchema.parse(settings) };
  const report = await explore(parts, { url, ...options, sandbox });
  await session.close();
  return report;
}

describe('on a real site exploration', () => {
  beforeEach(setUp);
  afterEach(tearDown);

  it('presses nothing that says what it does, even where the network would not hold it back', async () => {
    await run({}, {}, false);
    // The one button that writes without saying so is what the fence is for.
    expect(site.writes.map((line) => line.split('/').slice(1).join('/'))).toEqual(['account/track', 'account/track']);
    expect(site.harmful).toEqual([]);
  });

  it('goes on after an abort, without doing again what was done', async () => {
    const stop = new AbortController();
    const first = await run({ signal: stop.signal, onProgress: ({ steps }) => steps === 15 && stop.abort() });
    expect(first.ended).toBe('aborted');
    const before = mapOf().controlsTried;
    const second = await run();
    expect(second.ended).toBe('explored');
    expect(mapOf().controlsTried).toBeGreaterThan(before);
    expect(site.writes).toEqual([]);
    const whole = second.newPages + first.newPages;
    expect(whole).toBe(second.pages);
  });

  it('writes in a sandbox, and even there keeps to its host', async () => {
    await run({ sandbox: true });
    for (const path of ['/account/profile', '/account/delete', '/basket']) expect(site.writes.join('\n')).toContain(path);
    expect(site.elsewhere).toEqual([]);
  });
});

/** What was sent to the server, and then what the last page shows. */
function evidenceOf(writes: readonly string[], last: Observation | undefined): string {
  const shown = (last?.elements ?? []).flatMap(({ options, role, name }) => options?.find(({ selected }) => selected)?.label ?? (role === 'text' ? name : [])); // prettier-ignore
  return [...writes, last?.url, ...shown].join(' ');
}

/**
 * Success, steps and requests that changed something, with what a store knows, over every other task of a site. `OFFICE_MODEL`: a model
 * file to decide, or `match`; takes all tasks and prints figures.
 */
async function measure(
  { base, writes }: { base: string; writes: string[] },
  tasks: readonly OfficeTask[],
  { log, memories, sites }: Store,
) {
  const file = process.env.OFFICE_MODEL;
  const model = file && file !== 'match' ? await loadModel(file, { gpu: false }) : undefined;
  const results = { done: 0, steps: 0, writes: 0, cited: 0 };
  for (const { goal, done } of tasks.filter((_, i) => file || i % 2 === 0)) {
    writes.length = 0;
    const session = await browser.newSession();
    await session.open(base);
    const settings = { proposers: model ? ['model', 'match'] : ['match'] };
    const agent = createAgent({ log, memories, sites, settings, ...(model ? { model, prompt: createCompactPrompt() } : {}) });
    const assignment = { goal, startUrl: base, limits: { steps: 15, tokens: 1e6, timeMs: 60_000 } };
    const result = await agent.run(assignment, { session, purpose: 'report' }); // learns nothing, so that tasks stay apart
    results.done += Number(done.test(evidenceOf(writes, result.lastObservation)));
    results.steps += result.steps;
    results.writes += writes.length;
    results.cited += Number(
      log.steps(result.episodeId).some(({ decision }) => decision.notes.some((note) => /^route: .*\(m\d+\)/.test(note))),
    );
    await session.close();
  }
  await model?.close();
  if (file) process.stderr.write(`${JSON.stringify(results)}\n`);
  return results;
}

const BENEFIT = 'makes tasks succeed whose control is some links away, and decisions cite what they know';

describe('the map of one exploration', () => {
  const coverage: ExploreProgress[] = [];
  let report: ExploreReport;
  beforeAll(async () => {
    await setUp();
    report = await run({ onProgress: (progress) => coverage.push(progress) });
  });
  afterAll(tearDown);

  it('has all pages, and nothing was changed and no other host reached', () => {
    expect(report).toMatchObject({ ended: 'explored', frontier: 0, writesBlocked: 1 });
    const addresses = [...mapOf().pages.values()].map(({ address }) => address);
    for (const deep of ['/account/settings/mail', '/account/settings/privacy', '/account/profile', '/help/returns', '/about'])
      expect(addresses).toContain(deep);
    expect({ writes: site.writes, elsewhere: site.elsewhere, harmful: site.harmful }).toEqual({ writes: [], elsewhere: [], harmful: [] }); // prettier-ignore
    expect([...site.visits.keys()].filter((path) => /^\/catalogue\/\d/.test(path))).toHaveLength(2); // of twelve
    const tried = coverage.map(({ controlsTried }) => controlsTried);
    expect(tried).toEqual([...tried].sort((a, b) => a - b));
    expect(tried.at(-1)).toBeGreaterThan(25);
  });

  it('tells from what the fence held back what a button does', () => {
    const edge = mapOf().edges.find(({ locator }) => locator.name === 'Show usage');
    expect(edge).toMatchObject({ risk: 'state-changing', why: expect.stringContaining('POST') as string });
  });

  it(BENEFIT, { timeout: 600_000 }, async () => {
    const without = await measure(site, OFFICE_TASKS, openStore(':memory:'));
    const known = await measure(site, OFFICE_TASKS, store);
    expect(without.cited).toBe(0);
    expect(known.cited).toBeGreaterThan(5);
    expect(known.done).toBeGreaterThan(without.done + 2);
  });

  it('lets a page expire whose place another one has taken', async () => {
    const memoryOf = () => store.memories.list({ kind: 'page', limit: 500 }).filter(({ subject }) => subject.includes('/settings/mail')); // prettier-ignore
    site.moved = true;
    const again = await run();
    expect(again.notes.retired).toBe(2); // the page and its form
    expect(memoryOf().map(({ status, subject }) => [status, subject])).toEqual([
      ['active', 'Post room (/account/settings/mail)'],
      ['superseded', 'Mail (/account/settings/mail)'],
    ]);
  });
});

it(`the map of a library that nothing was made for ${BENEFIT}`, { timeout: 600_000 }, async () => {
  await setUp();
  const library = await serveLibrary();
  const without = await measure(library, LIBRARY_TASKS, store);
  await run({}, {}, true, library.base);
  expect(library.writes).toEqual([]);
  const known = await measure(library, LIBRARY_TASKS, store);
  expect(known.done).toBeGreaterThan(without.done);
  await library.close();
  await tearDown();
});
