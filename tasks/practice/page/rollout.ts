import type { Action } from '../../../core/action.js';
import { walk } from '../../../tools/page/walk.js';
import type { RawObservation, WalkOptions, WalkResult } from '../../../tools/page/types.js';
import type { Family, PracticeFinish } from '../family.js';
import { applyAction } from './apply.js';
import { openEpisode, viewSlug, type Episode, type EpisodeRequest } from './episode.js';
import { resolveStep, type ResolvedStep } from './resolve.js';

/** The page as a policy left it, and what the oracle would do now; no `label` where even the oracle is at a loss. */
export interface RolloutLook {
  observation: RawObservation;
  label?: ResolvedStep;
  ended: boolean;
}

/** One episode in the batch page that a policy plays while the oracle looks on. */
export class Rollout {
  readonly #episode: Episode;
  readonly #options: WalkOptions;
  readonly #names = [''];
  #page: WalkResult | undefined;

  constructor(family: Family, request: EpisodeRequest, root: HTMLElement, options: WalkOptions) {
    (document.activeElement as HTMLElement | null)?.blur?.();
    window.scrollTo(0, 0);
    this.#options = options;
    this.#episode = openEpisode(family, request, root, {
      pushed: (index, name) => void this.#names.splice(index, Infinity, name),
      back: () => this.#episode.restore(this.#episode.position() - 1),
      later: (action) => action(),
    });
  }

  get goal(): string {
    return this.#episode.scenario.goal;
  }

  get impossible(): boolean {
    return this.#episode.world.impossible;
  }

  look(): RolloutLook {
    const page = (this.#page = walk(this.#options));
    const hash = viewSlug(this.#names[this.#episode.position()] ?? '');
    page.observation.url = `http://127.0.0.1/e${hash && `#${hash}`}`;
    return { observation: page.observation, label: this.#label(page), ended: this.#episode.ended() };
  }

  perform(action: Action, text: string): RolloutLook {
    if (action.kind === 'back') this.#episode.world.back();
    else if (this.#page) applyAction(action, this.#page.nodes, text);
    return this.look();
  }

  evaluate(finish: PracticeFinish): { success: boolean; detail: string } {
    return this.#episode.evaluate(finish);
  }

  #label(page: WalkResult): ResolvedStep | undefined {
    if (this.#episode.ended()) return undefined;
    try {
      return resolveStep(this.#episode.scenario.next(), this.goal, page);
    } catch {
      return undefined; // a state that the family did not foresee teaches nothing
    }
  }
}
