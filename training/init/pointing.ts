import { copyAttended, CONSTANT, embeddingRms, type Circuit } from './circuit.js';

/** Token ids by the part they play in pointing at one line of a list. */
export interface PointingTokens {
  /** Numbers of lines: what is pointed at. */
  targets: readonly number[];
  /** Tokens that make a line worth pointing at, with how much, 0 to 1. */
  marks: ReadonlyMap<number, number>;
  /** Tokens after which a number has to come: verbs. */
  askers: readonly number[];
}

/** Dimensions of the residual stream: constant, is a target, is a mark, its line has a mark, is an asker. */
const [TARGET, MARK, MARKED, ASKER] = [1, 2, 3, 4];
export const FLAGS = 5;
/** Attention scores: of a near mark for a target, of any target for an asker, and of a marked target on top. */
const FIND_SCORE = 9;
const TARGET_SCORE = 6;
const MARKED_SCORE = 4;
/** What is pointed at has to outweigh the asking token itself, which the tied head would repeat. */
const COPY_STRENGTH = 3;

/**
 * Writes "after a verb comes the number of the marked line" into the weights, so that training starts by refining which
 * marked line is meant:
 *
 * - layer 0, head 1: a line's number looks for a mark within the last few tokens. The rotary pairs with periods of about 15
 *   to 35 tokens make the score fall with distance, so that marks of the line before hardly count.
 * - layer 1, head 2 and layer 2, head 1: a verb looks at numbers, most of all at marked ones, and copies the one it finds.
 *
 * Flags live in reserved dimensions of the embeddings, which the copying circuit leaves out. Needs three heads.
 */
export function addPointing(model: Circuit, tokens: PointingTokens): void {
  const { config, weights } = model;
  if (config.heads < 3) return;
  flagEmbeddings(weights.get('token_embd.weight')!, config.d, tokens);
  findMark(model);
  for (const [layer, head] of [
    [1, 2],
    [2, 1],
  ])
    if (layer < config.layers) pointAtMarked(model, layer, head);
}

function flagEmbeddings(table: Float32Array, d: number, { targets, marks, askers }: PointingTokens): void {
  for (let i = 0; i < table.length; i++) if (i % d > 0 && i % d < FLAGS) table[i] = 0;
  for (const id of targets) table[id * d + TARGET] = CONSTANT;
  for (const [id, strength] of marks) table[id * d + MARK] = CONSTANT * strength;
  for (const id of askers) table[id * d + ASKER] = CONSTANT;
}

/** What a flag is after the norm: its share of the root mean square, which the flag itself and notes raise. */
const flagSize = (d: number, layer: number): number =>
  CONSTANT / Math.sqrt(embeddingRms(d) ** 2 + CONSTANT ** 2 / d + (layer > 0 ? 0.01 : 0));

const NEAR_PAIRS = [3, 4, 5, 6];

function findMark({ config, headSize, weights }: Circuit): void {
  const { d } = config;
  const head = 1;
  const [q, k, v, o] = ['q', 'k', 'v', 'output'].map((part) => weights.get(`blk.0.attn_${part}.weight`)!);
  const size = flagSize(d, 0);
  const gain = Math.sqrt((FIND_SCORE * Math.sqrt(headSize)) / (3.3 * size ** 2)); // the cosines add up to 3.3 two tokens back
  clearHead({ q, k, v, o }, d, head, headSize);
  for (const pair of NEAR_PAIRS) {
    const row = (head * headSize + 2 * pair) * d;
    q[row + TARGET] = gain;
    k[row + MARK] = gain;
  }
  v[head * headSize * d + MARK] = 1;
  o[MARKED * d + head * headSize] = CONSTANT / size;
}

function pointAtMarked(model: Circuit, layer: number, head: number): void {
  const { config, headSize, weights } = model;
  const { d } = config;
  const [q, k, v, o] = ['q', 'k', 'v', 'output'].map((part) => weights.get(`blk.${layer}.attn_${part}.weight`)!);
  clearHead({ q, k, v, o }, d, head, headSize);
  const first = Math.round(headSize * 0.75); // the slowest pairs, where distance does not matter
  const gain = Math.sqrt(Math.sqrt(headSize) / ((headSize - first) * flagSize(d, layer) ** 2));
  for (let c = first; c < headSize; c++) {
    const row = (head * headSize + c) * d;
    q[row + ASKER] = gain;
    k[row + TARGET] = gain * TARGET_SCORE;
    k[row + MARKED] = gain * MARKED_SCORE;
  }
  copyAttended(model, layer, head, COPY_STRENGTH);
}

function clearHead({ q, k, v, o }: Record<'q' | 'k' | 'v' | 'o', Float32Array>, d: number, head: number, headSize: number): void {
  const [from, to] = [head * headSize, (head + 1) * headSize];
  for (const matrix of [q, k, v]) matrix.fill(0, from * d, to * d);
  for (let i = 0; i < d; i++) o.fill(0, i * d + from, i * d + to);
}
