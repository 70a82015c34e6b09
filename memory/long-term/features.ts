import type { IndexHit } from './memory-index.js';
import { coverage, type PreparedQuery } from './query.js';
import type { MemoryKind } from './records.js';
import { hasLiteral, type Shape } from './shape.js';
import { termsOf } from './terms.js';

/** What the policy weighs, by name. Most lie in 0 to 1. A name never changes its meaning: weights are stored under it. */
export const FEATURES = [
  'fusion', // reciprocal rank over the lists, 1 for the first of all
  'bm25f', // score over that of the best candidate
  'coverage', // of the query's words, weighted by rarity, in the memory and its keys
  'bodyCoverage', // the same in its body alone
  'bigrams', // share of the query's word pairs that stand side by side in it
  'speaker', // the query names its subject, for a turn the speaker
  'previousQuestion', // the turn before is a question: how far the query covers it
  'question', // is itself a question
  'firstPerson',
  'whenTime', // the query asks when, and it names a time
  'howManyNumber', // the query asks how many, and it holds a number
  'length', // logarithm of its terms, 1 at 63
  'session', // share of the other candidates' scores that lies in its session
  'recency', // exp(-age / the time constant of its kind)
  'importance',
  'utility', // (cited + 1) / (shown + 4)
  'trust',
  'scope', // site, task or agent 1; user .5; global 0
  'evidence', // logarithm of its distinct sources
  'verified', // somebody looked whether it still holds, fading like recency
  'pinned',
  'disputed',
  'turn', // is raw
  'vector', // cosine to the query; 0 without an embedder
  'nextCoverage', // the turn after: how far it covers the query
  'inQuery', // share of its terms that the query has
  'literal', // holds a number, a mail address or a path
  'rarity', // mean inverse document frequency of its terms, 1 for terms that nothing else has
  'twin', // share of its terms (Jaccard) that the candidate most like it has
  'repeats', // a third for each candidate that says nearly the same, at most 1
  'pastOlder', // the query asks how it was before: share of the other candidates' scores that is newer
] as const;
export type FeatureName = (typeof FEATURES)[number];
export type FeatureVector = Record<FeatureName, number>;

/** Before anything was learned: the text ranking, and a little for what was newer, more important, more trusted. */
export const START_WEIGHTS: Readonly<FeatureVector> = {
  ...(Object.fromEntries(FEATURES.map((name) => [name, 0])) as FeatureVector),
  bm25f: 2,
  fusion: 1,
  recency: 0.1,
  importance: 0.1,
  trust: 0.3,
  vector: 0.5,
};

export const DAY_MS = 86_400_000;
/** Time constants of recency in days: how long what was seen stays fresh. Not fitted; citations weigh the feature. */
export const FRESH_DAYS: Readonly<Record<MemoryKind, number>> = {
  turn: 60,
  fact: 180,
  preference: 365,
  procedure: 180,
  failure: 60,
  page: 14,
  summary: 90,
};
const LONG_TEXT_TERMS = 64;

/** From this overlap on two candidates say nearly the same. */
const NEARLY_SAME = 0.6;
const MOST_REPEATS = 3;

/** What features need to know beside candidates and query. */
export interface FeatureContext {
  now: number;
  withVectors: boolean;
  /** How rare terms are in the store, from 0 to 1. */
  rarityOf: (terms: ReadonlySet<string>) => (term: string) => number;
}

export interface Candidate extends IndexHit {
  /** Rank in the text list, counted from 1; absent when only vectors or a dispute brought it in. */
  textRank?: number;
  vectorRank?: number;
  similarity?: number;
}

/** Weighted reciprocal rank fusion (Cormack et al. 2009): a weak list must not have an equal vote. */
const FUSION_OFFSET = 60;
const TEXT_VOTE = 1;
const VECTOR_VOTE = 0.5;

/** Features of every candidate, in order. */
export function featuresOf(
  candidates: readonly Candidate[],
  query: PreparedQuery,
  { now, withVectors, rarityOf }: FeatureContext,
): FeatureVector[] {
  const best = Math.max(...candidates.map(({ bm25 }) => bm25), 1e-9);
  const sessions = new Map<string, number>();
  let mass = 0;
  for (const { session, bm25 } of candidates) {
    mass += bm25;
    if (session !== '') sessions.set(session, (sessions.get(session) ?? 0) + bm25);
  }
  const votes = TEXT_VOTE + (withVectors ? VECTOR_VOTE : 0);
  const terms = candidates.map((row) => new Set(row.terms === '' ? [] : row.terms.split(' ')));
  const all = new Set(terms.flatMap((own) => [...own]));
  const [rarity, twins] = [rarityOf(all), twinsOf(terms, all)];
  return candidates.map((candidate, i) => {
    const others = (sessions.get(candidate.session) ?? candidate.bm25) - candidate.bm25;
    const features = ownFeatures(candidate, terms[i], query, now, rarity);
    features.fusion =
      ((vote(candidate.textRank, TEXT_VOTE) + vote(candidate.vectorRank, VECTOR_VOTE)) * (FUSION_OFFSET + 1)) / votes;
    features.bm25f = candidate.bm25 / best;
    features.session = mass > candidate.bm25 ? others / (mass - candidate.bm25) : 0;
    features.twin = twins[i].twin;
    features.repeats = twins[i].repeats;
    features.pastOlder = query.asksPast ? shareNewer(candidate, candidates) : 0;
    return features;
  });
}

/** Those that need no other candidate; the others are 0. */
function ownFeatures(
  row: Candidate,
  terms: ReadonlySet<string>,
  query: PreparedQuery,
  now: number,
  rarity: (term: string) => number,
): FeatureVector {
  const shape = JSON.parse(row.shape) as Shape;
  const words = row.terms === '' ? 0 : row.terms.split(' ').length;
  let [shared, rare] = [0, 0];
  for (const term of terms) {
    if (query.terms.has(term)) shared++;
    rare += rarity(term);
  }
  const fading = (since: number): number => Math.exp(-Math.max(0, now - since) / (FRESH_DAYS[row.kind] * DAY_MS));
  return {
    fusion: 0,
    bm25f: 0,
    session: 0,
    twin: 0,
    repeats: 0,
    pastOlder: 0,
    vector: row.similarity ?? 0,
    inQuery: shared / Math.max(1, terms.size),
    rarity: rare / Math.max(1, terms.size),
    bodyCoverage: coverage(query, terms),
    coverage: coverage(query, new Set(row.own.split(' '))),
    bigrams: bigramShare(query, row.terms),
    speaker: Number(namesSubject(query, row)),
    previousQuestion: row.asked === '' ? 0 : coverage(query, new Set(row.asked.split(' '))),
    nextCoverage: row.next === '' ? 0 : coverage(query, new Set(row.next.split(' '))),
    question: Number(shape.question),
    firstPerson: Number(shape.firstPerson),
    whenTime: Number(query.asksWhen && shape.time),
    howManyNumber: Number(query.asksHowMany && shape.number),
    literal: Number(hasLiteral(row.body)),
    length: Math.log(1 + words) / Math.log(LONG_TEXT_TERMS),
    recency: fading(row.observedAt),
    importance: row.importance,
    utility: (row.cited + 1) / (row.shown + 4),
    trust: row.trust,
    scope: row.scope === 'global' ? 0 : row.scope === 'user' ? 0.5 : 1,
    evidence: Math.log(row.evidence),
    verified: row.lastVerifiedAt === null ? 0 : fading(row.lastVerifiedAt),
    pinned: row.pinned,
    disputed: Number(row.status === 'disputed'),
    turn: Number(row.kind === 'turn'),
  };
}

/** How much like another candidate each is. What comes again and again is rarely what somebody looks for. */
function twinsOf(terms: readonly ReadonlySet<string>[], all: ReadonlySet<string>): Pick<FeatureVector, 'twin' | 'repeats'>[] {
  const twins = terms.map(() => ({ twin: 0, repeats: 0 }));
  const places = new Map([...all].map((term, place) => [term, place]));
  const masks = terms.map((own) => maskOf([...own].map((term) => places.get(term) ?? 0), all.size)); // prettier-ignore
  for (let i = 0; i < masks.length; i++) {
    for (let j = 0; j < i; j++) {
      const shared = sharedBits(masks[i], masks[j]);
      if (shared === 0) continue;
      const overlap = shared / (terms[i].size + terms[j].size - shared); // Jaccard
      for (const at of [twins[i], twins[j]]) {
        at.twin = Math.max(at.twin, overlap);
        if (overlap > NEARLY_SAME) at.repeats = Math.min(1, at.repeats + 1 / MOST_REPEATS);
      }
    }
  }
  return twins;
}

/** Terms as bits: fifty candidates are twelve hundred pairs. */
function maskOf(places: readonly number[], size: number): Int32Array {
  const mask = new Int32Array((size >> 5) + 1);
  for (const place of places) mask[place >> 5] |= 1 << (place & 31);
  return mask;
}

function sharedBits(a: Int32Array, b: Int32Array): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) for (let bits = a[i] & b[i]; bits !== 0; bits &= bits - 1) count++;
  return count;
}

function shareNewer(candidate: Candidate, candidates: readonly Candidate[]): number {
  let [newer, all] = [0, 0];
  for (const { id, bm25, observedAt } of candidates) {
    if (id === candidate.id) continue;
    all += bm25;
    if (observedAt >= candidate.observedAt) newer += bm25;
  }
  return all > 0 ? newer / all : 0.5;
}

const vote = (rank: number | undefined, weight: number): number => (rank === undefined ? 0 : weight / (FUSION_OFFSET + rank));

function bigramShare(query: PreparedQuery, terms: string): number {
  if (query.bigrams.length === 0) return 0;
  const padded = ` ${terms} `;
  return query.bigrams.filter((pair) => padded.includes(` ${pair} `)).length / query.bigrams.length;
}

function namesSubject(query: PreparedQuery, { subject }: Candidate): boolean {
  const terms = subject === '' ? [] : termsOf(subject);
  return terms.length > 0 && terms.every((term) => query.terms.has(term));
}
