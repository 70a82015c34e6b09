import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registeredModels } from '../../agent/index.js';
import { AgentSettingsSchema } from '../../config/index.js';
import { packageRoot } from '../../core/index.js';
import { openStore, type Store } from '../../memory/index.js';
import { recordAttempt } from '../../tests/fakes/attempts.js';
import { element, observation } from '../../tests/fakes/observations.js';
import type { Player, TaskSource } from '../collect/index.js';
import { Dataset } from '../data/index.js';
import { type CycleReport, runCycle } from './cycle.js';

const folder = mkdtempSync(path.join(tmpdir(), 'rounds-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Play {
  family: string;
  temperature: number;
}

/** `easy` succeeds at once; `half` on every second page; both of `half` and `hard` when they are sampled at 0.6 or less. Needs no browser. */
function source(round: () => number, plays: Play[][]): TaskSource {
  const play: Player['play'] = ({ split, family, seed }, agent, { episodeId }) => {
    const { temperature } = agent.settings.sampling;
    (plays[round() - 1] ??= []).push({ family, temperature });
    const isRight = temperature > 0 ? temperature <= 0.6 : family === 'easy' || (family === 'half' && seed % 2 === 0);
    const page = observation([element('button', `Start of round ${round()}`)]);
    const step = { page, action: { kind: 'click', ref: 1 } as const, said: [[`click of round ${round()}`, -0.2]] as const };
    const rollouts = openStore(path.join(folder, `round-${round()}/rollouts.db`));
    const attempt = { id: episodeId, family, split, seed, temperature, success: isRight, steps: [step] };
    recordAttempt({ log: rollouts.log, evaluations: NOT_RECORDED }, attempt);
    rollouts.close();
    return Promise.resolve({ episodeId, success: isRight, reward: Number(isRight), detail: '', claimed: true });
  };
  const player: Player = {
    play,
    idle: () => Promise.resolve({ success: false, impossible: false }),
    close: () => Promise.resolve(),
  };
  const families = { practice: ['easy', 'half', 'hard'] };
  const openTeacher = () => Promise.reject(new Error('nobody may be asked: demonstrating is off'));
  const demonstrated = { splits: ['practice'], openTeacher };
  return { suite: 's', version: '1', families, maxSteps: 5, openPlayer: () => Promise.resolve(player), demonstrated };
}
const NOT_RECORDED = { record: () => undefined } as unknown as Store['evaluations'];

/** The rows of a round by their tokens, with what they count. */
function weightsOf(round: number): Map<string, number> {
  const rows = new Dataset(path.join(folder, `round-${round}/own.rows`));
  return new Map(
    Array.from({ length: rows.length }, (_, i) => rows.at(i)).map(({ ids, weight }) => [JSON.stringify([...ids]), weight]),
  );
}

describe('from round to round', () => {
  const plays: Play[][] = [];
  let report: CycleReport;
  beforeAll(async () => {
    let round = 0;
    report = await runCycle({
      ...{
        out: folder,
        name: 'two',
        model: registeredModels(path.join(packageRoot, 'models')).seed,
        rounds: 2,
        minutes: 5,
        tasks: 90,
      },
      ...{ attempts: 4, search: 'sampled', control: false, demonstrate: false, recipe: 'sft', seed: 1, jobs: 1, threads: 1 },
      settings: AgentSettingsSchema.parse({}),
      sources: [source(() => round, plays)],
      gate: { suite: 's', maxSteps: 5, tasks: () => [], openPlayer: () => Promise.reject(new Error('nothing is trained here')) },
      replay: () => Promise.resolve({ train: '', rows: 0, validation: '' }),
      promote: () => Promise.resolve(),
      onEvent: (event) => event.type === 'round' && (round = event.round),
    });
  });

  it('leaves a page of tables, a row for each round', () => {
    const page = readFileSync(report.page, 'utf8');
    for (const [i, { collected, data }] of report.rounds.entries()) {
      const atOnce = ((100 * collected.solved) / collected.tasks).toFixed(1);
      expect(page).toContain(`| ${i + 1} | practice | ${collected.tasks} | ${atOnce} % |`);
      expect(page).toContain(`| ${i + 1} | ${data.habits.attempts} |`);
      expect(data.habits.attempts).toBe(data.attempts);
    }
    expect(page).not.toContain('xychart'); // nothing was trained
  });

  it('demonstrates nothing where that is switched off', () => {
    expect(report.rounds.map(({ corrections }) => corrections)).toEqual([undefined, undefined]);
  });

  it('the temperatures that a round found best are those that the next one samples at', () => {
    const sampled = plays.map((own) => own.map(({ temperature }) => temperature).filter((one) => one > 0));
    expect(new Set(sampled[0])).toEqual(new Set([1, 1.8, 0.6]));
    expect(report.rounds[0].temperatures).toEqual([0.6, 0.9, 0.4]);
    expect(new Set(sampled[1])).toEqual(new Set([0.6])); // the first of them succeeds at once
  });

  it('the next round turns to families that were solved half of the time', () => {
    const shareOfHalf = plays.map((own) => {
      const tasks = own.filter(({ temperature }) => temperature === 0);
      return tasks.filter(({ family }) => family === 'half').length / tasks.length;
    });
    expect(shareOfHalf[0]).toBeCloseTo(1 / 3);
    expect(shareOfHalf[1]).toBeGreaterThan(0.6);
  });

  it('the next round learns from earlier rollouts too, for less', () => {
    const [first, second] = [weightsOf(1), weightsOf(2)];
    expect(first.size).toBeGreaterThan(0);
    for (const [row, weight] of first) expect(second.get(row)).toBeCloseTo(0.7 * weight);
    expect(second.size).toBeGreaterThan(first.size);
  });
});
