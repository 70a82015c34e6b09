import { describe, expect, it } from 'vitest';
import { createRandom } from '../core/index.js';
import { ContactSite, type Move, playScript, withText } from '../tests/fakes/contact-site.js';
import { admitSkill, nextStatus, type Replay, type ReplaySituation } from './admission.js';
import { induceSkills } from './induce.js';
import { traceOf, type VerifiedEpisode } from './induce/trace.js';
import { createSkillRun } from './run.js';
import { NO_EVIDENCE, type Skill } from './schema.js';
import { shadowVerdict } from './shadow.js';
import { checkSkill } from './static-check.js';

interface Who {
  name: string;
  email: string;
  group: string;
}
const FIRST = ['Ann', 'Bo', 'Cid', 'Dee', 'Eva', 'Finn', 'Gus', 'Hal'];
const LAST = ['Lee', 'Berg', 'Roe', 'Diaz', 'Moor'];
const person = (i: number): Who => {
  const name = `${FIRST[i % 8]} ${LAST[i % 5]}`;
  return { name, email: `${name.toLowerCase().replace(' ', '.')}@mail${i % 3}.org`, group: ['Work', 'Family'][i % 2] };
};
const goalOf = ({ name, email, group }: Who): string => `Add ${name} with the e-mail ${email} to the group ${group}.`;
const situation = (i: number): ReplaySituation => ({ id: String(i), goal: goalOf(person(i)) });

/** A fresh site per replay, judged by what it then holds: as an evaluator would. */
const replay: Replay = async (skill, args, { id }) => {
  const site = new ContactSite();
  const who = person(Number(id));
  const run = createSkillRun(skill, args);
  let move = run.next(site.observe());
  for (let i = 0; i < 40 && move.kind === 'act'; i++) {
    const outcome = site.act(withText(move.action, goalOf(who)));
    move = run.next(site.observe(), outcome);
  }
  const [contact, ...more] = site.contacts;
  const success = more.length === 0 && contact?.name === who.name && contact.email === who.email && contact.group === who.group;
  const broken = move.kind === 'broken' ? { at: move.at, why: move.why } : {};
  return Promise.resolve({
    ended: move.kind === 'done' ? 'done' : 'broken',
    success,
    heldBefore: run.heldBefore === true,
    ...broken,
  });
};

function moves({ name, email, group }: Who): Move[] {
  return [
    ['click', 'New contact'],
    ['type', 'Name', name],
    ['type', 'E-mail', email],
    ['select', 'Group', group],
    ['click', 'Save'],
    ['stop'],
  ];
}
const episode = (i: number, script = moves(person(i))): VerifiedEpisode => ({
  ...playScript(new ContactSite(), goalOf(person(i)), script, String(i)),
  success: true, // a corrupted one was judged wrongly
});
const admit = (skill: Skill, siblings = [50, 51, 52, 53]): ReturnType<typeof admitSkill> => {
  const source = [...new Set(skill.provenance.steps.map(({ episodeId }) => Number(episodeId)))].map(situation);
  return admitSkill(skill, { source, siblings: siblings.map(situation), replay });
};

describe('the ladder', () => {
  it('lets a sound skill through to the shadow, with the replays that say so', async () => {
    const [skill] = induceSkills([episode(0), episode(1)]);
    const admission = await admit(skill);
    expect(admission).toMatchObject({ verdict: 'shadow', rung: 'passed' });
    expect(admission.replays.map(({ situation: id }) => id)).toEqual(['0', '1', '50', '51', '52', '53']);
  });

  it('admits nothing of corrupted trajectories, however they were corrupted', async () => {
    const random = createRandom('corrupted');
    const corruptions: ((script: Move[], who: Who) => Move[])[] = [
      (script) => script.map((move) => (move[1] === 'Save' ? ['click', 'Cancel'] : move)), // wrong element
      (script) => script.map((move) => (move[0] === 'type' && move[1] === 'E-mail' ? ['type', 'E-mail', 'x@y.zz'] : move)), // wrong text
      (script, { name }) => script.map((move) => (move[0] === 'type' && move[1] === 'E-mail' ? ['type', 'E-mail', name] : move)), // wrong parameter
      (script) => script.filter((move) => move[1] !== 'E-mail'), // missing step
      (script) => script.filter((move) => move[1] !== 'Group'), // missing step
      (script) => script.slice(0, 2), // false success
      (script) => script.slice(0, -2), // false success: never saved
    ];
    const wrong = new Set<string>();
    const episodes = Array.from({ length: 40 }, (_, i) => {
      if (!random.chance(0.3)) return episode(i);
      wrong.add(String(i));
      const corrupted = episode(i, random.pick(corruptions)(moves(person(i)), person(i)));
      return corrupted;
    });
    expect(wrong.size).toBeGreaterThan(8);
    let admittedRight = 0;
    for (const one of episodes) {
      for (const skill of induceSkills([one])) {
        const { verdict } = await admit(skill);
        if (wrong.has(one.id)) expect(verdict, `${one.id}: ${skill.goals.join()}`).toBe('rejected');
        else if (verdict === 'shadow') admittedRight++;
      }
    }
    expect(admittedRight).toBeGreaterThan(20);
    for (const skill of induceSkills(episodes)) {
      const ofWrong = skill.provenance.steps.filter(({ episodeId }) => wrong.has(episodeId)).length;
      if (ofWrong > 0) expect((await admit(skill)).verdict).toBe('rejected');
    }
  }, 60_000);

  it('stops at the first rung that fails and says why', async () => {
    const [skill] = induceSkills([episode(0), episode(1)]);
    const silent = { ...skill, postcondition: [], answer: { kind: 'literal', text: 'yes' } as const };
    expect(await admit(silent)).toMatchObject({
      rung: 'static',
      reason: 'it answers, and the postcondition is empty',
      replays: [],
    });
    expect(await admit(skill, [])).toMatchObject({ rung: 'siblings' });
    expect(await admit(skill, [0, 1])).toMatchObject({ rung: 'siblings', reason: expect.stringContaining('0 of 0') as string }); // the same arguments prove nothing
    const always = { ...skill, postcondition: [{ kind: 'text-present', text: 'contacts', changed: true } as const] };
    expect(await admit(always)).toMatchObject({
      rung: 'source',
      reason: expect.stringContaining('before it has done anything') as string,
    });
  });
});

describe('the static check', () => {
  const [skill] = induceSkills([episode(0), episode(1)]);
  const constant = { kind: 'text-present', text: 'Contacts', changed: false } as const;

  it('passes what induction made', () => expect(checkSkill(skill)).toEqual([]));

  it.each<[string, Partial<Skill>]>([
    ['depends on a parameter or on a change', { postcondition: [constant] }],
    ['is used by no step', { parameters: [...skill.parameters, { name: 'extra', type: 'text', example: 'x', read: 'caller' }] }],
    ['is no declared parameter', { parameters: skill.parameters.slice(1) }],
    ['is declared twice', { parameters: [...skill.parameters, skill.parameters[0]] }],
    ['there is no step', { steps: [] }],
    ['is used twice', { steps: [...skill.steps, skill.steps[0]] }],
    ['does not say {name}', { goals: ['Add somebody.'] }],
    ['no word that says what is asked', { goals: ['{name} {e_mail} {group}'] }],
  ])('finds what %s', (problem, change) => {
    expect(checkSkill({ ...skill, ...change }).join('\n')).toContain(problem);
  });
});

describe('the upper rungs', () => {
  it('a watcher that agrees goes live, one that disagrees goes', () => {
    const evidence = (more: Partial<typeof NO_EVIDENCE>): typeof NO_EVIDENCE => ({ ...NO_EVIDENCE, ...more });
    expect(nextStatus('shadow', evidence({ shadowWins: 1 })).status).toBe('shadow');
    expect(nextStatus('shadow', evidence({ shadowWins: 2 })).status).toBe('live');
    expect(nextStatus('shadow', evidence({ shadowWins: 2, shadowLosses: 3 })).status).toBe('archived');
    expect(nextStatus('live', evidence({ failuresInRow: 1 })).status).toBe('shadow');
    expect(nextStatus('live', evidence({ failuresInRow: 3 })).status).toBe('archived');
    expect(nextStatus('shadow', evidence({ failuresInRow: 3, shadowWins: 9 })).status).toBe('archived');
  });

  it('a watcher agrees with an episode when each of its moves is what was done', () => {
    const [skill] = induceSkills([episode(0), episode(1)]);
    const trace = traceOf(episode(7))!;
    const { name, email, group } = person(7);
    expect(shadowVerdict(skill, { name, e_mail: email, group }, trace)).toBe('win');
    expect(shadowVerdict(skill, { name: 'Other', e_mail: email, group }, trace)).toBe('loss');
    expect(shadowVerdict({ ...skill, scope: ['https://x.test'] }, { name, e_mail: email, group }, trace)).toBe('none');
  });
});
