import { walk } from '../../../tools/page/walk.js';
import type { WalkOptions, WalkResult } from '../../../tools/page/types.js';
import type { Family } from '../family.js';
import { applyAction } from './apply.js';
import { openEpisode, viewSlug, type Episode, type EpisodeRequest } from './episode.js';
import type { ResolvedStep } from './resolve.js';

/** An episode that is played inside the blank page, on a history and a clock of its own. */
export class Stage {
  readonly episode: Episode;
  readonly #options: WalkOptions;
  readonly #names = [''];

  /** Builds the page of the episode in `root`. */
  constructor(family: Family, request: EpisodeRequest, root: HTMLElement, options: WalkOptions) {
    (document.activeElement as HTMLElement | null)?.blur?.();
    window.scrollTo(0, 0);
    this.#options = options;
    this.episode = openEpisode(family, request, root, {
      pushed: (index, name) => void this.#names.splice(index, Infinity, name),
      back: () => this.episode.restore(this.episode.position() - 1),
      later: (action) => action(),
    });
  }

  look(): WalkResult {
    const page = walk(this.#options);
    const hash = viewSlug(this.#names[this.episode.position()] ?? '');
    page.observation.url = `http://127.0.0.1/e${hash && `#${hash}`}`;
    return page;
  }

  /** Does to the page what the real browser would; `page` is what was seen last. */
  perform({ action, text }: ResolvedStep, page: WalkResult): void {
    if (action.kind === 'back') this.episode.world.back();
    else applyAction(action, page.nodes, text ?? '');
  }
}
