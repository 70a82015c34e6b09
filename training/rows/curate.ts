import type { PromptPart } from '../../core/index.js';
import type { StepRecord } from '../../memory/index.js';
import { OUTCOME_ONLY, type RewardWeights, worthOf } from '../rewards/index.js';
import { addHabits, type HabitCounts, habitsOf, noHabits } from './four-habits.js';
import { type SpokenStep, spokenStep } from './spoken.js';
import { rarity } from './success.js';
import type { TaskAttempts, Trajectory } from './trajectory.js';
import { isBlocked, isSlip } from './wasted.js';

/** Strictness and limits of curation. */
export interface CurationOptions {
  /** Splits that may be trained on; anything else is a leak and is dropped. */
  splits: readonly string[];
  /** 0 keeps every success; 1 keeps only those without a failed step and no longer than the shortest of their task (LIMI, Xiao et al. 2025). */
  strictness: number;
  /** Least number of the four habits that a success has to show; with 4, a set for priming (Gandhi et al. 2025). */
  habits: number;
  /** Most rows of one family, for each builder of rows. */
  perFamily: number;
  /** What a step of a success is worth; see `training/rewards`. */
  rewards: RewardWeights;
}

export const CURATION: Omit<CurationOptions, 'splits'> = { strictness: 0, habits: 0, perFamily: 400, rewards: OUTCOME_ONLY };

/** Reasons for leaving something out, in the order in which they are asked. */
export const DROP_REASONS = [
  'other split',
  'failed',
  'gate violation',
  'loop',
  'not strict enough',
  'too few habits',
  'without effect',
  'not said by the model',
  'masked',
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
  /** How the attempts were thought out, failed ones as well. */
  habits: HabitCounts;
}

/** One step that is worth learning, with what its task tells about it. */
export interface CuratedStep extends SpokenStep {
  family: string;
  /** Share of the attempts at its task that succeeded. */
  rate: number;
  /** What its rewards come to; 1 when only the outcome counts. */
  worth?: number;
}

/** What may be admitted: something to learn after a prompt, from one step. */
interface Admissible {
  family: string;
  prompt: string | readonly PromptPart[];
  answer: string | readonly PromptPart[];
  weight?: number;
}

/** What is left out, and why. */
export class Curator {
  readonly report: CurationReport = { attempts: 0, kept: 0, rows: 0, drops: {}, byFamily: {}, habits: noHabits() };
  readonly #options: CurationOptions;
  readonly #seen = new Set<string>();
  readonly #admitted = new Map<string, number>();
  readonly #tasks = new WeakMap<TaskAttempts, boolean>();

  constructor(options: CurationOptions) {
    this.#options = options;
  }

  /** Counts what is left out; nothing of it is kept. */
  drop(why: DropReason): never[] {
    this.report.drops[why] = (this.report.drops[why] ?? 0) + 1;
    return [];
  }

  /** Whether a task may be trained on. Its attempts are counted when it is asked about first. */
  takes(task: TaskAttempts): boolean {
    const known = this.#tasks.get(task);
    if (known !== undefined) return known;
    const outside = task.attempts.filter(({ split }) => !this.#options.splits.includes(split));
    this.report.attempts += task.attempts.length;
    outside.forEach(() => this.drop('other split'));
    if (outside.length === 0) for (const { steps } of task.attempts) addHabits(this.report.habits, habitsOf(steps));
    this.#tasks.set(task, outside.length === 0); // the split is part of a task's key: all of them or none
    return outside.length === 0;
  }

  /** Whether a row is kept: it teaches something, was not seen before, and its family has not enough of what this builder makes. */
  admits(builder: string, { family, prompt, answer, weight }: Admissible): boolean {
    const key = JSON.stringify([prompt, answer]);
    const group = JSON.stringify([builder, family]);
    const admitted = this.#admitted.get(group) ?? 0;
    if (weight === 0) this.drop('masked');
    else if (this.#seen.has(key)) this.drop('seen before');
    else if (admitted >= this.#options.perFamily) this.drop('family is full');
    else {
      this.#seen.add(key);
      this.#admitted.set(group, admitted + 1);
      this.report.byFamily[family] = (this.report.byFamily[family] ?? 0) + 1;
      this.report.rows++;
      return true;
    }
    return false;
  }

  /** What was said at a step, if the model said it. */
  spoken(record: StepRecord): SpokenStep[] {
    const spoken = spokenStep(record);
    return spoken ? [spoken] : this.drop('not said by the model');
  }

  /** What a step of a success weighs as a row: how rare success is at its task, times what the step is worth. */
  weightOf(task: TaskAttempts, attempt: Trajectory, index: number): number {
    return rarity(task.rate) * this.#worthOf(task, attempt, index);
  }

  /** The steps of a task's verified successes that are worth learning. */
  successes(task: TaskAttempts): CuratedStep[] {
    if (!this.takes(task)) return [];
    const successful = task.attempts.filter((attempt) => this.#isFit(attempt));
    const shortest = Math.min(...successful.map(({ steps }) => steps.length));
    return successful.filter((attempt) => this.#isStrict(attempt, shortest)).flatMap((attempt) => this.#stepsOf(task, attempt));
  }

  #worthOf(task: TaskAttempts, attempt: Trajectory, index: number): number {
    return worthOf(this.#options.rewards, { attempts: task.attempts, attempt, index });
  }

  #isFit({ success, steps }: Trajectory): boolean {
    if (!success) this.drop('failed');
    else if (steps.some(isBlocked)) this.drop('gate violation');
    else return true;
    return false;
  }

  #isStrict({ steps }: Trajectory, shortest: number): boolean {
    const { strictness, habits } = this.#options;
    const slips = steps.filter((_, i) => isSlip(steps, i)).length;
    const isShort = slips <= (1 - strictness) * steps.length && steps.length <= shortest + (1 - strictness) * 20;
    if (strictness > 0 && steps.some(closesLoop)) this.drop('loop');
    else if (!isShort) this.drop('not strict enough');
    else if (habitsOf(steps).length < habits) this.drop('too few habits');
    else {
      this.report.kept++;
      return true;
    }
    return false;
  }

  #stepsOf(task: TaskAttempts, attempt: Trajectory): CuratedStep[] {
    const { steps, family } = attempt;
    return steps.flatMap((record, i) => {
      if (isSlip(steps, i)) return this.drop('without effect');
      const [spoken] = this.spoken(record);
      const worth = this.#worthOf(task, attempt, i);
      if (!spoken || !this.admits('success', { ...spoken, family, weight: worth })) return [];
      return [{ ...spoken, family, rate: task.rate, worth }];
    });
  }
}

/** The trajectory reflector found the attempt going in circles here. */
const closesLoop = ({ verdicts }: StepRecord): boolean =>
  verdicts.some(({ level, label }) => level === 'trajectory' && label === 'B');
