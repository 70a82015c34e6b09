import { z } from 'zod';
import { GoalKindSchema } from './parameters.js';
import { LocatorSchema } from '../tools/index.js';

/** Version of the written form; goes up when an older reader would misread a newer skill. */
export const SKILL_FORMAT = 1;

const NameSchema = z.string().regex(/^[a-z][a-z0-9_]*$/, 'lower case letters, digits and _, beginning with a letter');

/** A text with slots for parameters, `Delete {item}`; `{{` and `}}` are braces. */
const TemplateSchema = z.string();

/**
 * What a skill has to be told. Its value is read from a goal at the slot `{name}` of the skill's goal templates, or given by
 * whoever calls the skill, and is checked against the type.
 */
export const ParameterSchema = z.object({
  name: NameSchema,
  type: z.enum(['text', 'number', 'date', 'option', 'boolean']),
  /** A value that worked. */
  example: z.string(),
  /** `goal`: at its slot in the goal templates; `caller`: no goal says where, so the caller has to. */
  read: z.enum(['goal', 'caller']),
  /** What kind of span of the goal the example was; absent for plain words. */
  span: GoalKindSchema.optional(),
  /** The only values there are, for `option`. */
  options: z.array(z.string()).optional(),
});
export type Parameter = z.infer<typeof ParameterSchema>;

/** Where a text comes from. `cell` is what stands in a row and column of a table, whatever it is; `calc` fills `{name}` as a quoted string and `$1`, `$2` as the refs of `of`. */
export const SkillTextSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('literal'), text: TemplateSchema }),
  z.object({ kind: z.literal('parameter'), name: NameSchema }),
  z.object({ kind: z.literal('goal-span'), index: z.number().int().positive() }),
  z.object({ kind: z.literal('element'), target: LocatorSchema }),
  z.object({ kind: z.literal('cell'), row: TemplateSchema.min(1), column: TemplateSchema }),
  z.object({ kind: z.literal('calc'), expression: TemplateSchema, of: z.array(LocatorSchema).default([]) }),
  z.object({ kind: z.literal('secret'), name: z.string() }),
]);
export type SkillText = z.infer<typeof SkillTextSchema>;

/** The action vocabulary of core with locators instead of refs. `becomes`: the state that a click is for; skipped when it is there. */
export const SkillActionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('click'), target: LocatorSchema, becomes: z.string().optional() }),
  z.object({ kind: z.literal('type'), target: LocatorSchema, text: SkillTextSchema }),
  z.object({ kind: z.literal('select'), target: LocatorSchema, option: TemplateSchema }),
  z.object({ kind: z.literal('press'), key: z.string().regex(/^\S+$/) }),
  z.object({ kind: z.literal('scroll'), target: LocatorSchema.optional(), direction: z.enum(['up', 'down']) }),
  z.object({ kind: z.literal('drag'), target: LocatorSchema, to: LocatorSchema }),
  z.object({ kind: z.literal('hover'), target: LocatorSchema }),
  z.object({ kind: z.literal('goto'), url: TemplateSchema }),
  z.object({ kind: z.literal('back') }),
  z.object({ kind: z.literal('wait') }),
]);
export type SkillAction = z.infer<typeof SkillActionSchema>;

/** Something that an observation shows or does not show. `changed`: it did not hold before the skill, in any episode it was made of. */
export const CheckSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text-present'), text: TemplateSchema.min(1), changed: z.boolean().default(false) }),
  z.object({ kind: z.literal('text-absent'), text: TemplateSchema.min(1), changed: z.boolean().default(false) }),
  z.object({ kind: z.literal('element-present'), target: LocatorSchema, changed: z.boolean().default(false) }),
  z.object({ kind: z.literal('element-absent'), target: LocatorSchema, changed: z.boolean().default(false) }),
  z.object({ kind: z.literal('value'), target: LocatorSchema, text: TemplateSchema, changed: z.boolean().default(false) }),
  z.object({ kind: z.literal('state'), target: LocatorSchema, state: z.string().min(1), changed: z.boolean().default(false) }),
  z.object({ kind: z.literal('url'), contains: TemplateSchema.min(1), changed: z.boolean().default(false) }),
]);
export type Check = z.infer<typeof CheckSchema>;

const StepIdSchema = z.string().min(1);
const DoStepSchema = z.object({ id: StepIdSchema, kind: z.literal('do'), action: SkillActionSchema });
const IfVisibleSchema = z.object({
  id: StepIdSchema,
  kind: z.literal('if-visible'),
  target: LocatorSchema,
  steps: z.array(DoStepSchema).min(1),
});
/** As long as not all of `until` holds, at most `max` times. */
const RepeatSchema = z.object({
  id: StepIdSchema,
  kind: z.literal('repeat'),
  max: z.number().int().min(1).max(50),
  until: z.array(CheckSchema).min(1),
  steps: z.array(z.discriminatedUnion('kind', [DoStepSchema, IfVisibleSchema])).min(1),
});
/** All the control flow there is: a skill always ends, and a person can read it. */
export const SkillStepSchema = z.discriminatedUnion('kind', [DoStepSchema, IfVisibleSchema, RepeatSchema]);
export type SkillStep = z.infer<typeof SkillStepSchema>;
export type DoStep = z.infer<typeof DoStepSchema>;

/** What happened when the skill was used. Counted by the library; a file cannot bring its own. */
export const EvidenceSchema = z.object({
  /** Live runs, and those that ended well by postcondition and evaluation. */
  uses: z.number().int().default(0),
  successes: z.number().int().default(0),
  /** Failed runs since the last success. */
  failuresInRow: z.number().int().default(0),
  /** While it only watched: how often it would have done what then succeeded, and how often something else. */
  shadowWins: z.number().int().default(0),
  shadowLosses: z.number().int().default(0),
});
export type Evidence = z.infer<typeof EvidenceSchema>;
export const NO_EVIDENCE: Readonly<Evidence> = EvidenceSchema.parse({});

/**
 * A named, parameterised program in the action vocabulary: data, never code. It runs only on pages of `scope` where
 * `preconditions` are in sight, and has succeeded only where every check of `postcondition` holds.
 */
export const SkillSchema = z.object({
  format: z.literal(SKILL_FORMAT),
  /** `kebab-case`. */
  name: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'kebab-case'),
  /** One line. */
  purpose: z.string().min(1).max(200),
  /** Goals that ask for it, with a slot for each parameter that is read from the goal; empty for a part of longer tasks. */
  goals: z.array(TemplateSchema.min(1)),
  parameters: z.array(ParameterSchema),
  /** Origins it may work on: `https://shop.example`, `https://*.shop.example`, `http://127.0.0.1:*`, or `*`. */
  scope: z.array(z.string().min(1)).min(1),
  preconditions: z.object({ visible: z.array(LocatorSchema), texts: z.array(TemplateSchema) }),
  steps: z.array(SkillStepSchema),
  /** What to say when it is done, for tasks that ask something. */
  answer: SkillTextSchema.optional(),
  postcondition: z.array(CheckSchema),
  version: z.number().int().positive().default(1),
  provenance: z.object({
    /** `practised`: made of what free exploration reached, see `autotelic`. */
    by: z.enum(['induced', 'practised', 'person', 'imported']),
    /** Every skill traces back to the episodes and steps it was made of. */
    steps: z.array(z.object({ episodeId: z.string(), number: z.number().int().positive() })),
  }),
  evidence: EvidenceSchema.default(NO_EVIDENCE),
});
export type Skill = z.infer<typeof SkillSchema>;
