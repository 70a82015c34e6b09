import { z } from 'zod';
import { bootstrapInterval, type Interval } from '../../evaluation/index.js';

const GateOutcomeSchema = z.object({
  success: z.boolean(),
  /** It said that it was done, or that it cannot be done, and neither was true. */
  falseWord: z.boolean(),
});
export type GateOutcome = z.infer<typeof GateOutcomeSchema>;

/** One task, attempted by the incumbent and by the candidate. */
export const GatePairSchema = z.object({
  key: z.string(),
  family: z.string(),
  incumbent: GateOutcomeSchema,
  candidate: GateOutcomeSchema,
});
export type GatePair = z.infer<typeof GatePairSchema>;

/** How a gate decides. */
export interface GateRules {
  /** Numbers of pairs after which is looked; the last is the budget. */
  looks: readonly number[];
  /** Chance, over all looks together, of promoting a candidate that is no better. */
  alpha: number;
}

export const GATE_RULES: GateRules = { looks: [150, 300, 450, 600], alpha: 0.025 };

export type Verdict = 'promote' | 'no significant change' | 'reject';

export interface GateReport {
  verdict: Verdict;
  why: string;
  pairs: number;
  /** How often was looked, and the level at each look. */
  looks: number;
  level: number;
  incumbent: number;
  candidate: number;
  difference: number;
  /** Paired bootstrap, 95%. */
  interval: Interval;
  gained: number;
  lost: number;
  /** One-sided: as many gains, or more, of a candidate that is no better. */
  pBetter: number;
  pWorse: number;
  /** False words of either side; a rise that is no chance speaks against a candidate. */
  falseWords: { incumbent: number; candidate: number; pWorse: number };
}

/**
 * Verdict after a look, or undefined to go on. Paired, exact and one-sided (McNemar): what both do alike says nothing. Looking several
 * times gives chance several chances, so each look has the level alpha / looks (Bonferroni: simple, safe for any dependence, and at
 * four looks within a few pairs of Pocock's bound). A candidate is rejected as soon as it is surely worse, or lies surely more often.
 */
export function judgeLook(pairs: readonly GatePair[], look: number, rules: GateRules = GATE_RULES): GateReport | undefined {
  const decision = decideLook(pairs, look, rules);
  if (!decision) return undefined;
  const changes = pairs.map(({ incumbent, candidate }) => Number(candidate.success) - Number(incumbent.success));
  return { ...decision, interval: bootstrapInterval(changes) };
}

/** {@link judgeLook} without the interval, which takes longer than all the rest. */
export function decideLook(
  pairs: readonly GatePair[],
  look: number,
  rules: GateRules = GATE_RULES,
): Omit<GateReport, 'interval'> | undefined {
  const level = rules.alpha / rules.looks.length;
  const gained = pairs.filter(({ incumbent, candidate }) => candidate.success && !incumbent.success).length;
  const lost = pairs.filter(({ incumbent, candidate }) => incumbent.success && !candidate.success).length;
  const falseWords = compareFalseWords(pairs);
  const rate = (side: 'incumbent' | 'candidate'): number => pairs.filter((pair) => pair[side].success).length / pairs.length;
  const [pBetter, pWorse] = [oneSided(gained, lost), oneSided(lost, gained)];
  const [verdict, why] = verdictOf({ pBetter, pWorse, falseWords, level, isLast: look >= rules.looks.length - 1 });
  if (!verdict) return undefined;
  return {
    ...{ verdict, why, pairs: pairs.length, looks: look + 1, level, incumbent: rate('incumbent'), candidate: rate('candidate') },
    ...{ difference: (gained - lost) / pairs.length, gained, lost, pBetter, pWorse, falseWords },
  };
}

function verdictOf({
  pBetter,
  pWorse,
  falseWords,
  level,
  isLast,
}: Pick<GateReport, 'pBetter' | 'pWorse' | 'falseWords' | 'level'> & { isLast: boolean }): [Verdict | undefined, string] {
  if (pWorse <= level) return ['reject', 'it solves fewer tasks'];
  if (falseWords.pWorse <= level) return ['reject', 'it says more often what is not true'];
  if (pBetter <= level) return ['promote', 'it solves more tasks'];
  return isLast ? ['no significant change', 'the difference may be chance'] : [undefined, ''];
}

function compareFalseWords(pairs: readonly GatePair[]): GateReport['falseWords'] {
  const count = (holds: (pair: GatePair) => boolean): number => pairs.filter(holds).length;
  const more = count(({ incumbent, candidate }) => candidate.falseWord && !incumbent.falseWord);
  const less = count(({ incumbent, candidate }) => incumbent.falseWord && !candidate.falseWord);
  return {
    incumbent: count(({ incumbent }) => incumbent.falseWord),
    candidate: count(({ candidate }) => candidate.falseWord),
    pWorse: oneSided(more, less),
  };
}

/** P(at least `more` of `more + less` discordant pairs fall to one side by chance): the binomial tail, both sides equally likely. */
export function oneSided(more: number, less: number): number {
  const n = more + less;
  let log = -n * Math.LN2; // ln of C(n, k) / 2^n, built up so that no factorial overflows
  let tail = 0;
  for (let k = 0; k <= less; k++) {
    if (k > 0) log += Math.log(n - k + 1) - Math.log(k);
    tail += Math.exp(log);
  }
  return Math.min(1, tail);
}
