// Bundle entry: everything of the practice suite that runs inside a page. Installs `window.__practice`.
import type { Action } from '../../../core/action.js';
import { recordListeners } from '../../../tools/page/listeners.js';
import type { WalkOptions } from '../../../tools/page/types.js';
import { walk } from '../../../tools/page/walk.js';
import { FAMILIES } from '../families/index.js';
import type { Family, PracticeFinish } from '../family.js';
import { playEpisode, type BatchRequest } from './batch.js';
import { openEpisode, stayOnPage, viewSlug, type Episode, type EpisodeRequest } from './episode.js';
import { resolveStep, type ResolvedStep } from './resolve.js';
import { Rollout } from './rollout.js';

/** The page's side of the suite. It is no part of the DOM, so the agent never sees it. */
export interface PracticePage {
  /** Builds a served episode; returns its goal. */
  start(request: EpisodeRequest): string;
  goal(): string;
  ended(): boolean;
  evaluate(finish: PracticeFinish): { success: boolean; detail: string };
  /** The oracle's next step, resolved against the page as it is now: what a perfect policy would say. */
  oracle(): ResolvedStep;
  /** Plays episodes by their oracles; JSON of `BatchEpisode[]`, because a string leaves the page faster than objects. */
  batch(requests: BatchRequest[]): string;
  /** Opens an episode for a policy to play in this page; returns its goal and whether it can be done. */
  begin(request: EpisodeRequest): { goal: string; impossible: boolean };
  /** JSON of {@link RolloutLook}, after an action when one is given. */
  play(action?: Action, text?: string): string;
  judge(finish: PracticeFinish): { success: boolean; detail: string };
}

declare global {
  interface Window {
    __practice?: PracticePage;
  }
}

function install(): void {
  const sets = recordListeners(window);
  const families = new Map(FAMILIES.map((family) => [family.name, family]));
  const named = (name: string): Family => {
    const family = families.get(name);
    if (!family) throw new Error(`there is no practice family "${name}"`);
    return family;
  };
  const options: WalkOptions = { listeners: sets.click, hoverListeners: sets.hover, pressListeners: sets.press };
  let served: Episode | undefined;
  let rollout: Rollout | undefined;
  const present = (): Episode => {
    if (!served) throw new Error('no episode was started on this page');
    return served;
  };
  stayOnPage(document);
  const practice: PracticePage = {
    start: (request) => (served = serve(named(request.family), request)).scenario.goal,
    goal: () => present().scenario.goal,
    ended: () => present().ended(),
    evaluate: (finish) => present().evaluate(finish),
    oracle: () => resolveStep(present().scenario.next(), present().scenario.goal, walk(options)),
    begin: (request) => {
      rollout = new Rollout(named(request.family), request, document.body, options);
      const { scenario, world } = rollout.episode;
      return { goal: scenario.goal, impossible: world.impossible };
    },
    play: (action, text = '') => JSON.stringify(action ? rollout!.perform(action, text) : rollout!.look()),
    judge: (finish) => rollout!.episode.evaluate(finish),
    batch: (requests) =>
      JSON.stringify(requests.map((request) => playEpisode(named(request.family), request, document.body, options))),
  };
  Object.defineProperty(window, '__practice', { value: practice, enumerable: false });
}

/** An episode in a page of its own, on the browser's history and clock. */
function serve(family: Family, request: EpisodeRequest): Episode {
  const episode = openEpisode(family, request, document.body, {
    pushed: (index, name) => history.pushState({ index }, '', `#${viewSlug(name)}`),
    back: () => history.back(),
    later: (action, milliseconds) => void setTimeout(action, milliseconds),
  });
  history.replaceState({ index: 0 }, '');
  window.addEventListener('popstate', (event) => {
    const state = event.state as { index?: number } | null;
    if (typeof state?.index === 'number') episode.restore(state.index);
  });
  return episode;
}

install();
