import { describe, expect, it } from 'vitest';
import { openStore } from '../memory/index.js';
import { ContactSite, type Move, playScript, withText } from '../tests/fakes/contact-site.js';
import { ADMISSION_DEFAULTS, type Replay } from './admission.js';
import { type JudgedEpisode, SkillLearner, type SkillOutcome } from './learn.js';
import { SkillLibrary } from './library.js';
import { createSkillRun } from './run.js';

const PEOPLE = ['Ann Lee', 'Bo Berg', 'Cid Roe', 'Dee Diaz', 'Eva Moor', 'Finn Hay'];
const mailOf = (i: number): string => `${PEOPLE[i].toLowerCase().replace(' ', '.')}@x.org`;
const goalOf = (i: number): string => `Add ${PEOPLE[i]} with the e-mail ${mailOf(i)}.`;
const moves = (i: number): Move[] => [
  ['click', 'New contact'],
  ['type', 'Name', PEOPLE[i]],
  ['type', 'E-mail', mailOf(i)],
  ['click', 'Save'],
  ['stop'],
];
const episode = (i: number, success = true, skills: SkillOutcome[] = [], script = moves(i)): JudgedEpisode => ({
  ...playScript(new ContactSite(), goalOf(i), script, String(i)),
  success,
  skills,
});
const replay: Replay = (skill, args, { id }) => {
  const site = new ContactSite();
  const run = createSkillRun(skill, args);
  let move = run.next(site.observe());
  while (move.kind === 'act') {
    const outcome = site.act(withText(move.action, goalOf(Number(id))));
    move = run.next(site.observe(), outcome);
  }
  const [contact] = site.contacts;
  const success = contact?.name === PEOPLE[Number(id)] && contact.email !== '';
  return Promise.resolve({ ended: move.kind, success, heldBefore: run.heldBefore === true });
};
const siblings = [4, 5].map((i) => ({ id: String(i), goal: goalOf(i) }));

function setUp(admission = ADMISSION_DEFAULTS) {
  const library = new SkillLibrary(openStore(':memory:').skills, { admission });
  const learner = new SkillLearner({ library, replay, policy: admission });
  const outcome = (arm: SkillOutcome['arm'], ended: SkillOutcome['ended'], broken?: string): SkillOutcome => {
    const { skill } = library.list()[0];
    return { name: skill.name, version: skill.version, arm, ended, steps: 4, ...(broken ? { broken } : {}) };
  };
  return { library, learner, outcome };
}

describe('the learn step', () => {
  it('makes a skill of a success and sends it up the ladder; watching brings it to use', async () => {
    const { library, learner } = setUp();
    const { drafts } = await learner.learn(episode(0), siblings);
    expect(drafts).toMatchObject([{ admission: { verdict: 'shadow', rung: 'passed' } }]);
    expect(library.forGoal(goalOf(1))).toEqual([]);
    expect((await learner.learn(episode(1), siblings)).watched).toMatchObject([{ agreed: true }]);
    expect(library.list()).toMatchObject([{ status: 'shadow' }]); // and no second one for the same goals
    await learner.learn(episode(2), siblings);
    expect(library.list()).toMatchObject([{ status: 'live' }]);
    expect(library.forGoal(goalOf(3))).toMatchObject([{ args: { name: 'Dee Diaz' } }]);
  });

  it('learns nothing of a failure', async () => {
    const { library, learner } = setUp();
    expect(await learner.learn(episode(0, false), siblings)).toEqual({ drafts: [], watched: [] });
    expect(library.list()).toEqual([]);
  });

  it('keeps a draft that fails where it came from out of use', async () => {
    const { library, learner } = setUp();
    const wrong = moves(0).filter((move) => move[1] !== 'E-mail'); // called a success, and it was none
    const { drafts } = await learner.learn(episode(0, true, [], wrong), siblings);
    expect(drafts.map(({ admission }) => admission?.verdict)).toEqual(drafts.map(() => 'rejected'));
    expect(library.forGoal(goalOf(1), 'shadow')).toEqual([]);
  });

  it('leaves a draft a draft where nothing can be replayed', async () => {
    const { library } = setUp();
    await new SkillLearner({ library }).learn(episode(0));
    expect(library.list()).toMatchObject([{ status: 'draft' }]);
  });

  it('pays the skill that served, and does not learn the same again', async () => {
    const trial = { ...ADMISSION_DEFAULTS, siblings: 0, siblingShare: 0 };
    const { library, learner, outcome } = setUp(trial);
    await learner.learn(episode(0));
    expect(library.forGoal(goalOf(1), 'shadow')).toHaveLength(1);
    expect((await learner.learn(episode(1, true, [outcome('with', 'done')]))).drafts).toEqual([]);
    await learner.learn(episode(2, true, [outcome('with', 'done')]));
    expect(library.list()).toMatchObject([{ status: 'live', skill: { evidence: { uses: 2, successes: 2 } } }]);
    await learner.learn(episode(3, true, [outcome('without', 'open')]));
    expect(library.arms(outcome('with', 'done').name, 1)).toMatchObject({
      having: { runs: 2 },
      without: { runs: 1, successes: 1 },
    });
  });

  it('counts a skill that broke as failed, also where the policy brought it to a good end', async () => {
    const { library, learner, outcome } = setUp();
    for (const i of [0, 1, 2]) await learner.learn(episode(i), siblings);
    await learner.learn(episode(3, true, [outcome('with', 'broken', 's2: gone')]), siblings);
    expect(library.get(outcome('with', 'done').name, 1)).toMatchObject({
      status: 'shadow',
      skill: { evidence: { successes: 0, failuresInRow: 1 } },
    });
  });

  it('refuses episodes that may not be learned from', async () => {
    const { learner } = setUp();
    await expect(learner.learn({ ...episode(0), purpose: 'report' })).rejects.toMatchObject({ code: 'SKILL_PURPOSE' });
  });
});
