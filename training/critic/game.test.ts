import { describe, expect, it } from 'vitest';
import type { Agent, Detour } from '../../agent/index.js';
import { type Action, parseAction, printAction } from '../../core/index.js';
import type { StepRecord } from '../../memory/index.js';
import type { JudgedStep } from '../../reflection/index.js';
import { element, observation } from '../../tests/fakes/observations.js';
import type { Player } from '../collect/index.js';
import { type CriticGamePlan, playCriticGame, type StepCritic } from './game.js';

const page = observation([element('button', 'Left'), element('button', 'Right')]);
const LINES = ['click 1', 'click 2'];
const action = (line: string): Action => {
  const parsed = parseAction(line);
  if (!parsed.ok) throw new Error(line);
  return parsed.action;
};

/**
 * A corridor of two doors, each left or right. The policy goes left, and what it passes over is 1 nat behind. The task is solved by the ways that `solves` names;
 * with a detour the first doors are its own.
 */
function corridor(solves: (way: readonly string[], family: string) => boolean) {
  const log = new Map<string, StepRecord[]>();
  const played: (Detour | undefined)[] = [];
  const player: Player = {
    play: ({ family }, _, { episodeId, detour }) => {
      played.push(detour);
      const way = [0, 1].map((i) => detour?.path[i] ?? 'click 1');
      log.set(
        episodeId,
        way.map((line, i) => stepOf(line, i)),
      );
      return Promise.resolve({ episodeId, success: solves(way, family), reward: 0, detail: '', claimed: true });
    },
    idle: () => Promise.reject(new Error('nobody asks')),
    close: () => Promise.resolve(),
  };
  return { player, played, log: { steps: (id: string) => log.get(id) ?? [] } };
}

function stepOf(line: string, number: number): StepRecord {
  const candidates = LINES.map((one, i) => ({ action: action(one), proposer: 'model', prior: 0, score: -i }));
  const decision = { action: action(line), proposer: 'model', expectation: { effect: 'any' as const }, candidates, notes: [] };
  return {
    number: number + 1,
    observation: { ...page, fingerprint: `door ${number}` },
    decision,
    verdicts: [],
  } as unknown as StepRecord;
}

const task = (family: string, seed = 1) => ({ split: 'seen', family, seed });
const plan = (at: ReturnType<typeof corridor>, more: Partial<CriticGamePlan> = {}): CriticGamePlan => ({
  ...{ player: at.player, log: at.log, agent: {} as Agent, tasks: [task('a')], rounds: 1, attempts: 4, maxSteps: 9 },
  learn: () => () => undefined,
  ...more,
});
const lines = ({ steps }: JudgedStep): string => steps.map(({ decision }) => printAction(decision.action)).join(', ');

describe('the critic game', () => {
  it('discards a sneaky step after which the task is solved all the same', async () => {
    const { rounds, shown } = await playCriticGame(plan(corridor(() => true)));
    expect(rounds).toEqual([
      { round: 1, attacks: 1, discarded: 1, games: 0, heldRight: 0, heldWrong: 0, rewards: { critic: 0, sneak: 0 } },
    ]);
    expect(shown).toEqual([]);
  });

  it('shows a right step and the mistake that a rollout proved, and what one wins the other loses', async () => {
    const { rounds, shown } = await playCriticGame(plan(corridor((way) => way[0] === 'click 1')));
    expect(shown.map((one) => [lines(one), one.isRight])).toEqual([['click 1', true], ['click 2', false]]); // prettier-ignore
    // who has learned nothing believes everything: right once, led astray once
    expect(rounds[0]).toMatchObject({ attacks: 1, games: 2, heldRight: 1, heldWrong: 0, rewards: { critic: 0, sneak: 0 } });
  });

  it('turns on what the policy itself does wrong, where a search finds what is right', async () => {
    const { shown } = await playCriticGame(plan(corridor((way) => way[1] === 'click 2')));
    expect(shown.map((one) => [lines(one), one.isRight])).toEqual([['click 1, click 2', true], ['click 1, click 1', false]]); // prettier-ignore
  });

  it('the critic learns from round to round, and the sneak then offers what it believes in most', async () => {
    const learned: number[] = [];
    const asked: string[] = [];
    const critic: StepCritic = (steps) => {
      const way = lines({ steps, isRight: true });
      asked.push(way);
      return way === 'click 1, click 2' ? 0.9 : 0.1;
    };
    const at = corridor((way) => way.every((line) => line === 'click 1'));
    const learn = (shown: readonly JudgedStep[]): StepCritic => (learned.push(shown.length), critic);
    const { rounds } = await playCriticGame(plan(at, { rounds: 2, tasks: [task('a'), task('b')], learn }));
    expect(learned).toEqual([2, 4]);
    expect(asked).toContain('click 2'); // also thought of
    const paths = at.played.flatMap((detour) => (detour ? [detour.path.join(', ')] : []));
    expect(paths).toEqual(['click 2', 'click 1, click 2']);
    expect(rounds[1]).toMatchObject({ games: 2, heldRight: 0, heldWrong: 0, rewards: { critic: -2, sneak: 2 } }); // led astray twice
  });

  it('plays nothing where nobody knows what would be right', async () => {
    const { rounds } = await playCriticGame(plan(corridor(() => false)));
    expect(rounds[0]).toMatchObject({ attacks: 0, games: 0 });
  });
});
