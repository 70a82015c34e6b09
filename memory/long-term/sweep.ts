import type { Database } from '../database.js';
import { retire } from './disputes.js';
import { MEMORY_COLUMNS, type MemoryRow } from './long-term-sql.js';
import type { MemoryTables } from './memory-tables.js';
import type { Operations } from './operations.js';
import type { Author } from './records.js';

const DAY_MS = 86_400_000;
/** Below this importance a memory may be archived. */
const LEAST_IMPORTANCE = 0.3;
const SHOWN_IN_VAIN = 5;
const UNUSED_DAYS = 90;

export interface SweepReport {
  /** Memories in use that were looked at. */
  looked: number;
  /** What was archived or, on a dry run, would be. */
  archived: { id: number; why: string }[];
  /** Whose validity ran out, now superseded. */
  expired: number[];
  /** How many stay, by the first reason that keeps them. */
  kept: Record<KeptBecause, number>;
}

type KeptBecause = 'raw-turn' | 'pinned' | 'important' | 'cited' | 'used' | 'young';

/**
 * Archives what does not earn its place, out of the index but restorable: not pinned, importance under .3, and either shown
 * five times and never cited, or not used for 90 days. Raw turns stay: facts without their turns lose 15 points of recall@10.
 * Nothing is deleted.
 */
export function sweep(
  { db, tables, operations }: { db: Database; tables: MemoryTables; operations: Operations },
  { dryRun = false, ...author }: Author & { dryRun?: boolean },
): SweepReport {
  const report: SweepReport = {
    looked: 0,
    archived: [],
    expired: [],
    kept: { 'raw-turn': 0, pinned: 0, important: 0, cited: 0, used: 0, young: 0 },
  };
  operations.transact({ actor: 'sweep', ...author }, (change) => {
    const rows = db
      .prepare(`SELECT ${MEMORY_COLUMNS} FROM memory m WHERE m.status IN ('active', 'disputed')`)
      .all() as MemoryRow[];
    for (const row of rows) {
      report.looked++;
      if (row.validTo !== null && row.validTo <= change.now) {
        report.expired.push(row.id);
        if (!dryRun) retire(tables, change, row.id, 'expire', 'superseded');
        continue;
      }
      const verdict = judge(row, change.now);
      if ('keep' in verdict) report.kept[verdict.keep]++;
      else {
        report.archived.push({ id: row.id, why: verdict.why });
        if (!dryRun) retire(tables, change, row.id, 'archive', 'archived');
      }
    }
  });
  return report;
}

function judge(row: MemoryRow, now: number): { keep: KeptBecause } | { why: string } {
  if (row.kind === 'turn') return { keep: 'raw-turn' };
  if (row.pinned === 1) return { keep: 'pinned' };
  if (row.importance >= LEAST_IMPORTANCE) return { keep: 'important' };
  if (row.shown >= SHOWN_IN_VAIN && row.cited === 0) return { why: `shown ${row.shown} times and never cited` };
  const lastAt = Math.max(row.createdAt, row.lastUsedAt ?? 0, row.lastVerifiedAt ?? 0);
  const idleDays = Math.floor((now - lastAt) / DAY_MS);
  if (idleDays > UNUSED_DAYS) return { why: `not used for ${idleDays} days` };
  if (row.cited > 0) return { keep: 'cited' };
  return { keep: row.lastUsedAt === null ? 'young' : 'used' };
}
