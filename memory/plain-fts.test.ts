import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlainFts } from './plain-fts.js';

describe('plain text search', () => {
  let fts: PlainFts;
  beforeEach(() => {
    fts = new PlainFts(['title', 'text']);
    fts.add([
      { id: 'a', values: ['sofa', 'ordered two sofas yesterday'] },
      { id: 'b', values: ['lamp', 'the lamp was returned'] },
      { id: 'c', values: ['rug', 'a rug beside the sofa'] },
    ]);
  });
  afterEach(() => fts.close());

  it('ranks by BM25 over all columns, on stems, with any of the words', () => {
    expect(fts.search('which sofa did I order?', 5).map(({ id }) => id)).toEqual(['a', 'c']);
    expect(fts.search('returning lamps', 1)[0]).toMatchObject({ id: 'b' });
    expect(fts.search('sofa', 5)[0].score).toBeGreaterThan(fts.search('sofa', 5)[1].score);
  });

  it('takes stop words only when there is nothing else, and any text as words', () => {
    expect(fts.search('what was it', 5).map(({ id }) => id)).toEqual(['b']);
    expect(fts.search('"lamp" AND (', 5).map(({ id }) => id)).toEqual(['b']);
    expect(fts.search('...', 5)).toEqual([]);
  });

  it('forgets what was removed', () => {
    fts.remove('a');
    expect(fts.search('sofa', 5).map(({ id }) => id)).toEqual(['c']);
  });
});
