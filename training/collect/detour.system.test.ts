import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAgent } from '../../agent/index.js';
import { openStore } from '../../memory/index.js';
import { openPracticeSuite, type Suite } from '../../tasks/index.js';
import { launchBrowser, type BrowserHandle } from '../../tools/index.js';
import { practiceSource, suiteSource, type TaskSource } from './index.js';

let browser: BrowserHandle;
let suite: Suite;
beforeAll(async () => {
  browser = await launchBrowser();
  suite = await openPracticeSuite();
});
afterAll(async () => {
  await suite?.close();
  await browser?.close();
});

/** Who proposed what was weighed at the first step of an attempt. */
async function weighed(source: TaskSource, widen: number | undefined): Promise<string[]> {
  const store = openStore(':memory:');
  const agent = createAgent({ log: store.log, settings: { proposers: ['match'] } });
  const player = await source.openPlayer();
  const detour = widen === undefined ? {} : { detour: { path: [], widen } };
  await player.play({ split: 'seen', family: 'several-fields', seed: 1 }, agent, {
    episodeId: 'e',
    seed: 1,
    maxSteps: 1,
    ...detour,
  });
  const [{ decision }] = store.log.steps('e');
  await player.close();
  store.close();
  return decision.candidates.map(({ proposer }) => proposer);
}

it.each([
  ['inside one page', () => practiceSource(browser, ['seen'])],
  ['on served pages', () => suiteSource(suite, ['seen'], () => browser.newSession())],
] as const)('an attempt %s takes its detour', async (_, source) => {
  expect(await weighed(source(), 9)).toContain('legal');
  expect(await weighed(source(), undefined)).not.toContain('legal');
});
