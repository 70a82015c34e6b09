import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registeredModels } from '../../agent/index.js';
import { AgentSettingsSchema } from '../../config/index.js';
import { packageRoot } from '../../core/index.js';
import { launchBrowser, type BrowserHandle } from '../../tools/index.js';
import { practicePlayer, practiceSource } from '../collect/index.js';
import { gateSeed, judgeModels, trainPoisoned } from '../gate/index.js';
import { begunWith, type CycleEvent, type CycleOptions, runCycle } from './cycle.js';
import { demonstrationReplay } from './replay.js';

const folder = mkdtempSync(path.join(tmpdir(), 'cycle-'));
const at = (...names: string[]): string => path.join(folder, ...names);
const model = registeredModels(path.join(packageRoot, 'models')).seed;
const settings = AgentSettingsSchema.parse({});
let browser: BrowserHandle;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

const gate = {
  suite: 'practice',
  maxSteps: 10,
  tasks: (n: number, seed: number) =>
    Array.from({ length: n }, (_, i) => ({
      split: 'gate',
      family: ['bug-report', 'toggle-until', 'name-taken'][i % 3],
      seed: seed + i,
    })),
  openPlayer: () => practicePlayer(browser),
};
const promoted: number[] = [];
const options = (more: Partial<CycleOptions> = {}): CycleOptions => ({
  ...{
    out: at('cycle'),
    name: 'tiny',
    model,
    gate,
    settings,
    rounds: 1,
    minutes: 2,
    tasks: 30,
    attempts: 2,
    search: 'best-first',
    control: true,
    demonstrate: true,
  },
  ...{ recipe: 'nft', seed: 3, jobs: 2, threads: 1, rules: { looks: [6], alpha: 0.025 } },
  sources: [
    {
      ...practiceSource(browser, ['seen']),
      families: { seen: ['type-text', 'several-fields', 'copy-text', 'shop-price', 'nth-word'] },
    },
  ],
  replay: () => demonstrationReplay({ browser, model, folder: at('replay'), rows: 300 }),
  curation: { perFamily: 50 },
  trainer: { budget: { tokens: 8_000 }, evaluateRows: 20, progressSeconds: 0, checkpointSeconds: 0 },
  promote: ({ number }) => Promise.resolve(void promoted.push(number)),
  ...more,
});

describe('runCycle', () => {
  const events: CycleEvent[] = [];

  it('goes through every stage once, however often it is stopped, and ends with a verdict', async () => {
    const kinds = ['collect', 'correct', 'train', 'gate'] as const;
    for (const stage of kinds) {
      const stop = new AbortController();
      const onEvent = (event: CycleEvent): void => void (events.push(event), event.type === stage && stop.abort());
      await expect(runCycle(options({ signal: stop.signal, onEvent }))).rejects.toMatchObject({ code: 'ABORTED' });
    }
    const rollouts = statSync(at('cycle', 'round-1', 'own.rows')).mtimeMs;
    const later: CycleEvent[] = [];
    const report = await runCycle(options({ onEvent: (event) => void later.push(event) }));
    expect(later.some(({ type }) => type === 'collect' || type === 'train')).toBe(false); // done is done
    expect(statSync(at('cycle', 'round-1', 'own.rows')).mtimeMs).toBe(rollouts);
    const [round] = report.rounds;
    expect(round.collected).toMatchObject({ tasks: 30 });
    expect(round.data.rows).toBeGreaterThan(20);
    expect(round.corrections!.queued).toBe(30 - round.collected.solved - round.collected.found);
    expect(round.corrections!.rows).toBeGreaterThan(0);
    const trainedOn = (arm: string): string => readFileSync(at('cycle', 'round-1', arm, 'job.json'), 'utf8');
    expect(trainedOn('candidate')).toContain('corrections.rows');
    expect(trainedOn('control')).not.toContain('corrections.rows');
    expect(round.gate).toMatchObject({ pairs: 6 });
    expect(round.controlGate).toMatchObject({ pairs: 6 });
    expect(round.control!.tokens / round.candidate!.tokens).toBeCloseTo(1, 0); // the same training but for the new rows
    expect(round.data.recipe).toBe('nft');
    expect(['promote', 'no significant change', 'reject']).toContain(round.verdict);
    expect(promoted).toEqual(round.verdict === 'promote' ? [1] : []);
    expect(report.model).toBe(round.verdict === 'promote' ? round.candidate!.file : model);
    const page = readFileSync(report.page, 'utf8');
    expect(page).toContain(`| 1 | seen | 30 | ${((100 * round.collected.solved) / 30).toFixed(1)} %`);
    expect(page).toMatch(/\| 1 \| candidate \| 6 \|[^\n]*\n\| 1 \| control \| 6 \|/); // both arms at the gate
    expect(page.match(/^  line \[\d/gm)).toHaveLength(2); // and their losses
  }, 240_000);

  it('knows what it began with, whatever is in use by now, and refuses the folder of another cycle', async () => {
    expect(begunWith(at('cycle'))).toBe(model);
    expect(begunWith(at('nowhere'))).toBeUndefined();
    await expect(runCycle(options({ seed: 4 }))).rejects.toMatchObject({ code: 'CYCLE_FOLDER' });
  });
});

describe('the gate', () => {
  it('does not promote a model that was trained on mixed-up answers', async () => {
    const { model: candidate } = await trainPoisoned({ rows: at('cycle', 'round-1', 'own.rows'), from: model, out: at('poison'), tokens: 8_000, seed: 1, threads: 1 }); // prettier-ignore
    const report = await judgeModels({
      ...{ incumbent: model, candidate, gate, settings, jobs: 2, threads: 1, seed: gateSeed(3, 49) },
      rules: { looks: [12], alpha: 0.05 },
      file: at('poison.jsonl'),
    });
    expect(report.verdict).not.toBe('promote'); // so few pairs seldom suffice to reject it; `drill poison` plays more
  }, 240_000);
});
