/** How many steps are judged at a time (MobileUse: every 3 steps). */
export const JUDGED_STEPS = 3;

/**
 * The critic of exploration (MobileUse, proactive exploration): asked every third step whether the last three showed anything new.
 * Departure: a rule on what the site graph gained instead of a vision model on frames, so its verdict is certain and costs nothing.
 */
export class ExplorationCritic {
  readonly #gains: number[] = [];

  /** `gained`: anchors and controls that the step showed for the first time. True: leave this page for another one. */
  advisesToLeave(gained: number): boolean {
    this.#gains.push(gained);
    return this.#gains.length % JUDGED_STEPS === 0 && this.#gains.slice(-JUDGED_STEPS).every((gain) => gain === 0);
  }
}
