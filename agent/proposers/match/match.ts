import { type Action, printAction } from '../../../core/index.js';
import { isCommitting } from '../../decisive.js';
import type { PlanContext } from '../../prompt-port.js';
import { type ProposedAction, type Proposer, SURE } from '../proposer.js';
import { wantedInCalendars } from './calendars.js';
import { wantedAmounts } from './amounts.js';
import { allButNamed, unwantedChoices, wantedChoices, wantedLists, wantedOptions } from './choices.js';
import { wantedByComparing } from './compare.js';
import { wantedCopies } from './copies.js';
import { wantedCounts } from './counts.js';
import { wantedCycles } from './cyclers.js';
import { answerDialog, wantedInDialogs } from './dialogs.js';
import { wantedEmptying } from './emptying.js';
import { explore } from './explore.js';
import { wantedEntries } from './fields.js';
import { wantedFocus } from './focus.js';
import { giveUp } from './give-up.js';
import { GoalReading } from './goal-reading.js';
import { wantedLookups } from './lookups.js';
import { objectionTo } from './objections.js';
import { committing, wantedPresses } from './presses.js';
import { wantedRows } from './rows.js';
import { wantedScrolling } from './scrolling.js';
import { wantedPressesOfSteppers } from './steppers.js';
import { wantedSums } from './sums.js';
import { wantedUnfolding } from './unfolding.js';
import { MatchView, type Want } from './view.js';

/** Most candidates a step: enough for a model to choose from, few enough to score. */
const MOST_PROPOSALS = 8;
/** Things are done in the order they are named: each later one is this much less likely to be next. */
const ORDER_STEP = 0.12;

/**
 * The name matcher: no model, only the goal's words against the page's names, values and options. Fills fields, sets
 * choices, presses what is named, then commits, then stops; never repeats what is done already. Also the baseline `match`.
 */
export function createMatchProposer(): Proposer {
  let reading: GoalReading | undefined; // a goal is read once an episode
  return {
    name: 'match',
    advice: 'gives',
    propose: (context) => {
      if (reading?.goal !== context.goal) reading = new GoalReading(context.goal, context.spans);
      return Promise.resolve(matchActions(context, reading));
    },
  };
}

/** Log-priors above this are nearly certain. */
const CERTAIN = -1.2;

/** Committing is a guess while the goal names something that was never in sight. */
const TOO_EARLY = -1.5;

/** Best first. */
export function matchActions(context: PlanContext, reading = new GoalReading(context.goal, context.spans)): ProposedAction[] {
  if (context.observation.dialog) return answerDialog(context.goal);
  const view = new MatchView(context, reading);
  const rejected = new Set(context.rejected.map(printAction));
  const open = ({ action }: Want): boolean => !rejected.has(printAction(action)) && objectionTo(action, view) === undefined;
  const named = inOrder(afterMissing(namedWants(view), view).filter(open));
  const left = named.some((want) => want.prior > SURE); // a guess does not keep the matcher from committing
  const later = left ? -2 : 0; // committing comes after everything that is surely wanted
  const early = view.missing.at < Infinity ? TOO_EARLY : 0;
  const ways = explore(view, left);
  const rest = [
    ...shift(committing(view), later + early),
    ...ways,
    ...(named.some((want) => want.prior > SURE && !commits(want.action, view)) ? [] : giveUp(view, ways)),
    stopping(view, later),
  ].filter(open);
  return withoutRepeats([...named, ...rest].sort((a, b) => b.prior - a.prior))
    .slice(0, MOST_PROPOSALS)
    .map(({ action, prior }) => ({ action, prior }));
}

/** Several parts of the matcher may want the same; the strongest reason stands. */
function withoutRepeats(wants: readonly Want[]): Want[] {
  const seen = new Set<string>();
  return wants.filter(({ action }) => !seen.has(printAction(action)) && seen.add(printAction(action)));
}

function namedWants(view: MatchView): Want[] {
  const entries = wantedEntries(view);
  const choices = [
    ...wantedOptions(view),
    ...wantedLists(view),
    ...(allButNamed(view) ?? [...wantedChoices(view), ...unwantedChoices(view)]),
    ...wantedPressesOfSteppers(view),
    ...wantedInCalendars(view),
    ...wantedCycles(view),
  ];
  const presses = wantedPresses(view, entries.used);
  return [
    ...entries.wants,
    ...choices,
    ...presses,
    ...wantedByComparing(view),
    ...wantedInDialogs(view),
    ...wantedRows(view),
    ...wantedLookups(view, entries.wants.length > 0),
    ...wantedEmptying(view),
    ...wantedFocus(view),
    ...wantedUnfolding(view),
    ...wantedScrolling(view),
    ...wantedSums(view),
    ...wantedCopies(view),
    ...wantedCounts(view),
    ...wantedAmounts(view),
  ];
}

/** What is pressed after something that is not in sight yet has to wait for it. */
function afterMissing(wants: readonly Want[], view: MatchView): Want[] {
  const missing = view.missing.at;
  const waits = ({ action, at }: Want): boolean => action.kind === 'click' && at > missing && isCommandAt(view, action.ref);
  return wants.map((want) => (waits(want) ? { ...want, prior: want.prior - 1 } : want));
}

const commits = (action: Action, { pressables }: MatchView): boolean =>
  action.kind === 'click' && pressables.some((element) => element.ref === action.ref && isCommitting(element));

const isCommandAt = ({ pressables }: MatchView, ref: number): boolean =>
  pressables.some((element) => element.ref === ref && element.role === 'button');

/**
 * Sure wants by their place in the goal: a later one does not overtake an earlier one that is nearly certain. Guesses keep their own
 * low prior.
 */
function inOrder(wants: readonly Want[]): Want[] {
  const sure = wants.filter((want) => want.prior > SURE).sort((a, b) => a.at - b.at || b.prior - a.prior);
  let highest = Infinity;
  const placed = sure.map((want) => {
    const prior = Math.min(want.prior, highest - ORDER_STEP);
    if (prior > CERTAIN) highest = prior;
    return { ...want, prior };
  });
  return [...placed, ...wants.filter((want) => want.prior <= SURE)];
}

const shift = (wants: readonly Want[], by: number): Want[] => wants.map((want) => ({ ...want, prior: want.prior + by }));

/** Being done is likely once something was done and nothing is left. */
function stopping({ history, reading, pressables }: MatchView, later: number): Want {
  const done = history.some((entry) => entry.status === 'ok');
  const unsent = history.at(-1)?.action.kind === 'type' && pressables.some((one) => isCommitting(one) || ADDING.test(one.name));
  const prior = (done ? -1.9 : -4) + later + (reading.asks ? -1 : 0) + (unsent ? UNSENT : 0);
  return { action: { kind: 'stop' }, prior, at: reading.goal.length };
}

const ADDING = /^(?:[+＋]|(?:add|create|insert)\b.{0,20})$/i;
/** What was only typed is not done where a button sends it. */
const UNSENT = -3;
