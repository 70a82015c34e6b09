import type { Random } from '../../core/index.js';
import type { Question, Split } from './conversation.js';
import type { DraftTurn } from './exchange.js';
import { asTyped } from './noise.js';
import { capital, fill, longDate, slotNames, wordings } from './template.js';
import type { Slots, TopicQuestion } from './topic.js';

/** A question of a topic and what was said about it in one log. */
export interface AskedFact {
  name: string;
  question: TopicQuestion;
  slots: Slots;
  /** Turns of each moment of the topic. */
  moments: readonly (readonly DraftTurn[])[];
  idOf: ReadonlyMap<DraftTurn, string>;
}

export interface AskTerms {
  conversation: string;
  split: Split;
  random: Random;
  askedAt: Date;
}

/**
 * Asks for a fact, and finds its gold evidence: the marked turns of its moments, and turns of the same exchanges that alone
 * show something which the answer rests on ("a: Is it X? // U: yes"). Throws when nothing shows it: the template is wrong.
 */
export function writeQuestion(fact: AskedFact, terms: AskTerms): Question {
  const { question, slots, idOf, name } = fact;
  const { random, askedAt, conversation, split } = terms;
  const evidence = evidenceOf(fact);
  const answer = plainly(question.answer, slots);
  const asked = fill(random.pick(wordings(question.asks, split)), slots, { random, day: askedAt }).text;
  const support = needed(question).flatMap((slot) => evidence.flatMap((turn) => turn.shown.get(slot) ?? []));
  const derivation = question.derivation ?? deriveFrom(evidence, answer, support);
  return {
    id: `${conversation}/${name}/${question.kind}${question.moments.join('')}-${question.answer.replace(/\W/g, '')}`,
    conversation,
    kind: question.kind,
    text: asTyped(capital(asked), random),
    askedAt: askedAt.toISOString(),
    answer,
    evidence: evidence.map((turn) => idOf.get(turn) ?? missing(name, 'a turn without id')).sort(byPlace),
    support: [...new Set(support)],
    ...(derivation ? { derivation } : {}),
  };
}

/** Slots that the evidence must show. */
function needed(question: TopicQuestion): string[] {
  return [...(question.support ?? slotNames(question.answer))];
}

function evidenceOf({ question, moments, name }: AskedFact): DraftTurn[] {
  const turns = question.moments.flatMap((moment) => moments[moment]);
  const gold = turns.filter((turn) => turn.gold);
  const shows = (slot: string) => (turn: DraftTurn): boolean => turn.shown.has(slot); // prettier-ignore
  for (const slot of needed(question)) {
    if (gold.some(shows(slot))) continue;
    gold.push(turns.find(shows(slot)) ?? missing(name, `a turn that shows {${slot}}`));
  }
  return gold;
}

function missing(name: string, what: string): never {
  throw new RangeError(`topic "${name}" lacks ${what}; its templates have to be mended`);
}

/** The template with plain names and full dates. */
function plainly(template: string, slots: Slots): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const slot = slots[name];
    if (slot instanceof Date) return longDate(slot);
    return typeof slot === 'string' ? slot : slot[0];
  });
}

function deriveFrom(evidence: readonly DraftTurn[], answer: string, support: readonly string[]): string | undefined {
  const literal = evidence.some((turn) => turn.text.toLowerCase().includes(answer.toLowerCase()));
  return literal ? undefined : `"${support.join('", "')}" stands for ${answer} there`;
}

/** By session and place in it; ids end in `:session:place`. */
function byPlace(a: string, b: string): number {
  const [sessionA, placeA] = a.split(':').slice(-2).map(Number);
  const [sessionB, placeB] = b.split(':').slice(-2).map(Number);
  return sessionA - sessionB || placeA - placeB;
}
