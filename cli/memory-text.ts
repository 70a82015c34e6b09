import {
  type FeatureVector,
  type IncomingEdge,
  labelOf,
  type MemoryEdge,
  type MemoryKey,
  type MemoryOperation,
  type MemoryRecord,
  type MemorySource,
  type MemoryStatistics,
  type PolicyVersion,
  type RecallHit,
  type RecallResult,
  type ScoredMemory,
  type Turn,
  type WriteResult,
} from '../memory/index.js';
import { ago, localTime, megabytes, shorten, table } from './format.js';

/** A memory with everything that is kept about it. */
export interface WholeMemory {
  memory: MemoryRecord;
  turn?: Turn;
  sources: MemorySource[];
  keys: MemoryKey[];
  edges: MemoryEdge[];
  edgesTo: IncomingEdge[];
  operations: MemoryOperation[];
}

export type PolicyLine = Omit<PolicyVersion, 'state'> & { serves: boolean };

export interface StatisticsReport extends MemoryStatistics {
  file: string;
  bytes: number;
  policies: PolicyLine[];
}

type Found = Pick<RecallResult, 'hits' | 'terms' | 'none'> & { next: (ScoredMemory & { memory?: MemoryRecord })[] };

const NONE: Readonly<Record<NonNullable<RecallResult['none']>, string>> = {
  'no-terms': 'No hit: these words are too common to search for. Use words that the memory would hold.',
  'no-candidates':
    'No hit: nothing in these scopes has any of these words. --scope looks elsewhere; "autodidact memory list" shows all.',
  'nothing-about-it': 'No hit: some memories share a word with this, but none is about it. --why lists them.',
  'below-threshold': 'No hit: what was found has hardly ever helped an answer. --why lists it.',
};

export function describeRecall({ hits, terms, none, next }: Found, why: boolean): string {
  const blocks = hits.map((hit) => describeHit(hit, why));
  if (none) blocks.push(NONE[none]);
  if (!why) return blocks.join('\n');
  const respelt = terms.respelt.map(({ word, as }) => `${word} read as ${as.join(' or ')}`);
  const dropped = terms.dropped.length > 0 ? [`too frequent: ${terms.dropped.join(', ')}`] : [];
  const notes = [...respelt, ...dropped].join('; ');
  const searched = `searched for the stems ${terms.kept.join(', ') || 'none'}${notes && ` (${notes})`}`;
  const rest = next.map(({ id, score, contributions, memory }) => {
    const text = memory ? shorten(wordsOf(memory), 90) : '';
    return `   ${labelOf(id)}  ${score.toFixed(2)} = ${formula(contributions)}\n       ${text}`;
  });
  return [searched, ...blocks, ...(rest.length > 0 ? ['not shown:', ...rest] : [])].join('\n');
}

function describeHit({ memory, label, rank, score, ageMs, disputedWith, contributions }: RecallHit, why: boolean): string {
  const disputed = disputedWith.length > 0 ? `; disputed with ${disputedWith.map(labelOf).join(', ')}, the newer first` : '';
  return [
    `${rank}  ${label}  ${shorten(wordsOf(memory), 200)}`,
    `   ${memory.kind}, ${memory.scope}, said by ${memory.sourceType}; ${validity(memory, memory.observedAt + ageMs)}${disputed}`,
    ...(why ? [`   ${score.toFixed(2)} = ${formula(contributions)}`] : []),
  ].join('\n');
}

/** `bm25f 2.00 + trust 0.27 - question 0.42`: what adds nothing is left out. */
function formula(contributions: FeatureVector): string {
  const parts = Object.entries(contributions)
    .filter(([, value]) => Math.abs(value) >= 0.005)
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
  return parts.map(([name, value], i) => `${sign(value, i)}${name} ${Math.abs(value).toFixed(2)}`).join('') || '0';
}

const sign = (value: number, place: number): string => (place === 0 ? (value < 0 ? '-' : '') : value < 0 ? ' - ' : ' + ');

export function describeList(memories: readonly MemoryRecord[], now: number): string {
  const rows = memories.map((memory) => [
    labelOf(memory.id),
    memory.kind,
    memory.pinned ? `${memory.status}, pinned` : memory.status,
    memory.scope,
    ago(now - memory.observedAt),
    `${memory.cited} of ${memory.shown}`,
    shorten(wordsOf(memory), 70),
  ]);
  return table([['id', 'kind', 'status', 'scope', 'seen', 'cited', 'text'], ...rows]);
}

export function describeWhole({ memory, turn, sources, keys, edges, edgesTo, operations }: WholeMemory, now: number): string {
  const { id, kind, status, scope, slot, sourceType, trust, importance, pinned, shown, cited } = memory;
  const links = [
    ...edges.map(({ toId, rel, reason }) => `${rel} ${labelOf(toId)}${reason && `: ${reason}`}`),
    ...edgesTo.map(({ fromId, rel, reason }) => `${labelOf(fromId)} ${rel} this${reason && `: ${reason}`}`),
  ];
  const wordings = keys.map((key) => `${key.kind === 'request' ? 'the request' : 'the wording'} "${key.text}" (${key.origin})`);
  return [
    `${labelOf(id)}  ${kind}, ${status}, scope ${scope}${slot && `, slot ${slot}`}${pinned ? ', pinned' : ''}`,
    wordsOf(memory),
    '',
    `said by ${sourceType}, trust ${trust}, importance ${importance}; shown ${shown} times, cited ${cited} times`,
    validity(memory, now),
    ...(turn ? [`turn ${turn.seq} of session ${turn.session}${turn.url ? `, at ${turn.url}` : ''}`] : []),
    ...section('comes from', sources.map(describeSource)),
    ...section('also found by', wordings),
    ...section('linked', links),
    ...section('changes', operations.map(describeOperation)),
  ].join('\n');
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];

function describeSource({ episodeId, step, turnId, outside, quote, observedAt }: MemorySource): string {
  const run = episodeId && `run ${episodeId.slice(0, 8)}${step === undefined ? '' : `, step ${step}`}`;
  const name = [run, turnId && `turn ${labelOf(turnId)}`, outside].filter(Boolean).join(', ');
  return `${name}, ${localTime(observedAt)}${quote && `: "${shorten(quote, 200)}"`}`;
}

function describeOperation({ id, groupId, op, before, after, actor, reason, at, undoneBy }: MemoryOperation): string {
  const fields = op === 'add' ? [] : Object.keys(after ?? before ?? {});
  return [
    `${id}  ${localTime(at)}  ${op} by ${actor}`,
    fields.length > 0 ? `: ${fields.join(', ')}` : '',
    reason && ` (${reason})`,
    groupId === id ? '' : `, together with ${groupId}`,
    undoneBy === null ? '' : `, taken back by ${undoneBy}`,
  ].join('');
}

/** What was done and why, and how to take it back. `said` is for a plain change that needs no reason. */
export function describeWrite({ done, id, code, why, related, operationId }: WriteResult, said?: string): string {
  const others = related.filter((other) => !new RegExp(`\\b${labelOf(other)}\\b`).test(why)).map(labelOf);
  return [
    done === 'changed' && said ? said : `${done}${done === 'added' && id !== undefined ? ` ${labelOf(id)}` : ''}: ${why}`,
    ...(others.length > 0 ? [`Also concerned: ${others.join(', ')}`] : []),
    ...(code === 'new-disputes' ? ['Decide it: autodidact memory verify ID --outdated, with the one that is wrong'] : []),
    ...(operationId === undefined ? [] : [`Take it back: autodidact memory undo ${operationId}`]),
  ].join('\n');
}

export function describeStatistics(report: StatisticsReport): string {
  const { byStatus, byKind, byScope, indexed, file, bytes, policies } = report;
  const inUse = (byStatus.active ?? 0) + (byStatus.disputed ?? 0);
  const index = indexed === inUse ? 'complete' : `${indexed} of ${inUse}; the next command that writes will mend it`;
  return [
    `status   ${counts(byStatus)}`,
    `kind     ${counts(byKind)}`,
    `scope    ${counts(byScope)}`,
    `doubts   ${report.stale} stale, ${byStatus.disputed ?? 0} disputed, ${report.neverCited} shown and never cited, ${report.untrusted} not trusted`,
    `sources  ${report.withoutSource} memories without one (has to be 0)`,
    `kept     ${report.pinned} pinned; ${report.forgotten} forgotten for good`,
    `log      ${report.operations} changes, ${report.requests} recalls, ${report.cited} of them answered`,
    `index    ${index}`,
    ...ranking(policies).map((line) => `ranking  ${line}`),
    `file     ${file}, ${megabytes(bytes)}`,
  ].join('\n');
}

const counts = (byName: Readonly<Record<string, number>>): string =>
  Object.entries(byName)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'none';

function ranking(policies: readonly PolicyLine[]): string[] {
  if (policies.length === 0) return ['the start weights; nothing was learned from citations yet'];
  return [...new Set(policies.map(({ name }) => name))].map((name) => {
    const versions = policies.filter((policy) => policy.name === name);
    const { version, interactions, serves } = versions[versions.length - 1];
    const judged = versions.filter(({ learnedScore }) => learnedScore !== null).at(-1);
    const verdict = judged
      ? `version ${judged.version} scored ${judged.learnedScore?.toFixed(3)}, the start weights ${judged.baseScore?.toFixed(3)}`
      : 'not judged yet';
    return `${name}: version ${version}, learned from ${interactions} answers, ${serves ? 'in use' : 'not in use'}; ${verdict}`;
  });
}

/** `seen 3 days ago, valid since 2026-01-02 until 2026-03-31, never verified`. */
function validity({ observedAt, validFrom, validTo, lastVerifiedAt }: MemoryRecord, now: number): string {
  const until = validTo === null ? '' : ` until ${day(validTo)}`;
  const verified = lastVerifiedAt === null ? 'never verified' : `verified ${ago(now - lastVerifiedAt)}`;
  return `seen ${ago(now - observedAt)}, valid since ${day(validFrom)}${until}, ${verified}`;
}

const day = (ms: number): string => localTime(ms).slice(0, 10);

/** Subject and text. */
export const wordsOf = ({ subject, body }: Pick<MemoryRecord, 'subject' | 'body'>): string =>
  subject === '' ? body : `${subject}: ${body}`;
