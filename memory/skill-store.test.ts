import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore, storeHash } from './store.js';

describe('a skill store on a file', () => {
  it('keeps versions, uses and requests, and counts in the hash of the store', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'autodidact-skill-store-'));
    try {
      const file = path.join(folder, 'runs.db');
      const first = openStore(file, { redact: (text) => text.replaceAll('hunter2', '[secret]') });
      expect(first.skills.addVersion('log-in', { text: 'hunter2' }, { status: 'draft', reason: 'new', current: true })).toBe(1);
      expect(first.skills.addVersion('log-in', { text: 'b' }, { status: 'draft', reason: 'better', current: false })).toBe(2);
      first.skills.move('log-in', 2, { status: 'live', reason: 'by hand', current: true });
      first.skills.recordUse({
        name: 'log-in',
        version: 2,
        episodeId: 'e1',
        arm: 'with',
        success: false,
        steps: 4,
        broken: 's2',
      });
      first.skills.addRequest('log-in', 'Log in as Ann');
      first.skills.addRequest('log-in', 'Log in as Bo');
      first.skills.addRequest('log-in', 'Log in as Ann');
      first.close();
      const hash = storeHash(file);
      const again = openStore(file);
      expect(again.skills.find('log-in')).toMatchObject({ version: 2, current: true, status: 'live', definition: { text: 'b' } });
      expect(again.skills.versions('log-in')[0]).toMatchObject({
        current: false,
        status: 'draft',
        definition: { text: '[secret]' },
      });
      expect(again.skills.withStatus('live').map(({ version }) => version)).toEqual([2]);
      expect(again.skills.uses('log-in', 2)).toMatchObject([{ episodeId: 'e1', success: false, broken: 's2' }]);
      expect(again.skills.requests('log-in')).toHaveLength(2);
      expect(() => again.skills.move('log-in', 3, { status: 'live', reason: '' })).toThrow(/has no version 3; it has 1, 2/);
      expect(() => again.skills.move('log-out', 1, { status: 'live', reason: '' })).toThrow(/no skill "log-out"/);
      expect(again.skills.remove('log-in')).toBe(true);
      expect(again.skills.uses('log-in')).toEqual([]);
      again.close();
      expect(storeHash(file)).not.toBe(hash);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
