import type { Turn } from './conversation.js';

/** A memory as the benchmark sees it: turns go in, ranked turn ids come out, and it is told which of them helped. */
export interface MemoryUnderTest {
  ingest(turns: readonly Turn[]): Promise<void>;
  recall(query: string, options: RecallOptions): Promise<Recalled>;
  /** The turns of a request that the model cited in its answer; the others were shown in vain. */
  cite(requestId: string, ids: readonly string[]): Promise<void>;
  close(): void;
}

export interface RecallOptions {
  /** Only turns of this conversation may come back: each is another user's log. */
  conversation: string;
  /** ISO time of the question. */
  now: string;
  /** Most ids to return. */
  k: number;
  /** Whether the request may be used to learn from, and to explore. */
  learning: boolean;
}

export interface Recalled {
  requestId: string;
  /** Turn ids, best first. */
  ids: string[];
}
