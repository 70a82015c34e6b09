import type { MemoryTables } from './memory-tables.js';
import type { Change } from './operations.js';

/** Ids of the memories that say otherwise and still stand. */
export function rivalsOf(tables: MemoryTables, id: number): number[] {
  const to = tables.edges(id).filter((edge) => edge.rel === 'contradicts');
  const from = tables.sql.edgesTo.all(id) as { fromId: number; rel: string }[];
  const ids = [...to.map((edge) => edge.toId), ...from.filter((edge) => edge.rel === 'contradicts').map((edge) => edge.fromId)];
  return [...new Set(ids)].filter((other) => isStanding(tables.row(other)?.status));
}

/** Where one side of a dispute no longer stands, the other is not disputed any more. */
export function settleRivals(tables: MemoryTables, change: Change, rivals: readonly number[]): void {
  for (const rival of rivals) {
    if (tables.row(rival)?.status !== 'disputed' || rivalsOf(tables, rival).length > 0) continue;
    change.edit(rival, 'settle', (state) => void (state.status = 'active'));
  }
}

/** Takes a memory out of the running, whatever its new status, and settles what it disputed. */
export function retire(
  tables: MemoryTables,
  change: Change,
  id: number,
  op: string,
  status: 'superseded' | 'archived',
  validTo?: number,
): boolean {
  const rivals = rivalsOf(tables, id);
  const changed = change.edit(id, op, (state) => {
    state.status = status;
    if (validTo !== undefined) state.validTo = validTo;
  });
  settleRivals(tables, change, rivals);
  return changed;
}

export const isStanding = (status: string | undefined): boolean => status === 'active' || status === 'disputed';
