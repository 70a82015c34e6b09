import type { Random } from '../../core/index.js';
import type { ModelConfig } from '../graph/index.js';
import { CONSTANT, copyAttended, EMBEDDING_STD, embeddingRms, projection, setHead, type Circuit } from './circuit.js';
import { gaussian, plainInitialisation } from './plain.js';
import { addPointing, FLAGS, type PointingTokens } from './pointing.js';

/** Wanted attention score (after the softmax scale) of a matching token over one that does not match. */
const MATCH_SCORE = 11;
/** Size of query and key on each fast rotary pair of the previous-token head. */
const POSITION_GAIN = 7;

/**
 * Random weights with a copying circuit written into them (induction heads, Olsson et al. 2022), so that training starts
 * by refining "what followed the last time this token occurred" instead of finding it, which takes millions of tokens:
 *
 * - layer 0, head 0 looks at the previous token: query and key come from the constant dimension and sit on the fastest
 *   rotary pairs, one position apart. It writes a random projection Q P x of that token into the residual stream.
 * - two heads of layer 1 and one of layer 2 compare P x of the present token with that note on the slow rotary pairs, where
 *   distance hardly matters, and copy the token found there; the tied head turns it into a prediction.
 *
 * - with `pointing`, heads that let a verb point at the marked line of a list, see {@link addPointing}.
 *
 * Everything else is as in {@link plainInitialisation}. Needs two layers and a head size of 16 or more to work.
 */
export function structuredInitialisation(
  config: ModelConfig,
  random: Random,
  pointing?: PointingTokens,
): Map<string, Float32Array> {
  const weights = plainInitialisation(config, random);
  const { d, heads } = config;
  const headSize = d / heads;
  const model: Circuit = { config, headSize, random, weights, reserved: pointing ? FLAGS : 1 };
  widenEmbeddings(model);
  const read = projection(model, 1 / Math.sqrt(d)); // P: token -> note
  const write = projection(model, 1); // Q: note -> residual stream
  previousTokenHead(model, read, write);
  for (const [layer, head] of [
    [1, 0],
    [1, 1],
    [2, 0],
  ])
    if (layer < config.layers && head < heads) matchingHead(model, layer, head, read, write);
  if (pointing) addPointing(model, pointing);
  return weights;
}

function widenEmbeddings({ config, random, weights }: Circuit): void {
  const { d, vocab } = config;
  const table = weights.get('token_embd.weight')!;
  for (let i = 0; i < table.length; i++) table[i] = EMBEDDING_STD * gaussian(random);
  for (let token = 0; token < vocab; token++) table[token * d] = CONSTANT;
}

function previousTokenHead({ config, headSize, weights }: Circuit, read: Float32Array[], write: Float32Array[]): void {
  const { d, ropeBase } = config;
  const q = weights.get('blk.0.attn_q.weight')!;
  const k = weights.get('blk.0.attn_k.weight')!;
  const gain = POSITION_GAIN / (CONSTANT / embeddingRms(d));
  for (let pair = 0; pair < Math.round((headSize * 3) / 16); pair++) {
    const angle = ropeBase ** ((-2 * pair) / headSize);
    q[2 * pair * d] = gain * Math.cos(angle);
    q[(2 * pair + 1) * d] = -gain * Math.sin(angle);
    k[2 * pair * d] = gain;
    k[(2 * pair + 1) * d] = 0;
  }
  // The note is as large in the residual stream as an embedding is.
  const noteScale = EMBEDDING_STD / (Math.sqrt(headSize) * tokenSize(d));
  setHead(weights, config, 0, 0, { value: read, output: write, outputScale: noteScale });
}

function matchingHead(
  { config, headSize, random, weights, reserved }: Circuit,
  layer: number,
  head: number,
  read: Float32Array[],
  write: Float32Array[],
): void {
  const { d } = config;
  const q = weights.get(`blk.${layer}.attn_q.weight`)!;
  const k = weights.get(`blk.${layer}.attn_k.weight`)!;
  const firstSlow = Math.round(headSize * 0.56);
  // What is left of a note that was written with Q and is read with Q^T / sqrt(d), after the norm of note plus embedding.
  const streamRms = Math.sqrt(embeddingRms(d) ** 2 + EMBEDDING_STD ** 2);
  const recovered = (Math.sqrt(d / headSize) * EMBEDDING_STD) / (tokenSize(d) * streamRms);
  const gain = Math.sqrt((MATCH_SCORE * Math.sqrt(headSize)) / ((headSize - firstSlow) * recovered * tokenSize(d) ** 2));
  for (let c = firstSlow; c < headSize; c++) {
    const row = (head * headSize + c) * d;
    for (let i = 0; i < d; i++) {
      q[row + i] = gain * read[c][i];
      k[row + i] = (gain * write[c][i]) / Math.sqrt(d);
    }
  }
  copyAttended({ config, headSize, random, weights, reserved }, layer, head);
}

/** Standard deviation of a token's dimensions after the first norm. */
function tokenSize(d: number): number {
  return EMBEDDING_STD / embeddingRms(d);
}
