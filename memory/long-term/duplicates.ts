import type { MemoryRow } from './long-term-sql.js';
import type { MemoryIndex } from './memory-index.js';
import { sameLiterals } from './shape.js';
import { termsOf } from './terms.js';

/** From here on two texts are one fact, if numbers, dates, names and negation agree; from `LINKED` on they are linked. */
const SAME = 0.8;
const LINKED = 0.5;
const LOOKED_AT = 5;
/** The rarest terms of a text are enough to find one like it, and keep a write cheap in a large store. */
const MOST_QUERY_TERMS = 8;
/** More frequent ones are left out, but for the rarest three. */
const FREQUENT = 500;

export interface Similar {
  row: MemoryRow;
  similarity: number;
  /** The same fact in nearly the same words. */
  same: boolean;
}

/**
 * The memories of the same kind and scope whose words are near, nearest first. No model is asked. Where a slot is named, one
 * other word is likely to be another value, so only the same set of words is the same fact.
 */
export function findSimilar(
  index: MemoryIndex,
  memory: Pick<MemoryRow, 'kind' | 'scope' | 'subject' | 'slot' | 'body'>,
  now: number,
): Similar[] {
  const text = `${memory.subject} ${memory.body}`;
  const terms = new Set(termsOf(text));
  const rarest = [...terms]
    .map((term) => ({ term, count: index.vocabulary.count(term) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.count - b.count)
    .filter(({ count }, i) => i < 3 || (i < MOST_QUERY_TERMS && count < FREQUENT))
    .map(({ term }) => term);
  const filter = { scopes: [memory.scope], kinds: [memory.kind], at: now, past: false, untrusted: true };
  return index
    .search(rarest, filter, LOOKED_AT)
    .map((row) => {
      const similarity = jaccard(terms, new Set([...termsOf(row.subject), ...row.terms.split(' ')]));
      const same = similarity >= (memory.slot === '' ? SAME : 1) && sameLiterals(text, `${row.subject} ${row.body}`);
      return { row, similarity, same };
    })
    .filter(({ similarity }) => similarity >= LINKED)
    .sort((a, b) => Number(b.same) - Number(a.same) || b.similarity - a.similarity);
}

/** Shared terms over all terms of both. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const term of a) if (b.has(term)) shared++;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}
