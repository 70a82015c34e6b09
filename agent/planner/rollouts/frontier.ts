import { pageKey } from '../../run.js';
import { printAction } from '../../../core/index.js';
import type { StepRecord } from '../../../memory/index.js';

/** A way that no attempt took: printed actions, the last of them in place of what an attempt did there. */
interface Branch {
  path: readonly string[];
  /** Nats by which its choices were behind the best of their steps, in all. */
  cost: number;
}

/** The way of the policy once more, with all that is legal weighed beside it, comes after what it found about as likely. Nats. */
const AGAIN = 3;

/**
 * What remains to be tried at one task: attempts in the order of how likely the policy finds them, each another one. After an attempt every
 * candidate that it passed over is a branch, and the next attempt takes the cheapest branch, then goes on as the policy would
 * (best-first search over whole rollouts; limited discrepancy search, Harvey & Ginsberg 1995, with a policy's regret for the count of
 * discrepancies). Where an action on a page was in an attempt or is a branch already, it is none again: a step that changes nothing
 * brings no new ones. Stands on the log alone, so a collection that was stopped goes on with the same frontier.
 */
export class AttemptFrontier {
  readonly #open: Branch[] = [{ path: [], cost: AGAIN }];
  readonly #met = new Set<string>();

  /** Takes in what an attempt did and what it passed over. */
  add(steps: readonly Pick<StepRecord, 'observation' | 'decision'>[]): void {
    const path: string[] = [];
    let cost = 0;
    for (const { observation, decision } of steps) {
      const { candidates } = decision;
      const best = Math.max(...candidates.map(({ score }) => score));
      const taken = printAction(decision.action);
      this.#meet(observation, taken);
      for (const { action, score } of candidates)
        if (this.#meet(observation, printAction(action)))
          this.#open.push({ path: [...path, printAction(action)], cost: cost + best - score });
      const own = candidates.find(({ action }) => printAction(action) === taken);
      cost += own ? best - own.score : 0;
      path.push(taken);
    }
  }

  /** The cheapest way that was not taken yet; undefined when every one was. The earlier of equals. */
  next(): readonly string[] | undefined {
    const cheapest = this.#open.reduce((best, { cost }, i) => (cost < this.#open[best].cost ? i : best), 0);
    return this.#open.splice(cheapest, 1).at(0)?.path;
  }

  /** False where it was met before. */
  #meet(page: StepRecord['observation'], action: string): boolean {
    const key = `${pageKey(page)} ${action}`;
    const isNew = !this.#met.has(key);
    this.#met.add(key);
    return isNew;
  }
}
