import { z } from 'zod';
import { LocatorSchema, RISKS } from '../../tools/index.js';

const Count = z.number().int().nonnegative();

/** A control as a map tells of it. */
export const SiteControlSchema = z.object({
  role: z.string(),
  name: z.string(),
  region: z.string(),
  /** Of what a click does; fields that are only filled have none. */
  risk: z.enum(RISKS).optional(),
  required: z.boolean().optional(),
  options: z.array(z.string()).optional(),
  /** The form that it belongs to, counted from 1 on its page. */
  form: Count.optional(),
  /** Sends that form. */
  submits: z.boolean().optional(),
});
export type SiteControl = z.infer<typeof SiteControlSchema>;

/** A page of a site, or a state of one, such as the page with its menu open. */
export const SitePageSchema = z.object({
  number: z.number().int().positive(),
  /** The page that this is a state of; its own number for a page. */
  of: z.number().int().positive(),
  /** See `addressOf` and `patternOf`. */
  address: z.string(),
  pattern: z.string(),
  title: z.string(),
  anchors: z.array(z.string()),
  headings: z.array(z.string()),
  controls: z.array(SiteControlSchema),
  forms: z.array(z.object({ index: Count, name: z.string(), method: z.string().optional(), search: z.boolean() })),
  /** Short texts, to know where a value that a goal quotes can be seen. */
  texts: z.array(z.string()),
  /** The step that showed it: the memory's source. Without a step, the episode's first look. */
  source: z.object({ episodeId: z.string(), step: z.number().int().positive().optional() }),
  /** Milliseconds since 1970. */
  seenAt: z.number().int(),
  /** Another page was found where this one was. */
  superseded: z.boolean().default(false),
  /** Times that opening its address led elsewhere. */
  missed: Count.default(0),
  /** Of the page memory that tells of it. */
  memoryId: z.number().int().positive().optional(),
});
export type SitePage = z.infer<typeof SitePageSchema>;

/** Something that can be done on a page, and where it led. */
export const SiteEdgeSchema = z.object({
  /** Number of the page or state where it is done. */
  from: z.number().int().positive(),
  /** What is done, in words; one of its kind on its page. */
  key: z.string(),
  does: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('click') }),
    z.object({ kind: z.literal('select'), option: z.string() }),
    z.object({ kind: z.literal('type'), text: z.string() }),
  ]),
  locator: LocatorSchema,
  /** Where a link leads: an address within the site, or a whole one elsewhere. */
  link: z.object({ address: z.string(), elsewhere: z.boolean() }).optional(),
  risk: z.enum(RISKS),
  why: z.string(),
  /** Edges of one group do the same to different things. `adaptive`: perhaps, as far as the pages behind them look alike. */
  group: z.object({ name: z.string(), adaptive: z.boolean() }).optional(),
  tries: Count.default(0),
  failures: Count.default(0),
  /** Where it led; where a link to the same address led, also without a try. */
  to: z.number().int().positive().optional(),
  /** Why it is not tried any more. */
  dropped: z.string().optional(),
});
export type SiteEdge = z.infer<typeof SiteEdgeSchema>;
