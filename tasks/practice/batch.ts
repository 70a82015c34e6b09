import type { Page } from 'playwright';
import { createRandom } from '../../core/random.js';
import type { Observation } from '../../core/observation.js';
import { completeObservation } from '../../tools/index.js';
import type { Demonstration } from './demonstration.js';
import type { Drift } from './drift.js';
import { FAMILIES } from './families/index.js';
import type { BatchEpisode, BatchRequest } from './page/batch.js';
import { isImpossible } from './page/impossible.js';
import { pageSeed, type SeedPurpose } from './seeds.js';
import { practiceScript } from './server.js';
import { requireSplit } from './splits.js';

export interface CollectRequest {
  families: readonly string[];
  /** One episode per family and seed (and goal). */
  seeds: readonly number[];
  /** Goals on each page; default 1. */
  goalsPerPage?: number;
  /** Share of episodes with deliberate mistakes; default 0. */
  noise?: number;
  /** What the pages are for; default `demonstration`. */
  purpose?: SeedPurpose;
  /** What changed about the pages; default `none`. */
  drift?: Drift;
  /** Share of the pages that ask for the impossible, of families that ever do; default: their own share, about one in twenty. */
  impossible?: number;
}

export interface Collected {
  demonstrations: Demonstration[];
  /** Episodes that the oracle did not solve, with the reason. A bug of the family, unless mistakes were made on purpose. */
  failures: { family: string; seed: number; goal: string; noisy: boolean; problem: string }[];
}

interface Planned {
  family: string;
  seed: number;
  request: BatchRequest;
}

/** Episodes of one call into the page: long enough to amortise it, short enough to stay responsive. */
const PER_CALL = 60;

/**
 * Lets the oracles play inside one blank page, fast. Uses up the page: do not browse with it afterwards. Error
 * `FAMILY_WITHOUT_SPLIT` for a family that no split lists.
 */
export async function collectDemonstrations(page: Page, request: CollectRequest): Promise<Collected> {
  await page.goto('about:blank');
  await page.evaluate(practiceScript());
  const planned = plan(request);
  const collected: Collected = { demonstrations: [], failures: [] };
  for (let at = 0; at < planned.length; at += PER_CALL) {
    const part = planned.slice(at, at + PER_CALL);
    const reply = await page.evaluate((requests) => window.__practice!.batch(requests), part.map((one) => one.request)); // prettier-ignore
    (JSON.parse(reply) as BatchEpisode[]).forEach((episode, i) => sort(part[i], episode, collected));
  }
  return collected;
}

function plan(request: CollectRequest): Planned[] {
  const { families, seeds, goalsPerPage = 1, noise = 0, purpose = 'demonstration', drift, impossible = 0 } = request;
  const heldOut = purpose === 'report' || purpose === 'gate';
  return families.flatMap((family) => {
    const split = requireSplit(family);
    return seeds.flatMap((seed) => {
      const drawn = pageSeed(split, family, purpose, seed);
      const pageOf = createRandom(`${drawn}/wanted`).chance(impossible) ? impossiblePage(family, drawn) : drawn;
      return Array.from({ length: goalsPerPage }, (_, variant): Planned => {
        const noisy = createRandom(`${pageOf}/${variant}/noisy`).chance(noise);
        return { family, seed, request: { family, seed: pageOf, variant, heldOut, noisy, drift } };
      });
    });
  });
}

/** Far more draws than the rarest impossible page needs. */
const MOST_DRAWS = 500;

/** A page beside the drawn one that asks for the impossible; the drawn one where a family never does. */
function impossiblePage(name: string, drawn: string): string {
  const family = FAMILIES.find((one) => one.name === name);
  if (!family?.impossibleShare) return drawn;
  for (let i = 0; i < MOST_DRAWS; i++) if (isImpossible(family, `${drawn}-${i}`)) return `${drawn}-${i}`;
  return drawn;
}

function sort({ family, seed, request }: Planned, episode: BatchEpisode, into: Collected): void {
  const { goal, impossible } = episode;
  if (episode.success)
    into.demonstrations.push({ family, split: requireSplit(family), seed, goal, impossible, steps: complete(episode) });
  else into.failures.push({ family, seed, goal, noisy: request.noisy ?? false, problem: episode.problem });
}

function complete(episode: BatchEpisode): Demonstration['steps'] {
  let previous: Observation | undefined;
  return episode.steps.map(({ observation, ...rest }) => {
    previous = completeObservation(observation, previous);
    return { observation: previous, ...rest };
  });
}
