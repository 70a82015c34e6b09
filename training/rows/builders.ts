import { calibrationRows, type ForecastRow } from './calibration.js';
import type { Curator } from './curate.js';
import { firstErrorRows } from './first-error.js';
import { brakedRows, skillRows } from './habits.js';
import { hindsightRows } from './hindsight.js';
import { metaSkillRows, type TextRow, twoAttemptRows, verificationRows, worldModelRows } from './in-words.js';
import { type NegativeAwareRow, negativeAwareRows } from './negative-aware.js';
import { type PreferenceRow, preferenceRows } from './preferences.js';
import { type ValueRow, processValueRows } from './process-values.js';
import { reflectedRows, revisionRows } from './revision.js';
import { safetyRows } from './safety.js';
import { type StepwiseRow, stepwiseRows } from './stepwise.js';
import { type RolloutRow, successRow } from './success.js';
import type { TaskAttempts } from './trajectory.js';

/** What each kind of row is made as. */
interface RowsOf {
  /** A prompt and what is learned to be said. */
  answers: RolloutRow;
  /** What is preferred to what. */
  pairs: PreferenceRow;
  /** Right and wrong answers. */
  judged: NegativeAwareRow;
  /** An attempt with a label on each step. */
  steps: StepwiseRow;
  /** What a step is worth. */
  values: ValueRow;
  /** A question about the future, with a probability. */
  forecasts: ForecastRow;
  /** Prompt and answer in plain words; only for other trainers. */
  texts: TextRow;
}
export type RowForm = keyof RowsOf;

/** A way to make rows of one form from the attempts at a task; what it leaves out, the curator counts. */
export interface Builder<Form extends RowForm> {
  makes: Form;
  build: (task: TaskAttempts, curator: Curator) => RowsOf[Form][];
}

/** Of any form; the form tells which. */
export type AnyBuilder = { [Form in RowForm]: Builder<Form> }[RowForm];

/** Rows that pass the curator one by one: none twice, and not too many of a family. */
const admitted = <Form extends 'answers' | 'forecasts' | 'texts'>(
  name: string,
  makes: Form,
  build: Builder<Form>['build'],
): Builder<Form> => ({ makes, build: (task, curator) => build(task, curator).filter((row) => curator.admits(name, row)) });

/** By name: everything that attempts are made into. */
export const BUILDERS = {
  success: { makes: 'answers', build: (task, curator) => curator.successes(task).map(successRow) },
  revision: admitted('revision', 'answers', revisionRows),
  reflected: admitted('reflected', 'answers', reflectedRows),
  safety: admitted('safety', 'answers', safetyRows),
  braked: admitted('braked', 'answers', brakedRows),
  skill: admitted('skill', 'answers', skillRows),
  calibration: admitted('calibration', 'forecasts', calibrationRows),
  preferences: { makes: 'pairs', build: preferenceRows },
  hindsight: { makes: 'pairs', build: hindsightRows },
  'negative-aware': { makes: 'judged', build: negativeAwareRows },
  stepwise: { makes: 'steps', build: stepwiseRows },
  'first-error': { makes: 'steps', build: firstErrorRows },
  'process-values': { makes: 'values', build: processValueRows },
  'two-attempt': admitted('two-attempt', 'texts', twoAttemptRows),
  'meta-skill': admitted('meta-skill', 'texts', metaSkillRows),
  verification: admitted('verification', 'texts', verificationRows),
  'world-model': admitted('world-model', 'texts', worldModelRows),
} satisfies Record<string, AnyBuilder>;
export type BuilderName = keyof typeof BUILDERS;

/** Builders whose rows our own trainer reads. */
export type TrainedBuilderName = {
  [Name in BuilderName]: (typeof BUILDERS)[Name]['makes'] extends 'answers' | 'forecasts' | 'pairs' | 'judged' ? Name : never;
}[BuilderName];
