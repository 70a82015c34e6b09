import { z } from 'zod';

/** `turn` is raw: what was said or seen, word by word. All others were made from something. */
export const MemoryKindSchema = z.enum(['turn', 'fact', 'preference', 'procedure', 'failure', 'page', 'summary']);
export type MemoryKind = z.infer<typeof MemoryKindSchema>;

/**
 * `disputed`: another active memory says otherwise. `superseded`: was true once. `archived`: out of the index, restorable.
 * `deleted`: its add was undone.
 */
export const MemoryStatusSchema = z.enum(['active', 'disputed', 'superseded', 'archived', 'deleted']);
export type MemoryStatus = z.infer<typeof MemoryStatusSchema>;

/** Who vouches for a text; from most to least trusted. */
export const SourceTypeSchema = z.enum(['user', 'tool', 'model', 'page']);
export type SourceType = z.infer<typeof SourceTypeSchema>;

/** Who may see a memory: a hard filter before anything is ranked. `site:` is followed by an origin. */
export const ScopeSchema = z
  .string()
  .regex(/^(global|user|(site|task|agent):\S.*)$/, 'expected global, user, site:ORIGIN, task:ID or agent:ID');
export type Scope = z.infer<typeof ScopeSchema>;

/** [start, end) in characters. */
export const SpanSchema = z.tuple([z.number().int().min(0), z.number().int().min(0)]);
export type Span = z.infer<typeof SpanSchema>;

/** Where a memory comes from: a step of the trajectory log, a turn, or something outside that has a name. */
export const MemorySourceSchema = z.object({
  episodeId: z.string().optional(),
  /** Counted from 1; absent: the episode as a whole. */
  step: z.number().int().positive().optional(),
  /** Id of a memory of kind `turn`. */
  turnId: z.number().int().positive().optional(),
  /** For example `user`, `import:notes.txt`, `benchmark:conversation-3/turn-12`. */
  outside: z.string().optional(),
  /** The quoted part of the source. */
  span: SpanSchema,
  /** The quoted words; empty once the quoted turn was forgotten. */
  quote: z.string(),
  /** Milliseconds since 1970. */
  observedAt: z.number().int(),
});
export type MemorySource = z.infer<typeof MemorySourceSchema>;

export const MemoryKeySchema = z.object({
  /** `reflection`: another wording of what it is about; `request`: a past request that it helped to answer. */
  kind: z.enum(['reflection', 'request']),
  text: z.string(),
  origin: z.string(),
  createdAt: z.number().int(),
});
export type MemoryKey = z.infer<typeof MemoryKeySchema>;

export const MemoryEdgeSchema = z.object({
  toId: z.number().int(),
  rel: z.enum(['supersedes', 'contradicts', 'about']),
  reason: z.string(),
  createdAt: z.number().int(),
});
export type MemoryEdge = z.infer<typeof MemoryEdgeSchema>;

/** An edge seen from the memory it points at. */
export interface IncomingEdge extends Omit<MemoryEdge, 'toId'> {
  fromId: number;
}

export const TurnRoleSchema = z.enum(['user', 'agent', 'tool', 'page']);
export type TurnRole = z.infer<typeof TurnRoleSchema>;

/** What a memory of kind `turn` has beside its body. */
export const TurnSchema = z.object({
  session: z.string().min(1),
  /** Order within the session; gaps are fine. */
  seq: z.number().int(),
  role: TurnRoleSchema,
  /** Who spoke, or the tool's name. */
  speaker: z.string(),
  url: z.string().optional(),
  /** Parts of the body that are recalled memories: not indexed, and never evidence for a new one. */
  injected: z.array(SpanSchema),
});
export type Turn = z.infer<typeof TurnSchema>;

const Unit = z.number().min(0).max(1);

/** One memory. Times are milliseconds since 1970. */
export const MemoryRecordSchema = z.object({
  /** Stands in prompts as `[m12]`; never given out twice. */
  id: z.number().int().positive(),
  /** The same in every export. */
  uid: z.string(),
  status: MemoryStatusSchema,
  kind: MemoryKindSchema,
  scope: ScopeSchema,
  /** Session of the turn, or of the evidence; empty for none. */
  session: z.string(),
  sourceType: SourceTypeSchema,
  trust: Unit,
  importance: Unit,
  pinned: z.boolean(),
  /** Of the newest evidence. */
  observedAt: z.number().int(),
  validFrom: z.number().int(),
  validTo: z.number().int().nullable(),
  lastVerifiedAt: z.number().int().nullable(),
  /** Distinct sources. */
  evidence: z.number().int(),
  shown: z.number().int(),
  cited: z.number().int(),
  lastUsedAt: z.number().int().nullable(),
  /** What it is about; for a turn, the speaker. */
  subject: z.string(),
  /** Which property of the subject it states; two values of one slot contradict each other. */
  slot: z.string(),
  body: z.string(),
  /** Model that worded it. */
  writer: z.string().nullable(),
  promptVersion: z.string().nullable(),
  createdAt: z.number().int(),
  updatedAt: z.number().int(),
});
export type MemoryRecord = z.infer<typeof MemoryRecordSchema>;

/** One logged change. `before` and `after` hold only what changed; null when the memory was new, or was forgotten. */
export interface MemoryOperation {
  id: number;
  /** First operation of the same call: they are undone together. */
  groupId: number;
  memoryId: number;
  op: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  actor: string;
  reason: string;
  at: number;
  undoneBy: number | null;
}

/** A source as it is handed in. */
export interface NewSource {
  episodeId?: string;
  step?: number;
  turnId?: number;
  outside?: string;
  span?: Span;
  /** Required unless a turn is quoted, whose words are known. */
  quote?: string;
  /** The quoted words were put there by recall: such a source counts for nothing. Known by itself for turns. */
  injected?: boolean;
}

export interface NewMemory {
  kind: Exclude<MemoryKind, 'turn'>;
  body: string;
  sourceType: SourceType;
  /** At least one, or the write is refused. */
  sources: readonly NewSource[];
  /** When it was seen, not when it is written. */
  observedAt: number;
  /** Default `global`. */
  scope?: Scope;
  subject?: string;
  slot?: string;
  /** Default: `observedAt`. */
  validFrom?: number;
  validTo?: number;
  /** 0 to 1, default .5. */
  importance?: number;
  /** 0 to 1; may only lower what the source type deserves. */
  trust?: number;
  writer?: string;
  promptVersion?: string;
  /** Other wordings under which it should be found. */
  keys?: readonly string[];
  /** Ids of memories that this one replaces. */
  supersedes?: readonly number[];
}

export interface NewTurn {
  session: string;
  seq: number;
  role: TurnRole;
  speaker: string;
  body: string;
  observedAt: number;
  url?: string;
  scope?: Scope;
  importance?: number;
  injected?: readonly Span[];
}

/** Who changes something and why; shown with the operation. */
export interface Author {
  actor?: string;
  reason?: string;
}

/** What a write did. Nothing is ever dropped silently: `refused` and `unchanged` say why. */
export interface WriteResult {
  done: 'added' | 'merged' | 'changed' | 'unchanged' | 'refused';
  /** The memory that now holds the text; absent when refused. */
  id?: number;
  /** Stable: for programs. */
  code: WriteCode;
  /** For people. */
  why: string;
  /** Other memories that were touched or linked. */
  related: number[];
  /** To take it back with `undo`. */
  operationId?: number;
}

export type WriteCode =
  | 'new'
  | 'new-supersedes'
  | 'new-disputes'
  | 'new-untrusted'
  | 'new-similar'
  | 'same-text'
  | 'near-duplicate'
  | 'same-source'
  | 'edited'
  | 'state-changed'
  | 'no-change'
  | 'no-source'
  | 'source-unknown'
  | 'quote-mismatch'
  | 'recalled-text'
  | 'page-preference'
  | 'tombstoned'
  | 'empty'
  | 'invalid'
  | 'turn-exists'
  | 'turn-immutable'
  | 'duplicate-text'
  | 'less-trusted'
  | 'changed-since'
  | 'nothing-to-undo';

/** The name under which a memory stands in prompts and citations. */
export const labelOf = (id: number): string => `m${id}`;
