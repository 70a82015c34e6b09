import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AgentError, messageOf } from '../../core/index.js';
import { CheckSchema } from './check.js';

/** What tasks of a suite are for: to learn from, to decide whether what was learned is kept, to report. */
export const USER_SPLITS = ['train', 'gate', 'report'] as const;
export type UserSplit = (typeof USER_SPLITS)[number];

/** The names of suites that are built in. */
const TAKEN = ['practice', 'miniwob'];

const ValueNameSchema = z.string().regex(/^[A-Za-z]\w*$/, 'is a name of letters, digits and _');

const TaskEntrySchema = z
  .strictObject({
    id: z.string().regex(/^[\w-]+$/, 'is made of letters, digits, - and _'),
    goal: z.string().trim().min(1, 'must not be empty'),
    url: z.string().trim().min(1, 'must not be empty'),
    split: z.enum(USER_SPLITS).optional(),
    /** The right end is to refuse; a check is judged in addition. */
    impossible: z.boolean().default(false),
    recoverable: z.boolean().default(true),
    /** The check holds before anything was done, and that is meant so. */
    holdsAtStart: z.boolean().default(false),
    /** One task for each place in these lists, which are read side by side. */
    values: z.record(ValueNameSchema, z.array(z.string()).min(1, 'needs at least one value')).optional(),
    check: CheckSchema.optional(),
  })
  .superRefine(({ impossible, check, values = {} }, context) => {
    if (!check && !impossible)
      context.addIssue({ code: 'custom', path: ['check'], message: 'is missing: when is the task done?' });
    const lengths = Object.entries(values).map(([name, list]) => `${name} ${list.length}`);
    if (new Set(Object.values(values).map((list) => list.length)).size > 1)
      context.addIssue({
        code: 'custom',
        path: ['values'],
        message: `are lists of one length, read side by side (${lengths.join(', ')})`,
      });
  });
export type TaskEntry = z.infer<typeof TaskEntrySchema>;

const SuiteFileSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][\w-]*$/, 'is made of letters, digits, - and _')
    .refine((name) => !TAKEN.includes(name), 'is the name of a built-in suite'),
  version: z.string().default('1'),
  maxSteps: z.number().int().positive().default(20),
  /** The same in every task, such as the address of the site. */
  variables: z.record(ValueNameSchema, z.string()).default({}),
  tasks: z
    .array(TaskEntrySchema)
    .min(1, 'needs at least one task')
    .superRefine((tasks, context) => {
      tasks.forEach(({ id }, i) => {
        if (tasks.findIndex((task) => task.id === id) < i)
          context.addIssue({ code: 'custom', path: [i, 'id'], message: 'is the id of an earlier task too' });
      });
    }),
});
export type SuiteFile = z.infer<typeof SuiteFileSchema>;

/** Reads a suite file. Errors: `FILE_READ`; `SUITE_INVALID`, which names the task and the field. */
export function readSuiteFile(file: string): SuiteFile {
  const json = parseJson(file, readText(file));
  const parsed = SuiteFileSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw suiteInvalid(
    file,
    parsed.error.issues
      .map((issue) => describeIssue(issue, json))
      .slice(0, 3)
      .join('; '),
  );
}

/** What is wrong with the file, and where. */
export function suiteInvalid(file: string, problem: string): AgentError {
  return new AgentError('SUITE_INVALID', `"${path.basename(file)}" is not a suite: ${problem}. docs/suites.md has the form.`);
}

function readText(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AgentError('FILE_READ', `The suite "${file}" cannot be read (${messageOf(cause)}). Check the path.`, { cause });
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw suiteInvalid(file, `it is no JSON (${messageOf(cause)})`);
  }
}

function describeIssue({ path: where, message }: z.core.$ZodIssue, json: unknown): string {
  const [first, index, ...rest] = where;
  if (first !== 'tasks' || typeof index !== 'number') return `${printPath(where) || 'the file'}: ${message}`;
  const id = (json as { tasks: { id?: unknown }[] }).tasks[index]?.id;
  const field = printPath(rest);
  return `task ${index + 1}${typeof id === 'string' ? ` "${id}"` : ''}${field ? `, ${field}` : ''}: ${message}`;
}

function printPath(where: readonly PropertyKey[]): string {
  return where.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text && '.'}${String(key)}`),
    '',
  );
}
