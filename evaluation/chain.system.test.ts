import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPracticeSuite, type Suite } from '../tasks/index.js';
import { type BrowserHandle, launchBrowser } from '../tools/index.js';
import { runChains } from './chain.js';

let suite: Suite;
let browser: BrowserHandle;
beforeAll(async () => {
  [suite, browser] = await Promise.all([openPracticeSuite(), launchBrowser()]);
});
afterAll(() => Promise.all([suite.close(), browser.close()]));

/** The name matcher fills these forms by itself, so that no model is needed to have something to learn from. */
const FAMILIES = ['contact-form', 'registration'];
const run = (settings: Parameters<typeof runChains>[0]['agent']['settings'], resultsFolder: string) =>
  runChains({
    ...{ suite, split: 'seen', families: FAMILIES, chains: 6, length: 2, seed: 3, jobs: 2, purpose: 'train', resultsFolder },
    agent: { settings: { proposers: ['match'], ...settings } },
    configuration: { model: 'none', planner: 'greedy', proposers: ['match'] },
    fingerprint: settings,
    newSession: () => browser.newSession(),
  });
const folder = (): string => mkdtempSync(path.join(tmpdir(), 'chains-'));

it('learns a skill from the first task of a chain and does the second with it', async () => {
  const kept = folder();
  const settings = { skills: { trust: 'shadow', holdOut: 0 } } as const;
  const { report, rows, file } = await run(settings, kept);
  expect(report.drafts.admitted).toBeGreaterThan(0);
  expect(report.positions[0].skills.used).toBe(0); // every chain begins empty
  expect(report.positions[1].skills.used).toBeGreaterThan(0);
  expect(report.positions[1].skills.false).toBe(0);
  const served = rows.flatMap(({ learning }) => learning).filter(({ skills }) => skills?.[0]?.ended !== 'broken' && skills);
  expect(served.every(({ success }) => success)).toBe(true);
  const again = await run(settings, kept); // nothing is run twice
  expect(again).toEqual({ report, rows, file });
}, 120_000);

it('uses none where skills are switched off', async () => {
  const { report } = await run({ skills: { enabled: false } }, folder());
  expect(report.positions[1].skills.used).toBe(0);
}, 120_000);
