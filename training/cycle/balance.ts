/** What sampling at one temperature brought for one task: how many distinct right answers came of how many attempts. */
export interface SampledTask {
  temperature: number;
  attempts: number;
  /** Attempts that succeeded. */
  right: number;
}

/** Right attempts per task that are as good as any more (B-STaR uses 8 of 64 samples; here a task has few attempts). */
export const ENOUGH_RIGHT = 1;

/**
 * Query effect of B-STaR (Zeng et al. 2024, eq. 3): the share a/n of right attempts, times min(a / n*, 1): exploring (some right answer
 * at all) and exploiting (most of what is sampled is right) in one number.
 */
export function queryEffect({ attempts, right }: SampledTask, enough = ENOUGH_RIGHT): number {
  if (attempts === 0) return 0;
  return (right / attempts) * Math.min(1, right / enough);
}

/** Mean query effect of every temperature that was tried, best first. */
export function balanceScores(tasks: readonly SampledTask[]): { temperature: number; score: number; tasks: number }[] {
  const byTemperature = new Map<number, SampledTask[]>();
  for (const task of tasks) byTemperature.set(task.temperature, [...(byTemperature.get(task.temperature) ?? []), task]);
  return [...byTemperature]
    .map(([temperature, own]) => ({
      temperature,
      score: own.reduce((sum, task) => sum + queryEffect(task), 0) / own.length,
      tasks: own.length,
    }))
    .sort((a, b) => b.score - a.score);
}

/** Fewer tasks than this say nothing about a temperature. */
const LEAST_TASKS = 10;

/**
 * Temperatures of the next round: the best of the tried ones with a cooler and a warmer neighbour, so that the grid follows where the
 * balance goes as the policy changes. Departure from the paper: no fixed grid of 15 with 64 samples each, which would cost more
 * than the whole cycle; the attempts of the round itself are the samples.
 */
export function nextTemperatures(tasks: readonly SampledTask[], tried: readonly number[]): number[] {
  const best = balanceScores(tasks).find((one) => one.tasks >= LEAST_TASKS)?.temperature;
  if (best === undefined) return [...tried];
  return [best, best * 1.5, best / 1.5].map((one) => Math.round(100 * Math.min(4, Math.max(0.3, one))) / 100);
}
