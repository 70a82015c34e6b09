import { z } from 'zod';
import type { Grammar } from '../../core/index.js';

/** The first sentence of a grammar; free text is written as `text`. */
export function firstSentence(grammar: Grammar): string {
  if (typeof grammar === 'string') return grammar;
  if ('token' in grammar) return grammar.token;
  if ('free' in grammar) return 'text'.slice(0, grammar.free.maxCharacters);
  if ('seq' in grammar) return grammar.seq.map(firstSentence).join('');
  return firstSentence(grammar.any[0]!);
}

/** A value that a JSON schema accepts, for the common kinds of schema. */
export function exampleOf(schema: unknown): unknown {
  const { type, enum: choices, const: value, properties, items, anyOf, oneOf, required } = SchemaSchema.parse(schema);
  if (value !== undefined) return value;
  if (choices) return choices[0];
  const union = anyOf ?? oneOf;
  if (union) return exampleOf(union[0]);
  if (type === 'array') return items ? [exampleOf(items)] : [];
  if (type !== 'object') return { string: 'text', integer: 1, number: 1, boolean: true, null: null }[type ?? 'null'];
  const wanted = Object.entries(properties ?? {}).filter(([key]) => required?.includes(key));
  return Object.fromEntries(wanted.map(([key, property]) => [key, exampleOf(property)]));
}

const SchemaSchema = z.object({
  type: z.enum(['string', 'integer', 'number', 'boolean', 'null', 'array', 'object']).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
});
