import { createRandom } from '../../../core/random.js';
import { addChrome } from '../dom/chrome.js';
import { createDrift, type Drift } from '../drift.js';
import type { Family, PracticeFinish, Scenario } from '../family.js';
import { createWorld, type World } from '../world.js';
import { isImpossible } from './impossible.js';

/** Which episode: a family and a page seed; `variant` asks for another goal on the same page. */
export interface EpisodeRequest {
  family: string;
  seed: string;
  variant?: number;
  /** A visit of the same site with other data, see `WorldOptions`. */
  visit?: number;
  /** What changed about the site since, see `Drift`. */
  drift?: Drift;
  heldOut?: boolean;
}

/** What hosts do for an episode: keep the history and the clock. */
export interface EpisodeHost {
  pushed(index: number, name: string): void;
  back(): void;
  later(action: () => void, milliseconds: number): void;
}

/** One built episode. Only closures know what is asked. */
export interface Episode {
  scenario: Scenario;
  world: World;
  restore(index: number): void;
  position(): number;
  /** True once the page ended the episode. */
  ended(): boolean;
  evaluate(finish: PracticeFinish): { success: boolean; detail: string };
  /** While set, `submit` does not end the episode but is counted. */
  guard: { active: boolean; blocked: number };
}

/** Builds the episode in `root`: page first, then what stands around it. */
export function openEpisode(family: Family, request: EpisodeRequest, root: HTMLElement, host: EpisodeHost): Episode {
  const { seed } = request;
  let ended: boolean | undefined;
  const guard = { active: false, blocked: 0 };
  const submitted = (): void => {
    if (ended !== undefined) return;
    if (guard.active) guard.blocked++;
    else ended = scenario.ends === 'page' && !scenario.impossible && scenario.succeeded('');
  };
  const impossible = isImpossible(family, seed, request.visit);
  let mutate = (): void => undefined; // the first view is built before the goal is known, and mutated then
  const rendered = (): void => mutate();
  const built = createWorld({ ...request, root, impossible }, { ...host, submitted, rendered });
  const asked = family.build(built.world);
  const { goal } = asked;
  const { page } = built.world;
  addChrome(createRandom(`${seed}/chrome`), root, page, goal, built.reserved);
  const drifting = createDrift(request.drift ?? 'none', { root, page, goal, seed, reserved: built.reserved });
  mutate = () => drifting.mutate();
  mutate();
  const scenario: Sealed = { ...asked, impossible, next: () => drifting.next() ?? asked.next() };
  const evaluate = (finish: PracticeFinish): { success: boolean; detail: string } => {
    if (ended !== undefined)
      return { success: ended, detail: ended ? 'the page ended well' : 'the page was ended before everything held' };
    if (finish.kind === 'refuse') return verdict(impossible, impossible ? 'refused rightly' : 'refused what could be done');
    if (impossible) return verdict(false, 'went on with what cannot be done');
    if (finish.kind !== 'stop') return verdict(false, 'ended without a result');
    if (scenario.ends !== 'stop') return verdict(false, 'stopped before the page was submitted');
    const success = scenario.succeeded(finish.answer ?? '');
    return verdict(success, success ? 'stopped with everything in place' : 'stopped with a wrong answer or page');
  };
  return {
    scenario,
    world: built.world,
    restore: built.restore,
    position: built.position,
    ended: () => ended !== undefined,
    evaluate,
    guard,
  };
}

type Sealed = Scenario & { impossible: boolean };

const verdict = (success: boolean, detail: string): { success: boolean; detail: string } => ({ success, detail });

/** Links and forms of practice pages lead nowhere by themselves. */
export function stayOnPage(document: Document): void {
  document.addEventListener('click', (event) => {
    if ((event.target as Element | null)?.closest?.('a[href]')) event.preventDefault();
  });
  document.addEventListener('submit', (event) => event.preventDefault());
}

/** The part of the address after `#` for a view. */
export const viewSlug = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
