import { InvalidArgumentError, Option } from 'commander';
import { MemoryKindSchema, type MemoryKind, type NewMemory, ScopeSchema, type Scope } from '../memory/index.js';

/** Kinds that can be written; a turn is what was said, word by word, and only runs keep those. */
export const WRITTEN_KINDS = MemoryKindSchema.options.filter((kind): kind is NewMemory['kind'] => kind !== 'turn');

/** `m12` or `12`. */
export function memoryId(text: string): number {
  const id = Number(text.replace(/^m/, ''));
  if (Number.isSafeInteger(id) && id > 0) return id;
  throw new InvalidArgumentError('Expected the id of a memory, such as m12. "autodidact memory list" shows them.');
}

/** For options that name several memories. */
export function memoryIds(text: string, earlier: number[] = []): number[] {
  return [...earlier, memoryId(text)];
}

export function scope(text: string): Scope {
  if (ScopeSchema.safeParse(text).success) return text;
  throw new InvalidArgumentError('Expected global, user, site:ORIGIN, task:ID or agent:ID.');
}

/** For several scopes. */
export function scopes(text: string, earlier: Scope[] = []): Scope[] {
  return [...earlier, scope(text)];
}

/** For importance and trust. */
export function zeroToOne(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('Expected a number from 0 to 1.');
}

/** Milliseconds since 1970. */
export function date(text: string): number {
  const at = Date.parse(text);
  if (!Number.isNaN(at)) return at;
  throw new InvalidArgumentError('Expected a date such as 2026-03-31.');
}

export function kindOption(kinds: readonly MemoryKind[], description: string): Option {
  return new Option('--kind <kind>', description).choices(kinds);
}
