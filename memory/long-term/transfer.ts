import { z } from 'zod';
import { AgentError } from '../../core/index.js';
import type { Database, Guard } from '../database.js';
import { readMemory, type SourceRow } from './long-term-sql.js';
import type { MemoryIndex } from './memory-index.js';
import { type MemoryTables, sha256 } from './memory-tables.js';
import type { Change, Operations } from './operations.js';
import { MemoryEdgeSchema, MemoryKeySchema, MemoryRecordSchema, MemorySourceSchema, TurnSchema } from './records.js';
import { termsOf } from './terms.js';
import { readsLikeAnOrder, TRUST } from './write-gate.js';

/** Version of one line; goes up when a reader of older lines would misread a new one. */
const FORMAT = 1;

/** Ids are of one store; lines name memories by their uid. */
const PortableMemorySchema = MemoryRecordSchema.omit({ id: true });
const LineSchema = z.discriminatedUnion('line', [
  z.object({
    format: z.literal(FORMAT),
    line: z.literal('memory'),
    memory: PortableMemorySchema,
    turn: TurnSchema.optional(),
    sources: z.array(MemorySourceSchema.omit({ turnId: true }).extend({ turnUid: z.string().optional() })).min(1),
    keys: z.array(MemoryKeySchema),
    edges: z.array(MemoryEdgeSchema.omit({ toId: true }).extend({ toUid: z.string() })),
  }),
  z.object({ format: z.literal(FORMAT), line: z.literal('forgotten'), hash: z.string(), at: z.number() }),
]);
type Line = z.infer<typeof LineSchema>;
type MemoryLine = Extract<Line, { line: 'memory' }>;

export interface ImportReport {
  added: number;
  /** There already, left as they are. */
  known: number;
  /** Tombstones taken over. */
  forgotten: number;
  refused: { line: number; why: string }[];
}

export interface TransferParts {
  db: Database;
  guard: Guard;
  tables: MemoryTables;
  index: MemoryIndex;
  operations: Operations;
}

/** One JSON line per memory, oldest first, then one per tombstone. Vectors, uses and learned weights stay. */
export function* exportLines({ db, guard, tables }: TransferParts): Generator<string> {
  const ids = guard(() => db.prepare(`SELECT id FROM memory WHERE status <> 'deleted' ORDER BY id`).all()) as { id: number }[];
  for (const { id } of ids) yield JSON.stringify(guard(() => lineOf(tables, id)));
  const tombstones = guard(() => db.prepare('SELECT hash, at FROM memory_tombstone ORDER BY hash').all()) as object[];
  for (const tombstone of tombstones) yield JSON.stringify({ format: FORMAT, line: 'forgotten', ...tombstone });
}

/**
 * Takes over exported lines, all or none. A memory that is there already stays as it is, so importing twice changes
 * nothing. Times, evidence and counts of use are kept; trust is no higher than the source type deserves. Errors:
 * `MEMORY_LINE_INVALID`.
 */
export function importLines(parts: TransferParts, lines: Iterable<string>): ImportReport {
  const { tables, operations } = parts;
  const parsed = [...lines].flatMap((text, i) => (text.trim() === '' ? [] : [{ number: i + 1, line: parseLine(text, i + 1) }]));
  const report: ImportReport = { added: 0, known: 0, forgotten: 0, refused: [] };
  operations.transact({ actor: 'import' }, (change) => {
    for (const { line } of parsed) {
      if (line.line !== 'forgotten') continue;
      report.forgotten += tables.sql.insertTombstone.run(line.hash, line.at).changes;
    }
    const fresh: { id: number; line: MemoryLine }[] = [];
    for (const { number, line } of parsed) {
      if (line.line !== 'memory') continue;
      const result = insert(tables, line, change);
      if (typeof result === 'number') fresh.push({ id: result, line });
      else if (result === 'known') report.known++;
      else report.refused.push({ line: number, why: result.why });
    }
    report.added = fresh.length;
    for (const { id, line } of fresh) connect(tables, id, line);
  });
  return report;
}

function lineOf(tables: MemoryTables, id: number): MemoryLine {
  const uidOf = (other: number | null): string | undefined => (other === null ? undefined : tables.row(other)?.uid);
  const memory = PortableMemorySchema.parse(readMemory(tables.need(id)));
  const turn = tables.turn(id);
  return {
    format: FORMAT,
    line: 'memory',
    memory,
    ...(turn ? { turn: TurnSchema.parse({ ...turn, url: turn.url ?? undefined, injected: JSON.parse(turn.injected) }) } : {}),
    sources: tables.sources(id).map((source) => ({
      episodeId: source.episodeId ?? undefined,
      step: source.step ?? undefined,
      turnUid: uidOf(source.turnId),
      outside: source.outside ?? (source.turnId !== null && !uidOf(source.turnId) ? 'forgotten turn' : undefined),
      span: [source.spanStart, source.spanEnd],
      quote: source.quote,
      observedAt: source.observedAt,
    })),
    keys: tables.keys(id).map(({ terms: _terms, origin, ...key }) => ({ ...key, origin: portable(tables, origin) })),
    edges: tables.edges(id).flatMap(({ toId, ...edge }) => {
      const toUid = uidOf(toId);
      return toUid === undefined ? [] : [{ ...edge, toUid }];
    }),
  };
}

function insert(tables: MemoryTables, { memory, turn }: MemoryLine, change: Change): number | 'known' | { why: string } {
  if (tables.sql.memoryByUid.get(memory.uid)) return 'known';
  if (turn && tables.sql.turnAt.get(turn.session, turn.seq)) {
    return { why: `Turn ${turn.seq} of ${turn.session} is kept already.` };
  }
  if (tables.isTombstoned(memory)) return { why: 'It was forgotten here on request.' };
  if (memory.sourceType === 'page' && memory.kind === 'preference') return { why: 'A page cannot state what the user prefers.' };
  const { redact } = tables;
  const untrusted = memory.sourceType === 'page' && readsLikeAnOrder(`${memory.subject}\n${memory.body}`);
  return change.create('add', {
    ...memory,
    body: redact(memory.body),
    subject: redact(memory.subject),
    pinned: Number(memory.pinned),
    trust: untrusted ? 0 : Math.min(memory.trust, TRUST[memory.sourceType]),
    kind: untrusted && !turn ? 'page' : memory.kind,
    sources: [], // turns and other memories are named by uid, and some come further down
    keys: [],
    edges: [],
    turn,
  });
}

function connect(tables: MemoryTables, id: number, { sources, keys, edges }: MemoryLine): void {
  const idOf = (uid: string | undefined): number | undefined =>
    uid === undefined ? undefined : (tables.sql.memoryByUid.get(uid) as { id: number } | undefined)?.id;
  for (const source of sources) {
    const turnId = idOf(source.turnUid);
    const lost = source.turnUid !== undefined && turnId === undefined;
    const quote = tables.redact(source.quote);
    const row: SourceRow = {
      episodeId: source.episodeId ?? null,
      step: source.step ?? null,
      turnId: turnId ?? null,
      outside: source.outside ?? (lost ? `turn:${source.turnUid}` : null),
      spanStart: source.span[0],
      spanEnd: source.span[1],
      quote,
      quoteHash: sha256(quote),
      observedAt: source.observedAt,
    };
    tables.sql.insertSource.run({ memoryId: id, ...row });
  }
  for (const { origin, ...key } of keys) {
    const from = idOf(KEY_UID.exec(origin)?.[1]);
    const text = tables.redact(key.text);
    const row = { ...key, text, terms: termsOf(text).join(' '), origin: from === undefined ? origin : `memory:${from}` };
    tables.sql.insertKey.run({ memoryId: id, ...row });
  }
  for (const { toUid, ...edge } of edges) {
    const toId = idOf(toUid);
    if (toId !== undefined) tables.sql.insertEdge.run({ fromId: id, toId, ...edge });
  }
}

const KEY_UID = /^memory-uid:(.+)$/;

/** The origin of a key without an id of this store. */
function portable(tables: MemoryTables, origin: string): string {
  const id = /^memory:(\d+)$/.exec(origin)?.[1];
  const uid = id === undefined ? undefined : tables.row(Number(id))?.uid;
  return uid === undefined ? origin : `memory-uid:${uid}`;
}

function parseLine(text: string, number: number): Line {
  try {
    return LineSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AgentError(
      'MEMORY_LINE_INVALID',
      `Line ${number} is not an exported memory of format ${FORMAT}; nothing was imported. Export again, or remove the line.`,
      { cause },
    );
  }
}
