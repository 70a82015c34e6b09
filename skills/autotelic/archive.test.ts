import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/index.js';
import { element, observation } from '../../tests/fakes/observations.js';
import { describeElement } from '../../tools/index.js';
import type { Check } from '../schema.js';
import { type Achievement } from './achievements.js';
import { GoalArchive, goalKey, goalOf, type MasteredGoal, type PracticeGoal } from './archive.js';
import { proposeGoal } from './compose.js';
import { varyGoal } from './vary.js';

const colours = ['Red', 'Blue'].map((label) => ({ label, selected: label === 'Red' }));
const PAGE = observation([
  element('textbox', 'Name'),
  element('select', 'Colour', { options: colours }),
  element('checkbox', 'News'),
  element('button', 'Send'),
]);

const claim = (goal: string, verb: Achievement['verb'], ref: number, check: Partial<Check>, value?: string): PracticeGoal =>
  goalOf({
    ...{ goal, other: goal, verb, control: `control ${ref}`, value },
    condition: [{ target: describeElement(PAGE, ref), changed: true, ...check } as Check],
  });
const NAME = claim('Set "Name" to "Ann"', 'set', 1, { kind: 'value', text: 'Ann' }, 'Ann');
const COLOUR = claim('Select "Blue" in "Colour"', 'select', 2, { kind: 'value', text: 'Blue' }, 'Blue');
const NEWS = claim('Check "News"', 'check', 3, { kind: 'state', state: 'checked' });
const SEND = claim('Press "Send"', 'press', 4, { kind: 'text-present', text: 'Sent' });

const mastered = (goal: PracticeGoal, steps = 1): MasteredGoal => ({
  ...{ ...goal, key: goalKey(goal), attempts: 1, successes: 1 },
  demonstration: {
    id: goal.goal,
    goal: goal.goal,
    purpose: 'train',
    success: true,
    steps: Array.from({ length: steps }) as never,
  },
  program: {} as never,
});
const archiveOf = (...goals: PracticeGoal[]): GoalArchive => {
  const archive = new GoalArchive();
  for (const goal of goals) archive.add(mastered(goal));
  return archive;
};

describe('the archive', () => {
  it('takes goals that differ in the value entered for one, and in the control for two', () => {
    const other = { ...NAME, goal: 'Set "Name" to "Bob"', values: ['Bob'] };
    expect(goalKey(other)).toBe(goalKey(NAME));
    expect(goalKey({ goal: 'Set "Town" to "Ann"', values: ['Ann'] })).not.toBe(goalKey(NAME));
    const archive = archiveOf(NAME, NEWS);
    expect(archive.add(mastered(other))).toBe('known');
    expect(archive.all()).toHaveLength(2);
  });

  it('keeps the shortest demonstration and counts attempts', () => {
    const archive = new GoalArchive();
    expect(archive.add(mastered(NEWS, 3))).toBe('new');
    expect(archive.add(mastered(NEWS, 2))).toBe('shorter');
    expect(archive.add(mastered(NEWS, 4))).toBe('known');
    archive.record(goalKey(NEWS), false);
    const kept = archive.get(goalKey(NEWS))!;
    expect([kept.demonstration.steps.length, kept.attempts, kept.successes]).toEqual([2, 4, 3]);
  });

  it('is drawn from, rarely tried goals more often', () => {
    const archive = archiveOf(NAME, NEWS);
    for (let i = 0; i < 9; i++) archive.record(goalKey(NAME), true);
    const random = createRandom(1);
    const drawn = Array.from({ length: 200 }, () => archive.sample(random)!.goal);
    expect(drawn.filter((goal) => goal === NEWS.goal).length).toBeGreaterThan(150);
    expect(new GoalArchive().sample(random)).toBeUndefined();
  });
});

describe('the proposer', () => {
  const propose = (archive: GoalArchive, tried = new Set<string>(), mostParts = 4) =>
    proposeGoal(archive, tried, { random: createRandom(3), mostParts });

  it('combines two mastered goals of different controls, what may leave the page last', () => {
    const proposal = propose(archiveOf(SEND, NAME))!;
    expect(proposal.goal).toMatchObject({ goal: 'Set "Name" to "Ann" and press "Send"', values: ['Ann'] });
    expect(proposal.goal.condition).toHaveLength(2);
    expect(proposal.parts.map(({ goal }) => goal)).toEqual([NAME.goal, SEND.goal]);
  });

  it('combines composed goals further, up to a size, and never proposes what was tried', () => {
    const archive = archiveOf(NAME, NEWS);
    const first = propose(archive)!;
    expect(propose(archive, new Set([first.key]))?.key).not.toBe(first.key);
    archive.add(mastered(first.goal));
    archive.add(mastered(COLOUR));
    const goals = new Set<string>();
    for (let proposal = propose(archive, goals); proposal; proposal = propose(archive, goals)) goals.add(proposal.key);
    const three = [...goals].filter((key) => key.split(',').length + key.split(' and ').length === 4);
    expect(three.length).toBeGreaterThan(0);
    expect(propose(archive, goals, 1)).toBeUndefined();
    expect(propose(archiveOf(NAME))).toBeUndefined();
  });
});

it('varies what is entered, in the goal and in what it means', () => {
  const random = createRandom(2);
  expect(varyGoal(COLOUR, random)).toMatchObject({ goal: 'Select "Red" in "Colour"', condition: [{ text: 'Red' }] });
  const { goal, values, condition } = varyGoal(NAME, random)!;
  expect(goal).toMatch(/^Set "Name" to "An[aeiou]"$/);
  expect(condition[0]).toMatchObject({ kind: 'value', text: values[0] });
  expect(varyGoal(NEWS, random)).toBeUndefined(); // nothing was entered
});
