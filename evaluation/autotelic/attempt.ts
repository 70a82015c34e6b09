import { type AgentSession, playSkill } from '../../agent/index.js';
import type { Observation } from '../../core/index.js';
import type { StepRecord } from '../../memory/index.js';
import {
  bindGoal,
  type Check,
  firstFailing,
  holds,
  induceSkills,
  type PracticeGoal,
  printCheck,
  sentenceOf,
  type Skill,
  type SkillArguments,
  type Transition,
  type VerifiedEpisode,
} from '../../skills/index.js';
import { recordOf } from '../skill-rollouts.js';
import { lookAt } from './explore.js';
import type { OpenPlace, Place } from './place.js';

/** Stands as proposer and planner where free practice acted. */
export const PRACTICE = 'practice';

/** A goal as a program: durable locators instead of refs. */
export interface Program {
  skill: Skill;
  args: SkillArguments;
}

/** Transitions that reached a goal, as an episode that induction and the log can take. */
export function episodeOf(goal: PracticeGoal, steps: readonly Transition[], id = ''): VerifiedEpisode {
  const outcome = { status: 'ok', message: '', diff: NOTHING, ms: 0 } as const;
  const records = steps.map(({ before, action }, i) => recordOf(id, i + 1, before, action, outcome, PRACTICE));
  const { condition } = goal;
  return { id, goal: goal.goal, purpose: 'train', success: true, steps: records, last: steps.at(-1)?.after, condition };
}

const NOTHING = { urlChanged: false, titleChanged: false, dialogOpened: false, added: [], removed: [], changed: [], scrolled: false }; // prettier-ignore

/**
 * The program that an episode shows, by the same induction that makes skills of tasks; undefined where it shows none. `others` are the clauses
 * of its goal in other words, which ask for the same program.
 */
export function programOf(episode: VerifiedEpisode, others: readonly string[]): Program | undefined {
  const wordings = [...new Set([episode.goal, sentenceOf(others)])];
  const induced = wordings.flatMap((goal) => induceSkills([{ ...episode, goal }], { by: 'practised' }).filter(({ goals }) => goals.length > 0)); // prettier-ignore
  const [first] = induced;
  const alike = induced.filter(({ parameters }) => namesOf(parameters) === namesOf(first.parameters));
  const skill = first && { ...first, goals: [...new Set(alike.flatMap(({ goals }) => goals))] };
  const args = skill && bindGoal(skill, episode.goal);
  return skill && args && { skill, args };
}

const namesOf = (parameters: Skill['parameters']): string =>
  parameters
    .map(({ name }) => name)
    .sort()
    .join();

/** What came of a goal on a fresh page. */
export interface Attempt {
  success: boolean;
  /** Why not. */
  why: Rejection | '';
  /** For a person. */
  detail: string;
  steps: StepRecord[];
  last: Observation;
  /** The page's own word on the condition, by other means; undefined where it has none. */
  audit?: boolean;
}

/** Why a claim does not stand. */
export type Rejection = 'held before' | 'broke' | 'does not hold' | 'no program';

/**
 * Sets out for a goal on a page that was opened for it. It counts as reached only if no check of its condition held before and all hold at the end;
 * what the programs say of themselves counts for nothing. The page stays open for the caller, who may go on from there.
 */
export async function attempt(
  place: OpenPlace,
  { goal, condition }: Pick<PracticeGoal, 'goal' | 'condition'>,
  programs: readonly Program[],
  options: { audit?: boolean; signal?: AbortSignal } = {},
): Promise<Attempt> {
  const { session, ended } = place;
  const steps: StepRecord[] = [];
  const first = await session.observe();
  const before = condition.find((check) => holds(check, first, {}));
  const failed = (why: Rejection, detail: string): Attempt => ({ success: false, why, detail, steps, last: session.current ?? first }); // prettier-ignore
  if (before) return failed('held before', `${printCheck(before)} before anything was done`);
  for (const { skill, args } of programs) {
    const play = await playSkill(skill, args, { session: recording(session, steps), goal, ended, signal: options.signal });
    if (play.ended === 'broken') return failed('broke', `at ${play.at}: ${play.why}`);
  }
  const last = await lookAt(session);
  const open = firstFailing(condition, last, {});
  if (open) return failed('does not hold', `${printCheck(open)} does not hold`);
  const audit = options.audit ? await auditOf(place, condition) : undefined;
  return { success: true, why: '', detail: 'reached again on a fresh page', steps, last, audit };
}

/** Opens the page afresh for one attempt. */
export async function attemptAt(
  place: Place,
  ...rest: Parameters<typeof attempt> extends [OpenPlace, ...infer R] ? R : never
): Promise<Attempt> {
  // prettier-ignore
  const open = await place.open();
  try {
    return await attempt(open, ...rest);
  } finally {
    await open.close();
  }
}

/** One denial denies; silence about any part is silence about the whole. */
async function auditOf(place: OpenPlace, condition: readonly Check[]): Promise<boolean | undefined> {
  const words: (boolean | undefined)[] = [];
  for (const check of condition) words.push(await place.read(check));
  return words.includes(false) ? false : words.includes(undefined) ? undefined : true;
}

/** The session, with every action written down as a step. */
function recording(session: AgentSession, steps: StepRecord[]): AgentSession {
  return {
    get current() {
      return session.current;
    },
    get isClosed() {
      return session.isClosed;
    },
    observe: () => session.observe(),
    open: (url) => session.open(url),
    act: async (action, signal) => {
      const before = await lookAt(session);
      const outcome = await session.act(action, signal);
      steps.push(recordOf('', steps.length + 1, before, action, outcome, PRACTICE));
      return outcome;
    },
  };
}
