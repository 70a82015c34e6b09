import { expect, it } from 'vitest';
import { createAgent } from '../agent/index.js';
import { openStore } from '../memory/index.js';
import { SkillLibrary } from '../skills/index.js';
import { ContactSite, contactSession } from '../tests/fakes/contact-site.js';
import { createScriptedModel } from '../tests/fakes/scripted-model.js';
import { judgeRun } from './runs-judge.js';

const GOAL = 'Add "Ann Lee" with the e-mail ann@x.org.';
const LINES = ['click 2', 'type 2 "Ann Lee"', 'type 3 "ann@x.org"', 'click 8', 'stop'];

/** A run for a user, whose model does as the lines say. */
async function runFor(lines = LINES) {
  const store = openStore(':memory:');
  const model = createScriptedModel(lines.map((action) => JSON.stringify({ think: '', action })));
  const agent = createAgent({ model, log: store.log, memories: store.memories, settings: { proposers: ['model'] } });
  const site = new ContactSite();
  const assignment = { goal: GOAL, startUrl: 'http://127.0.0.1:4000/list', limits: { steps: 9, tokens: 1e6, timeMs: 60_000 } };
  const { episodeId } = await agent.run(assignment, { session: contactSession(site), purpose: 'use' });
  return { store, site, episodeId };
}

it('makes a draft of what a person calls a success, once', async () => {
  const { store, site, episodeId } = await runFor();
  expect(site.contacts).toMatchObject([{ name: 'Ann Lee', email: 'ann@x.org' }]);
  const { drafts } = await judgeRun(store, episodeId, true, 0.5);
  expect(drafts).toHaveLength(1);
  expect(new SkillLibrary(store.skills).list()).toMatchObject([{ status: 'draft' }]);
  expect(store.evaluations.find(episodeId)).toMatchObject({ success: true, detail: 'judged by a person' });
  await expect(judgeRun(store, episodeId, true, 0.5)).rejects.toMatchObject({ code: 'EPISODE_JUDGED' });
});

it('doubts a decision of what a person calls a failure', async () => {
  const { store, episodeId } = await runFor(['click 2', 'click 9', 'stop']);
  expect(await judgeRun(store, episodeId, false, 0.5)).toMatchObject({ drafts: [], doubted: expect.stringMatching(/^doubt at step/) as string }); // prettier-ignore
});

it('makes lessons of a failure and a success of one kind', async () => {
  const { store, episodeId } = await runFor();
  await judgeRun(store, episodeId, true, 0.5);
  const lines = ['click 2', 'type 2 "Bo Berg"', 'click 9', 'stop'];
  const model = createScriptedModel(lines.map((action) => JSON.stringify({ think: '', action })));
  const agent = createAgent({ model, log: store.log, memories: store.memories, settings: { proposers: ['model'] } });
  const goal = GOAL.replace('Ann Lee', 'Bo Berg').replace('ann@', 'bo@');
  const again = { goal, startUrl: 'http://127.0.0.1:4000/list', limits: { steps: 9, tokens: 1e6, timeMs: 60_000 } };
  const failed = await agent.run(again, { session: contactSession(new ContactSite()), purpose: 'use' });
  const { lessons } = await judgeRun(store, failed.episodeId, false, 0.5);
  expect(lessons[0]).toMatch(/^lesson at step 3, rather than/);
  expect(lessons.length).toBeLessThanOrEqual(3);
});

it('pays and demotes the skill that was used', async () => {
  const first = await runFor();
  const { drafts } = await judgeRun(first.store, first.episodeId, true, 0.5);
  const library = new SkillLibrary(first.store.skills);
  library.promote(drafts[0]);
  const agent = createAgent({ log: first.store.log, skills: library, settings: { skills: { holdOut: 0 } } });
  const limits = { steps: 9, tokens: 1e6, timeMs: 60_000 };
  const again = {
    goal: GOAL.replace('Ann Lee', 'Bo Berg').replace('ann@', 'bo@'),
    startUrl: 'http://127.0.0.1:4000/list',
    limits,
  };
  const { episodeId } = await agent.run(again, { session: contactSession(new ContactSite()), purpose: 'use' });
  expect((await judgeRun(first.store, episodeId, false, 0.5)).credited).toEqual(drafts);
  expect(library.get(drafts[0])).toMatchObject({ status: 'shadow', skill: { evidence: { failuresInRow: 1 } } });
});
