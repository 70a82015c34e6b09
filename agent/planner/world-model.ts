import { type Action, isUnchanged, type Observation, type ObservationDiff } from '../../core/index.js';
import type { StepRecord, TrajectoryLog } from '../../memory/index.js';
import { elementOf } from '../decisive.js';
import { pageKey } from '../run.js';

/** What an action is thought to bring about. */
export interface Prediction {
  /** `edge`: the same action on the same page; `similar`: on an element of the same role and name elsewhere. */
  by: 'edge' | 'similar';
  diff: ObservationDiff;
  /** The page after it; only of the same edge. */
  page?: Observation;
}

interface Transition extends Prediction {
  episodeId: string;
  before: Observation;
  action: Action;
}

/** A page and an action, and what is known to have come of it. */
type Memory = ReadonlyMap<string, readonly Transition[]>;

/** Episodes that are learned from, the newest. */
const MOST_EPISODES = 100;

/**
 * A world model without weights (WebEvolver's role, from memory instead of a language model): what came of an action before is what will
 * come of it. Knows training episodes only. Its error is measured on each of them with the transitions of the others.
 */
export class WorldModel {
  readonly #memory: Memory;
  /** Mean error of its predictions, 0 to 1, and how many they were; predictions that it does not make are not errors. */
  readonly measured: { error: number; predictions: number };

  constructor(transitions: readonly Transition[]) {
    this.#memory = remember(transitions);
    const errors = transitions.flatMap((one) => {
      const predicted = this.#predict(one.before, one.action, one.episodeId);
      return predicted ? [predictionError(predicted.diff, one.diff)] : [];
    });
    const sum = errors.reduce((total, error) => total + error, 0);
    this.measured = { error: errors.length === 0 ? 1 : sum / errors.length, predictions: errors.length };
  }

  /** Undefined where nothing like it was ever done. */
  predict(page: Observation, action: Action): Prediction | undefined {
    return this.#predict(page, action);
  }

  #predict(page: Observation, action: Action, except?: string): Prediction | undefined {
    const latest = (key: string | undefined): Transition | undefined =>
      key === undefined ? undefined : this.#memory.get(key)?.findLast(({ episodeId }) => episodeId !== except);
    const same = latest(edgeKey(page, action));
    if (same) return { by: 'edge', diff: same.diff, ...(same.page ? { page: same.page } : {}) };
    const similar = latest(similarKey(page, action));
    return similar && { by: 'similar', diff: similar.diff };
  }
}

/** The model of what the log knows; none without training episodes. */
export function worldModelOf(log: Pick<TrajectoryLog, 'episodes' | 'steps'>): WorldModel {
  const episodes = log.episodes({ purpose: 'train', ended: true, limit: MOST_EPISODES }).reverse(); // the newest word counts
  return new WorldModel(episodes.flatMap(({ id }) => transitionsOf(log.steps(id))));
}

function transitionsOf(steps: readonly StepRecord[]): Transition[] {
  return steps.flatMap(({ episodeId, observation: before, decision, outcome }, i) => {
    if (!outcome) return [];
    const page = steps.at(i + 1)?.observation;
    const by = 'edge' as const;
    return [{ episodeId, before, action: decision.action, by, diff: outcome.diff, ...(page ? { page } : {}) }];
  });
}

function remember(transitions: readonly Transition[]): Memory {
  const memory = new Map<string, Transition[]>();
  for (const transition of transitions) {
    const { before, action } = transition;
    for (const key of [edgeKey(before, action), similarKey(before, action)]) {
      if (key !== undefined) memory.set(key, [...(memory.get(key) ?? []), transition]);
    }
  }
  return memory;
}

const edgeKey = (page: Observation, action: Action): string => `${pageKey(page)} ${JSON.stringify(action)}`;

/** Verb, role and name; undefined for actions without an element. */
function similarKey(page: Observation, action: Action): string | undefined {
  const target = 'ref' in action && action.ref !== undefined ? elementOf(page, action.ref) : undefined;
  const choice = action.kind === 'select' ? action.option : '';
  return target && `${action.kind} ${target.role} ${target.name.toLowerCase()} ${choice}`;
}

/** 1 - F1 of the changes that were foretold and those that came: 0 where they are the same, 1 where they share none. */
export function predictionError(foretold: ObservationDiff, came: ObservationDiff): number {
  if (isUnchanged(foretold) && isUnchanged(came)) return 0;
  const [a, b] = [changesOf(foretold), changesOf(came)];
  const shared = [...a].filter((change) => b.has(change)).length;
  return 1 - (2 * shared) / (a.size + b.size);
}

function changesOf(diff: ObservationDiff): Set<string> {
  const flags = (['urlChanged', 'titleChanged', 'dialogOpened', 'scrolled'] as const).filter((flag) => diff[flag]);
  return new Set([
    ...flags,
    ...diff.added.map((element) => `+${element}`),
    ...diff.removed.map((element) => `-${element}`),
    ...diff.changed.map(({ element, after }) => `${element} ${after}`),
  ]);
}
