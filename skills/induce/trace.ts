import {
  type Action,
  AgentError,
  mentions,
  type Observation,
  type PageElement,
  type Purpose,
  type TextSource,
} from '../../core/index.js';
import type { StepRecord } from '../../memory/index.js';
import type { Check } from '../schema.js';

/** An episode with what an evaluator said of it: all that induction is told. */
export interface VerifiedEpisode {
  id: string;
  goal: string;
  purpose: Purpose;
  /** By the task's evaluator, never by the agent's own word. */
  success: boolean;
  /** Oldest first, as `TrajectoryLog.steps` gives them. */
  steps: readonly StepRecord[];
  /** The page as it was left. */
  last?: Observation;
  /** What the goal means, where that is known: checks of the pages as they are, without slots. Then nothing else is asked of the end. */
  condition?: readonly Check[];
}

/** A step that mattered. */
export interface TraceStep {
  episodeId: string;
  number: number;
  action: Action;
  before: Observation;
  after: Observation;
}

/** What is left of a success without its mistakes. */
export interface Trace {
  episodeId: string;
  goal: string;
  steps: TraceStep[];
  first: Observation;
  last: Observation;
  answer?: { text: TextSource; page: Observation };
  condition?: readonly Check[];
}

const QUIET = new Set<Action['kind']>(['find', 'note', 'wait', 'ask', 'stop', 'refuse']);

/**
 * The steps of a success that brought it about: those that failed, changed nothing, were undone or written over are gone.
 * Undefined for an episode that shows nothing to repeat. Error `SKILL_PURPOSE` for episodes that may not be learned from.
 */
export function traceOf(episode: VerifiedEpisode, purposes: readonly Purpose[] = ['train']): Trace | undefined {
  if (!purposes.includes(episode.purpose)) throw wrongPurpose(episode, purposes);
  const { steps } = episode;
  const last = episode.last ?? steps.at(-1)?.observation;
  if (!episode.success || !last || steps.length === 0 || steps.some(({ state }) => state !== 'done')) return undefined;
  if (!episode.last && !QUIET.has(steps[steps.length - 1].decision.action.kind)) return undefined; // what it led to was never seen
  if (steps.some(({ decision }) => decision.action.kind === 'refuse' || decision.action.kind === 'ask')) return undefined;
  const end = steps.at(-1)?.decision.action;
  const answer = end?.kind === 'stop' && end.answer ? { text: end.answer, page: steps[steps.length - 1].observation } : undefined;
  const kept = withoutUndone(withoutOverwritten(withoutCycles(effective(episode, last), episode.goal)));
  if (kept.length === 0 && !answer) return undefined;
  return {
    episodeId: episode.id,
    goal: episode.goal,
    steps: kept,
    first: steps[0].observation,
    last,
    ...(answer ? { answer } : {}),
    ...(episode.condition ? { condition: episode.condition } : {}),
  };
}

const wrongPurpose = ({ id, purpose }: VerifiedEpisode, purposes: readonly Purpose[]): AgentError =>
  new AgentError(
    'SKILL_PURPOSE',
    `Episode "${id}" was run for "${purpose}", and skills may be made of episodes for ${purposes.join(', ')} only. Leave it out.`,
  );

function effective({ id, steps }: VerifiedEpisode, last: Observation): TraceStep[] {
  return steps.flatMap(({ number, decision, outcome, observation }, i) => {
    const after = steps[i + 1]?.observation ?? last;
    const ends = i === steps.length - 1 && outcome?.status === 'no-effect'; // pages may end a task without showing it
    const moved = (outcome?.status === 'ok' || ends) && !QUIET.has(decision.action.kind);
    return moved ? [{ episodeId: id, number, action: decision.action, before: observation, after }] : [];
  });
}

/** All of a page that an action can change, scrolling included: the fingerprint alone is blind to it. */
function stateKey({ fingerprint, url, scroll, dialog, elements }: Observation): string {
  const chosen = elements.flatMap(({ options = [] }) => options.flatMap(({ selected }, i) => (selected ? i : [])));
  return JSON.stringify([
    fingerprint,
    url,
    scroll.top,
    dialog?.message,
    chosen,
    elements.flatMap((element) => element.scroll?.top ?? []),
  ]);
}

/**
 * A way that leads back to a page seen before was a detour, the longest ones first. Not so when it entered something of the goal
 * that is never entered again, or ended the task: pages do not show all that was done, and a form that was sent may be empty again.
 */
function withoutCycles(steps: readonly TraceStep[], goal: string): TraceStep[] {
  const kept: TraceStep[] = [];
  for (let i = 0; i < steps.length; i++) {
    const here = stateKey(steps[i].before);
    if (i === steps.length - 1 && stateKey(steps[i].after) === here) {
      kept.push(steps[i]); // the last step ended the task without a visible change
      continue;
    }
    const back = steps.findLastIndex((step, j) => j >= i && j < steps.length - 1 && stateKey(step.after) === here && isDetour(steps, i, j, goal)); // prettier-ignore
    if (back >= i) i = back;
    else kept.push(steps[i]);
  }
  return kept;
}

function isDetour(steps: readonly TraceStep[], from: number, to: number, goal: string): boolean {
  const later = steps.slice(to + 1).map((step) => entered(step, goal));
  return steps.slice(from, to + 1).every((step) => {
    const own = entered(step, goal);
    return own === undefined || later.includes(own);
  });
}

/** What a step entered of the goal, and where; undefined when it is nothing of it. */
function entered(step: TraceStep, goal: string): string | undefined {
  const { action } = step;
  if (action.kind !== 'type' && action.kind !== 'select' && action.kind !== 'click') return undefined;
  const target = targetIn(step);
  const text = action.kind === 'type' ? (action.text.kind === 'literal' ? action.text.text : undefined) : action.kind === 'select' ? action.option : (target?.name ?? ''); // prettier-ignore
  if (text !== undefined && !mentions(goal, text)) return undefined;
  return JSON.stringify([
    target?.role,
    target?.name,
    target?.context,
    action.kind === 'type' && text === undefined ? action.text : text,
  ]);
}

const SETTING_ROLES = new Set(['radio', 'option', 'tab', 'menuitemradio']);
const TOGGLE_ROLES = new Set(['checkbox', 'switch', 'menuitemcheckbox']);
const isToggle = ({ action, before }: TraceStep): boolean =>
  action.kind === 'click' && TOGGLE_ROLES.has(roleAt(before, action.ref));
const isSetter = ({ action, before }: TraceStep): boolean =>
  action.kind === 'type' ||
  action.kind === 'select' ||
  (action.kind === 'click' && SETTING_ROLES.has(roleAt(before, action.ref)));

/** A field that is set again on the same page, before anything else than fields was touched, was set wrongly the first time. A form that empties itself when it is sent is no such thing. */
function withoutOverwritten(steps: readonly TraceStep[]): TraceStep[] {
  return steps.filter((step, i) => {
    if (!isSetter(step)) return true;
    const effect = effectOf(step);
    if (!effect) return true;
    for (const later of steps.slice(i + 1)) {
      if (!isQuietChange(later) || !(isSetter(later) || isToggle(later))) return true;
      if (setsSame(step, later) || stateOf(later.after, effect.element) !== effect.after) return false;
    }
    return true;
  });
}

function setsSame(step: TraceStep, later: TraceStep): boolean {
  if (step.action.kind !== later.action.kind || !('ref' in step.action) || !('ref' in later.action)) return false;
  if (step.action.kind === 'click') return false; // clicking a radio button again changes nothing and is gone already
  const [a, b] = [targetIn(step), targetIn(later)];
  return a !== undefined && b !== undefined && isSame(a, b) && a.multiple !== true;
}

/** Two presses of one box that cancel out, with nothing but other fields touched in between. */
function withoutUndone(steps: readonly TraceStep[]): TraceStep[] {
  const dropped = new Set<TraceStep>();
  steps.forEach((step, i) => {
    if (dropped.has(step) || step.action.kind !== 'click') return;
    const effect = effectOf(step);
    if (!effect) return;
    for (const later of steps.slice(i + 1)) {
      if (!isQuietChange(later)) return;
      const back = later.action.kind === 'click' && !dropped.has(later) ? effectOf(later) : undefined;
      if (back && isSame(back.element, effect.element) && back.before === effect.after && back.after === effect.before) {
        dropped.add(step).add(later);
        return;
      }
    }
  });
  return steps.filter((step) => !dropped.has(step));
}

/** The change of the element acted on, when it has one. */
function effectOf(step: TraceStep): { element: PageElement; before: string; after: string } | undefined {
  const element = targetIn(step);
  if (!element) return undefined;
  const [before, after] = [stateOf(step.before, element), stateOf(step.after, element)];
  return before === undefined || after === undefined || before === after ? undefined : { element, before, after };
}

/** Same page, same things on it: only what fields hold is different. */
function isQuietChange({ before, after }: TraceStep): boolean {
  if (before.url !== after.url || before.elements.length !== after.elements.length) return false;
  return before.elements.every((element, i) => isSame(element, after.elements[i]));
}

const isSame = (a: PageElement, b: PageElement): boolean => a.role === b.role && a.name === b.name && a.context === b.context;

export function targetIn({ action, before }: Pick<TraceStep, 'action' | 'before'>): PageElement | undefined {
  const ref = 'ref' in action ? action.ref : undefined;
  return before.elements.find((element) => element.ref === ref);
}

const roleAt = ({ elements }: Observation, ref: number): string => elements.find((element) => element.ref === ref)?.role ?? '';

function stateOf({ elements }: Observation, wanted: PageElement): string | undefined {
  const element = elements.find((one) => isSame(one, wanted));
  if (!element) return undefined;
  const states = element.states.filter((state) => state !== 'focused');
  return JSON.stringify([element.value, states, element.options?.filter(({ selected }) => selected).map(({ label }) => label)]);
}
