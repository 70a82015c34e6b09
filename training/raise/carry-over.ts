import { AgentError, createRandom, type Random } from '../../core/index.js';
import { readModelFile, writeModelFile } from '../gguf/index.js';
import { gaussian } from '../init/index.js';
import { type Vocabulary } from '../tokenizer/index.js';

/** Standard deviation of what tells a new token from the one that it starts as, in a table whose embeddings have about 0.1. */
const NOVELTY = 0.03;

/**
 * Writes a model that speaks a newer prompt format with the weights of an older one, for training on: what it knows of pages and
 * goals stays. Special tokens that it lacks take the places of the pieces that its vocabulary learned last and that nothing is
 * built from; each starts as its `kin` (else as the last special that the model knows) with a little noise. Returns the vocabulary.
 */
export function carryOver(
  from: string,
  to: string,
  {
    specials,
    kin = {},
    promptFormat,
    seed,
  }: { specials: readonly string[]; kin?: Readonly<Record<string, string>>; promptFormat: string; seed: number },
): Vocabulary {
  const { config, weights, vocabulary: old, card } = readModelFile(from);
  const vocabulary = extended(old, specials);
  const table = weights.get('token_embd.weight')!;
  const ids = new Map(old.tokens.map((token, id) => [token, id]));
  const random = createRandom(`${seed}/carry-over`);
  const next = new Float32Array(table.length);
  const last = ids.get(old.specials.at(-1)!)!;
  vocabulary.tokens.forEach((token, row) => {
    const known = ids.get(token);
    const start = known ?? ids.get(kin[token] ?? '') ?? last;
    const values = table.subarray(start * config.d, (start + 1) * config.d);
    next.set(known === undefined ? withNoise(values, random) : values, row * config.d);
  });
  const carried = new Map(weights).set('token_embd.weight', next);
  writeModelFile(to, { config, weights: carried, vocabulary, card: { ...card, promptFormat }, format: 'F32' });
  return vocabulary;
}

/** The same size; merges learned last give way. A merge is only ever built from earlier ones. */
function extended(old: Vocabulary, wanted: readonly string[]): Vocabulary {
  const added = wanted.filter((special) => !old.specials.includes(special));
  const specials = [...old.specials, ...added];
  const kept = old.merges.length - added.length;
  const dropped = new Set(old.merges.slice(kept).map((merge) => merge.replace(' ', '')));
  const pieces = old.tokens.slice(old.specials.length).filter((token) => !dropped.has(token));
  const tokens = [...specials, ...pieces];
  if (tokens.length !== old.tokens.length) throw noRoom(added.length, old);
  return { tokens, merges: old.merges.slice(0, kept), specials };
}

const noRoom = (added: number, { tokens }: Vocabulary): AgentError =>
  new AgentError(
    'WEIGHTS_MISMATCH',
    `${added} new special tokens do not fit into a vocabulary of ${tokens.length}. Raise a model from the start, without --from.`,
  );

const withNoise = (values: Float32Array, random: Random): Float32Array =>
  values.map((value) => value + NOVELTY * gaussian(random));
