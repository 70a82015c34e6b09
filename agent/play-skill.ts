import { type Action, goalSpans, type GoalSpan, type Observation, type Outcome } from '../core/index.js';
import { createSkillRun, type Skill, type SkillArguments, type SkillMove, type SkillRun } from '../skills/index.js';
import { failedOutcome } from './nodes/quiet-actions.js';
import { resolveText } from './resolve-text.js';
import type { AgentSession } from './session-port.js';

/** What came of a skill that was played alone. */
export interface SkillPlay {
  /** The skill's own word, see `SkillMove`. Nobody has evaluated it. */
  ended: 'done' | 'through' | 'broken';
  /** The postcondition held before anything was done: then `done` proves nothing. */
  heldBefore: boolean;
  /** Actions that were tried. */
  steps: number;
  answer?: string;
  /** Where it broke: a step id, `scope`, `precondition`, `postcondition` or `answer`. */
  at?: string;
  why?: string;
  /** The page itself ended the episode. */
  pageEnded: boolean;
}

/** One action of a play and what came of it. `id` names the step of the skill; a loop comes by the same one again. */
export interface SkillPlayStep {
  /** From 1. */
  number: number;
  /** As the skill gave it: `outcome.text` is what its text source said. */
  action: Action;
  outcome: Outcome;
  id: string;
}

export interface PlayOptions {
  /** Stands on the page where the skill is to begin. */
  session: AgentSession;
  /** What quotes of the skill are taken from. */
  goal: string;
  /** Most actions; default 30. */
  maxSteps?: number;
  /** Asked after each action: true once the page itself has ended the episode. */
  ended?: () => Promise<boolean>;
  signal?: AbortSignal;
  onStep?: (step: SkillPlayStep) => void;
}

const MOST_STEPS = 30;

/**
 * Plays a skill alone on a session: no model, no policy. Text sources are resolved as in a run of the agent. Where the page ends the
 * episode, no postcondition can be looked for any more: then it counts that no step was left. Throws `SKILL_ARGUMENTS`, what the
 * session throws, and the reason of `signal`, so that a play that was stopped is never taken for a broken skill.
 */
export async function playSkill(skill: Skill, args: SkillArguments, options: PlayOptions): Promise<SkillPlay> {
  const { session, goal, maxSteps = MOST_STEPS, ended, signal, onStep } = options;
  const spans = goalSpans(goal);
  const run = createSkillRun(skill, args);
  let steps = 0;
  const end = (how: Pick<SkillPlay, 'ended'> & Partial<SkillPlay>): SkillPlay => ({
    heldBefore: run.heldBefore === true,
    steps,
    pageEnded: false,
    ...how,
  });
  let page = await session.observe();
  let move = run.next(page);
  while (move.kind === 'act') {
    signal?.throwIfAborted();
    const { action, step: id } = move;
    if (steps === maxSteps) return end({ ended: 'broken', at: id, why: `it wants more than ${maxSteps} actions` });
    const outcome = await perform(action, { session, spans, page, signal });
    steps++;
    onStep?.({ number: steps, action, outcome, id });
    if (await ended?.()) return end({ pageEnded: true, ...endedByPage(run, outcome, id) });
    page = session.current ?? (await session.observe());
    move = run.next(page, outcome);
  }
  return end(endOf(move, spans, page));
}

interface Stage {
  session: AgentSession;
  spans: readonly GoalSpan[];
  page: Observation;
  signal: AbortSignal | undefined;
}

async function perform(action: Action, { session, spans, page, signal }: Stage): Promise<Outcome> {
  if (action.kind !== 'type') return session.act(action, signal);
  const resolved = resolveText(action.text, spans, page);
  if (!resolved.ok) return failedOutcome(resolved.code, resolved.problem);
  const { text } = resolved;
  return { text, ...(await session.act({ ...action, text: { kind: 'literal', text } }, signal)) };
}

type End = Pick<SkillPlay, 'ended' | 'answer' | 'at' | 'why'>;

function endedByPage(run: SkillRun, { status }: Outcome, at: string): End {
  if (!run.isThrough || status === 'error')
    return { ended: 'broken', at, why: 'the page ended the episode before the skill was through' };
  return { ended: run.skill.postcondition.length > 0 ? 'done' : 'through' };
}

function endOf(move: Exclude<SkillMove, { kind: 'act' }>, spans: readonly GoalSpan[], page: Observation): End {
  if (move.kind === 'broken') return { ended: 'broken', at: move.at, why: move.why };
  if (move.kind === 'through' || !move.answer) return { ended: move.kind };
  const answer = resolveText(move.answer, spans, page);
  return answer.ok ? { ended: 'done', answer: answer.text } : { ended: 'broken', at: 'answer', why: answer.problem };
}
