import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/index.js';
import { AgentError } from '../../core/index.js';
import { openStore, type Store } from '../../memory/index.js';
import { recordAttempt } from '../../tests/fakes/attempts.js';
import { element, observation } from '../../tests/fakes/observations.js';
import { readAttempts } from '../rows/index.js';
import { collect, type CollectPlan, scheduleTasks } from './collect.js';
import type { Player, TaskSource } from './task-source.js';

let store: Store;
beforeEach(() => (store = openStore(':memory:')));
afterEach(() => store.close());

/** `easy` succeeds at once, `chance` at the second sampled attempt, `hard` never; `broken` breaks its page. */
function source(plays: string[] = [], more: Partial<Player> = {}): TaskSource {
  const player: Player = {
    play: ({ split, family, seed }, agent, { episodeId }) => {
      const attempt = Number(episodeId.split('/')[4]);
      plays.push(`${family}/${seed}/${attempt} at ${(agent as unknown as { temperature: number }).temperature}`);
      if (family === 'broken') return Promise.reject(new AgentError('PAGE_CRASHED', 'it is gone'));
      const success = family === 'easy' || (family === 'chance' && attempt === 2);
      recordAttempt({ log: store.log, evaluations: NOT_RECORDED }, { id: episodeId, family, seed, split, success, steps: [] });
      return Promise.resolve({ episodeId, success, reward: Number(success), detail: '', claimed: false });
    },
    idle: () => Promise.resolve({ success: false, impossible: false }),
    close: () => Promise.resolve(),
    ...more,
  };
  return {
    suite: 's',
    version: '1',
    families: { practice: ['easy', 'chance', 'hard'] },
    maxSteps: 5,
    openPlayer: () => Promise.resolve(player),
  };
}
const NOT_RECORDED = { record: () => undefined } as unknown as Store['evaluations'];

const plan = (more: Partial<CollectPlan> = {}): CollectPlan => ({
  ...{ source: source(), store, tasks: 3, attempts: 4, search: 'sampled', temperatures: [1, 2], seed: 7, jobs: 1 },
  agentAt: (temperature) => ({ temperature }) as unknown as Agent,
  ...more,
});

describe('collect', () => {
  it('tries each task as the agent would, and samples where that fails, until one attempt succeeds', async () => {
    const plays: string[] = [];
    expect(await collect(plan({ source: source(plays) }))).toEqual({ tasks: 3, wanted: 3, attempts: 8, solved: 1, found: 1 });
    expect(plays).toEqual(['easy/7/0 at 0', 'chance/7/0 at 0', 'chance/7/1 at 1', 'chance/7/2 at 2', 'hard/7/0 at 0', 'hard/7/1 at 1', 'hard/7/2 at 2', 'hard/7/3 at 1']); // prettier-ignore
    expect([...readAttempts(store)].map(({ family, rate }) => [family, rate])).toEqual([['easy', 1], ['chance', 1 / 3], ['hard', 0]]); // prettier-ignore
  });

  it('searches best first: each further attempt leaves an earlier one where that was least clear, and never twice', async () => {
    const page = observation([element('button', 'A'), element('button', 'B'), element('button', 'C')]);
    const ways: (readonly string[] | undefined)[] = [];
    const play: Player['play'] = ({ family, seed, split }, _, { episodeId, detour }) => {
      ways.push(detour?.path);
      const click = (ref: number) => ({ kind: 'click', ref }) as const;
      const chosen = Number(detour?.path[0]?.at(-1) ?? 1);
      const others = [1, 2, 3].filter((ref) => ref !== chosen).map((ref) => [click(ref), -ref] as const);
      const step = { page, action: click(chosen), said: [[`c${chosen}`, -chosen]] as const, others };
      recordAttempt(
        { log: store.log, evaluations: NOT_RECORDED },
        { id: episodeId, family, seed, split, success: false, steps: [step] },
      );
      return Promise.resolve({ episodeId, success: false, reward: 0, detail: '', claimed: false });
    };
    const search = { ...plan({ source: source([], { play }), attempts: 9, tasks: 1, search: 'best-first' }) };
    await collect(search);
    expect(ways).toEqual([undefined, ['click 2'], ['click 3'], []]);
    await collect(search);
    expect(ways).toHaveLength(4); // read from the log
  });

  it('goes on where it stopped, and plays nothing twice', async () => {
    const stop = new AbortController();
    await collect(plan({ signal: stop.signal, onProgress: ({ tasks }) => tasks === 1 && stop.abort() }));
    const plays: string[] = [];
    expect(await collect(plan({ source: source(plays) }))).toMatchObject({ tasks: 3, attempts: 8 });
    expect(plays[0]).toBe('chance/7/0 at 0');
  });

  it('plays an attempt anew that a killed process left without a verdict', async () => {
    recordAttempt({ log: store.log, evaluations: NOT_RECORDED }, { id: 's/practice/easy/7/0', family: 'easy', success: false, steps: [], open: true }); // prettier-ignore
    await collect(plan({ tasks: 1 }));
    expect(store.evaluations.list().map(({ episodeId }) => episodeId)).toEqual(['s/practice/easy/7/0+']);
  });

  it('counts a page that breaks as a failed attempt, and goes on', async () => {
    const one = source();
    const report = await collect(plan({ source: { ...one, families: { practice: ['broken', 'easy'] } }, tasks: 2 }));
    expect(report).toMatchObject({ tasks: 2, solved: 1 });
  });

  it('refuses evaluators that call it a success when nothing was done', async () => {
    const plays: string[] = [];
    const lenient = source(plays, { idle: () => Promise.resolve({ success: true, impossible: false }) });
    await expect(collect(plan({ source: lenient }))).rejects.toMatchObject({ code: 'EVALUATOR_SUSPECT' });
    expect(plays).toEqual([]);
    const impossible = source(plays, { idle: () => Promise.resolve({ success: true, impossible: true }) });
    await expect(collect(plan({ source: impossible }))).resolves.toMatchObject({ tasks: 3 });
  });
});

describe('scheduleTasks', () => {
  it('takes families in turn, with seeds that count up', () => {
    expect(scheduleTasks(plan({ tasks: 4 })).map(({ family, seed }) => `${family}/${seed}`)).toEqual(['easy/7', 'chance/7', 'hard/7', 'easy/8']); // prettier-ignore
  });

  it('turns to what is solved half of the time, and forgets nothing', () => {
    const known = new Map([['easy', 1], ['chance', 0.5], ['hard', 0]]); // prettier-ignore
    const families = scheduleTasks(plan({ tasks: 400, known })).map(({ family }) => family);
    const count = (name: string): number => families.filter((family) => family === name).length;
    expect(count('chance')).toBeGreaterThan(300);
    expect(count('easy')).toBeGreaterThan(10);
    expect(count('hard')).toBeGreaterThan(10);
  });
});
