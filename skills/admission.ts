import { bindGoal } from './goal-template.js';
import type { SkillArguments } from './parameters.js';
import type { Evidence, Skill } from './schema.js';
import { checkSkill } from './static-check.js';

/** A page to try a skill on, known to the caller by its id: a task of the same site that can be opened afresh. */
export interface ReplaySituation {
  id: string;
  goal: string;
}

/** What a replay came to. `success` is the evaluator's word; `ended` the skill's own, see `SkillMove`. */
export interface ReplayResult {
  ended: 'done' | 'through' | 'broken';
  success: boolean;
  /** The postcondition held before anything was done: then it proves nothing. */
  heldBefore: boolean;
  /** Where and why it broke. */
  at?: string;
  why?: string;
}

/** Opens a situation afresh, runs the skill there without a model, and has the result evaluated. */
export type Replay = (skill: Skill, args: SkillArguments, situation: ReplaySituation) => Promise<ReplayResult>;

export interface AdmissionPolicy {
  /** Siblings with other arguments on which it has to succeed. */
  siblings: number;
  /** Least share of the siblings tried; the others may break, but none may report a false success. */
  siblingShare: number;
  /** Shadow wins before it goes live, and how many losses are allowed meanwhile. */
  shadowWins: number;
  shadowLosses: number;
  /** Live failures in a row before it is sent back to the shadow, and before it is archived. */
  failuresToDemote: number;
  failuresToArchive: number;
}

export const ADMISSION_DEFAULTS: AdmissionPolicy = {
  siblings: 2,
  siblingShare: 0.7,
  shadowWins: 2,
  shadowLosses: 1,
  failuresToDemote: 1,
  failuresToArchive: 3,
};

export interface AdmissionRequest {
  /** The tasks that the skill was induced from. Each has to succeed again. */
  source: readonly ReplaySituation[];
  /** Tasks of the same kind with other values. Those whose goal the skill does not bind are passed over. */
  siblings: readonly ReplaySituation[];
  replay: Replay;
  /** Arguments of skills that no goal asks for: parts of longer tasks, whose replay has to judge the part. */
  argsOf?: (situation: ReplaySituation) => SkillArguments | undefined;
  policy?: AdmissionPolicy;
}

/** Where on the ladder it stopped; `shadow` is the top that replay alone can reach. */
export interface Admission {
  verdict: 'shadow' | 'rejected';
  rung: 'static' | 'source' | 'siblings' | 'passed';
  reason: string;
  replays: { situation: string; args: SkillArguments; result: ReplayResult }[];
}

/**
 * The ladder up to the shadow: sound as written, works where it came from, works with other arguments. A skill that once reports
 * a success that the evaluator denies is out at once: a wrong skill is worse than none.
 */
export async function admitSkill(skill: Skill, request: AdmissionRequest): Promise<Admission> {
  const policy = request.policy ?? ADMISSION_DEFAULTS;
  const replays: Admission['replays'] = [];
  const verdict = (rung: Admission['rung'], reason: string): Admission => ({
    verdict: rung === 'passed' ? 'shadow' : 'rejected',
    rung,
    reason,
    replays,
  });
  const problems = checkSkill(skill);
  if (problems.length > 0) return verdict('static', problems.join('; '));

  const play = async (situation: ReplaySituation, args: SkillArguments): Promise<ReplayResult> => {
    const result = await request.replay(skill, args, situation);
    replays.push({ situation: situation.id, args, result });
    return result;
  };
  if (request.source.length === 0) return verdict('source', 'there is no source task to replay it on');
  for (const situation of request.source) {
    const args = argumentsFor(skill, situation, request);
    if (!args) return verdict('source', `its own goal does not bind: "${situation.goal}"`);
    const problem = problemOf(await play(situation, args));
    if (problem) return verdict('source', `on "${situation.goal}": ${problem}`);
  }
  return climbSiblings(skill, request, policy, { play, verdict, replays });
}

interface Ladder {
  play(situation: ReplaySituation, args: SkillArguments): Promise<ReplayResult>;
  verdict(rung: Admission['rung'], reason: string): Admission;
  replays: Admission['replays'];
}

async function climbSiblings(
  skill: Skill,
  request: AdmissionRequest,
  policy: AdmissionPolicy,
  ladder: Ladder,
): Promise<Admission> {
  const known = new Set(ladder.replays.map(({ args }) => JSON.stringify(args)));
  let [tried, won] = [0, 0];
  for (const situation of request.siblings) {
    const args = argumentsFor(skill, situation, request);
    if (!args || (skill.parameters.length > 0 && known.has(JSON.stringify(args)))) continue;
    const result = await ladder.play(situation, args);
    const isFalse = result.ended !== 'broken' && !result.success;
    if (isFalse || result.heldBefore) return ladder.verdict('siblings', `on "${situation.goal}": ${problemOf(result)}`);
    tried++;
    if (result.ended !== 'broken') won++;
  }
  if (won < policy.siblings)
    return ladder.verdict('siblings', `worked on ${won} of ${tried} other tasks, and ${policy.siblings} are asked for`);
  if (won / tried < policy.siblingShare) return ladder.verdict('siblings', `broke on ${tried - won} of ${tried} other tasks`);
  return ladder.verdict('passed', `worked on its source and on ${won} of ${tried} other tasks`);
}

function argumentsFor(skill: Skill, situation: ReplaySituation, { argsOf }: AdmissionRequest): SkillArguments | undefined {
  return argsOf?.(situation) ?? bindGoal(skill, situation.goal);
}

function problemOf({ ended, success, heldBefore, at, why }: ReplayResult): string | undefined {
  if (heldBefore) return 'its postcondition holds before it has done anything';
  if (ended === 'broken') return `it broke at ${at ?? 'a step'}: ${why ?? 'no reason given'}`;
  return success ? undefined : 'it took every step, and the evaluator denies that the task is done';
}

export type SkillStatus = 'draft' | 'shadow' | 'live' | 'archived';

/** Where a skill belongs by what has happened to it, and why. The same status when nothing moves it. */
export function nextStatus(
  status: SkillStatus,
  evidence: Evidence,
  policy = ADMISSION_DEFAULTS,
): { status: SkillStatus; why: string } {
  const { shadowWins, shadowLosses, failuresInRow } = evidence;
  if (failuresInRow >= policy.failuresToArchive && status !== 'archived' && status !== 'draft')
    return { status: 'archived', why: `${failuresInRow} failures in a row` };
  if (status === 'live' && failuresInRow >= policy.failuresToDemote)
    return { status: 'shadow', why: `${failuresInRow} failures in a row: back to the shadow` };
  if (status === 'shadow' && shadowLosses > policy.shadowLosses && shadowLosses > shadowWins)
    return { status: 'archived', why: `disagreed ${shadowLosses} times with what succeeded` };
  if (status === 'shadow' && shadowWins >= policy.shadowWins && shadowLosses <= policy.shadowLosses)
    return { status: 'live', why: `agreed ${shadowWins} times with what succeeded` };
  return { status, why: 'nothing moves it' };
}
