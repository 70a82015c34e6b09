import { z } from 'zod';

/** Words that an element's `states` may hold, see `docs/observation.md`. */
const StateSchema = z.enum(['checked', 'unchecked', 'selected', 'open', 'closed', 'disabled', 'readonly', 'required', 'invalid', 'focused']); // prettier-ignore

const TextSchema = z.string().trim().min(1, 'must not be empty');

/** A regular expression of JavaScript without flags; `{name}` stands for a value and counts as a letter here. */
const PatternSchema = z.string().superRefine((pattern, context) => {
  try {
    new RegExp(pattern.replace(PLACEHOLDER, 'x'));
  } catch (thrown) {
    context.addIssue({ code: 'custom', message: `is no regular expression: ${(thrown as Error).message}` });
  }
  if (pattern === '') context.addIssue({ code: 'custom', message: 'must not be empty: it would match everything' });
});

const ElementCheckSchema = z.strictObject({
  role: TextSchema,
  name: TextSchema.optional(),
  /** What a field holds or, for a select, the label that is chosen. */
  value: z.string().optional(),
  state: StateSchema.optional(),
});

const RequestCheckSchema = z.strictObject({
  method: z.string().regex(/^[A-Z]+$/, 'is a method such as POST'),
  url: PatternSchema,
});

/** What must be so in the end: one of these. `docs/suites.md` explains each. */
export interface Check {
  all?: Check[];
  any?: Check[];
  not?: Check;
  answer?: string;
  answerMatches?: string;
  url?: string;
  text?: string;
  element?: z.infer<typeof ElementCheckSchema>;
  request?: z.infer<typeof RequestCheckSchema>;
  refused?: true;
}

const ListSchema = z.lazy(() => CheckSchema.array().min(1, 'needs at least one check'));

export const CheckSchema: z.ZodType<Check> = z
  .strictObject({
    all: ListSchema.optional(),
    any: ListSchema.optional(),
    not: z.lazy(() => CheckSchema).optional(),
    answer: TextSchema.optional(),
    answerMatches: PatternSchema.optional(),
    url: PatternSchema.optional(),
    text: TextSchema.optional(),
    element: ElementCheckSchema.optional(),
    request: RequestCheckSchema.optional(),
    refused: z.literal(true).optional(),
  })
  .superRefine((check, context) => {
    const kinds = Object.keys(check);
    if (kinds.length === 1) return;
    const found = kinds.length === 0 ? 'says nothing' : `says ${kinds.join(' and ')} at once`;
    context.addIssue({ code: 'custom', message: `${found}; give one kind of check, or several in "all" or "any"` });
  });

/** Where a value goes: `{name}`. A quantifier such as `{2}` is none. */
export const PLACEHOLDER = /\{([A-Za-z]\w*)\}/g;

/** Fields of a check that are regular expressions: a value stands there for itself, whatever characters it has. */
const PATTERN_FIELDS = new Set(['url', 'answerMatches']);

/** The check with every text replaced; `fill` is told whether the text is a regular expression. */
export function fillCheck<Part>(part: Part, fill: (text: string, isPattern: boolean) => string, field = ''): Part {
  if (typeof part === 'string') return fill(part, PATTERN_FIELDS.has(field)) as Part;
  if (Array.isArray(part)) return part.map((item: unknown) => fillCheck(item, fill, field)) as Part;
  if (part === null || typeof part !== 'object') return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, fillCheck(value as unknown, fill, key)])) as Part;
}
