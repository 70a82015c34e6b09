import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openRollouts, type RolloutPage } from '../tasks/index.js';
import { type BrowserHandle, launchBrowser } from '../tools/index.js';
import { type DriftDrillReport, runDriftDrill } from './drift-drill.js';

/** Replaced by one that only finds what is as it was, for one test. */
const refinding = vi.hoisted(() => ({ on: true }));
vi.mock('../tools/index.js', async (original) => {
  const real = await original<typeof import('../tools/index.js')>();
  const findElement: typeof real.findElement = (...given) => {
    const found = real.findElement(...given);
    return refinding.on || found?.level === 1 ? found : undefined;
  };
  return { ...real, findElement };
});

let browser: BrowserHandle;
let rollouts: RolloutPage;
beforeAll(async () => {
  browser = await launchBrowser({});
  rollouts = await openRollouts((await browser.newSession({})).page);
});
afterAll(() => browser?.close());

const drill = (more: Partial<Parameters<typeof runDriftDrill>[0]> = {}): Promise<DriftDrillReport> =>
  runDriftDrill({ rollouts, split: 'seen', families: ['log-in', 'mail-compose', 'calendar-create'], skills: 6, seed: 3, ...more }); // prettier-ignore

it('skills survive what a person would not notice, and none claims what the evaluator denies', async () => {
  const report = await drill();
  expect(report.skills).toBe(6);
  expect(report.control).toMatchObject({ runs: 6, falseSuccess: 0 });
  expect(report.control.rate).toBeGreaterThanOrEqual(0.8);
  expect(report.total).toMatchObject({ runs: 30, falseSuccess: 0 });
  for (const { rate } of Object.values(report.byDrift)) expect(rate).toBeGreaterThanOrEqual(0.7);
  expect(report.failures.length).toBe(36 - report.control.survived - report.total.survived);
});

it('without finding targets again they fall back where names changed, and still claim nothing', async () => {
  refinding.on = false;
  const { byDrift, total } = await drill().finally(() => (refinding.on = true));
  expect(byDrift.renamed.rate).toBeLessThan(0.5);
  expect(total.falseSuccess).toBe(0);
});

it('stops when it is told to', async () => {
  await expect(drill({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'DRILL_INTERRUPTED' });
});
