import { describe, expect, it } from 'vitest';
import type { Candidate, Decision } from '../../../core/index.js';
import { observation } from '../../../tests/fakes/observations.js';
import { AttemptFrontier } from './frontier.js';

const page = (title: string) => observation([], { title, url: `http://127.0.0.1/${title}`, fingerprint: title });
/** A step that took the first of the candidates. */
const step = (title: string, ...scores: [ref: number, score: number][]) => {
  const candidates = scores.map(
    ([ref, score]): Candidate => ({ action: { kind: 'click', ref }, proposer: 'p', prior: 0, score }),
  );
  return { observation: page(title), decision: { action: candidates[0].action, candidates } as unknown as Decision };
};
const all = (frontier: AttemptFrontier): (readonly string[])[] => {
  const ways: (readonly string[])[] = [];
  for (let way = frontier.next(); way; way = frontier.next()) ways.push(way);
  return ways;
};

describe('the frontier of attempts', () => {
  it('gives every way that was passed over once, the one least behind the best first', () => {
    const frontier = new AttemptFrontier();
    frontier.add([step('first', [1, 0], [2, -2.5]), step('second', [3, 0], [4, -1], [5, -9])]);
    expect(all(frontier)).toEqual([['click 1', 'click 4'], ['click 2'], [], ['click 1', 'click 5']]);
  });

  it('counts what was behind on the way, also where the best was passed over', () => {
    const frontier = new AttemptFrontier();
    frontier.add([step('first', [2, -2], [1, 0]), step('second', [3, 0], [4, -0.5])]);
    expect(all(frontier).slice(0, 2)).toEqual([['click 1'], ['click 2', 'click 4']]);
  });

  it('has no second way for the same action on the same page', () => {
    const frontier = new AttemptFrontier();
    frontier.add([step('first', [1, 0], [2, -1]), step('first', [1, 0], [2, -1])]); // the first step changed nothing
    frontier.add([step('first', [2, -1], [1, 0])]);
    expect(all(frontier)).toEqual([['click 2'], []]);
  });
});
