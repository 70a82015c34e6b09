import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/index.js';
import type { Split } from './conversation.js';
import { type DraftTurn, writeExchange } from './exchange.js';
import { TOPICS } from './generate.js';
import { writeQuestion } from './questions.js';
import { slotNames, wordings } from './template.js';
import type { Topic } from './topic.js';
import { FILLERS } from './topics/fillers.js';
import { UNANSWERABLE } from './topics/unanswerable.js';
import { createWorld } from './world.js';

const DAYS = [new Date('2025-03-03T10:00:00Z'), new Date('2025-03-09T10:00:00Z'), new Date('2025-03-20T10:00:00Z')];

/** Says the i-th wording of every moment and asks every question. */
function play(topic: Topic, i: number, split: Split) {
  const random = createRandom(`${topic.name}/${i}`);
  const slots = topic.draw({ world: createWorld(random), random, days: DAYS });
  const moments = topic.moments.map((variants, moment) => {
    const own = wordings(variants, split);
    return writeExchange(own[i % own.length], slots, { random, day: DAYS[moment], manner: 'plain', site: 'shop' });
  });
  const idOf = new Map<DraftTurn, string>(moments.flat().map((turn, n) => [turn, `c:1:${n}`]));
  const terms = { conversation: 'c', split, random, askedAt: new Date('2025-04-01T10:00:00Z') };
  return topic.questions.map((question) => writeQuestion({ question, slots, moments, idOf, name: topic.name }, terms));
}

describe.each(TOPICS)('topic $name', (topic) => {
  it('says and asks in at least 12 ways, most of them in training', () => {
    expect(topic.moments.flat().length).toBeGreaterThanOrEqual(12);
    expect(topic.questions.flatMap(({ asks }) => asks).length).toBeGreaterThanOrEqual(9);
    for (const list of [...topic.moments, ...topic.questions.map(({ asks }) => asks)]) {
      expect(new Set(list).size).toBe(list.length);
      expect(wordings(list, 'held-out').length).toBeGreaterThanOrEqual(2);
    }
  });

  it.each(['train', 'held-out'] as const)('shows the answer in the evidence, whatever the wording (%s)', (split) => {
    for (let i = 0; i < 8; i++) for (const question of play(topic, i, split)) expect(question.evidence.length).toBeGreaterThan(0);
  });

  it('has decoys that name only what the topic draws', () => {
    const random = createRandom(topic.name);
    const known = Object.keys(topic.draw({ world: createWorld(random), random, days: DAYS }));
    for (const decoy of topic.decoys) expect(known).toEqual(expect.arrayContaining(slotNames(decoy)));
  });
});

it('keeps wordings of held-out logs out of training, also for small talk', () => {
  const lists = TOPICS.flatMap(({ moments, questions }) => [...moments, ...questions.map(({ asks }) => asks)]);
  const train = new Set([...lists, FILLERS, UNANSWERABLE].flatMap((list) => wordings(list, 'train')));
  for (const wording of [...lists, FILLERS, UNANSWERABLE].flatMap((list) => wordings(list, 'held-out')))
    expect(train).not.toContain(wording);
});
