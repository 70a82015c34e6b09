import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/index.js';
import { abbreviate, misspell } from './noise.js';
import { fill, slotNames, wordings } from './template.js';

const day = new Date('2025-03-14T09:00:00Z'); // a Friday
const options = { random: createRandom(1), day };

describe('templates', () => {
  it('take one alternative and one name of each slot, and say which', () => {
    const slots = { item: ['sofa', 'couch'], shop: 'Orbit' };
    const { text, shown } = fill('[the|a] {item!} at {shop}', slots, options);
    expect(text).toMatch(/^(the|a) sofa at Orbit$/);
    expect(Object.fromEntries(shown)).toEqual({ item: ['sofa'], shop: ['Orbit'] });
    expect(fill('{shop^}', { shop: 'the inn' }, options).text).toBe('The inn');
  });

  it('write dates as pages do, and people relative to the day', () => {
    const due = new Date('2025-03-15T00:00:00Z');
    expect(fill('{due}', { due }, { ...options, absoluteDates: true }).text).toMatch(/^(2025-03-15|15 March 2025)$/);
    const said = Array.from({ length: 40 }, () => fill('{due}', { due }, options).text);
    expect(said).toContain('tomorrow');
    expect(said.some((text) => /15/.test(text))).toBe(true);
  });

  it('refuse a slot that nobody draws', () => {
    expect(() => fill('{who}', {}, options)).toThrow(/"who"/);
    expect(slotNames('{a} {b!} {a^}')).toEqual(['a', 'b']);
  });

  it('keep every third wording for held-out logs', () => {
    expect(wordings(['a', 'b', 'c', 'd'], 'train')).toEqual(['a', 'b', 'd']);
    expect(wordings(['a', 'b', 'c', 'd'], 'held-out')).toEqual(['c']);
  });
});

describe('typing noise', () => {
  it('slips in one longer word and leaves names and numbers alone', () => {
    const typo = misspell('where is Kestrel order 88213', createRandom(3));
    expect(typo).not.toBe('where is Kestrel order 88213');
    expect(typo).toContain('Kestrel');
    expect(typo).toContain('88213');
    expect(misspell('Is it on', createRandom(3))).toBe('Is it on');
  });

  it('shortens as people do', () => {
    expect(abbreviate('change the delivery address please')).toBe('change the dlvry addr pls');
  });
});
