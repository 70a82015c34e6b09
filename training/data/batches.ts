import type { Random } from '../../core/index.js';
import type { Batch, BatchShape } from '../graph/index.js';
import type { BucketedRows } from './buckets.js';
import type { Sample } from './dataset.js';

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

interface Target {
  row: number;
  id: number;
  weight: number;
}

/** The next training batch of a bucket. `copying` allows copy rows. */
export function trainingBatch(
  rows: BucketedRows,
  bucket: number,
  shape: BatchShape,
  mix: MixSettings,
  copying: boolean,
  random: Random,
): Batch {
  const tokens = new Int32Array(shape.batch * shape.length);
  const targets = noTargets();
  for (let row = 0; row < shape.batch; row++) {
    const first = row * shape.length;
    if (copying && random.chance(mix.copyShare)) addCopyRow(tokens, first, shape, mix, random, targets.answers);
    else addSample(tokens, first, shape.length, rows.take(bucket), targets, mix);
  }
  const answers = sampled(targets.answers, shape.targets, random);
  const sides = sampled(targets.sides, Math.floor((shape.targets - answers.length) * SIDE_SHARE), random);
  const prompts = sampled(targets.prompts, shape.targets - answers.length - sides.length, random);
  return toBatch(shape, tokens, [...answers, ...sides, ...prompts]);
}

/** A batch for measuring: answer tokens only, and which of the samples each target belongs to. */
export function evaluationBatch(samples: readonly Sample[], shape: BatchShape): { batch: Batch; owners: Int32Array } {
  const tokens = new Int32Array(shape.batch * shape.length);
  const targets = noTargets();
  const weights = { promptWeight: 0, sideWeight: 0 };
  samples.forEach((sample, row) =>
    addSample(tokens, row * shape.length, shape.length, { ...sample, weight: 1 }, targets, weights),
  );
  const { answers } = targets;
  if (answers.length > shape.targets) throw new RangeError(`${answers.length} answer tokens in a batch for ${shape.targets}`);
  return { batch: toBatch(shape, tokens, answers), owners: Int32Array.from(answers, (t) => Math.floor(t.row / shape.length)) };
}

/** Of the room that answers leave, most goes to side targets: they say more than the next word of a page does. */
const SIDE_SHARE = 0.7;

interface Targets {
  answers: Target[];
  sides: Target[];
  prompts: Target[];
}

const noTargets = (): Targets => ({ answers: [], sides: [], prompts: [] });

/** Token j predicts token j + 1, or its side target; the last id of a row is never an input. */
function addSample(
  tokens: Int32Array,
  first: number,
  length: number,
  { ids, promptLength, weight, sideTargets = [] }: Sample,
  into: Targets,
  { promptWeight, sideWeight }: Pick<MixSettings, 'promptWeight' | 'sideWeight'>,
): void {
  const aside = new Set<number>();
  for (let i = 0; i + 1 < sideTargets.length; i += 2) {
    aside.add(sideTargets[i]);
    if (sideWeight > 0) into.sides.push({ row: first + sideTargets[i], id: sideTargets[i + 1], weight: sideWeight });
  }
  for (let j = 0; j < Math.min(length, ids.length); j++) tokens[first + j] = ids[j];
  for (let j = 0; j + 1 < ids.length && j < length; j++) {
    const isAnswer = j + 1 >= promptLength;
    if (isAnswer && weight !== 0) into.answers.push({ row: first + j, id: ids[j + 1], weight });
    else if (!isAnswer && promptWeight > 0 && !aside.has(j))
      into.prompts.push({ row: first + j, id: ids[j + 1], weight: promptWeight });
  }
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

function toBatch(shape: BatchShape, tokens: Int32Array, targets: readonly Target[]): Batch {
  return {
    shape,
    tokens,
    targetRows: Int32Array.from(targets, (t) => t.row),
    targetIds: Int32Array.from(targets, (t) => t.id),
    weights: Float32Array.from(targets, (t) => t.weight),
  };
}
