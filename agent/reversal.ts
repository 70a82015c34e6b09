import { type Decision, printAction, type Verdict } from '../core/index.js';
import { undoOf } from '../reflection/index.js';
import { SKILL_PROPOSER } from '../skills/index.js';
import { INTERVENTION } from './decision.js';
import { type FreshStep, pageKey, pageOf, type Run, type Undo } from './run.js';

/** What proposes an undo. */
export const REVERSAL = 'reversal';

/** How the step that was just judged is taken back; undefined where it was no wrong turn, or no undo is known. */
export function undoFor(run: Run, { before, decision }: FreshStep, verdict: Verdict): Undo | undefined {
  if (verdict.label !== 'B' || !decidesFreely(decision)) return undefined;
  const after = pageOf(run);
  const keys = { before: pageKey(before), after: pageKey(after) };
  const action = undoOf({ before, after, action: decision.action, keys, trail: run.trail });
  if (!action || run.rejected.has(keys.after, action)) return undefined;
  const note = `reversal: ${printAction(action)} takes ${printAction(decision.action)} back, because ${verdict.reason}`;
  return { action, restores: keys.before, note };
}

/** A skill repairs its own steps, a told step is meant, and a failed undo is not undone. */
const decidesFreely = ({ proposer }: Decision): boolean => proposer !== REVERSAL && proposer !== INTERVENTION && !proposer.startsWith(SKILL_PROPOSER); // prettier-ignore

/** Nothing was weighed and no model was asked: whether it worked, the page tells. */
export const undoDecision = ({ action, restores, note }: Undo): Decision => ({
  action,
  proposer: REVERSAL,
  expectation: { effect: 'page', restores },
  candidates: [],
  notes: [note],
});
