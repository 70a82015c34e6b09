import { describe, expect, it } from 'vitest';
import { type AgentSettingsInput, ExploreSettingsSchema } from '../config/index.js';
import { openMemoryBench } from '../tests/fakes/memories.js';
import { SITE, type SitePart, scriptSite } from '../tests/fakes/scripted-site.js';
import { createAgent, type RunOptions } from './create-agent.js';
import { explore, Fence, SiteGraph } from './explore/index.js';

const NAV: SitePart[] = ['Home', 'Help', 'Account'].map((name) => ['link', name, { to: name === 'Home' ? '/' : `/${name.toLowerCase()}`, region: 'navigation' }]); // prettier-ignore
const PAGES: Record<string, SitePart[]> = {
  '/': [...NAV, ['heading', 'Welcome']],
  '/help': [
    ...NAV,
    ['heading', 'Help'],
    ['textbox', 'Question'],
    ['button', 'Send', { submits: true, form: { method: 'post' } }],
  ],
  '/account': [...NAV, ['heading', 'Account'], ['link', 'Profile', { to: '/profile' }], ['link', 'Mail', { to: '/mail' }]],
  '/profile': [...NAV, ['heading', 'Profile'], ['textbox', 'Phone']],
  '/mail': [...NAV, ['heading', 'Mail'], ['checkbox', 'Weekly digest', { states: ['unchecked'] }]],
};
const GOAL = 'Enter "555" as Phone.';

async function setUp(known = true, pages = PAGES) {
  const bench = openMemoryBench();
  const { store, memories, clock } = bench;
  const site = scriptSite(structuredClone(pages));
  const fence = new Fence({ url: SITE, allow: [], sandbox: false });
  if (known) await explore({ session: site.session, store, fence, settings: ExploreSettingsSchema.parse({}), clock }, { url: SITE, sandbox: false }); // prettier-ignore
  site.clicked.length = 0;
  const run = async (goal = GOAL, settings: AgentSettingsInput = {}, options: Partial<RunOptions> = {}) => {
    await site.session.open(SITE);
    const agent = createAgent({ log: store.log, memories, sites: store.sites, settings: { proposers: ['match'], ...settings } });
    const assignment = { goal, startUrl: SITE, limits: { steps: 8, tokens: 1e6, timeMs: 60_000 } };
    const result = await agent.run(assignment, { session: site.session, purpose: 'use', ...options });
    return { ...result, records: store.log.steps(result.episodeId) };
  };
  const memoryOf = (address: string): number => [...new SiteGraph(store.sites.load(SITE)).pages.values()].find((page) => page.address === address)?.memoryId ?? 0; // prettier-ignore
  return { ...bench, site, run, memoryOf };
}

describe('on a site that was explored, an agent', () => {
  it('goes the known way to what the goal names, and cites the memory that knows it', async () => {
    const { run, site, memoryOf } = await setUp();
    const { finish, records } = await run();
    expect(site.clicked).toEqual(['Account', 'Profile']);
    expect(finish.kind).toBe('done');
    expect(site.session.page.elements.find(({ name }) => name === 'Phone')?.value).toBe('555');
    expect(records[0].decision.proposer).toBe('route+match');
    expect(records[0].decision.notes).toContain(`route: "phone" is on /profile (m${memoryOf('/profile')}), by link "Account", link "Profile"`); // prettier-ignore
    expect(records[0].decision.candidates[0].prior).toBeGreaterThanOrEqual(5);
  });

  it.each<[string, AgentSettingsInput]>([
    ['routes', { memory: { routes: { enabled: false } } }],
    ['memory', { memory: { enabled: false } }],
  ])('does what it did before with %s switched off', async (_, settings) => {
    const [known, unknown] = [await setUp(), await setUp(false)];
    const [a, b] = [await known.run(GOAL, settings), await unknown.run(GOAL, settings)];
    expect(a.records.map(({ decision }) => decision)).toEqual(b.records.map(({ decision }) => decision));
    expect(a.records.some(({ decision }) => decision.proposer.includes('route'))).toBe(false);
  });

  it('does what it did before where no map is known', async () => {
    const [plain, without] = [await setUp(false), await setUp(false)];
    const a = await plain.run(GOAL);
    const b = await without.run(GOAL, { memory: { routes: { enabled: false } } });
    expect(a.records.map(({ decision }) => decision)).toEqual(b.records.map(({ decision }) => decision));
  });

  it('stays while the page has what is named', async () => {
    const { run, site } = await setUp();
    await run('Open Help.');
    site.clicked.length = 0;
    const { records } = await run('Open Help, enter "Where is it?" as Question, then tick Weekly digest.');
    const typed = records.findIndex(({ decision }) => decision.action.kind === 'type');
    expect(typed).toBeGreaterThan(0);
    expect(site.clicked.slice(0, 1)).toEqual(['Help']);
  });

  it('is not sent to a page whose memory was forgotten', async () => {
    const { run, memories, memoryOf } = await setUp();
    memories.forget(memoryOf('/profile'));
    const { records } = await run();
    expect(records.flatMap(({ decision }) => decision.notes).filter((note) => note.startsWith('route:'))).toEqual([]);
  });

  it('opens the address where no way is in sight', async () => {
    const { run, site } = await setUp();
    site.pages['/'] = [['heading', 'Welcome back']];
    await run();
    expect(site.session.opened.at(-1)).toBe(`${SITE}`);
    expect(site.session.done).toContain(`goto "${SITE}/profile"`);
  });
});

describe('what a task shows of the map', () => {
  it('verifies the pages that were where they should be', async () => {
    const { run, memories, memoryOf, clock } = await setUp();
    clock.at += 5000;
    await run();
    expect(memories.get(memoryOf('/profile'))?.lastVerifiedAt).toBe(clock.at);
  });

  it('drops a way that led elsewhere twice', async () => {
    const { run, site, store } = await setUp();
    site.pages['/account'] = [
      ...NAV,
      ['heading', 'Account'],
      ['link', 'Profile', { to: '/gone' }],
      ['link', 'Mail', { to: '/mail' }],
    ];
    await run();
    await run();
    const edge = new SiteGraph(store.sites.load(SITE)).edges.find(({ locator, from }) => locator.name === 'Profile' && from > 1);
    expect(edge?.dropped).toBe('it led elsewhere in a task');
  });

  it('changes nothing in an episode that only measures', async () => {
    const { run, memories, memoryOf } = await setUp();
    await run(GOAL, {}, { purpose: 'report' });
    expect(memories.get(memoryOf('/profile'))?.lastVerifiedAt).toBeNull();
  });
});
