import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Agent } from '../agent/index.js';
import { AgentError, type Finish } from '../core/index.js';
import type { Suite, Task } from '../tasks/index.js';
import type { BrowserSession } from '../tools/index.js';
import { EvaluationReportSchema } from './report.js';
import { evaluate, runEvaluation, type EvaluateOptions } from './evaluate.js';

const FAMILIES = ['apples', 'pears', 'never'];
let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'autodidact-evaluate-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** Tasks that succeed on even seeds; `never` is impossible and wants a refusal. */
const suite: Suite = {
  name: 'fake',
  version: '1',
  splits: ['only'],
  maxSteps: 20,
  families: (split) => (split === 'only' ? FAMILIES : []),
  task: (split, family, seed) => fakeTask(split, family, seed),
  close: () => Promise.resolve(),
};

function fakeTask(split: string, family: string, seed: number): Task {
  const impossible = family === 'never';
  return {
    ...{ id: `fake/${family}/${seed}`, suite: 'fake', split, family, seed, impossible, recoverable: false },
    open: () =>
      Promise.resolve({
        assignment: { goal: family, startUrl: 'about:blank', limits: { steps: 99, tokens: 1_000, timeMs: 1_000 } },
        ended: () => Promise.resolve(false),
        evaluate: (finish: Finish) => {
          const success = impossible ? finish.kind === 'refused' : seed % 2 === 0 && finish.kind === 'done';
          return Promise.resolve({ success, reward: Number(success), detail: finish.kind });
        },
        close: () => Promise.resolve(),
      }),
  };
}

function setUp(options: Partial<EvaluateOptions> = {}) {
  const seen: { goals: string[]; openSessions: number; mostSessions: number; limits: Set<number> } = {
    ...{ goals: [], openSessions: 0, mostSessions: 0, limits: new Set() },
  };
  const agent = {
    run: async (assignment: { goal: string; limits: { steps: number } }) => {
      seen.goals.push(assignment.goal);
      seen.limits.add(assignment.limits.steps);
      await Promise.resolve();
      return {
        episodeId: `e${seen.goals.length}`,
        finish: { kind: 'done', text: '' },
        steps: 2,
        usage: { prompt: 100, evaluated: 40, generated: 10 },
        modelCalls: 2,
        skills: [],
        stepMs: [
          { model: 30, browser: 10, runtime: 1 },
          { model: 50, browser: 20, runtime: 3 },
        ],
      };
    },
  } as unknown as Agent;
  const newSession = (): Promise<BrowserSession> => {
    seen.openSessions += 1;
    seen.mostSessions = Math.max(seen.mostSessions, seen.openSessions);
    const close = (): Promise<void> => Promise.resolve(void (seen.openSessions -= 1));
    return Promise.resolve({ close } as unknown as BrowserSession);
  };
  const defaults: EvaluateOptions = {
    ...{ suite, split: 'only', episodes: 30, seed: 1, jobs: 2, purpose: 'report', agent, newSession },
    ...{ configuration: { model: 'none', planner: 'greedy', proposers: ['match'] }, fingerprint: 'x', resultsFolder: folder },
  };
  const run = (more: Partial<EvaluateOptions> = {}) => runEvaluation({ ...defaults, ...options, ...more });
  return { seen, run, defaults };
}

describe('runEvaluation', () => {
  it('reports the object of the public interface', async () => {
    const report = await evaluate(setUp().defaults);
    expect(EvaluationReportSchema.strict().parse(report)).toEqual(report);
    expect(report).toMatchObject({
      suite: 'fake',
      split: 'only',
      model: 'none',
      planner: 'greedy',
      seed: 1,
      episodes: 30,
      maxSteps: 20,
    });
    expect(report.byFamily.apples.episodes).toBe(10);
    expect(report.successes).toBe(report.byFamily.apples.successes + report.byFamily.pears.successes);
    expect(report.rate).toBeCloseTo(report.successes / 30, 4);
    expect(report.interval[0]).toBeLessThan(report.rate);
    expect(report.interval[1]).toBeGreaterThan(report.rate);
    expect(report.ms).toEqual({ model: 40, browser: 15, runtime: 2 });
    expect(report.tokens).toEqual({ prompt: 3_000, evaluated: 1_200, generated: 300 });
    expect(report.refusals).toEqual({ right: 0, missed: 10, false: 0 });
    expect(report.falseDone).toBe(30 - report.successes);
  });

  it('runs as many episodes at a time as asked, each in a session that is closed', async () => {
    const { seen, run } = setUp({ jobs: 3 });
    await run();
    expect(seen.mostSessions).toBe(3);
    expect(seen.openSessions).toBe(0);
  });

  it("gives every task the suite's step limit, or the one asked for", async () => {
    const { seen, run } = setUp();
    await run();
    await run({ maxSteps: 7 });
    expect([...seen.limits]).toEqual([20, 7]);
  });

  it('repeats nothing that is already in the result file, and goes on for more episodes', async () => {
    const { seen, run } = setUp();
    const first = await run();
    const again = await run();
    expect(again.report).toEqual(first.report);
    expect(seen.goals).toHaveLength(30);
    expect((await run({ episodes: 36 })).report.episodes).toBe(36);
    expect(seen.goals).toHaveLength(36);
  });

  it('starts over when asked to, or when anything that may change a result is different', async () => {
    const { seen, run } = setUp({ episodes: 3 });
    await run();
    await run({ fresh: true });
    await run({ fingerprint: 'y' });
    await run({ seed: 2 });
    expect(seen.goals).toHaveLength(12);
  });

  it('gives the same report whatever the number of jobs', async () => {
    const [one, four] = await Promise.all([1, 4].map((jobs) => setUp().run({ jobs, fingerprint: jobs })));
    expect(one.report).toEqual(four.report);
  });

  it('keeps what is done when it is interrupted', async () => {
    const stop = new AbortController();
    const { seen, run } = setUp({ jobs: 1 });
    const onProgress = ({ done }: { done: number }): void => void (done === 5 && stop.abort());
    await expect(run({ signal: stop.signal, onProgress })).rejects.toMatchObject({ code: 'EVALUATION_INTERRUPTED' });
    expect(seen.openSessions).toBe(0);
    const before = seen.goals.length;
    await run();
    expect(seen.goals.length - before).toBe(25);
  });

  it('survives a line that a killed process left half written', async () => {
    const { seen, run } = setUp({ episodes: 6 });
    const { file } = await run();
    fs.truncateSync(file, fs.statSync(file).size - 25);
    expect((await run()).rows).toHaveLength(6);
    expect(seen.goals).toHaveLength(7);
  });

  it('tries an episode once more when its session broke down, and then names it', async () => {
    const { seen, run } = setUp({ episodes: 3, jobs: 1 });
    let calls = 0;
    const breakOnce = {
      ...suite,
      task: (...args: Parameters<Suite['task']>) => ({ ...suite.task(...args), ...(calls++ === 0 ? broken : {}) }),
    };
    expect((await run({ suite: breakOnce })).rows).toHaveLength(3);
    const breakAlways = { ...suite, task: (...args: Parameters<Suite['task']>) => ({ ...suite.task(...args), ...broken }) };
    await expect(run({ suite: breakAlways, seed: 5 })).rejects.toThrow(
      /Episode apples#0 .* broke down twice: browser has been closed/,
    );
    expect(seen.openSessions).toBe(0);
  });

  it('passes on a broken setting at once', async () => {
    const agent = { run: () => Promise.reject(new AgentError('MODEL_FORMAT', 'wrong format')) } as unknown as Agent;
    await expect(setUp({ agent }).run()).rejects.toMatchObject({ code: 'MODEL_FORMAT' });
  });

  it('says what there is when a split or family does not exist', async () => {
    await expect(setUp({ split: 'nope' }).run()).rejects.toThrow(/split "nope".*splits: only/);
    await expect(setUp({ families: ['plums'] }).run()).rejects.toThrow(/families plums.*apples, pears, never/);
  });

  it('keeps every verdict beside its trajectory', async () => {
    const kept: string[] = [];
    await setUp({
      episodes: 3,
      jobs: 1,
      evaluations: { record: (row) => void kept.push(`${row.episodeId} ${row.family}`) },
    }).run();
    expect(kept.sort()).toEqual(['e1 apples', 'e2 pears', 'e3 never']);
  });
});

const broken: Pick<Task, 'open'> = { open: () => Promise.reject(new Error('browser has been closed')) };
