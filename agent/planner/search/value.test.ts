import { describe, expect, it } from 'vitest';
import { goalSpans } from '../../../core/index.js';
import { element, observation } from '../../../tests/fakes/observations.js';
import type { PlanContext } from '../../prompt-port.js';
import { addTo, Combination, emptyTally } from './combination.js';
import { type Moment } from './moment.js';
import { newNode, newState, type SearchState, type SearchTreeNode } from './tree.js';
import { Valuation } from './value.js';
import { createForecastCritic, createModelCritic, type JudgedStep, ruleParts, type ValueCritic } from './critics.js';

const critic = (name: string, weight = 1, range?: [number, number]): ValueCritic => ({
  name,
  weight,
  ...(range ? { range } : {}),
  judge: () => undefined,
});

/** The order of steps by what the critics said of them. */
function rankingOf(critics: ValueCritic[], said: Record<string, number | undefined>[]): number[] {
  const combination = new Combination(critics, 0);
  for (const values of said) combination.see(values);
  const totals = said.map((values) => {
    const tally = emptyTally();
    addTo(tally, values, 1);
    return combination.score(tally).total;
  });
  return totals.map((_, i) => i).sort((a, b) => totals[b] - totals[a]);
}

describe('several critics', () => {
  const said = [
    { a: 0.2, b: 0.9 },
    { a: 0.8, b: 0.5 },
    { a: 0.4, b: 0.1 },
    { a: 0.7, b: 0.75 },
  ];
  const scaled = said.map(({ a, b }) => ({ a, b: 1000 * b }));

  it('one that is scaled by 1000 does not change the ranking', () => {
    expect(rankingOf([critic('a'), critic('b')], scaled)).toEqual(rankingOf([critic('a'), critic('b')], said));
    const ranged = (high: number): ValueCritic[] => [critic('a', 1, [0, 1]), critic('b', 1, [0, high])];
    expect(rankingOf(ranged(1000), scaled)).toEqual(rankingOf(ranged(1), said));
  });

  it('count by their weight', () => {
    expect(rankingOf([critic('a', 9), critic('b', 1)], said)[0]).toBe(1);
    expect(rankingOf([critic('a', 1), critic('b', 9)], said)[0]).toBe(0);
  });

  it('one that is silent leaves the others their full weight, and one that is silent of a step gives it its least', () => {
    expect(
      rankingOf(
        [critic('a'), critic('b')],
        said.map(({ a }) => ({ a, b: undefined })),
      ),
    ).toEqual([1, 3, 2, 0]);
    expect(rankingOf([critic('a'), critic('b', 9)], [{ a: 1, b: undefined }, { a: 0, b: 2 }, { a: 0, b: 1 }])[0]).toBe(1); // prettier-ignore
  });
});

const goal = 'Enter "Rosa" as Name and press Send.';
const contextOf = (name: string): PlanContext => ({
  goal,
  spans: goalSpans(goal),
  observation: observation([element('textbox', 'Name', { value: name }), element('button', 'Send')]),
  history: [],
  rejected: [],
  notes: [],
  stepsLeft: 5,
  attempt: 0,
});
const step = (name: string, more: Partial<JudgedStep> = {}): JudgedStep => ({
  context: contextOf(name),
  decided: [],
  kind: 'page',
  seenBefore: false,
  logprobs: [],
  openAtStart: 2,
  ...more,
});

describe('the pre-score by rule', () => {
  it('shows what it is made of', () => {
    expect(ruleParts(step('Rosa'))).toMatchObject({ covered: 0.25, form: 0.2 });
    expect(ruleParts(step('Hugo'))).not.toHaveProperty('form');
  });

  it('speaks against committing early, failures and loops', () => {
    expect(ruleParts(step('', { kind: 'decisive' }))).toMatchObject({ premature: -0.3 });
    const outcome = { status: 'error', message: '', diff: {} as never, ms: 0 } as const;
    expect(ruleParts(step('', { outcome, seenBefore: true }))).toMatchObject({ failed: -0.4, loop: -0.3 });
  });
});

it('the forecast asks for the end where the agent would end', () => {
  const asked: string[] = [];
  const forecast = createForecastCritic(1, (_, at) => (asked.push(at), 0.5));
  forecast.judge(step('', { kind: 'end' }));
  forecast.judge(step('', { kind: 'decisive' }));
  expect(asked).toEqual(['end', 'ahead']);
});

it('the model is heard as the mean of its log-probabilities, where it gives any', () => {
  const critic = createModelCritic(1);
  expect(critic.judge(step(''))).toBeUndefined();
  expect(critic.judge(step('', { logprobs: [-1, -3] }))).toBeCloseTo(Math.exp(-2));
});

describe('the best below a page', () => {
  const state = (key: string): SearchState => newState({ key, moment: {} as Moment, path: [], first: 0, depth: 0 });
  const setUp = () => {
    const valuation = new Valuation([critic('a', 1, [0, 1])], { bestShare: 1, depthPenalty: 0 });
    const add = (from: SearchState, to: SearchState, a: number, kind: SearchTreeNode['kind'] = 'page'): SearchTreeNode => {
      const node = newNode({ id: 0, kind, state: to, depth: 1, own: { a } });
      addTo(node.tally, node.own, 1);
      valuation.see(node.own);
      from.children.push(node);
      valuation.added(from, node);
      return node;
    };
    return { valuation, add };
  };

  it('reaches every way there, also in circles, and is never taken from a leaf that stands elsewhere', () => {
    const { valuation, add } = setUp();
    const [root, left, right] = [state('root'), state('left'), state('right')];
    const toLeft = add(root, left, 0.2);
    const toRight = add(root, right, 0.3);
    const across = add(right, left, 0.1);
    add(left, right, 0.1); // a circle
    expect([toLeft, toRight, across].map((node) => valuation.of(node).total)).toEqual([0.2, 0.3, 0.1]);
    add(left, left, 0.9, 'end');
    expect([toLeft, toRight, across].map((node) => valuation.of(node).total)).toEqual([0.9, 0.9, 0.9]);
  });

  it('is weighed anew when the scale of a critic changes', () => {
    const valuation = new Valuation([critic('a')], { bestShare: 1, depthPenalty: 0 });
    const [root, room] = [state('root'), state('room')];
    const values = [0.4, 0.2, 0.9].map((a) => {
      const node = newNode({ id: 0, kind: 'page', state: a === 0.4 ? room : state(`room ${a}`), depth: 1, own: { a } });
      addTo(node.tally, node.own, 1);
      valuation.see(node.own);
      const from = a === 0.4 ? root : room;
      from.children.push(node);
      valuation.added(from, node);
      return valuation.of(root.children[0]).total;
    });
    expect(values).toEqual([0.5, 1, 1]); // alone; the best of two; what is below is now the best
  });
});
