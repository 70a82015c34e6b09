import type { MasteredGoal, SkillLibrary } from '../../skills/index.js';
import { climbLadder, type LaterUse, type PracticeLadder, tryLater } from './ladder.js';
import { practise, type Practice, type PracticePlace, type PractiseOptions } from './practise.js';

/** What free practice came to. `practise --json` prints this object with its terms. */
export interface PracticeReport extends Practice {
  sites: number;
  /** Distinct goals that are mastered at the end, those of earlier sessions included. */
  distinct: number;
  distinctPerMinute: number;
  /** Distinct verbs and controls of the goals, goals made of others, and steps of a demonstration on average. */
  diversity: { verbs: Record<string, number>; controls: number; composed: number; steps: number };
  ladder: PracticeLadder;
  /** Skills gained this way on later visits; absent where a site has none. */
  later?: LaterUse;
}

/** Practises, sends what was mastered up the ladder, and tries the skills on later visits where sites have any. */
export async function runPractice(options: PractiseOptions & { library?: SkillLibrary }): Promise<PracticeReport> {
  const { sites, library, seed, signal, onProgress } = options;
  const { practice, places } = await practise(options);
  const ladder: PracticeLadder = { covered: 0, drafts: 0, unproven: 0, admitted: 0, rejected: { static: 0, source: 0, siblings: 0 }, goals: [] }; // prettier-ignore
  const later: LaterUse = { goals: 0, bound: 0, done: 0, false: 0, broke: 0, why: [] };
  for (const [i, site] of sites.entries()) {
    if (signal?.aborted) break;
    onProgress?.(`skills of ${i + 1} of ${sites.length} sites`);
    const climbed = await climbLadder(site, places.filter((place) => place.site === site), { library, seed, signal }); // prettier-ignore
    addUp(ladder, climbed.ladder);
    addUp(later, await tryLater(site, climbed.skills, signal));
  }
  const goals = distinctGoals(places);
  return {
    ...practice,
    sites: sites.length,
    distinct: goals.length,
    distinctPerMinute: Number((goals.length / (practice.seconds / 60)).toFixed(1)),
    diversity: diversityOf(goals),
    ladder,
    ...(sites.some(({ visits }) => visits) ? { later } : {}),
  };
}

/** Counts are added, lists joined. */
function addUp<T extends object>(sum: T, more: T): void {
  for (const [key, value] of Object.entries(more) as [keyof T, unknown][]) {
    const own = sum[key];
    if (typeof value === 'number') sum[key] = ((own as number) + value) as T[keyof T];
    else if (Array.isArray(value)) sum[key] = [...new Set([...(own as unknown[]), ...(value as unknown[])])] as T[keyof T];
    else addUp(own as object, value as object);
  }
}

function distinctGoals(places: readonly PracticePlace[]): MasteredGoal[] {
  const byKey = places.flatMap(({ site, archive }) => archive.all().map((goal) => [`${site.id} ${goal.key}`, goal] as const));
  return [...new Map(byKey).values()];
}

function diversityOf(goals: readonly MasteredGoal[]): PracticeReport['diversity'] {
  const verbs: Record<string, number> = {};
  for (const verb of goals.flatMap((goal) => [...new Set(goal.verbs)])) verbs[verb] = (verbs[verb] ?? 0) + 1;
  const steps = goals.reduce((sum, { demonstration }) => sum + demonstration.steps.length, 0) / Math.max(1, goals.length);
  return {
    verbs,
    controls: new Set(goals.flatMap(({ controls }) => controls)).size,
    composed: goals.filter(({ parts }) => parts.length > 0).length,
    steps: Number(steps.toFixed(2)),
  };
}
