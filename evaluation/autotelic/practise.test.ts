import { expect, it } from 'vitest';
import { openStore } from '../../memory/index.js';
import { type Achievement, achievementsOf, bindGoal, GoalArchive, goalOf, SkillLibrary } from '../../skills/index.js';
import { contactSession, ContactSite } from '../../tests/fakes/contact-site.js';
import { attemptAt, episodeOf, programOf } from './attempt.js';
import { climbLadder } from './ladder.js';
import { PracticeLog } from './log.js';
import type { Place, Site } from './place.js';
import { practise } from './practise.js';

const CONTACTS = [{ name: 'Milo', email: 'm@x.org', group: 'Work', copies: 1 }, { name: 'Zoe', email: 'z@x.org', group: 'Work', copies: 0 }]; // prettier-ignore

/** Opened as often as wanted, it is always the same list with two contacts. */
const place: Place = {
  id: 'list',
  open: () =>
    Promise.resolve({
      session: contactSession(new ContactSite({ contacts: CONTACTS })),
      ended: () => Promise.resolve(false),
      read: () => Promise.resolve(undefined),
      close: () => Promise.resolve(),
    }),
};
const terms = { suite: 'fake', suiteVersion: '1', split: 'x', family: 'contacts', seed: 0 };
const site: Site = { id: 'contacts', terms, places: [place] };

/** What a person did there, and the last thing that it reached. */
async function reached(...names: string[]) {
  const { session } = await place.open();
  const way = [];
  for (const name of names) {
    const before = session.current ?? (await session.observe());
    const { ref } = before.elements.find((one) => one.name === name && one.role !== 'heading')!;
    const action = name === 'Name' ? ({ kind: 'type', ref, text: { kind: 'literal', text: 'Ann' } } as const) : ({ kind: 'click', ref } as const); // prettier-ignore
    await session.act(action);
    way.push({ before, action, after: session.current! });
  }
  return { way, goal: goalOf(achievementsOf(way.at(-1)!)[0]) };
}

it('makes of what was reached a program that means just that, asked for in two wordings', async () => {
  const { way, goal } = await reached('New contact', 'Name');
  expect(goal.goal).toBe('Set "Name" to "Ann"');
  const { skill, args } = programOf(episodeOf(goal, way), goal.others)!;
  expect(skill.postcondition).toMatchObject([{ kind: 'value', text: `{${Object.keys(args).at(-1)}}`, changed: true }]);
  expect(bindGoal(skill, 'Please type "Bob" into "Name"')).toEqual(bindGoal(skill, 'Set "Name" to "Bob"'));
  expect(await attemptAt(place, goal, [{ skill, args }])).toMatchObject({ success: true, steps: { length: 2 } });
});

it('does not believe a claim that another page denies, nor one that was so before', async () => {
  const { way, goal } = await reached('New contact', 'Name');
  const program = programOf(episodeOf(goal, way), goal.others)!;
  const other = { ...goal, condition: [{ ...goal.condition[0], text: 'Bob' } as (typeof goal.condition)[0]] };
  expect(await attemptAt(place, other, [program])).toMatchObject({ success: false, why: 'does not hold' });
  const always = { ...goal, condition: [{ kind: 'text-present', text: 'Milo', changed: true } as const] };
  expect(await attemptAt(place, always, [program])).toMatchObject({ success: false, why: 'held before', steps: [] });
  const short = programOf(episodeOf(goal, way.slice(-1)), goal.others)!;
  expect(await attemptAt(place, goal, [short])).toMatchObject({ success: false, why: 'broke' }); // the field is on the form only
});

it('masters goals by free play, goes on from them, and counts what it turned down', async () => {
  const lie: Achievement = { goal: 'Press "Lie"', other: 'Press "Lie"', verb: 'press', control: 'none', condition: [{ kind: 'text-present', text: 'Lies', changed: true }] }; // prettier-ignore
  const { practice, places } = await practise({ sites: [site], seed: 1, episodes: 50, relabel: (step) => [...achievementsOf(step), lie] }); // prettier-ignore
  const goals = places[0].archive.all();
  expect(goals.map(({ goal }) => goal)).toEqual(expect.arrayContaining(['Open "New contact"', 'Press "Delete" for "Milo"']));
  expect(goals.some(({ demonstration, parts }) => parts.length === 0 && demonstration.steps.length > 1)).toBe(true);
  expect(goals.some(({ parts }) => parts.length > 1)).toBe(true);
  expect(goals.some(({ goal }) => goal.includes('Lie'))).toBe(false);
  const { broke, 'does not hold': denied, 'no program': none } = practice.claims.rejected;
  expect(broke + denied + none).toBeGreaterThan(30);
  for (const goal of goals) expect((await attemptAt(place, goal, [goal.program])).success, goal.goal).toBe(true);
});

it('finds its archive again in the log, with the shortest ways and the counts', async () => {
  const store = openStore(':memory:');
  const log = new PracticeLog(store);
  const { places } = await practise({ sites: [site], seed: 1, episodes: 40, log });
  const restored = new GoalArchive();
  for (const goal of log.mastered({ site, place })) restored.add(goal);
  const known = (archive: GoalArchive) => archive.all().map(({ key, demonstration, attempts, successes }) => ({ key, steps: demonstration.steps.length, attempts, successes })); // prettier-ignore
  expect(known(restored)).toEqual(known(places[0].archive));
  expect(log.mastered({ site: { ...site, id: 'other' }, place })).toEqual([]);
  store.close();
});

it('lets what it mastered into the shadow at best, and only when it works with other arguments', async () => {
  const store = openStore(':memory:');
  const library = new SkillLibrary(store.skills);
  const { places } = await practise({ sites: [site], seed: 1, episodes: 50, log: new PracticeLog(store) });
  const { ladder, skills } = await climbLadder(site, places, { library, seed: 1 });
  expect(ladder.admitted).toBeGreaterThan(0);
  expect(library.list('shadow').map(({ skill }) => skill.name).sort()).toEqual(skills.map(({ name }) => name).sort()); // prettier-ignore
  expect(library.list('live')).toEqual([]);
  const versions = () => library.list().map(({ skill }) => [skill.name, skill.version]);
  const before = versions();
  const again = await climbLadder(site, places, { library, seed: 1 });
  expect(again.ladder.covered).toBeGreaterThanOrEqual(ladder.covered + ladder.admitted);
  expect(versions()).toEqual(before);
  store.close();
});
