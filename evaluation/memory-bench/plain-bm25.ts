import { PlainFts } from '../../memory/index.js';
import type { Turn } from './conversation.js';
import type { MemoryUnderTest, Recalled, RecallOptions } from './memory-under-test.js';

/** The plain baseline: one FTS5 index per log, porter stems, BM25, nothing else. Echoes are left out, as every memory should. */
export function createPlainBm25(): MemoryUnderTest {
  const indexes = new Map<string, PlainFts>();
  const indexOf = (conversation: string): PlainFts => {
    const index = indexes.get(conversation) ?? new PlainFts();
    indexes.set(conversation, index);
    return index;
  };
  return {
    ingest: (turns: readonly Turn[]) => {
      for (const conversation of new Set(turns.map((turn) => turn.conversation))) {
        const own = turns.filter((turn) => turn.conversation === conversation && turn.speaker !== 'memory');
        indexOf(conversation).add(own.map((turn) => ({ id: turn.id, values: [indexed(turn)] })));
      }
      return Promise.resolve();
    },
    recall: (query: string, { conversation, k }: RecallOptions): Promise<Recalled> => {
      const hits = indexes.get(conversation)?.search(query, k) ?? [];
      return Promise.resolve({ requestId: '', ids: hits.map(({ id }) => id) });
    },
    cite: () => Promise.resolve(),
    close: () => indexes.forEach((index) => index.close()),
  };
}

function indexed({ speaker, text, url }: Turn): string {
  return [`${speaker}:`, text, url].filter((part) => part !== undefined).join(' ');
}
