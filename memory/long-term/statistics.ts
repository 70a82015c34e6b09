import type { Database } from '../database.js';
import { DAY_MS, FRESH_DAYS } from './features.js';

/** Health of the long-term memory, for `doctor` and the inspector. */
export interface MemoryStatistics {
  byStatus: Record<string, number>;
  /** In use: active or disputed. */
  byKind: Record<string, number>;
  byScope: Record<string, number>;
  indexed: number;
  /** Must be 0. */
  withoutSource: number;
  /** Page text that reads like an order. */
  untrusted: number;
  pinned: number;
  /** Neither seen nor verified for as long as their kind stays fresh, or no longer valid. Turns are history and never stale. */
  stale: number;
  neverCited: number;
  forgotten: number;
  operations: number;
  requests: number;
  /** Answers whose citations are known. */
  cited: number;
  /** By embedder. */
  vectors: Record<string, number>;
}

export function readStatistics(db: Database, indexed: number, now: number): MemoryStatistics {
  const count = (sql: string): number => (db.prepare(sql).get() as { n: number }).n;
  const counts = (sql: string): Record<string, number> =>
    Object.fromEntries((db.prepare(sql).all() as { name: string; n: number }[]).map(({ name, n }) => [name, n]));
  const standing = `FROM memory WHERE status IN ('active', 'disputed')`;
  return {
    byStatus: counts('SELECT status AS name, count(*) AS n FROM memory GROUP BY status ORDER BY status'),
    byKind: counts(`SELECT kind AS name, count(*) AS n ${standing} GROUP BY kind ORDER BY kind`),
    byScope: counts(`SELECT scope AS name, count(*) AS n ${standing} GROUP BY scope ORDER BY scope`),
    indexed,
    withoutSource: count(
      'SELECT count(*) AS n FROM memory m WHERE NOT EXISTS (SELECT 1 FROM memory_source s WHERE s.memory_id = m.id)',
    ),
    untrusted: count(`SELECT count(*) AS n ${standing} AND trust = 0`),
    pinned: count(`SELECT count(*) AS n ${standing} AND pinned = 1`),
    stale: countStale(db, now),
    neverCited: count(`SELECT count(*) AS n ${standing} AND shown > 0 AND cited = 0`),
    forgotten: count(`SELECT count(*) AS n FROM memory_op WHERE op = 'forget'`),
    operations: count('SELECT count(*) AS n FROM memory_op'),
    requests: count('SELECT count(*) AS n FROM memory_request'),
    cited: count('SELECT count(*) AS n FROM memory_request WHERE cited_at IS NOT NULL'),
    vectors: counts('SELECT embedder_id AS name, count(*) AS n FROM memory_vector GROUP BY embedder_id ORDER BY embedder_id'),
  };
}

function countStale(db: Database, now: number): number {
  const sql = `SELECT count(*) AS n FROM memory m JOIN json_each(@freshDays) fresh ON fresh.key = m.kind
    WHERE m.status IN ('active', 'disputed') AND m.kind <> 'turn' AND (m.valid_to <= @now
      OR max(m.observed_at, coalesce(m.last_verified_at, 0)) < @now - fresh.value * @day)`;
  return (db.prepare(sql).get({ freshDays: JSON.stringify(FRESH_DAYS), now, day: DAY_MS }) as { n: number }).n;
}
