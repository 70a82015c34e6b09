import { afterAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../core/index.js';
import { fixtureStore } from '../rows/fixture.js';
import { readAttempts } from '../rows/trajectory.js';
import { OUTCOME_ONLY, REWARDS, type RewardName, worthOf } from './index.js';
import { shaping } from './progress.js';
import { sar } from './sar.js';

const store = fixtureStore();
afterAll(() => store.close());
const tasks = [...readAttempts(store)];

/** What each step of an attempt of the fixture earns. */
function earned(name: RewardName, episodeId: string): number[] {
  const { attempts } = tasks.find((task) => task.attempts.some((one) => one.episodeId === episodeId))!;
  const attempt = attempts.find((one) => one.episodeId === episodeId)!;
  return attempt.steps.map((_, index) => REWARDS[name]({ attempts, attempt, index }));
}

describe('rewards', () => {
  it('outcome is the word of the evaluator', () => {
    expect(earned('outcome', 'slip')).toEqual([1, 1, 1, 1]);
    expect(earned('outcome', 'hasty')).toEqual([0, 0, 0, 0, 0]);
  });

  it('progress is what a step closed of the open conditions', () => {
    expect(earned('progress', 'slip').map((one) => one + 0)).toEqual([0, 1, 0, 0]); // the goal's one condition is met on the tea page
    expect(earned('progress', 'straight').map((one) => one + 0)).toEqual([0, 0, 0]); // nothing recorded, nothing earned
  });

  it('reflection pays for a step that works after one that did not', () => {
    expect(earned('reflection', 'slip')).toEqual([0, 0.5, 0.25, 0.25]);
    expect(earned('reflection', 'hasty')).toEqual([0, 0.25, 0.25, -0.25, 0.5]);
  });

  it('sar is high where the answer comes of the question', () => {
    expect(sar(Math.log(0.5), Math.log(0.25))).toBeCloseTo(0.5); // perplexities 2 and 4
    expect(sar(Math.log(0.25), Math.log(0.5))).toBeCloseTo(-1); // 4 and 2
    expect(sar(Math.log(0.01), Math.log(0.5))).toBe(-1); // floored
    // The wait of "hasty" is nowhere else weighed, and its "Back" on no other state with another probability.
    expect(earned('sar', 'hasty')[3]).toBe(0);
    expect(earned('sar', 'hasty')[1]).toBeCloseTo(0);
  });

  it('skill-reuse pays for the steps of a skill in a success', () => {
    expect(earned('skill-reuse', 'gated')).toEqual([0, 0, 1, 0]);
  });

  it('add up by their weights, and are never negative together', () => {
    const { attempts } = tasks[0];
    const at = (id: string, index: number) => ({ attempts, attempt: attempts.find((one) => one.episodeId === id)!, index });
    expect(worthOf(OUTCOME_ONLY, at('slip', 1))).toBe(1);
    expect(worthOf({ outcome: 1, progress: 0.2, reflection: 1 }, at('slip', 1))).toBeCloseTo(1.7);
    expect(worthOf({ reflection: 1 }, at('hasty', 3))).toBe(0);
  });
});

describe('shaping', () => {
  /** A corridor of five rooms with the prize behind the last and rest in the first; one may go left or right, and a right step slips now and then. */
  const ROOMS = 5;
  const GAMMA = 0.9;
  type Extra = (from: number, to: number) => number;

  /** Best action by room, by value iteration. */
  function bestPolicy(extra: Extra, rest = 0): number[] {
    let values = Array<number>(ROOMS + 1).fill(0); // the last is the end, where nothing is earned any more
    const worth = (from: number, step: number): number => {
      const ends = step > 0 ? [{ to: from + 1, p: 0.8 }, { to: from, p: 0.2 }] : [{ to: Math.max(0, from - 1), p: 1 }]; // prettier-ignore
      return ends.reduce((sum, { to, p }) => sum + p * (gain(from, to) + extra(from, to) + GAMMA * values[to]), 0);
    };
    const gain = (from: number, to: number): number => (to === ROOMS ? 1 : from === 0 && to === 0 ? rest : 0);
    for (let i = 0; i < 500; i++)
      values = values.map((_, room) => (room === ROOMS ? 0 : Math.max(worth(room, 1), worth(room, -1))));
    return values.slice(0, ROOMS).map((_, room) => (worth(room, 1) >= worth(room, -1) ? 1 : -1));
  }

  it('leaves the best policy as it was, whatever the potential', () => {
    const random = createRandom('shaping');
    const [right, parted] = [[1, 1, 1, 1, 1], [-1, -1, 1, 1, 1]]; // prettier-ignore
    expect([bestPolicy(() => 0), bestPolicy(() => 0, 0.08)]).toEqual([right, parted]);
    for (let i = 0; i < 20; i++) {
      const potentials = [...Array.from({ length: ROOMS }, () => random.next() * 20 - 10), 0]; // 0 after the end
      expect(bestPolicy((from, to) => shaping(potentials[from], potentials[to], GAMMA))).toEqual(right);
      expect(bestPolicy((from, to) => shaping(potentials[from], potentials[to], GAMMA), 0.08)).toEqual(parted);
    }
  });

  it('is not the same as a bonus for being somewhere', () => {
    expect(bestPolicy((_, to) => (to === 1 ? 1 : 0))).not.toEqual([1, 1, 1, 1, 1]);
  });
});
