import type { Action } from '../../../core/action.js';
import type { RawObservation, WalkOptions, WalkResult } from '../../../tools/page/types.js';
import type { Family } from '../family.js';
import type { Episode, EpisodeRequest } from './episode.js';
import { resolveStep, type ResolvedStep } from './resolve.js';
import { Stage } from './stage.js';

/** The page as a policy left it, and what the oracle would do now; no `label` where even the oracle is at a loss. */
export interface RolloutLook {
  observation: RawObservation;
  label?: ResolvedStep;
  ended: boolean;
}

/** One episode in the blank page that a policy plays while the oracle looks on. */
export class Rollout {
  readonly #stage: Stage;
  #page: WalkResult | undefined;

  constructor(family: Family, request: EpisodeRequest, root: HTMLElement, options: WalkOptions) {
    this.#stage = new Stage(family, request, root, options);
  }

  get episode(): Episode {
    return this.#stage.episode;
  }

  look(): RolloutLook {
    const page = (this.#page = this.#stage.look());
    return { observation: page.observation, label: this.#label(page), ended: this.episode.ended() };
  }

  perform(action: Action, text: string): RolloutLook {
    if (this.#page) this.#stage.perform({ action, text }, this.#page);
    return this.look();
  }

  #label(page: WalkResult): ResolvedStep | undefined {
    const { scenario } = this.episode;
    if (this.episode.ended()) return undefined;
    try {
      return resolveStep(scenario.next(), scenario.goal, page);
    } catch {
      return undefined; // a state that the family did not foresee teaches nothing
    }
  }
}
