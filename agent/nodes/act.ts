import type { Action, Decision, Finish, Observation, Outcome, SearchTree, TextSource, TokenUsage } from '../../core/index.js';
import type { ModelCall, TrajectoryLog } from '../../memory/index.js';
import { predictionError } from '../planner/world-model.js';
import { resolveText } from '../resolve-text.js';
import { finished, pageOf, remember, type Run } from '../run.js';
import type { AgentState } from '../state.js';
import { failedOutcome, findOnPage, quietOutcome } from './quiet-actions.js';

export interface ActParts {
  log: Pick<TrajectoryLog, 'recordIntent' | 'recordOutcome' | 'recordPredictionError' | 'recordUnknown'>;
}

/** Carries out the decision. The intent is in the journal before anything is done, the outcome right after it. */
export function createActNode(run: Run, { log }: ActParts) {
  return async function act({ step }: AgentState): Promise<Partial<AgentState>> {
    const before = pageOf(run);
    const decision = run.decision as Decision;
    const calls = run.metered?.takeCalls() ?? [];
    const number = log.recordIntent(run.episodeId, { observation: before, decision, calls, tree: run.tree });
    const outcome = await perform(run, decision.action, before).catch((error: unknown) => {
      if (!run.signal?.aborted) throw error;
      return undefined;
    });
    if (!outcome) {
      log.recordUnknown(run.episodeId, number); // stopped in the middle: it may or may not have happened
      return finished('aborted', 'stopped by the caller');
    }
    const ms = run.timer.lap();
    log.recordOutcome(run.episodeId, number, { outcome, usage: usageOf(calls), ms });
    const error = predictionErrorOf(run.tree, outcome);
    if (error !== undefined) log.recordPredictionError(run.episodeId, number, error);
    run.stepMs.push(ms);
    run.fresh = { number, before, decision, outcome, calls };
    run.lastOutcome = outcome;
    remember(run, before, decision, outcome);
    run.emit({ type: 'outcome', step: number, outcome });
    run.emit({ type: 'step-end', step: number, ms });
    return { step: step + 1, ending: endingOf(decision.action, outcome) };
  };
}

async function perform(run: Run, action: Action, page: Observation): Promise<Outcome> {
  switch (action.kind) {
    case 'type':
      return withText(run, action.text, page, (text) => onPage(run, { ...action, text: { kind: 'literal', text } }));
    case 'stop':
      if (!action.answer) return quietOutcome('done');
      return withText(run, action.answer, page, (text) => Promise.resolve(quietOutcome('answered', text)));
    case 'find':
      return findOnPage(action.text, page);
    case 'note':
      run.notes.push(action.text);
      return quietOutcome('noted', action.text);
    case 'ask':
      return quietOutcome('asked', action.question);
    case 'refuse':
      return quietOutcome('refused', action.reason);
    default:
      return onPage(run, action);
  }
}

const onPage = (run: Run, action: Action): Promise<Outcome> => run.timer.browser(() => run.session.act(action, run.signal));

async function withText(
  run: Run,
  source: TextSource,
  page: Observation,
  use: (text: string) => Promise<Outcome>,
): Promise<Outcome> {
  const resolved = resolveText(source, run.spans, page);
  return resolved.ok ? { text: resolved.text, ...(await use(resolved.text)) } : failedOutcome(resolved.code, resolved.problem);
}

/** How far what a world model foretold of the action was from what came; undefined where none did. */
function predictionErrorOf(tree: SearchTree | undefined, { diff }: Outcome): number | undefined {
  const foretold = tree?.nodes.find(({ id }) => id === tree.chosen)?.foretold;
  return foretold && predictionError(foretold.diff, diff);
}

/** The agent's own word about how it ends; a failed answer ends nothing. */
function endingOf(action: Action, outcome: Outcome): Finish | null {
  if (outcome.code === 'PAGE_CRASHED') return { kind: 'crashed', text: outcome.message };
  if (outcome.status === 'error') return null;
  if (action.kind === 'stop') return { kind: 'done', text: outcome.text ?? '' };
  if (action.kind === 'refuse') return { kind: 'refused', text: action.reason };
  return action.kind === 'ask' ? { kind: 'asked', text: action.question } : null;
}

function usageOf(calls: readonly ModelCall[]): TokenUsage {
  const total = (key: keyof TokenUsage): number => calls.reduce((sum, call) => sum + call.usage[key], 0);
  return { prompt: total('prompt'), evaluated: total('evaluated'), generated: total('generated') };
}
