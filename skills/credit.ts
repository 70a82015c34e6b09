/** Beta prior of success: one success and one failure that never happened. */
export const SKILL_PRIOR = { alpha: 1, beta: 1 } as const;

export interface BetaScore {
  mean: number;
  /** Standard deviation of the posterior. */
  deviation: number;
  /** Mean less and plus 1.64 deviations: about 5 and 95 %. */
  low: number;
  high: number;
}

/** Posterior of a skill's success rate: Beta(alpha + s, beta + f); mean a/(a+b), variance ab/((a+b)^2 (a+b+1)). */
export function betaScore(successes: number, failures: number, prior: { alpha: number; beta: number } = SKILL_PRIOR): BetaScore {
  const [a, b] = [prior.alpha + successes, prior.beta + failures];
  const mean = a / (a + b);
  const deviation = Math.sqrt((a * b) / ((a + b) ** 2 * (a + b + 1)));
  return { mean, deviation, low: Math.max(0, mean - 1.64 * deviation), high: Math.min(1, mean + 1.64 * deviation) };
}

/** What one episode of a chain did with the library. */
export interface ChainEpisode {
  id: string;
  /** Outcome reward by the evaluator. */
  reward: number;
  success: boolean;
  /** Skills that it ran to `done`, with the episodes that those were made of. */
  used: readonly { skill: string; creators: readonly string[] }[];
}

/**
 * Skill-integrated reward (SAGE): each episode's outcome reward, a bonus for a success that used a skill of the library, and the
 * same bonus for each episode that the skill was made of. Creation is paid only through successful reuse, and never by the
 * episode itself. Departure: the size of the bonus is ours, and several creators share one bonus.
 */
export function integratedRewards(chain: readonly ChainEpisode[], bonus = 0.5): Record<string, number> {
  const rewards = Object.fromEntries(chain.map(({ id, reward }) => [id, reward]));
  for (const { id, success, used } of chain) {
    const reused = used.filter(({ creators }) => !creators.includes(id));
    if (!success || reused.length === 0) continue;
    rewards[id] += bonus;
    for (const { creators } of reused) {
      const paid = [...new Set(creators)];
      for (const creator of paid) rewards[creator] = (rewards[creator] ?? 0) + bonus / (paid.length * reused.length);
    }
  }
  return rewards;
}

/** Runs of one arm: goals that a skill bound, done with it or, held out, without. */
export interface ArmCounts {
  runs: number;
  successes: number;
  /** Over all runs of the arm. */
  steps: number;
}

export interface SkillEffect {
  /** Success rate with, less success rate without. */
  difference: number;
  /** About 90 %; by the normal approximation over Beta posteriors, so that few runs give a wide one. */
  low: number;
  high: number;
  /** Mean steps with, less without; undefined while an arm is empty. */
  steps: number | undefined;
}

/** What a skill is worth by its own hold-out. */
export function skillEffect(having: ArmCounts, without: ArmCounts): SkillEffect {
  const a = betaScore(having.successes, having.runs - having.successes);
  const b = betaScore(without.successes, without.runs - without.successes);
  const difference = a.mean - b.mean;
  const spread = 1.64 * Math.hypot(a.deviation, b.deviation);
  const mean = ({ runs, steps }: ArmCounts): number => steps / runs;
  const steps = having.runs > 0 && without.runs > 0 ? mean(having) - mean(without) : undefined;
  return { difference, low: difference - spread, high: difference + spread, steps };
}

export interface RetirementRule {
  /** A skill whose success rate is surely below this is retired. */
  floor: number;
  /** Runs in each arm before its effect counts. */
  leastRuns: number;
}
export const RETIREMENT_DEFAULTS: RetirementRule = { floor: 0.5, leastRuns: 5 };

/** Whether evidence says that a skill should go: surely unreliable, or surely worse than doing without it. */
export function retirement(having: ArmCounts, without: ArmCounts, rule = RETIREMENT_DEFAULTS): { retire: boolean; why: string } {
  const score = betaScore(having.successes, having.runs - having.successes);
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  if (having.runs >= rule.leastRuns && score.high < rule.floor)
    return { retire: true, why: `succeeds in at most ${percent(score.high)} of its runs` };
  const effect = skillEffect(having, without);
  if (having.runs >= rule.leastRuns && without.runs >= rule.leastRuns && effect.high < 0)
    return { retire: true, why: `goals succeed ${percent(-effect.difference)} more often without it` };
  return { retire: false, why: `${having.successes} of ${having.runs} runs succeeded` };
}
