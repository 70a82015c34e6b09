import { playSkill } from '../../agent/index.js';
import { createRandom } from '../../core/index.js';
import {
  type Admission,
  ADMISSION_DEFAULTS,
  admitSkill,
  bindGoal,
  holds,
  lengthOf,
  type MasteredGoal,
  type PracticeGoal,
  type Replay,
  type ReplayResult,
  type ReplaySituation,
  type Skill,
  type SkillEntry,
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
  /** Drafts that stay drafts: they worked wherever they were tried, but there was too little to try them on. */
  unproven: number;
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
    const opening = goal.demonstration.steps[0].observation;
    const others = [varyGoal(goal, random), varyGoal(goal, random)];
    return others.flatMap((other) => (other && !other.condition.some((check) => holds(check, opening, {})) ? [{ place, goal: other }] : [])); // prettier-ignore
  });
  const situations = new Map<string, Situation>([...mastered, ...varied].map((one, i) => [String(i), one]));
  const ladder: PracticeLadder = { covered: 0, drafts: 0, unproven: 0, admitted: 0, rejected: { static: 0, source: 0, siblings: 0 }, goals: [] }; // prettier-ignore
  const own = madeBefore(library, mastered);
  const skills = own.filter(({ status }) => status === 'live' || status === 'shadow').map(({ skill }) => skill);
  const drafts = own.filter(({ status }) => status === 'draft');
  const tried = new Map<string, number>();
  for (const [i, { goal }] of mastered.entries()) {
    if (signal?.aborted) break;
    const { skill } = goal.program;
    if (skills.some((one) => bindGoal(one, goal.goal))) ladder.covered++;
    else if ((tried.get(skill.goals[0]) ?? 0) < MOST_DRAFTS) {
      tried.set(skill.goals[0], (tried.get(skill.goals[0]) ?? 0) + 1);
      ladder.drafts++;
      const admission = await admit(skill, String(i), situations, signal);
      const entry = drafts.find((one) => one.skill.goals[0] === skill.goals[0]) ?? library?.add(skill, `practised: mastered on ${site.id}`); // prettier-ignore
      if (isUnproven(admission)) {
        ladder.unproven++;
        continue;
      }
      if (entry) library?.admit(entry, admission);
      if (admission.verdict === 'shadow') {
        ladder.admitted++;
        ladder.goals.push(skill.goals[0]);
        skills.push(entry?.skill ?? skill);
      } else ladder.rejected[admission.rung as keyof PracticeLadder['rejected']]++;
    }
  }
  return { ladder, skills };
}

/** What earlier sessions made of goals of this site. */
function madeBefore(library: SkillLibrary | undefined, mastered: readonly { goal: MasteredGoal }[]): SkillEntry[] {
  const own = new Set(mastered.map(({ goal }) => goal.demonstration.id));
  return (library?.list() ?? []).filter(({ skill }) => skill.provenance.steps.some(({ episodeId }) => own.has(episodeId)));
}

/** It worked wherever it was tried, but there is too little to try it on. */
const isUnproven = ({ verdict, rung, replays }: Admission): boolean =>
  verdict === 'rejected' && rung === 'siblings' && replays.every(({ result }) => result.success);

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
  /** Where those broke, each way once. */
  why: string[];
}

/** Plays the first skill that a later goal binds, and has the task's own evaluator judge. */
export async function tryLater(site: Site, skills: readonly Skill[], signal?: AbortSignal): Promise<LaterUse> {
  const later: LaterUse = { goals: 0, bound: 0, done: 0, false: 0, broke: 0, why: [] };
  for await (const { goal, open } of site.visits?.() ?? []) {
    if (signal?.aborted) break;
    later.goals++;
    const skill = skills.find((one) => bindGoal(one, goal));
    if (!skill) continue;
    later.bound++;
    const page = await open();
    const { ended, at, why } = await playSkill(skill, bindGoal(skill, goal)!, {
      session: page.session,
      goal,
      ended: page.ended,
      signal,
    });
    if (ended === 'broken') {
      later.broke++;
      later.why.push(`"${goal}" by ${skill.name}, at ${at}: ${why}`);
    } else if (await page.evaluate()) later.done++;
    else later.false++;
    await page.close();
  }
  return later;
}
