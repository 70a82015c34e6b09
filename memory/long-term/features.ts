import type { IndexHit } from './memory-index.js';
import { coverage, type PreparedQuery } from './query.js';
import type { MemoryKind } from './records.js';
import type { Shape } from './shape.js';
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
  now: number,
  withVectors: boolean,
): FeatureVector[] {
  const best = Math.max(...candidates.map(({ bm25 }) => bm25), 1e-9);
  const sessions = new Map<string, number>();
  let mass = 0;
  for (const { session, bm25 } of candidates) {
    mass += bm25;
    if (session !== '') sessions.set(session, (sessions.get(session) ?? 0) + bm25);
  }
  const votes = TEXT_VOTE + (withVectors ? VECTOR_VOTE : 0);
  return candidates.map((candidate) => {
    const others = (sessions.get(candidate.session) ?? candidate.bm25) - candidate.bm25;
    return {
      ...ownFeatures(candidate, query, now),
      fusion: ((vote(candidate.textRank, TEXT_VOTE) + vote(candidate.vectorRank, VECTOR_VOTE)) * (FUSION_OFFSET + 1)) / votes,
      bm25f: candidate.bm25 / best,
      session: mass > candidate.bm25 ? others / (mass - candidate.bm25) : 0,
      vector: candidate.similarity ?? 0,
    };
  });
}

function ownFeatures(
  row: Candidate,
  query: PreparedQuery,
  now: number,
): Omit<FeatureVector, 'fusion' | 'bm25f' | 'session' | 'vector'> {
  const shape = JSON.parse(row.shape) as Shape;
  const terms = row.terms === '' ? [] : row.terms.split(' ');
  const fading = (since: number): number => Math.exp(-Math.max(0, now - since) / (FRESH_DAYS[row.kind] * DAY_MS));
  return {
    coverage: coverage(query, new Set(row.own.split(' '))),
    bodyCoverage: coverage(query, new Set(terms)),
    bigrams: bigramShare(query, row.terms),
    speaker: Number(namesSubject(query, row)),
    previousQuestion: row.asked === '' ? 0 : coverage(query, new Set(row.asked.split(' '))),
    question: Number(shape.question),
    firstPerson: Number(shape.firstPerson),
    whenTime: Number(query.asksWhen && shape.time),
    howManyNumber: Number(query.asksHowMany && shape.number),
    length: Math.log(1 + terms.length) / Math.log(LONG_TEXT_TERMS),
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
