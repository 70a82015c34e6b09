import { type Action, goalSpans, type Outcome, type TextSource } from '../core/index.js';
import { createSkillRun, type Skill, type SkillArguments, type SkillMove } from '../skills/index.js';
import { resolveText } from './resolve-text.js';
import type { AgentSession } from './session-port.js';

/** What came of a skill that was played alone. */
export interface SkillPlay {
  ended: 'done' | 'through' | 'broken';
  /** The postcondition held before anything was done. */
  heldBefore: boolean;
  steps: number;
  answer?: string;
  at?: string;
  why?: string;
  /** The page itself ended the episode. */
  pageEnded: boolean;
}
export interface PlayOptions {
  session: AgentSession;
  goal: string;
  /** Default 30. */
  maxSteps?: number;
  /** True once the page itself has ended the episode. */
  ended?: () => Promise<boolean>;
  signal?: AbortSignal;
}

/** Plays a skill alone on a session: no model, no policy. */
export async function playSkill(skill: Skill, args: SkillArguments, options: PlayOptions): Promise<SkillPlay> {
  const { session, goal, maxSteps = 30, ended, signal } = options;
  const spans = goalSpans(goal);
  const run = createSkillRun(skill, args);
  let page = session.current ?? (await session.observe());
  let move: SkillMove = run.next(page);
  let steps = 0;
  let pageEnded = false;
  while (move.kind === 'act' && steps < maxSteps && !pageEnded) {
    steps++;
    const { action }: { action: Action } = move;
    const text = action.kind === 'type' ? resolveText(action.text, spans, page) : undefined;
    if (text && !text.ok)
      return { ended: 'broken', heldBefore: run.heldBefore === true, steps, at: move.step, why: text.problem, pageEnded };
    const outcome: Outcome = await session.act(
      text?.ok && action.kind === 'type' ? { ...action, text: { kind: 'literal', text: text.text } } : action,
      signal,
    );
    page = session.current ?? (await session.observe());
    pageEnded = (await ended?.()) ?? false;
    move = run.next(page, outcome);
  }
  const base = { heldBefore: run.heldBefore === true, steps, pageEnded };
  if (move.kind === 'act') return { ...base, ended: 'broken', at: move.step, why: 'more steps than allowed' };
  if (move.kind === 'broken') return { ...base, ended: 'broken', at: move.at, why: move.why };
  if (move.kind === 'through') return { ...base, ended: 'through' };
  const source: TextSource | undefined = move.answer;
  const answer = source && resolveText(source, spans, page);
  return { ...base, ended: 'done', ...(answer?.ok ? { answer: answer.text } : {}) };
}
