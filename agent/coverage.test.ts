import { describe, expect, it } from 'vitest';
import { type Action, type Candidate, goalSpans, printAction } from '../core/index.js';
import { element, observation } from '../tests/fakes/observations.js';
import { createCoverageCheck, openConditions } from './coverage.js';
import { pressed } from '../tests/fakes/match-context.js';
import type { PlanContext } from './prompt-port.js';

const SEND: Action = { kind: 'click', ref: 3 };
const TYPE: Action = { kind: 'type', ref: 1, text: { kind: 'quote', index: 1 } };
const TICK: Action = { kind: 'click', ref: 2 };
const PAGE = [
  element('textbox', 'Name'),
  element('checkbox', 'Weekly news', { states: ['unchecked'] }),
  element('button', 'Send'),
];

function context(goal: string, elements = PAGE, history = [pressed('tab', 'Form')]): PlanContext {
  const spans = goalSpans(goal);
  return { goal, spans, observation: observation(elements), history, rejected: [], notes: [], stepsLeft: 9, attempt: 0 };
}
const ranked = (...scored: [Action, number][]): Candidate[] =>
  scored.map(([action, score]) => ({ action, score, prior: 0, proposer: 'test' }));
const check = () => createCoverageCheck({ margin: 3, looks: 0, refuses: false, questioned: new Set() });
const GOAL = 'Enter "Rosa", tick weekly news and press Send.';

it('puts the covering action before the decisive one, and says why', () => {
  const found = check()(context(GOAL), ranked([SEND, 1], [TYPE, -1]));
  expect(found && printAction(found.candidate.action)).toBe('type 1 quote 1');
  expect(found?.note).toBe('coverage: type 1 quote 1 before click 3, because "Rosa", "Weekly news" is still open');
});

it('counts choices that the goal names without quotes', () => {
  const filled = [element('textbox', 'Name', { value: 'Rosa' }), ...PAGE.slice(1)];
  expect(openConditions(context(GOAL, filled))).toEqual(['Send', 'Weekly news']);
  expect(check()(context(GOAL, filled), ranked([SEND, 1], [TICK, 0]))?.candidate.action).toEqual(TICK);
});

it('questions a stop without an answer, and none with one', () => {
  expect(check()(context(GOAL), ranked([{ kind: 'stop' }, 1], [TYPE, 0]))).toBeDefined();
  expect(
    check()(context(GOAL), ranked([{ kind: 'stop', answer: { kind: 'literal', text: 'x' } }, 1], [TYPE, 0])),
  ).toBeUndefined();
});

it('lets the decisive action pass when nothing would cover, when it covers itself, or when all is done', () => {
  expect(check()(context(GOAL), ranked([SEND, 1], [{ kind: 'scroll', direction: 'down' }, 0]))).toBeUndefined();
  expect(check()(context('Press "Send".'), ranked([SEND, 1], [TYPE, 0]))).toBeUndefined();
  const done = [
    element('textbox', 'Name', { value: 'Rosa' }),
    element('checkbox', 'Weekly news', { states: ['checked'] }),
    PAGE[2],
  ];
  expect(check()(context(GOAL, done), ranked([SEND, 1], [TYPE, 0]))).toBeUndefined();
});

it('does not insist: a candidate far behind is not taken, and a page is questioned once', () => {
  expect(check()(context(GOAL), ranked([SEND, 1], [TYPE, -3]))).toBeUndefined();
  const once = check();
  expect(once(context(GOAL), ranked([SEND, 1], [TYPE, 0]))).toBeDefined();
  expect(once(context(GOAL), ranked([SEND, 1], [TYPE, 0]))).toBeUndefined();
});

it('does not question harmless actions', () => {
  expect(check()(context(GOAL), ranked([{ kind: 'scroll', direction: 'down' }, 1], [TYPE, 0]))).toBeUndefined();
});

it('does not begin with what commits, where something else is named or thought of', () => {
  const press: Action = { kind: 'click', ref: 2 };
  const found = check()(context('Star the letter. Press "Send" at the end.', PAGE, []), ranked([SEND, 1], [press, 0]));
  expect(found?.candidate.action).toEqual(press);
  expect(found?.note).toContain('nothing was done yet');
  expect(check()(context('Star the letter. Press "Send" at the end.'), ranked([SEND, 1], [press, 0]))).toBeUndefined();
});

it('opens what was not looked at before it commits, where the goal names what was never in sight, and only so often', () => {
  const parts = ['Files', 'Rooms', 'Boats'].map((name) => element('tab', name));
  const page = [element('textbox', 'Ghost', { value: 'x' }), element('button', 'Done'), ...parts];
  const [done, files, rooms]: Action[] = [2, 3, 4].map((ref) => ({ kind: 'click', ref }));
  const goal = 'Set Harbour to 4, then press Done.';
  const looking = createCoverageCheck({ margin: 3, looks: 1, refuses: false, questioned: new Set() });
  const found = looking(context(goal, page), ranked([done, 2], [rooms, -8], [files, -9]));
  expect(found?.candidate.action).toEqual(rooms); // however far behind
  expect(found?.note).toContain('"Harbour" was not in sight yet');
  expect(looking(context(goal, page), ranked([done, 2], [files, -9]))).toBeUndefined();
  const never = createCoverageCheck({ margin: 3, looks: 0, refuses: false, questioned: new Set() });
  expect(never(context(goal, page), ranked([done, 2], [rooms, -8]))).toBeUndefined();
});

it('asks for no part of a longer name, and for no form of a date', () => {
  const list = element('select', 'Who can write to me', { value: 'Nobody' });
  expect(openConditions(context('1. Set Who can write to me to Nobody', [list]))).toEqual([]);
  expect(openConditions(context('Enter it as DD.MM.YYYY in Harbour', [element('textbox', 'Harbour')]))).toEqual([]);
});

describe('gives up in place of committing', () => {
  const giving = (refuses = true) => createCoverageCheck({ margin: 3, looks: 0, refuses, questioned: new Set() });
  const saved = [element('textbox', 'Nickname', { value: 'x' }), element('button', 'Save')];
  const save: Action = { kind: 'click', ref: 2 };

  it('where what the goal names was nowhere, unless that is switched off', () => {
    const page = context('Set Harbour to "Deep blue" and save.', saved);
    const found = giving()(page, ranked([save, 2]));
    expect(found && printAction(found.candidate.action)).toContain('refuse');
    expect(found?.note).toContain('"Harbour", "Deep blue" is nowhere to be found');
    expect(giving(false)(page, ranked([save, 2]))).toBeUndefined();
  });

  it('also in place of an answer', () => {
    const answer: Action = { kind: 'stop', answer: { kind: 'from', ref: 1 } };
    expect(giving()(context('What is the number of Wendy Bennett?', saved), ranked([answer, 2]))?.note).toContain(
      '"Wendy Bennett"',
    );
    const shown = [...saved, element('listitem', 'Wendy Bennett: 4', { verbs: [] })];
    expect(giving()(context('What is the number of Wendy Bennett?', shown), ranked([answer, 2]))).toBeUndefined();
  });

  it('not while there is a part to look at, a way on, or something that would do it', () => {
    const goal = 'Set Harbour to "Deep blue" and save.';
    expect(giving()(context(goal, [...saved, element('tab', 'More')]), ranked([save, 2]))).toBeUndefined();
    expect(giving()(context(goal, [saved[0], element('button', 'Next')]), ranked([save, 2]))).toBeUndefined();
    const types = { kind: 'type', ref: 1, text: { kind: 'literal', text: 'Harbour Deep blue' } } as const;
    expect(giving()(context(goal, saved), ranked([save, 2], [types, 1]))?.candidate.action).toBe(types);
  });
});
