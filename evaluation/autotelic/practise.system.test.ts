import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../memory/index.js';
import { type Achievement, achievementsOf, SkillLibrary, type Transition } from '../../skills/index.js';
import { openRollouts, type RolloutPage } from '../../tasks/index.js';
import { type BrowserHandle, type BrowserSession, describeElement, launchBrowser } from '../../tools/index.js';
import { attemptAt } from './attempt.js';
import { PracticeLog } from './log.js';
import { pageSite, practiceSite, type Site } from './place.js';
import { practise } from './practise.js';
import { runPractice } from './report.js';

let browser: BrowserHandle;
let session: BrowserSession;
let rollouts: RolloutPage;
beforeAll(async () => {
  browser = await launchBrowser({});
  session = await browser.newSession({});
  rollouts = await openRollouts(session.page);
});
afterAll(() => browser?.close());

const sites = (): Site[] =>
  ['sell-item', 'newsletter-form', 'todo-restore'].map((family) => practiceSite(rollouts, session.page, 'practice', family, 7));

/** Two claims that no step makes true: what a field never held, and what was so from the beginning. */
function falseClaims({ after }: Transition): Achievement[] {
  const field = after.elements.find(({ role }) => role === 'textbox');
  const claim = (goal: string, condition: Achievement['condition']): Achievement => ({ goal, other: goal, verb: 'press', control: 'x', condition }); // prettier-ignore
  const target = field && describeElement(after, field.ref);
  return [
    ...(target ? [claim('Press "Never typed"', [{ kind: 'value', target, text: 'never typed', changed: true }])] : []),
    claim('Press "Never there"', [{ kind: 'text-absent', text: 'qwertz uiop', changed: true }]),
  ];
}

describe('free practice', () => {
  it('masters distinct goals, each of which is reached again on a fresh page; false claims are turned down', async () => {
    const relabel = (step: Transition): Achievement[] => [...achievementsOf(step), ...falseClaims(step)];
    const { practice, places } = await practise({ sites: sites(), seed: 4, episodes: 36, relabel });
    const archived = places.flatMap(({ place, archive }) => archive.all().map((goal) => ({ place, goal })));
    expect(archived.length).toBeGreaterThan(20);
    for (const { archive } of places) expect(new Set(archive.all().map(({ key }) => key)).size).toBe(archive.all().length);
    for (const { place, goal } of archived)
      expect(await attemptAt(place, goal, [goal.program]), goal.goal).toMatchObject({ success: true });

    expect(archived.some(({ goal }) => /Never/.test(goal.goal))).toBe(false);
    expect(practice.claims.rejected['held before']).toBeGreaterThan(10);
    expect(practice.claims.rejected['does not hold'] + practice.claims.rejected.broke).toBeGreaterThan(10);
    expect(practice.claims.falseShare).toBeGreaterThan(0);

    expect(practice.proposed.mastered).toBeGreaterThan(0);
    expect(archived.filter(({ goal }) => goal.parts.length > 1).length).toBeGreaterThan(0);
    expect(practice.audit.agrees).toBeGreaterThan(0);
    expect(practice.audit.denies).toBe(0); // a second reading of the page finds no confirmed claim false
    expect(practice.curve.at(-1)!.distinct).toBeGreaterThan(practice.curve[0].distinct);
  }, 120_000);

  it('claims nothing false of its own accord', async () => {
    const { practice } = await practise({ sites: sites(), seed: 5, episodes: 20 });
    expect(practice.claims.replayed).toBeGreaterThan(10);
    expect(practice.claims.falseShare).toBeLessThan(0.1);
  }, 120_000);

  it('goes to mastered goals and proposes some only where that is switched on', async () => {
    const { practice, places } = await practise({ sites: sites(), seed: 4, episodes: 21, settings: { go: 0, propose: 0 } });
    expect(practice.proposed).toEqual({ tried: 0, mastered: 0 });
    const goals = places.flatMap(({ archive }) => archive.all());
    expect(goals.length).toBeGreaterThan(0);
    expect(goals.every(({ parts }) => parts.length === 0)).toBe(true);
    const went = await practise({ sites: sites(), seed: 4, episodes: 21, settings: { go: 1 } });
    expect(went.places.flatMap(({ archive }) => archive.all()).some(({ attempts }) => attempts > 1)).toBe(true);
  }, 120_000);

  it('keeps the archive in the log, and sends goals up the ordinary ladder', async () => {
    const store = openStore(':memory:');
    const library = new SkillLibrary(store.skills);
    const log = new PracticeLog(store);
    const first = await runPractice({ sites: sites(), seed: 4, episodes: 36, log, library });
    expect(first.ladder.admitted).toBeGreaterThan(0);
    expect(library.list('live')).toEqual([]); // practice alone makes nothing live
    expect(library.list('shadow').length).toBeGreaterThan(0);
    for (const { skill } of library.list('shadow')) {
      expect(skill.provenance.by).toBe('practised');
      expect(store.log.episode(skill.provenance.steps[0].episodeId)).toMatchObject({ purpose: 'train', planner: 'practice' });
    }
    const again = await practise({ sites: sites(), seed: 9, episodes: 1, log });
    expect(again.practice.curve[0].distinct).toBeGreaterThanOrEqual(first.distinct);
    store.close();
  }, 120_000);

  it('stays away from pages that are for gates and reports', () => {
    for (const split of ['gate', 'near', 'far'] as const)
      expect(() => practiceSite(rollouts, session.page, split, 'pin-pad', 1)).toThrow(/for gates and reports/);
  });

  it('has to be told when to end', async () => {
    await expect(practise({ sites: sites(), seed: 1 })).rejects.toMatchObject({ code: 'PRACTICE_ENDLESS' });
  });
});

it('practises on any page', async () => {
  const html = `<title>Club</title><label>Nickname <input></label><label><input type="checkbox"> Keep me posted</label>
    <button onclick="document.querySelector('p').textContent = 'Welcome aboard'">Join</button><p></p>`;
  const url = `data:text/html,${encodeURIComponent(html)}`;
  const { practice, places } = await practise({ sites: [pageSite(() => browser.newSession({}), url)], seed: 2, episodes: 10 });
  const goals = places[0].archive.all().map(({ key }) => key);
  expect(goals).toEqual(expect.arrayContaining(['check "keep me posted', 'press "join']));
  expect(practice.audit).toMatchObject({ denies: 0, silent: 0 });
}, 120_000);
