import { z } from 'zod';
import { AttemptFrontier, untilDecided } from '../agent/index.js';
import { DecisionSchema, type Observation, VerdictSchema } from '../core/index.js';
import { confidenceOf, type ConfidenceModel, type DecidedStep, fitSearched } from '../reflection/index.js';
import { openRollouts, type RolloutPage } from '../tasks/index.js';
import type { ForecastPlan } from './forecasts.js';

/** A task with the attempts that a search makes at it, whatever came of them. */
export const SearchedTaskSchema = z.object({
  /** `family#seed`. */
  key: z.string(),
  /** The agent's own way first; each up to what decides, as `rollouts` sees it. */
  attempts: z.array(
    z.object({
      steps: z.array(z.object({ decision: DecisionSchema, label: VerdictSchema.shape.label.optional() })),
      success: z.boolean(),
    }),
  ),
});
export type SearchedTask = z.infer<typeof SearchedTaskSchema>;

export interface SearchedPlan extends Pick<ForecastPlan, 'browser' | 'agent' | 'pages' | 'seed' | 'maxSteps' | 'signal'> {
  /** Families that may be trained on; they take turns. */
  families: readonly string[];
  tasks: number;
  /** At each task. */
  attempts: number;
  results?: { get(key: string): SearchedTask | undefined; append(task: SearchedTask): void };
  onProgress?: (progress: { tasks: number; own: number; any: number }) => void;
}

/** Legal actions that are weighed on another way; as many as `search.rollouts.widen` has it. */
const WIDEN = 24;

/**
 * What the judge of searched attempts is fitted on: tasks with several attempts, found best first as the planner `rollouts` finds them, none left out because
 * an earlier one succeeded. In-page, so that an attempt costs a quarter of a second.
 */
export async function collectSearched(plan: SearchedPlan): Promise<SearchedTask[]> {
  const played: SearchedTask[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    const session = await plan.browser.newSession();
    try {
      const page = await openRollouts(session.page);
      while (next < plan.tasks && !plan.signal?.aborted) {
        const number = next++;
        const family = plan.families[number % plan.families.length];
        const seed = plan.seed + Math.floor(number / plan.families.length);
        const key = `${family}#${seed}`;
        const known = plan.results?.get(key);
        const task = known ?? { key, attempts: await attemptsAt(plan, page, { family, seed }) };
        if (plan.signal?.aborted) return; // it was cut short
        if (!known) plan.results?.append(task);
        played[number] = task;
        const done = played.filter(Boolean);
        plan.onProgress?.({ tasks: done.length, own: done.filter(wonByOwn).length, any: done.filter(wonByAny).length });
      }
    } finally {
      await session.close();
    }
  };
  await Promise.all(Array.from({ length: plan.pages }, work));
  return played.filter(Boolean);
}

async function attemptsAt(
  plan: SearchedPlan,
  page: RolloutPage,
  task: { family: string; seed: number },
): Promise<SearchedTask['attempts']> {
  const frontier = new AttemptFrontier();
  const attempts: SearchedTask['attempts'] = [];
  for (let path: readonly string[] | undefined; attempts.length === 0 || path; path = frontier.next()) {
    const { steps, success } = await attemptOnce(plan, page, task, path);
    if (steps.length === 0) break;
    frontier.add(steps);
    const decided = untilDecided(steps);
    attempts.push({ success, steps: decided.map(({ decision, label }, i) => ({ decision, ...(label && i < decided.length - 1 ? { label } : {}) })) }); // prettier-ignore
    if (attempts.length >= plan.attempts) break;
  }
  return attempts;
}

type SeenStep = DecidedStep & { observation: Observation };

async function attemptOnce(
  { agent, maxSteps, signal }: SearchedPlan,
  page: RolloutPage,
  { family, seed }: { family: string; seed: number },
  path?: readonly string[],
): Promise<{ steps: SeenStep[]; success: boolean }> {
  const session = await page.begin(family, seed);
  const steps: SeenStep[] = [];
  let seen: Observation | undefined;
  const limits = { steps: maxSteps, tokens: 200_000, timeMs: 120_000 };
  const { finish } = await agent.run(
    { goal: session.goal, startUrl: 'http://127.0.0.1/e', limits },
    {
      ...{ session, purpose: 'train', seed: 1, signal },
      detour: path && { path, widen: WIDEN },
      ended: () => session.ended(),
      onEvent: (event) => {
        if (event.type === 'observation') seen = event.observation;
        if (event.type === 'decision' && seen) steps.push({ observation: seen, decision: event.decision });
        if (event.type === 'verdict' && event.verdict.level === 'action') steps[event.step - 1].label = event.verdict.label;
      },
    },
  );
  const { success } = await session.evaluate(finish);
  return { steps, success };
}

/** Of how many tasks the agent's own way, the one that the judge chooses, and any of all attempts is a success. */
export interface SearchedReport {
  tasks: number;
  attempts: number;
  own: number;
  chosen: number;
  any: number;
}

const FOLDS = 5;

/** What choosing is worth on families that the judge was not fitted on: each fifth of them is judged by the others. `lead`: see `search.rollouts`. */
export function judgeSearched(confidence: ConfidenceModel, tasks: readonly SearchedTask[], lead: number): SearchedReport {
  const families = [...new Set(tasks.map(familyOf))];
  let chosen = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const isHeld = (task: SearchedTask): boolean => families.indexOf(familyOf(task)) % FOLDS === fold;
    const searched = fitSearched(tasks.filter((task) => !isHeld(task)).flatMap(({ attempts }) => attempts));
    const worth = (steps: readonly DecidedStep[]): number => confidenceOf({ ...confidence, searched }, steps, 'searched');
    for (const { attempts } of tasks.filter(isHeld)) {
      const worths = attempts.map(({ steps }) => worth(steps));
      const best = worths.indexOf(Math.max(...worths));
      if (attempts[worths[best] >= worths[0] + lead ? best : 0].success) chosen++;
    }
  }
  const attempts = tasks.reduce((sum, task) => sum + task.attempts.length, 0);
  return { tasks: tasks.length, attempts, own: tasks.filter(wonByOwn).length, chosen, any: tasks.filter(wonByAny).length };
}

const familyOf = ({ key }: SearchedTask): string => key.split('#')[0];
const wonByOwn = ({ attempts }: SearchedTask): boolean => attempts[0].success;
const wonByAny = ({ attempts }: SearchedTask): boolean => attempts.some(({ success }) => success);
