import { createRandom, type Random } from '../../core/index.js';
import type { Conversation, Split, Turn } from './conversation.js';
import { type DraftTurn, type Manner, writeExchange } from './exchange.js';
import { asTyped } from './noise.js';
import { writeQuestion } from './questions.js';
import { addDays, fill, wordings } from './template.js';
import type { Slots, Topic } from './topic.js';
import { AGGREGATES } from './topics/aggregates.js';
import { CHANGED_FACTS } from './topics/changed-facts.js';
import { ACKNOWLEDGEMENTS, ECHOES, FILLERS } from './topics/fillers.js';
import { MULTI_HOP } from './topics/multi-hop.js';
import { PREFERENCES } from './topics/preferences.js';
import { PROCEDURES } from './topics/procedures.js';
import { SINGLE_FACTS } from './topics/single-facts.js';
import { TEMPORAL } from './topics/temporal.js';
import { UNANSWERABLE } from './topics/unanswerable.js';
import { createWorld, type World } from './world.js';

export interface GenerateOptions {
  seed: number;
  /** Logs to write, every third of them held out. */
  conversations?: number;
}

/** How many topics of each kind a log is about. */
const MIX: readonly (readonly [topics: readonly Topic[], count: number])[] = [
  [SINGLE_FACTS, 3],
  [CHANGED_FACTS, 3],
  [TEMPORAL, 1],
  [MULTI_HOP, 2],
  [PREFERENCES, 2],
  [PROCEDURES, 2],
  [AGGREGATES, 2],
];

/** Every topic, for tests that look at all wordings. */
export const TOPICS: readonly Topic[] = MIX.flatMap(([topics]) => topics);

/** A topic as it happens in one log. */
interface Fact {
  topic: Topic;
  slots: Slots;
  /** Turns of each moment. */
  moments: DraftTurn[][];
}

interface Log {
  id: string;
  split: Split;
  random: Random;
  world: World;
  manner: Manner;
  /** First moment of each session. */
  starts: Date[];
  /** Exchanges of each session, in no order yet; those that must come first stand in `echoes`. */
  sessions: DraftTurn[][][];
  echoes: DraftTurn[][];
}

/**
 * Work logs of a web agent with questions and gold evidence. The same seed gives the same logs; held-out logs use wordings of
 * facts, questions and small talk that no training log has.
 */
export function generateConversations({ seed, conversations = 72 }: GenerateOptions): Conversation[] {
  return Array.from({ length: conversations }, (_, i) => writeLog(seed, i));
}

/** Turns of generated logs as one long log, for measurements of speed. */
export function generateTurns(seed: number, count: number): Turn[] {
  const turns: Turn[] = [];
  for (let i = 0; turns.length < count; i++) turns.push(...writeLog(seed, 100_000 + i).turns);
  return turns.slice(0, count).map((turn) => ({ ...turn, conversation: 'all' }));
}

function writeLog(seed: number, index: number): Conversation {
  const log = beginLog(seed, index);
  const facts = MIX.flatMap(([topics, count]) => log.random.sample(topics, count)).map((topic) => placeFact(log, topic));
  for (const fact of facts) placeSurroundings(log, fact);
  log.sessions.forEach((session, i) => session.push(...smallTalk(log, log.starts[i])));
  const { turns, idOf } = putInOrder(log);
  const askedAt = addDays(log.starts[log.starts.length - 1], log.random.integer(1, 10));
  const terms = { conversation: log.id, split: log.split, random: log.random, askedAt };
  const questions = facts.flatMap(({ topic, slots, moments }) =>
    // The second question of a topic asks for less usual things.
    topic.questions.filter((_, i) => i === 0 || log.random.chance(0.6)).map((question) => writeQuestion({ question, slots, moments, idOf, name: topic.name }, terms)),
  ); // prettier-ignore
  return { id: log.id, split: log.split, turns, questions: [...questions, unanswerable(log, askedAt)] };
}

function beginLog(seed: number, index: number): Log {
  const random = createRandom(`memory-bench/${seed}/${index}`);
  const count = random.integer(9, 14);
  let start = addDays(new Date('2025-01-06T08:00:00Z'), random.integer(0, 300));
  const starts = Array.from({ length: count }, () => {
    start = addDays(start, random.integer(1, 12));
    return new Date(start.getTime() + random.integer(0, 12 * 60) * 60_000);
  });
  return {
    id: `log${String(index).padStart(3, '0')}`,
    split: index % 3 === 2 ? 'held-out' : 'train',
    random,
    world: createWorld(random),
    manner: random.pick(['terse', 'plain', 'chatty']),
    starts,
    sessions: starts.map(() => []),
    echoes: starts.map(() => []),
  };
}

/** Says each moment of a topic in a session of its own. */
function placeFact(log: Log, topic: Topic): Fact {
  const { random, world, split, starts } = log;
  const indexes = random.sample(starts.map((_, i) => i), topic.moments.length).sort((a, b) => a - b); // prettier-ignore
  const slots = topic.draw({ world, random, days: indexes.map((i) => starts[i]) });
  const moments = topic.moments.map((variants, moment) => {
    const at = indexes[moment];
    const turns = write(log, random.pick(wordings(variants, split)), slots, starts[at]);
    const last = turns[turns.length - 1];
    const reply = last.speaker === 'user' && random.chance(0.5);
    log.sessions[at].push(reply ? [...turns, ...write(log, `a: ${random.pick(ACKNOWLEDGEMENTS)}`, {}, starts[at])] : turns);
    placeEcho(log, turns, at);
    return turns;
  });
  return { topic, slots, moments };
}

/** What was learned sometimes comes back as a recalled memory in a later session. */
function placeEcho(log: Log, turns: readonly DraftTurn[], at: number): void {
  const { random, sessions } = log;
  const source = turns.find((turn) => turn.gold);
  if (!source || at >= sessions.length - 1 || !random.chance(0.35)) return;
  const text = random
    .pick(ECHOES)
    .replace('{text}', source.text)
    .replace('{n}', String(random.integer(1, 400)));
  log.echoes[random.integer(at + 1, sessions.length - 1)].push({ speaker: 'memory', text, gold: false, shown: new Map() });
}

/** Exchanges about the same things that answer nothing. */
function placeSurroundings(log: Log, { topic, slots }: Fact): void {
  const { random, sessions, starts, split } = log;
  const own = topic.decoys.length < 3 ? topic.decoys : wordings(topic.decoys, split);
  for (const decoy of random.sample(own, Math.min(own.length, random.integer(1, 2)))) {
    const at = random.integer(0, sessions.length - 1);
    sessions[at].push(write(log, decoy, slots, starts[at]));
  }
}

function smallTalk(log: Log, day: Date): DraftTurn[][] {
  const { random, split } = log;
  const fillers = random.sample(wordings(FILLERS, split), random.integer(4, 9));
  return fillers.map((filler) => write(log, filler, fillerSlots(log, day), day));
}

function fillerSlots({ world, random }: Log, day: Date): Slots {
  const name = createWorld(createRandom(random.integer(0, 2 ** 31))); // someone and something that no fact is about
  const fresh = (draw: () => readonly string[], used: readonly (readonly string[])[]): readonly string[] => {
    for (;;) {
      const names = draw();
      if (!used.some(([full]) => full === names[0])) return names;
    }
  };
  return {
    item: random.pick(world.items.length > 0 ? world.items : [name.newItem()]),
    person: random.pick(world.people.length > 0 ? world.people : [name.newPerson()]),
    shop: world.shop(),
    other: fresh(name.newItem, world.items),
    someone: fresh(name.newPerson, world.people),
    euros: name.euros(5, 900),
    code: name.newCode(),
    date: addDays(day, random.integer(2, 30)),
    time: name.time(),
    n: String(random.integer(7, 99)),
  };
}

function write({ random, manner, world }: Log, template: string, slots: Slots, day: Date): DraftTurn[] {
  const place = slots.site ?? slots.shop ?? slots.hotel ?? world.shop();
  const site = typeof place === 'string' ? place : Array.isArray(place) ? (place as readonly string[])[0] : 'site';
  return writeExchange(template, slots, { random, day, manner, site });
}

/** Puts the exchanges of each session in a random order and gives turns their ids and times. */
function putInOrder({ id, random, sessions, starts, echoes }: Log): { turns: Turn[]; idOf: Map<DraftTurn, string> } {
  const idOf = new Map<DraftTurn, string>();
  const turns = sessions.flatMap((exchanges, s) => {
    let at = starts[s].getTime();
    return [...echoes[s], ...random.shuffle(exchanges).flat()].map((draft, n): Turn => {
      at += random.integer(4, 90) * 1_000;
      const turnId = `${id}:${s + 1}:${n + 1}`;
      idOf.set(draft, turnId);
      const url = draft.url === undefined ? {} : { url: draft.url };
      return { id: turnId, conversation: id, session: `${id}:${s + 1}`, speaker: draft.speaker, text: draft.text, at: new Date(at).toISOString(), ...url }; // prettier-ignore
    });
  });
  return { turns, idOf };
}

function unanswerable(log: Log, askedAt: Date): Conversation['questions'][number] {
  const { random, split, id } = log;
  const { text } = fill(random.pick(wordings(UNANSWERABLE, split)), fillerSlots(log, askedAt), { random, day: askedAt });
  return { id: `${id}/unanswerable`, conversation: id, kind: 'unanswerable', text: asTyped(text, random), askedAt: askedAt.toISOString(), answer: '', evidence: [], support: [] }; // prettier-ignore
}
