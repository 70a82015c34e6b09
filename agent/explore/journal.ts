import {
  type Action,
  type Clock,
  type Decision,
  type Finish,
  type Observation,
  type Outcome,
  printAction,
} from '../../core/index.js';
import type { TrajectoryLog } from '../../memory/index.js';
import { expectationOf } from '../expectation.js';

/** Name of the planner in the log by which episodes of exploration are told. */
export const EXPLORE_PLANNER = 'explore';
const NO_TOKENS = { prompt: 0, evaluated: 0, generated: 0 };

export interface JournalParts {
  log: TrajectoryLog;
  clock: Clock;
  url: string;
  limits: { steps: number; timeMs: number };
  /** For the record: what was asked for. */
  settings: unknown;
}

/** Exploration in the trajectory log: an episode like any other, so that what is learned has steps as its sources. */
export class ExplorationJournal {
  readonly episodeId: string;
  readonly #parts: JournalParts;
  #steps = 0;

  constructor(parts: JournalParts) {
    this.#parts = parts;
    const { log, url, limits, settings } = parts;
    closeLeftOpen(log, url);
    const assignment = { goal: `Explore ${url}`, startUrl: url, limits: { ...limits, tokens: 1 } };
    this.episodeId = log.beginEpisode({ assignment, purpose: 'use', planner: EXPLORE_PLANNER, settings });
  }

  /** Number of the last step, counted from 1. */
  get steps(): number {
    return this.#steps;
  }

  /** Does one action between its two strokes in the log. A step that throws stays unknown. */
  async step(page: Observation, action: Action, why: string, act: () => Promise<Outcome>): Promise<Outcome> {
    const { log, clock } = this.#parts;
    const decision: Decision = {
      action,
      proposer: EXPLORE_PLANNER,
      expectation: expectationOf(action, page),
      candidates: [],
      notes: [why],
    };
    const number = log.recordIntent(this.episodeId, { observation: page, decision, calls: [] });
    this.#steps = number;
    const start = clock.now();
    try {
      const outcome = await act();
      const ms = { model: 0, browser: clock.now() - start, runtime: 0 };
      log.recordOutcome(this.episodeId, number, { outcome, usage: NO_TOKENS, ms });
      return outcome;
    } catch (error) {
      log.recordUnknown(this.episodeId, number);
      throw error;
    }
  }

  end(finish: Finish, page: Observation | undefined): void {
    this.#parts.log.endEpisode(this.episodeId, finish, page);
  }
}

/** The site's map goes on from where it is; an episode that a killed process left open does not. */
function closeLeftOpen(log: TrajectoryLog, url: string): void {
  for (const { id, planner, assignment } of log.episodes({ ended: false, purpose: 'use' })) {
    if (planner === EXPLORE_PLANNER && assignment.startUrl === url)
      log.endEpisode(id, { kind: 'crashed', text: 'its process ended; exploration went on in another episode' });
  }
}

/** For progress and notes: the action as a person would say it. */
export const saying = (action: Action, page: Observation): string => {
  const target = 'ref' in action ? page.elements.find(({ ref }) => ref === action.ref) : undefined;
  return target ? `${action.kind} ${target.role} "${target.name}"` : printAction(action);
};
