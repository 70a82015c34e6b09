import { jaccard } from './duplicates.js';

export interface Choosable {
  score: number;
  session: string;
  /** Own terms of the body. */
  terms: ReadonlySet<string>;
}

export interface DiversityRules {
  count: number;
  /** Sessions that the query names: no cap for them. */
  uncapped: ReadonlySet<string>;
}

/** Hits of one session, unless the query names it. */
const MOST_OF_A_SESSION = 3;
/** What a candidate loses that says exactly what a chosen one says. */
const REPETITION_COST = 0.5;

/**
 * Picks `count` candidates: maximal marginal relevance over terms (Carbonell and Goldstein 1998), with a cap per session.
 * The cap makes room for others and is lifted when there are none: it never shortens the list. Returns their positions.
 */
export function selectDiverse(candidates: readonly Choosable[], { count, uncapped }: DiversityRules): number[] {
  const chosen: number[] = [];
  const ofSession = new Map<string, number>();
  const repetition = new Float64Array(candidates.length);
  const left = new Set(candidates.keys());
  const isFull = (session: string): boolean =>
    session !== '' && !uncapped.has(session) && (ofSession.get(session) ?? 0) >= MOST_OF_A_SESSION;
  while (chosen.length < count && left.size > 0) {
    const value = (i: number): number => candidates[i].score - REPETITION_COST * repetition[i];
    const open = [...left].filter((i) => !isFull(candidates[i].session));
    const best = (open.length > 0 ? open : [...left]).reduce((a, b) => (value(b) > value(a) ? b : a));
    chosen.push(best);
    left.delete(best);
    const { session, terms } = candidates[best];
    ofSession.set(session, (ofSession.get(session) ?? 0) + 1);
    for (const i of left) repetition[i] = Math.max(repetition[i], jaccard(terms, candidates[i].terms));
  }
  return chosen;
}
