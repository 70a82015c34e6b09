import type { Turn } from './conversation.js';
import type { MemoryUnderTest } from './memory-under-test.js';
import { percentile } from './metrics.js';

export interface Latency {
  memories: number;
  requests: number;
  /** Milliseconds of one recall of ten. */
  p50Ms: number;
  p95Ms: number;
  /** Mean milliseconds to write one memory. */
  writeMs: number;
}

export interface LatencyOptions {
  turns: readonly Turn[];
  questions: readonly { text: string; askedAt: string }[];
  onProgress?: (written: number) => void;
}

/** Turns written at a time: what a task leaves behind. */
const BATCH = 200;

/** Fills one log with all turns, then asks each question once. Timings are of this machine as it is now. */
export async function measureLatency(
  memory: MemoryUnderTest,
  { turns, questions, onProgress }: LatencyOptions,
): Promise<Latency> {
  const started = performance.now();
  for (let i = 0; i < turns.length; i += BATCH) {
    await memory.ingest(turns.slice(i, i + BATCH));
    onProgress?.(Math.min(turns.length, i + BATCH));
  }
  const writeMs = (performance.now() - started) / Math.max(1, turns.length);
  const times: number[] = [];
  for (const { text, askedAt } of questions) {
    const before = performance.now();
    await memory.recall(text, { conversation: turns[0]?.conversation ?? '', now: askedAt, k: 10, learning: false });
    times.push(performance.now() - before);
  }
  const [p50Ms, p95Ms] = [percentile(times, 0.5), percentile(times, 0.95)];
  return { memories: turns.length, requests: times.length, p50Ms, p95Ms, writeMs };
}
