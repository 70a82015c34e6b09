import { resolveText } from '../agent/index.js';
import { type Action, goalSpans, NO_DIFF, type Observation, type Outcome, type TextSource } from '../core/index.js';
import type { StepRecord } from '../memory/index.js';
import { createSkillRun, type ReplayResult, type Skill, type SkillArguments, type SkillStep, type VerifiedEpisode } from '../skills/index.js'; // prettier-ignore
import type { RolloutEpisode } from '../tasks/index.js';
import { findElement, type LocatorLevel } from '../tools/index.js';

/** More acts than any oracle or skill needs on a practice page. */
const MOST_STEPS = 40;

/** The oracle plays; what it did is written down as the trajectory log would have it. */
export async function demonstrateByOracle(id: string, episode: RolloutEpisode): Promise<VerifiedEpisode> {
  const steps: StepRecord[] = [];
  let finish: Parameters<RolloutEpisode['evaluate']>[0] = { kind: 'gave-up', text: '' };
  let page = await episode.observe();
  for (let action = episode.labelOf(page); action && steps.length < MOST_STEPS; action = episode.labelOf(page)) {
    const stops = action.kind === 'stop' || action.kind === 'refuse';
    const outcome: Outcome = stops ? NOTHING_DONE : await episode.act(spelledOut(action, episode.goal, page));
    steps.push(recordOf(id, steps.length + 1, page, action, outcome));
    if (action.kind === 'stop') finish = { kind: 'done', text: action.answer ? textOf(action.answer, episode.goal, page) : '' };
    if (action.kind === 'refuse') finish = { kind: 'refused', text: action.reason };
    page = episode.current ?? page;
    if (await episode.ended()) finish = { kind: 'page-ended', text: '' };
    if (finish.kind !== 'gave-up') break;
  }
  const { success } = await episode.evaluate(finish);
  return { id, goal: episode.goal, purpose: 'train', success, steps, last: page };
}

const NOTHING_DONE: Outcome = { status: 'ok', message: '', diff: NO_DIFF, ms: 0 };

/** A step as the trajectory log would have it, decided without a model. */
export function recordOf(
  episodeId: string,
  number: number,
  observation: Observation,
  action: Action,
  outcome: Outcome,
  proposer = 'oracle',
): StepRecord {
  // prettier-ignore
  const decision: StepRecord['decision'] = { action, proposer, expectation: { effect: 'any' }, candidates: [], notes: [] }; // prettier-ignore
  const usage = { prompt: 0, evaluated: 0, generated: 0 };
  const ms = { model: 0, browser: 0, runtime: 0 };
  return { episodeId, number, state: 'done', at: 0, observation, decision, calls: [], outcome, verdicts: [], usage, ms };
}

export interface SkillPlay extends ReplayResult {
  /** How each target was found, in the order of the acts. */
  levels: LocatorLevel[];
}

/**
 * A skill plays an episode without a model, and the evaluator judges. Where the page ended the episode, its evaluator has the last
 * word: the skill's own postcondition is not asked on a page that is over.
 */
export async function playSkillAlone(skill: Skill, args: SkillArguments, episode: RolloutEpisode): Promise<SkillPlay> {
  const run = createSkillRun(skill, args);
  const targets = targetsOf(skill.steps);
  const levels: LocatorLevel[] = [];
  let page = await episode.observe();
  let move = run.next(page);
  for (let acts = 0; acts < MOST_STEPS && move.kind === 'act'; acts++) {
    const target = targets.get(move.step);
    const found = target && findElement(page, target, args);
    if (found) levels.push(found.level);
    const outcome = await episode.act(spelledOut(move.action, episode.goal, page));
    page = episode.current ?? page;
    move = run.next(page, outcome);
  }
  const pageEnded = await episode.ended();
  const text = move.kind === 'done' && move.answer ? textOf(move.answer, episode.goal, page) : '';
  const { success } = await episode.evaluate({ kind: pageEnded ? 'page-ended' : 'done', text });
  const isDone = move.kind === 'done' || (pageEnded && success);
  const why = move.kind === 'broken' && !isDone ? { at: move.at, why: move.why } : {};
  const ended = isDone ? 'done' : move.kind === 'through' ? 'through' : 'broken';
  return { ended, success: ended !== 'broken' && success, heldBefore: run.heldBefore === true, levels, ...why };
}

/** The locators of the steps that act on something, by step id. */
function targetsOf(steps: readonly SkillStep[]): Map<string, Parameters<typeof findElement>[1]> {
  return new Map(
    steps.flatMap((step) => {
      if (step.kind !== 'do') return [...targetsOf(step.steps)];
      return 'target' in step.action && step.action.target ? [[step.id, step.action.target] as const] : [];
    }),
  );
}

/** Typing takes its text from the goal or the page before it reaches the browser. */
function spelledOut(action: Action, goal: string, page: Observation): Action {
  return action.kind === 'type' ? { ...action, text: { kind: 'literal', text: textOf(action.text, goal, page) } } : action;
}

/** Empty where the text cannot be had: what is done with it then fails before the evaluator. */
function textOf(source: TextSource, goal: string, page: Observation): string {
  const resolved = resolveText(source, goalSpans(goal), page);
  return 'text' in resolved ? resolved.text : '';
}
