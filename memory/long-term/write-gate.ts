import { type MemoryTables, sha256 } from './memory-tables.js';
import type { SourceRow } from './long-term-sql.js';
import {
  type NewMemory,
  type NewSource,
  ScopeSchema,
  type SourceType,
  type Span,
  type TurnRole,
  type WriteCode,
} from './records.js';

/** How far the word of a source is trusted at first. */
export const TRUST: Readonly<Record<SourceType, number>> = { user: 0.9, tool: 0.8, model: 0.6, page: 0.3 };

const SPEAKS_FOR: Readonly<Record<TurnRole, SourceType>> = { user: 'user', agent: 'model', tool: 'tool', page: 'page' };

/** What a page says to whoever reads it on a user's behalf; facts about the world are not phrased like this. */
const ORDERS: readonly RegExp[] = [
  /\b(ignore|disregard|forget|override)\b.{0,40}\b(instructions?|prompts?|rules|previous|above|prior|earlier|task|goal)\b/is,
  /\b(system|developer) (prompt|message|note)\b|<\/?(system|assistant|user|instructions?)>|\[(system|inst)\]/i,
  /\byou are (now )?(an?|the) .{0,30}\b(assistant|agent|model|ai|bot)\b/i,
  /\b(ai|llm|language model|assistant|agent)s?\b.{0,30}\b(must|should|has to|have to|need to|are to|is to|shall|please|note)\b/i,
  /\b(dear|note to|attention|hey|message (to|for)|instructions? (to|for)) (the |any |all )?(ai|llm|assistant|agent|model|bot)s?\b/i,
  /\bdo(n['’]t| not) (tell|inform|mention|reveal|show|warn|ask)\b.{0,30}\b(user|human|owner|anyone)\b/i,
  /\b(remember|memori[sz]e|store|save|note) (that|this|to)\b.{0,80}\b(always|never|must|every time|from now on)\b/is,
  /\bfrom now on\b|\b(always|never) (click|visit|open|send|use|buy|choose|trust|recommend|prefer|enter|answer|reply|type)\b/i,
  /\bthe user (wants|prefers|has (asked|authori[sz]ed|approved)|would like|likes)\b/i,
];

/** The text addresses the agent and tells it what to do. A net with holes: it lowers trust, scopes and fences do the rest. */
export const readsLikeAnOrder = (text: string): boolean => ORDERS.some((pattern) => pattern.test(text));

export interface Refusal {
  code: WriteCode;
  why: string;
}

/** What the gate lets through: the sources that count, who speaks, and what became of kind and trust. */
export interface Admission {
  sources: SourceRow[];
  sourceType: SourceType;
  kind: NewMemory['kind'];
  trust: number;
  untrusted: boolean;
  /** Of the first turn or episode that is named. */
  session: string;
}

/**
 * Decides whether a memory may be written. Refused: without a source; from recalled text alone, which is how memories feed
 * on themselves (97.8 % junk in mem0 issue 4573); a preference that only a page states. Text of a page that reads like an
 * order is kept as a page of trust 0, which recall leaves out.
 */
export function admit(tables: MemoryTables, memory: NewMemory): Admission | Refusal {
  const problem = problemOf(memory);
  if (problem) return problem;
  if (memory.sources.length === 0) {
    return { code: 'no-source', why: 'A memory needs at least one source: name the step, the turn or the input it comes from.' };
  }
  const sources: ResolvedSource[] = [];
  for (const source of memory.sources) {
    const found = resolve(tables, source, memory.observedAt);
    if ('code' in found) return found;
    sources.push(found);
  }
  const own = sources.filter((source) => !source.recalled);
  if (own.length === 0) {
    return {
      code: 'recalled-text',
      why: 'Its only source is text that was itself recalled from memory; that is no new evidence.',
    };
  }
  return judge(memory, own);
}

/** What is wrong with the plain values of a memory or a turn. */
export function problemOf(
  memory: Pick<NewMemory, 'body' | 'scope' | 'observedAt' | 'importance' | 'trust'>,
): Refusal | undefined {
  const { body, scope = 'global', observedAt, importance = 0, trust = 0 } = memory;
  const isShare = (value: number): boolean => value >= 0 && value <= 1;
  if (body.trim() === '') return { code: 'empty', why: 'The text is empty.' };
  if (!ScopeSchema.safeParse(scope).success) {
    return { code: 'invalid', why: `"${scope}" is no scope: use global, user, site:ORIGIN, task:ID or agent:ID.` };
  }
  if (!Number.isSafeInteger(observedAt))
    return { code: 'invalid', why: `observedAt is ${observedAt}, not a time in milliseconds.` };
  return isShare(importance) && isShare(trust)
    ? undefined
    : { code: 'invalid', why: 'Importance and trust lie between 0 and 1.' };
}

interface ResolvedSource {
  row: SourceRow;
  recalled: boolean;
  /** Known for turns only; otherwise the writer's word counts. */
  speaks: SourceType | undefined;
  session: string;
}

function judge(memory: NewMemory, sources: readonly ResolvedSource[]): Admission | Refusal {
  const sourceType = speaker(memory, sources);
  const fromPage = sourceType === 'page' || sources.every((source) => source.speaks === 'page');
  if (fromPage && memory.kind === 'preference') {
    return { code: 'page-preference', why: 'A page cannot state what the user prefers; only words of the user can.' };
  }
  const texts = [memory.body, memory.subject ?? '', ...(memory.keys ?? []), ...sources.map(({ row }) => row.quote)];
  const untrusted = fromPage && texts.some(readsLikeAnOrder);
  return {
    sources: sources.map(({ row }) => row),
    sourceType,
    kind: untrusted ? 'page' : memory.kind,
    trust: untrusted ? 0 : Math.min(TRUST[sourceType], memory.trust ?? 1),
    untrusted,
    session: sources.find((source) => source.session !== '')?.session ?? '',
  };
}

/** The writer's word, unless all evidence is turns of something that is trusted less. */
function speaker(memory: NewMemory, sources: readonly ResolvedSource[]): SourceType {
  const known = sources.map((source) => source.speaks ?? memory.sourceType);
  const best = known.reduce((a, b) => (TRUST[b] > TRUST[a] ? b : a));
  return TRUST[best] < TRUST[memory.sourceType] ? best : memory.sourceType;
}

function resolve(tables: MemoryTables, source: NewSource, observedAt: number): ResolvedSource | Refusal {
  const named = [source.episodeId, source.turnId, source.outside].filter((name) => name !== undefined);
  if (named.length !== 1) {
    return { code: 'source-unknown', why: 'A source names exactly one of an episode, a turn and something outside.' };
  }
  if (source.turnId !== undefined) return resolveTurn(tables, source, source.turnId);
  const { episodeId, step } = source;
  const { stepExists, episodeExists } = tables.sql;
  const isThere =
    episodeId === undefined || (step === undefined ? episodeExists.get(episodeId) : stepExists.get(episodeId, step));
  if (!isThere)
    return { code: 'source-unknown', why: `The log has no episode "${episodeId}" with step ${step ?? 'of any number'}.` };
  const quote = tables.redact(source.quote ?? '');
  const recalled = source.injected ?? false;
  const outside = source.outside === undefined ? undefined : tables.redact(source.outside);
  const row = sourceRow({ ...source, outside }, source.span ?? [0, quote.length], quote, observedAt);
  return { row, recalled, speaks: undefined, session: episodeId ?? '' };
}

function resolveTurn(tables: MemoryTables, source: NewSource, turnId: number): ResolvedSource | Refusal {
  const [memory, turn] = [tables.row(turnId), tables.turn(turnId)];
  if (!memory || !turn || memory.status === 'deleted') {
    return { code: 'source-unknown', why: `There is no turn m${turnId}: it never was, or it was forgotten.` };
  }
  const span = source.span ?? spanOf(memory.body, source.quote);
  const quote = span ? memory.body.slice(...span) : '';
  if (!span || quote === '' || (source.quote !== undefined && tables.redact(source.quote) !== quote)) {
    return { code: 'quote-mismatch', why: `Turn m${turnId} does not say "${source.quote ?? quote}" there.` };
  }
  const injected = JSON.parse(turn.injected) as Span[];
  const covered = injected.reduce((sum, [start, end]) => sum + Math.max(0, Math.min(end, span[1]) - Math.max(start, span[0])), 0);
  return {
    row: sourceRow(source, span, quote, memory.observedAt),
    recalled: source.injected === true || covered * 2 > span[1] - span[0],
    speaks: SPEAKS_FOR[turn.role as TurnRole],
    session: turn.session,
  };
}

function spanOf(body: string, quote: string | undefined): Span | undefined {
  if (quote === undefined) return [0, body.length];
  const start = body.indexOf(quote);
  return start < 0 ? undefined : [start, start + quote.length];
}

const sourceRow = (source: NewSource, span: Span, quote: string, observedAt: number): SourceRow => ({
  episodeId: source.episodeId ?? null,
  step: source.step ?? null,
  turnId: source.turnId ?? null,
  outside: source.outside ?? null,
  spanStart: span[0],
  spanEnd: span[1],
  quote,
  quoteHash: sha256(quote),
  observedAt,
});
