import { expect, it } from 'vitest';
import { SEARCH_TREE_FORMAT, type SearchNode, type SearchTree } from '../../../core/index.js';
import { processValues, siblingPreferences } from '../../index.js';

const node = (id: number, parent: number | undefined, value = 0, more: Partial<SearchNode> = {}): SearchNode => ({
  id,
  ...(parent === undefined ? {} : { parent }),
  action: parent === undefined ? '' : `click ${id}`,
  kind: 'page',
  page: String(id),
  prior: 1,
  visits: 1,
  own: { total: value, parts: { rule: value } },
  value: { total: value, parts: { rule: value } },
  ...more,
});
const tree = (...nodes: SearchNode[]): SearchTree => ({
  ...{ format: SEARCH_TREE_FORMAT, planner: 'mcts', seed: 0, ended: 'nodes' },
  ...{ budget: { nodes: 9, ms: 1, tokens: 1 }, spent: { nodes: nodes.length, ms: 0, tokens: 0 }, nodes },
});

it('siblings far enough apart make a preference, the surest first', () => {
  const { nodes } = tree(node(0, undefined), node(1, 0, 0.9), node(2, 0, 0.3), node(3, 0, 0.5), node(4, 1, 0.1));
  expect(siblingPreferences(tree(...nodes), 0.3)).toMatchObject([
    { at: 0, better: 'click 1', worse: 'click 2' },
    { at: 0, better: 'click 1', worse: 'click 3' },
  ]);
  expect(siblingPreferences(tree(...nodes), 0.61)).toEqual([]);
});

it('what was lost or not looked at is in no preference', () => {
  const nodes = [node(0, undefined), node(1, 0, 0.9, { kind: 'lost' }), node(2, 0, 0.3), node(3, 0, 0.5, { visits: 0 })];
  expect(siblingPreferences(tree(...nodes), 0)).toEqual([]);
});

it('process values grow towards a correct leaf and fall off the branch', () => {
  // 0 -> 1 -> 2 (correct); 3 beside 1, 4 beside 2
  const values = processValues(tree(node(0, undefined), node(1, 0), node(2, 1), node(3, 0), node(4, 1)), new Set([2]));
  expect(values.get(1)).toBeCloseTo(1 / 2); // m = 2
  expect(values.get(2)).toBeCloseTo(1); // m = 1
  expect(values.get(3)).toBe(0); // 0 - 1/4, floored
  expect(values.get(4)).toBeCloseTo(1 / 2 - 1 / 2 / 3); // up one, down to the leaf
});

it('without a correct leaf every value is 0, and circles end', () => {
  const round = tree(node(0, undefined), node(1, 0), node(2, 1), node(3, 2, 0, { same: 1 }));
  expect([...processValues(round, new Set()).values()]).toEqual([0, 0, 0, 0]);
});

it('a page that was reached twice leads to the same correct leaf', () => {
  const twice = tree(node(0, undefined), node(1, 0), node(2, 1), node(3, 0, 0, { same: 1 }));
  expect(processValues(twice, new Set([2])).get(3)).toBeCloseTo(1 / 2);
});
