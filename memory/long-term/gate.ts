import { z } from 'zod';

/** Answers that the gate looks back on. */
export const GATE_ANSWERS = 200;
/** With fewer it cannot tell. */
export const LEAST_ANSWERS = 100;
/** Standard errors by which a mean has to be above 0: a tie is not a win, and chance alone ties. */
const LEAST_LEAD = 2;

/** How one answer's citations fared, each from 0 to 1 ({@link rankingScore}): under the learned order, the base, and any order. */
const TrialSchema = z.tuple([z.number(), z.number(), z.number()]);
export type Trial = z.infer<typeof TrialSchema>;

/** The newest answers, oldest first, scored before they were learned from (prequential). */
export const TrialsSchema = z.array(TrialSchema);
export type Trials = readonly Trial[];

/**
 * Scores the shown memories of one answer; undefined where all or none was cited, which tells no ranking from another.
 * `learned` and `base` are scores of the shown ones.
 */
export function trialOf(learned: readonly number[], base: readonly number[], cited: readonly boolean[]): Trial | undefined {
  if (cited.every(Boolean) || !cited.some(Boolean)) return undefined;
  const round = (score: number): number => Math.round(score * 1e4) / 1e4;
  return [round(rankingScore(learned, cited)), round(rankingScore(base, cited)), round(chanceScore(cited))];
}

export const withTrial = (trials: Trials, trial: Trial): Trial[] => [...trials, trial].slice(-GATE_ANSWERS);

/**
 * Whether the learned order may be served: over the newest answers it is ahead of the base by 2 standard errors, and the base, which
 * was measured to work, is ahead of chance by as much. Without the second a citer that consistently cites what is worst would pass.
 */
export function leads(trials: Trials): boolean {
  if (trials.length < LEAST_ANSWERS) return false;
  const isAhead = (differences: readonly number[]): boolean => {
    const mean = meanOf(differences);
    const variance = meanOf(differences.map((difference) => (difference - mean) ** 2));
    return mean > 0 && mean >= LEAST_LEAD * Math.sqrt(variance / differences.length);
  };
  return isAhead(trials.map(([learned, base]) => learned - base)) && isAhead(trials.map(([, base, chance]) => base - chance));
}

/** Mean scores under the learned order and the base; null for no answer. */
export function meanScores(trials: Trials): { learnedScore: number | null; baseScore: number | null } {
  if (trials.length === 0) return { learnedScore: null, baseScore: null };
  return { learnedScore: meanOf(trials.map(([learned]) => learned)), baseScore: meanOf(trials.map(([, base]) => base)) };
}

/** nDCG of the cited ones when the shown ones are put in order of these scores: 1 when all cited stand first. */
export function rankingScore(scores: readonly number[], cited: readonly boolean[]): number {
  const order = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a] || a - b);
  const found = order.reduce((sum, i, rank) => sum + (cited[i] ? gainAt(rank) : 0), 0);
  const ideal = idealGain(cited);
  return ideal === 0 ? 0 : found / ideal;
}

/** Its mean over all orders. */
function chanceScore(cited: readonly boolean[]): number {
  const count = cited.filter(Boolean).length;
  return (count * meanOf(cited.map((_, rank) => gainAt(rank)))) / idealGain(cited);
}

const idealGain = (cited: readonly boolean[]): number => cited.filter(Boolean).reduce((sum, _, rank) => sum + gainAt(rank), 0);
const gainAt = (rank: number): number => 1 / Math.log2(rank + 2);
const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
