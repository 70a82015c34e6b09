/** Learning rate over a run. */
export interface Schedule {
  /** Highest learning rate. */
  peak: number;
  /** Steps over which the rate rises linearly from 0. */
  warmupSteps: number;
  /** Share of `peak` that is left at the end. */
  floor: number;
}

/** Share of an auxiliary weight that is left: a straight line from 1 to `floor`. */
export function fade(floor: number, done: number): number {
  return 1 - (1 - floor) * Math.min(1, Math.max(0, done));
}

/** Warm-up, then half a cosine from `peak` to `peak * floor`. `step` counts from 0, `done` is the share of the budget spent. */
export function learningRate(schedule: Schedule, step: number, done: number): number {
  const { peak, warmupSteps, floor } = schedule;
  const warm = warmupSteps > 0 ? Math.min(1, (step + 1) / warmupSteps) : 1;
  const cosine = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, Math.max(0, done))));
  return peak * warm * (floor + (1 - floor) * cosine);
}
