import type { StepRecord } from '../../memory/index.js';
import { type SpokenStep, spokenStep } from './spoken.js';
import type { TaskAttempts, Trajectory } from './trajectory.js';

/** Strictness and limits of curation. */
export interface CurationOptions {
  /** Splits that may be trained on; anything else is a leak and is dropped. */
  splits: readonly string[];
  /** 0 keeps every success; 1 keeps only those without a failed step and no longer than the shortest of their task (LIMI, Xiao et al. 2025). */
  strictness: number;
  /** Most rows of one family. */
  perFamily: number;
}

export const CURATION: Omit<CurationOptions, 'splits'> = { strictness: 0, perFamily: 400 };

/** Reasons for leaving something out, in the order in which they are asked. */
export const DROP_REASONS = [
  'other split',
  'failed',
  'not strict enough',
  'without effect',
  'not said by the model',
  'seen before',
  'family is full',
  'too long',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** How many were kept, and why the others were not; attempts for the first reasons, steps for the later ones. */
export interface CurationReport {
  attempts: number;
  kept: number;
  rows: number;
  drops: Partial<Record<DropReason, number>>;
  byFamily: Record<string, number>;
}

/** One step that is worth learning, with what its task tells about it. */
export interface CuratedStep extends SpokenStep {
  family: string;
  /** Share of the attempts at its task that succeeded. */
  rate: number;
}

/** What is left out, and why. */
export class Curator {
  readonly report: CurationReport = { attempts: 0, kept: 0, rows: 0, drops: {}, byFamily: {} };
  readonly #options: CurationOptions;
  readonly #seen = new Set<string>();

  constructor(options: CurationOptions) {
    this.#options = options;
  }

  /** Counts what is left out; nothing of it is kept. */
  drop(why: DropReason): never[] {
    this.report.drops[why] = (this.report.drops[why] ?? 0) + 1;
    return [];
  }

  /** The steps of a task's verified successes that are worth learning. */
  successes({ attempts, rate }: TaskAttempts): CuratedStep[] {
    const successful = attempts.filter((attempt) => this.#isFit(attempt));
    const shortest = Math.min(...successful.map(({ steps }) => steps.length));
    return successful.filter((attempt) => this.#isStrict(attempt, shortest)).flatMap((attempt) => this.#stepsOf(attempt, rate));
  }

  #isFit({ split, success }: Trajectory): boolean {
    this.report.attempts++;
    if (!this.#options.splits.includes(split)) this.drop('other split');
    else if (!success) this.drop('failed');
    else return true;
    return false;
  }

  #isStrict({ steps }: Trajectory, shortest: number): boolean {
    const { strictness } = this.#options;
    const failed = steps.filter((step, i) => isWasted(step) && i < steps.length - 1).length;
    const isKept = failed <= (1 - strictness) * steps.length && steps.length <= shortest + (1 - strictness) * 20;
    if (isKept) this.report.kept++;
    else this.drop('not strict enough');
    return isKept;
  }

  #stepsOf({ steps, family }: Trajectory, rate: number): CuratedStep[] {
    return steps.flatMap((record, i) => {
      if (isWasted(record) && i < steps.length - 1) return this.drop('without effect');
      const spoken = spokenStep(record);
      if (!spoken) return this.drop('not said by the model');
      const key = JSON.stringify([spoken.prompt, spoken.answer]);
      if (this.#seen.has(key)) return this.drop('seen before');
      if ((this.report.byFamily[family] ?? 0) >= this.#options.perFamily) return this.drop('family is full');
      this.#seen.add(key);
      this.report.byFamily[family] = (this.report.byFamily[family] ?? 0) + 1;
      this.report.rows++;
      return [{ ...spoken, family, rate }];
    });
  }
}

/** The reflector saw no effect, or the wrong one: part of a success, but no cause of it. The step that ends an episode is judged by its end. */
export const isWasted = ({ verdicts, outcome }: StepRecord): boolean =>
  outcome?.status === 'error' || verdicts.some(({ level, label }) => level === 'action' && (label === 'B' || label === 'C'));
