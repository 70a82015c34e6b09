import type { Random } from '../../core/index.js';
import type { Batch, BatchShape } from '../graph/index.js';
import { answerLength, type BucketedRows } from './buckets.js';
import type { Sample, StoredSample } from './row-format.js';
import type { RowKind } from './row-kinds.js';

export interface MixSettings {
  /** Weight of the prompt's own tokens; a random part of them becomes a target where there is room. */
  promptWeight: number;
  /** Weight of side targets. */
  sideWeight: number;
  /** Share of rows replaced by repeated random token runs while warming up; they teach copying. */
  copyShare: number;
  /** Weight of a copy row's targets. */
  copyWeight: number;
  /** Ids that copy rows may hold: [first, end). */
  copyIds: readonly [number, number];
}

/** An answer whose loss depends on how likely it is now compared with before: its targets are not weighted yet. */
export interface ComparedAnswer {
  kind: Exclude<RowKind, 'plain'>;
  /** Its targets are [first, first + count) of the batch. */
  first: number;
  count: number;
  weight: number;
  successRate: number;
  /** See {@link Sample}. */
  referenceLogProbs: ArrayLike<number>;
  tokenWeights?: ArrayLike<number>;
}

/** A batch whose `weights` are final but for those of `compared` answers, which are 0. Partners follow one another. */
export interface TrainingBatch extends Batch {
  weights: Float32Array;
  compared: readonly ComparedAnswer[];
}

interface Target {
  row: number;
  id: number;
  weight: number;
}

/** The next training batch of a bucket. `copying` allows copy rows. */
export function trainingBatch(
  rows: BucketedRows,
  bucket: number,
  mix: MixSettings,
  copying: boolean,
  random: Random,
): TrainingBatch {
  const shape = rows.shapes[bucket];
  const tokens = new Int32Array(shape.batch * shape.length);
  const targets = noTargets();
  for (let row = 0; row < shape.batch; ) {
    if (copying && random.chance(mix.copyShare)) {
      addCopyRow(tokens, row++ * shape.length, shape, mix, random, targets.answers);
      continue;
    }
    const unit = rows.take(bucket, (unit) => row + unit.length <= shape.batch && fitsWhole(unit, targets, shape));
    if (unit.length === 0) break; // the rest of the batch stays empty
    for (const sample of unit) addSample(tokens, row++ * shape.length, shape.length, sample, targets, mix);
  }
  const { whole, compared } = targets;
  const answers = sampled(targets.answers, shape.targets - whole.length, random);
  const said = whole.length + answers.length;
  const sides = sampled(targets.sides, Math.floor((shape.targets - said) * SIDE_SHARE), random);
  const prompts = sampled(targets.prompts, shape.targets - said - sides.length, random);
  return { ...toBatch(shape, tokens, [...whole, ...answers, ...sides, ...prompts]), compared };
}

/** Answers that are compared are never sampled, since their loss is one of all their tokens. */
function fitsWhole(unit: readonly StoredSample[], { whole }: Targets, shape: BatchShape): boolean {
  const added = unit.reduce((sum, sample) => sum + (sample.kind === 'plain' ? 0 : answerLength(sample)), 0);
  return whole.length + added <= shape.targets;
}

/** Batches that hold every unit once, for the loss of answers as training has it. Units that do not fit one are left out. */
export function* heldOutBatches(units: readonly (readonly StoredSample[])[], shape: BatchShape): Generator<TrainingBatch> {
  let open: StoredSample[] = [];
  const tokens = (samples: readonly StoredSample[]): number => samples.reduce((sum, sample) => sum + answerLength(sample), 0);
  const fits = (samples: readonly StoredSample[]): boolean => samples.length <= shape.batch && tokens(samples) <= shape.targets;
  for (const unit of units) {
    if (!fits(unit)) continue;
    if (!fits([...open, ...unit])) {
      yield answersOf(open, shape);
      open = [];
    }
    open.push(...unit);
  }
  if (open.length > 0) yield answersOf(open, shape);
}

function answersOf(samples: readonly StoredSample[], shape: BatchShape): TrainingBatch {
  const tokens = new Int32Array(shape.batch * shape.length);
  const targets = noTargets();
  samples.forEach((sample, row) => addSample(tokens, row * shape.length, shape.length, sample, targets, ANSWERS_ONLY));
  const { whole, answers, compared } = targets;
  return { ...toBatch(shape, tokens, [...whole, ...answers]), compared };
}

const ANSWERS_ONLY = { promptWeight: 0, sideWeight: 0 };

/** A batch for measuring: answer tokens only, and which of the samples each target belongs to. */
export function evaluationBatch(samples: readonly Sample[], shape: BatchShape): { batch: Batch; owners: Int32Array } {
  const tokens = new Int32Array(shape.batch * shape.length);
  const targets = noTargets();
  samples.forEach((sample, row) => addSample(tokens, row * shape.length, shape.length, measured(sample), targets, ANSWERS_ONLY));
  const { answers } = targets;
  if (answers.length > shape.targets) throw new RangeError(`${answers.length} answer tokens in a batch for ${shape.targets}`);
  return { batch: toBatch(shape, tokens, answers), owners: Int32Array.from(answers, (t) => Math.floor(t.row / shape.length)) };
}

/** A row of which every answer token counts alike. */
function measured({ ids, promptLength, family }: Sample): Sample {
  return { ids, promptLength, family, weight: 1 };
}

/** Of the room that answers leave, most goes to side targets: they say more than the next word of a page does. */
const SIDE_SHARE = 0.7;

interface Targets {
  /** Targets of the compared answers, all of them. */
  whole: Target[];
  compared: ComparedAnswer[];
  answers: Target[];
  sides: Target[];
  prompts: Target[];
}

const noTargets = (): Targets => ({ whole: [], compared: [], answers: [], sides: [], prompts: [] });

/** Token j predicts token j + 1, or its side target; the last id of a row is never an input. */
function addSample(
  tokens: Int32Array,
  first: number,
  length: number,
  sample: Sample,
  into: Targets,
  { promptWeight, sideWeight }: Pick<MixSettings, 'promptWeight' | 'sideWeight'>,
): void {
  const { ids, promptLength, sideTargets = [] } = sample;
  const aside = new Set<number>();
  for (let i = 0; i + 1 < sideTargets.length; i += 2) {
    aside.add(sideTargets[i]);
    if (sideWeight > 0) into.sides.push({ row: first + sideTargets[i], id: sideTargets[i + 1], weight: sideWeight });
  }
  for (let j = 0; j < Math.min(length, ids.length); j++) tokens[first + j] = ids[j];
  for (let j = 0; j + 1 < promptLength && j < length; j++)
    if (promptWeight > 0 && !aside.has(j)) into.prompts.push({ row: first + j, id: ids[j + 1], weight: promptWeight });
  addAnswer(first, sample, into);
}

function addAnswer(first: number, sample: Sample, into: Targets): void {
  const { ids, promptLength, weight, kind = 'plain', successRate = 0, referenceLogProbs, tokenWeights } = sample;
  const targets = Array.from({ length: ids.length - promptLength }, (_, i) => ({
    row: first + promptLength - 1 + i,
    id: ids[promptLength + i],
    weight: kind === 'plain' ? weight * (tokenWeights?.[i] ?? 1) : 0,
  }));
  if (kind === 'plain') return void into.answers.push(...targets.filter((target) => target.weight !== 0));
  if (!referenceLogProbs) throw new RangeError(`a row of kind ${kind} without reference log-probs`);
  const place = { first: into.whole.length, count: targets.length };
  into.compared.push({ kind, ...place, weight, successRate, referenceLogProbs, tokenWeights });
  into.whole.push(...targets);
}

/** A run of random tokens, repeated to the end; targets are a random few of the second and later rounds. */
function addCopyRow(tokens: Int32Array, first: number, shape: BatchShape, mix: MixSettings, random: Random, out: Target[]): void {
  const { length } = shape;
  const run = random.integer(5, Math.max(6, Math.min(45, Math.floor(length / 3))));
  const ids = Array.from({ length: run }, () => random.integer(mix.copyIds[0], mix.copyIds[1] - 1));
  for (let j = 0; j < length; j++) tokens[first + j] = ids[j % run];
  const targets: Target[] = [];
  for (let j = run; j < length; j++) targets.push({ row: first + j, id: ids[(j + 1) % run], weight: mix.copyWeight });
  out.push(...sampled(targets, Math.floor(shape.targets / shape.batch), random));
}

/** `count` of the targets, each equally likely. */
function sampled(targets: Target[], count: number, random: Random): Target[] {
  if (targets.length <= count) return targets;
  for (let i = 0; i < count; i++) {
    const j = random.integer(i, targets.length - 1);
    [targets[i], targets[j]] = [targets[j], targets[i]];
  }
  return targets.slice(0, count);
}

function toBatch(shape: BatchShape, tokens: Int32Array, targets: readonly Target[]): Omit<TrainingBatch, 'compared'> {
  return {
    shape,
    tokens,
    targetRows: Int32Array.from(targets, (t) => t.row),
    targetIds: Int32Array.from(targets, (t) => t.id),
    weights: Float32Array.from(targets, (t) => t.weight),
  };
}
