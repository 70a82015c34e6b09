import { describe, expect, it } from 'vitest';
import { renamings } from './renamed.js';

describe('renamings', () => {
  it('are other usual wordings of a label', () => {
    expect(renamings('Save changes', 'push')).toEqual(['Store changes', 'SAVE CHANGES']);
    expect(renamings('Name', 'entry')).toEqual(['Full name', 'Your name']);
    expect(renamings('Motto', 'entry')).toEqual(['Your motto']);
  });

  it('never give a label its own name back', () => {
    for (const label of ['Delete', 'Full name', 'Your e-mail', 'SEND', 'Log in'])
      for (const kind of ['push', 'entry'] as const) expect(renamings(label, kind)).not.toContain(label);
  });

  it('leave alone what a page is about: names, numbers, symbols', () => {
    for (const label of ['Ann Lee', '3', '+', 'QX-4821', '☰', '']) expect(renamings(label, 'push')).toEqual([]);
  });
});
