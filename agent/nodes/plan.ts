import type { AgentSettings } from '../../config/index.js';
import { type Decision, printAction, type SearchTree } from '../../core/index.js';
import { decide, literalOf, toldDecision } from '../decision.js';
import { expectationOf } from '../expectation.js';
import { isEnd, reopened, type Sureness } from '../finish-check.js';
import { conditionsIn, contextOf } from '../plan-context.js';
import type { Choice, Planner } from '../planner/planner.js';
import type { PlanContext } from '../prompt-port.js';
import { askRest, askRules } from '../proposers/ask.js';
import type { Proposer } from '../proposers/proposer.js';
import { undoDecision } from '../reversal.js';
import { type Deliberator, thinkLonger, triggerOf } from '../deliberation/index.js';
import { finished, pageKey, pageOf, type Run } from '../run.js';
import { skillDecision } from '../skill-use.js';
import type { AgentState } from '../state.js';

export interface PlanParts {
  proposers: readonly Proposer[];
  planner: Planner;
  /** The same without a model: what would be done if none was asked. */
  ruled: Planner;
  /** Asked on the last attempt, when nothing else is left. */
  lastResort?: Proposer;
  settings: Pick<AgentSettings, 'deliberation' | 'retry' | 'advice' | 'relations' | 'finishing' | 'workingMemory'>;
  /** Thinks longer where that is worth it; absent when switched off. */
  deliberator?: Deliberator;
  /** Probability of success, seen from the latest of these decisions; absent without a fitted confidence model. */
  confidence?: Sureness;
}

/** Collects candidates, lets the planner choose, and states what the choice should bring about. */
export function createPlanNode(
  run: Run,
  { proposers, planner, ruled, lastResort, settings, deliberator, confidence }: PlanParts,
) {
  const { attempts } = settings.retry;
  const sure = (decision: Decision): number | undefined =>
    confidence?.([...run.decided, { decision }], isEnd(decision.action) ? 'end' : 'ahead');
  const take = (made: Decision, step: number, tree?: SearchTree): Partial<AgentState> => {
    run.tree = tree;
    const decision = run.replan === undefined ? made : { ...made, notes: [`replan: ${run.replan}`, ...made.notes] };
    const certainty = sure(decision);
    run.decision = certainty === undefined ? decision : { ...decision, confidence: certainty };
    run.emit({ type: 'decision', step: step + 1, decision: run.decision });
    return {};
  };
  const decided = (choice: Choice, attempt: number, before: readonly string[] = []): Decision =>
    decide(run, choice, { attempt, before, remembers: settings.workingMemory.enabled });
  /** The end that was chosen, or what is done instead. */
  const checked = (choice: Choice, attempt: number): Choice => {
    const instead = run.reopened ? undefined : reopened(choice, () => sure(decided(choice, attempt)), settings.finishing);
    if (instead) run.reopened = true;
    return instead ?? choice;
  };
  /** The choice after more thought, where the step is worth it. */
  const thought = async (context: PlanContext, choice: Choice, attempt: number) => {
    if (!deliberator) return { settled: choice };
    const situation = { isStuck: attempt > 0 || isStuck(run), sureness: sure(decided(choice, attempt)) };
    const trigger = triggerOf(choice, context, situation, settings.deliberation);
    if (!trigger) return { settled: choice };
    const { choice: settled, record } = await thinkLonger(deliberator, trigger, context, choice, run.signal);
    return { settled, record };
  };
  return async function plan({ step }: AgentState): Promise<Partial<AgentState>> {
    const told = run.intervene?.(step + 1, pageOf(run));
    if (told) return take(toldDecision(run, told), step);
    if (run.undo) return take(undoDecision(run.undo), step);
    const { decision: known, notes } = askSkills(run);
    if (known) return take(known, step);
    for (let attempt = 0; attempt <= attempts; attempt++) {
      const asked = attempt === attempts && lastResort ? [...proposers, lastResort] : proposers;
      const warmth = run.rethink ? 1 : 0; // as if the first answer had been rejected
      const about = { ...contextOf(run, step, attempt + warmth, settings), relations: settings.relations.enabled };
      const early = await askRules(asked, about, run.signal);
      const habit = attempt + warmth === 0 && run.memory ? habitOf(run, await ruled.choose(about, early, run.signal)) : undefined;
      if (habit) return take(decided(habit, attempt, notes), step);
      const { context, proposals } = await askRest(asked, about, early, settings.advice.enabled, run.signal);
      const choice = await planner.choose(context, proposals, run.signal);
      if (run.signal?.aborted) return finished('aborted', 'stopped by the caller');
      if (!choice || (attempt < attempts && isDoubted(run, choice))) continue;
      const { settled, record } = await thought(context, checked(choice, attempt), attempt);
      if (run.signal?.aborted) return finished('aborted', 'stopped by the caller');
      return take({ ...decided(settled, attempt, notes), ...(record ? { deliberation: record } : {}) }, step, choice.tree);
    }
    return finished('gave-up', 'every action that came to mind had failed on this page before');
  };
}

/** Something was just found about the whole way. */
const isStuck = ({ lastFinding, trail }: Run): boolean => lastFinding !== undefined && lastFinding === trail.length;

/** What a skill would do here; one that ends leaves a note, and the page to the next one or to the policy. */
function askSkills(run: Run, notes: string[] = []): { decision?: Decision; notes: string[] } {
  const page = pageOf(run);
  const rejected = new Set(run.rejected.on(pageKey(page)).map(printAction));
  const word = run.skills?.next(page, run.lastOutcome, (action) => rejected.has(printAction(action)));
  if (!word) return { notes };
  if ('ended' in word) return askSkills(run, [...notes, word.ended]);
  const decision = skillDecision(word, expectationOf(word.action, page, literalOf(word.action, conditionsIn(run))));
  return { decision: { ...decision, notes: [...notes, ...decision.notes] }, notes };
}

/** Nothing better than a decision that is doubted came to mind: then it is worth asking again, and wider. */
const isDoubted = (run: Run, { chosen }: Choice): boolean =>
  run.memory?.doubt(chosen.action, pageOf(run), run.history.length + 1) !== undefined;

/** What the rules choose, where asking the model about such a step has changed nothing before. */
function habitOf(run: Run, choice: Choice | undefined): Choice | undefined {
  if (!choice || choice.notes.some((note) => note.startsWith('coverage:'))) return undefined; // a question is open
  if (isDoubted(run, choice)) return undefined; // where the rules know nothing better, the model may
  if (!run.memory?.isHabit(choice.chosen.action, pageOf(run))) return undefined;
  return { ...choice, notes: [...choice.notes, 'habit: asking the model about such a step changed nothing before'] };
}
