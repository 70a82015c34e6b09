import { z } from 'zod';
import { EvaluationSchema, type Evaluation } from './events.js';

export const EarlyStopStateSchema = z.object({
  /** The best measurement so far and its step. */
  best: z.object({ step: z.number().int(), evaluation: EvaluationSchema }).optional(),
  /** Measurements since. */
  since: z.number().int(),
});
export type EarlyStopState = z.output<typeof EarlyStopStateSchema>;

/** Early stopping on the held-out loss: over after `patience` measurements in a row that were no better than the best. */
export class EarlyStop {
  readonly #patience: number;
  #state: EarlyStopState = { since: 0 };

  constructor(patience: number) {
    this.#patience = patience;
  }

  get state(): EarlyStopState {
    return this.#state;
  }

  restore(state: EarlyStopState): void {
    this.#state = state;
  }

  get over(): boolean {
    return this.#state.since >= this.#patience;
  }

  /** Takes a measurement; true when it is the best so far. A loss that is not a number never is. */
  record(step: number, evaluation: Evaluation): boolean {
    const { best, since } = this.#state;
    const better = Number.isFinite(evaluation.loss) && (!best || evaluation.loss < best.evaluation.loss);
    this.#state = better ? { best: { step, evaluation }, since: 0 } : { best, since: since + 1 };
    return better;
  }
}
