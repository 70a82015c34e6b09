import type { Action, HistoryEntry, Observation, Outcome, PageElement, Verdict } from '../core/index.js';
import { elementOf } from './decisive.js';

export interface PastStep {
  /** The page as it was when the action was chosen. */
  before: Observation;
  action: Action;
  /** Absent when the process died before it was known. */
  outcome?: Pick<Outcome, 'status' | 'code' | 'text'>;
  verdict?: Verdict['label'];
}

/** A step as the policy is told of it later. Training rows are made with it too, so that both show the same past. */
export function historyEntry({ before, action, outcome, verdict = outcome ? undefined : 'D' }: PastStep): HistoryEntry {
  const target = 'ref' in action && action.ref !== undefined ? elementOf(before, action.ref) : undefined;
  const text = outcome?.text ?? (action.kind === 'select' ? action.option : undefined);
  return {
    action,
    ...(target ? { target: targetOf(target) } : {}),
    ...(text === undefined ? {} : { text }),
    status: outcome?.status ?? 'no-effect',
    ...(outcome?.code ? { code: outcome.code } : {}),
    ...(verdict ? { verdict } : {}),
  };
}

/** What it was called, and which of its like it was: the row or thing that it belongs to. */
function targetOf({ role, name, context, cell }: PageElement): NonNullable<HistoryEntry['target']> {
  const owner = context || (cell?.row ?? '');
  return { role, name, ...(owner === '' || owner === name ? {} : { context: owner }) };
}
