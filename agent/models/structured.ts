import { z } from 'zod';
import { AgentError, messageOf, type Prompt } from '../../core/index.js';

/** Times a model may repair a reply that does not fit its schema or grammar. */
export const MAX_REPAIRS = 3;

/** A value that is read, or what is wrong with the text. */
export type Read = { ok: true; text: string } | { ok: false; problem: string };

/**
 * Asks, and asks again with the reply and its problem shown, until `read` accepts or the repairs are used up.
 * `read` gives up where there is no use in asking more, e.g. after an abort. Errors: `MODEL_OUTPUT_INVALID`.
 */
export async function askUntilValid<R extends { text: string }>(
  prompt: Prompt,
  ask: (prompt: Prompt) => Promise<R>,
  read: (reply: R) => Read | 'give-up',
): Promise<R> {
  let current = prompt;
  for (let repairs = 0; ; repairs++) {
    const reply = await ask(current);
    const outcome = read(reply);
    if (outcome === 'give-up') return reply;
    if (outcome.ok) return { ...reply, text: outcome.text };
    if (repairs === MAX_REPAIRS) {
      throw new AgentError('MODEL_OUTPUT_INVALID', `The model's reply did not fit after ${MAX_REPAIRS} repairs: ${outcome.problem}. ` +
        `The last reply was ${JSON.stringify(shortened(reply.text))}. Use a larger model, or ask for less at once.`); // prettier-ignore
    }
    current = withProblem(current, reply.text, outcome.problem);
  }
}

/** Reads JSON text through a schema. Text around the JSON, such as a code fence, is dropped. */
export function readJson(text: string, schema: z.ZodType): Read {
  const value =
    parseJson(text) ?? parseJson(text.slice(text.search(/[[{]/), Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1));
  if (value === undefined) return { ok: false, problem: 'it is not JSON' };
  const { error } = schema.safeParse(value);
  if (!error) return { ok: true, text: JSON.stringify(value) };
  const refused = new Set(error.issues.map(({ path }) => path.join('/')));
  for (const candidate of [withoutNulls(value, (path) => refused.has(path)), withoutNulls(value, () => true)]) {
    if (schema.safeParse(candidate).success) return { ok: true, text: JSON.stringify(candidate) };
  }
  return { ok: false, problem: messageOf(z.prettifyError(error)) };
}

/** Undefined when the text is not JSON, which never stands for a value. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * The schema as JSON schema, for a grammar that knows a subset: unions are written as `oneOf` (`anyOf` would become
 * `null`), and optional properties may be `null` (every property is written). The reply has to be validated all the same.
 */
export function toGrammarSchema(schema: z.ZodType): Record<string, unknown> {
  return rewrite(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })) as Record<string, unknown>;
}

function rewrite(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(rewrite);
  if (typeof node !== 'object' || node === null) return node;
  const out = Object.fromEntries(Object.entries(node).map(([key, value]) => [key === 'anyOf' ? 'oneOf' : key, rewrite(value)]));
  delete out.$schema;
  const properties = out.properties as Record<string, unknown> | undefined;
  if (!properties) return out;
  const required = (out.required as string[] | undefined) ?? [];
  for (const key of Object.keys(properties)) {
    if (!required.includes(key)) properties[key] = { oneOf: [properties[key], { type: 'null' }] };
  }
  return out;
}

/** An optional property that a grammar had to write as `null` is one that is absent: drops those that `drop` names by path. */
function withoutNulls(value: unknown, drop: (path: string) => boolean, path: readonly string[] = []): unknown {
  const inside = (key: string, item: unknown): unknown => withoutNulls(item, drop, [...path, key]);
  if (Array.isArray(value)) return value.map((item, i) => inside(`${i}`, item));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key, item]) => item !== null || !drop([...path, key].join('/')));
  return Object.fromEntries(kept.map(([key, item]) => [key, inside(key, item)]));
}

function withProblem(prompt: Prompt, reply: string, problem: string): Prompt {
  const complaint = `That reply cannot be used: ${problem}. Answer again, and only with what was asked for.`;
  if (prompt.kind === 'parts') return { kind: 'parts', parts: [...prompt.parts, `${shortened(reply)}\n${complaint}\n`] };
  const answer = reply === '' ? [] : [{ role: 'assistant', content: shortened(reply) } as const];
  return { kind: 'chat', messages: [...prompt.messages, ...answer, { role: 'user', content: complaint }] };
}

function shortened(text: string): string {
  return text.length > 500 ? `${text.slice(0, 500)}...` : text;
}
