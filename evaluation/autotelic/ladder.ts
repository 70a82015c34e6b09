import { playSkill } from '../../agent/index.js';
import { createRandom } from '../../core/index.js';
import {
  type Admission,
  ADMISSION_DEFAULTS,
  admitSkill,
  bindGoal,
  lengthOf,
  type PracticeGoal,
  type Replay,
  type ReplayResult,
  type ReplaySituation,
  type Skill,
  type SkillLibrary,
  varyGoal,
} from '../../skills/index.js';
import { type Attempt, attemptAt } from './attempt.js';
import type { Place, Site } from './place.js';
import type { PracticePlace } from './practise.js';

/** What became of mastered goals on the ordinary admission ladder. */
export interface PracticeLadder {
  /** Goals that a skill admitted before serves already. */
  covered: number;
  drafts: number;
  /** In the shadow now: practice alone makes no skill live. */
  admitted: number;
  rejected: Record<'static' | 'source' | 'siblings', number>;
  /** Goal templates of the admitted skills. */
  goals: string[];
}

/** More siblings than this prove nothing more. */
const MOST_SIBLINGS = 6;

/** Drafts of one goal template: another control or page may show it better. */
const MOST_DRAFTS = 3;

interface Situation {
  place: Place;
  goal: PracticeGoal;
}

/**
 * Mastered goals as drafts of skills, shortest first, each sent up the ladder: replayed where it was mastered, then on other pages of the site,
 * with other goals that it binds and with other values. The evaluator is the goal's condition, and the page's own word where it has one.
 */
export async function climbLadder(
  site: Site,
  places: readonly PracticePlace[],
  { library, seed, signal }: { library?: SkillLibrary; seed: number; signal?: AbortSignal },
): Promise<{ ladder: PracticeLadder; skills: Skill[] }> {
  const random = createRandom(`ladder ${seed} ${site.id}`);
  const mastered = places.flatMap(({ place, archive }) => archive.all().map((goal) => ({ place, goal })));
  mastered.sort((a, b) => lengthOf(a.goal) - lengthOf(b.goal));
  const varied = mastered.flatMap(({ place, goal }) => {
    const other = varyGoal(goal, random);
    return other ? [{ place, goal: other }] : [];
  });
  const situations = new Map<string, Situation>([...mastered, ...varied].map((one, i) => [String(i), one]));
  const ladder: PracticeLadder = { covered: 0, drafts: 0, admitted: 0, rejected: { static: 0, source: 0, siblings: 0 }, goals: [] }; // prettier-ignore
  const skills: Skill[] = [];
  const tried = new Map<string, number>();
  for (const [i, { goal }] of mastered.entries()) {
    if (signal?.aborted) break;
    const { skill } = goal.program;
    if (skills.some((one) => bindGoal(one, goal.goal))) ladder.covered++;
    else if ((tried.get(skill.goals[0]) ?? 0) < MOST_DRAFTS) {
      tried.set(skill.goals[0], (tried.get(skill.goals[0]) ?? 0) + 1);
      ladder.drafts++;
      const admission = await admit(skill, String(i), situations, signal);
      const entry = library?.add(skill, `practised: mastered on ${site.id}`);
      if (entry) library?.admit(entry, admission);
      if (admission.verdict === 'shadow') {
        ladder.admitted++;
        ladder.goals.push(skill.goals[0]);
        skills.push(skill);
      } else ladder.rejected[admission.rung as keyof PracticeLadder['rejected']]++;
    }
  }
  return { ladder, skills };
}

function admit(skill: Skill, own: string, situations: ReadonlyMap<string, Situation>, signal?: AbortSignal): Promise<Admission> {
  const asSituation = ([id, { goal }]: [string, Situation]): ReplaySituation => ({ id, goal: goal.goal });
  const siblings = [...situations].filter(([id, { goal }]) => id !== own && bindGoal(skill, goal.goal)).map(asSituation);
  const replay: Replay = async (one, args, { id }) => {
    const { place, goal } = situations.get(id)!;
    return resultOf(await attemptAt(place, goal, [{ skill: one, args }], { audit: true, signal }));
  };
  const source = [asSituation([own, situations.get(own)!])];
  return admitSkill(skill, { source, siblings: siblings.slice(0, MOST_SIBLINGS), replay, policy: ADMISSION_DEFAULTS });
}

function resultOf({ success, why, detail, audit }: Attempt): ReplayResult {
  const heldBefore = why === 'held before';
  if (why === 'broke') return { ended: 'broken', success: false, heldBefore, at: 'a step', why: detail };
  return { ended: 'done', success: success && audit !== false, heldBefore };
}

/** What skills gained by practice are worth on later visits, whose goals somebody else has set. */
export interface LaterUse {
  goals: number;
  /** Goals that a skill binds. */
  bound: number;
  done: number;
  /** The skill said done and the evaluator denied it. */
  false: number;
  broke: number;
}

/** Plays the first skill that a later goal binds, and has the task's own evaluator judge. */
export async function tryLater(site: Site, skills: readonly Skill[], signal?: AbortSignal): Promise<LaterUse> {
  const later: LaterUse = { goals: 0, bound: 0, done: 0, false: 0, broke: 0 };
  for await (const { goal, open } of site.visits?.() ?? []) {
    if (signal?.aborted) break;
    later.goals++;
    const skill = skills.find((one) => bindGoal(one, goal));
    if (!skill) continue;
    later.bound++;
    const page = await open();
    const { ended } = await playSkill(skill, bindGoal(skill, goal)!, { session: page.session, goal, ended: page.ended, signal });
    if (ended === 'broken') later.broke++;
    else if (await page.evaluate()) later.done++;
    else later.false++;
    await page.close();
  }
  return later;
}
