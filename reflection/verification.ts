import type { MemoryRecord, StepRecord } from '../memory/index.js';
import { LESSON } from './lessons.js';
import { pitfallSlot } from './prospective.js';
import { stepKey } from './step-key.js';

/**
 * What a task showed about an earlier note of its site: `agreed` and `contradicted` by an outcome, `seen` without telling, `missing`
 * where its page was open and what it is about was not there.
 */
export type Occasion = 'agreed' | 'contradicted' | 'seen' | 'missing';

const DOUBT = /^doubt at step (\d+): (.*)$/s;
const PITFALL = pitfallSlot('');

/** Undefined where the task gave no occasion: it was never on the `page` that the note comes from, or ended before its step. */
export function occasionOf(
  { slot, body }: Pick<MemoryRecord, 'slot' | 'body'>,
  page: string,
  steps: readonly StepRecord[],
  notes: readonly { slot?: string; body: string }[],
  goal: string,
): Occasion | undefined {
  if (slot.startsWith(LESSON)) return undefined; // what succeeds, only an evaluator says
  const [, number, doubted] = DOUBT.exec(slot) ?? [];
  const key = doubted ?? (slot.startsWith(PITFALL) ? slot.slice(PITFALL.length) : slot);
  const there = steps.filter((step) => (number ? step.number === Number(number) : pathOf(step.observation.url) === pathOf(page)));
  if (there.length === 0) return undefined;
  const keyOf = (step: StepRecord, action = step.decision.action): string | undefined => stepKey(action, step.observation, goal);
  const taken = there.filter((step) => keyOf(step) === key);
  const isFound =
    taken.length > 0 || there.some((step) => step.decision.candidates.some(({ action }) => keyOf(step, action) === key));
  if (!isFound) return 'missing';
  const said = notes.find((note) => note.slot === slot);
  if (slot.startsWith(PITFALL)) return said ? 'agreed' : taken.length > 0 ? 'contradicted' : 'seen';
  if (doubted !== undefined) return 'seen'; // whether it was wrong, only an evaluator says
  if (said && said.body !== body) return 'contradicted';
  if (taken.length === 0) return 'seen';
  return taken.every(({ outcome, verdicts }) => outcome?.status === 'ok' && !isTurnedDown(verdicts)) ? 'agreed' : 'contradicted';
}

const isTurnedDown = (verdicts: StepRecord['verdicts']): boolean =>
  verdicts.some(({ level, label }) => level === 'action' && label === 'B');

/** Without query and fragment, which differ from visit to visit. */
const pathOf = (url: string): string => url.replace(/[?#].*$/s, '');
