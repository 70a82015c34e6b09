import { z } from 'zod';

/**
 * What one element is known by, so that it can be found again on a later page, when refs no longer hold. Data only, and
 * nothing that a user may change: no value, no checked state, no box. `role` to `region` identify; `cell` to `siblings` tell
 * equals apart and anchor an element whose name changed. `name`, `context`, `cell` and `region` may hold slots, `Delete {item}`.
 */
export const LocatorSchema = z.object({
  role: z.string().min(1),
  name: z.string(),
  /** A near label, heading or row text; empty where the page did not need one. */
  context: z.string(),
  region: z.string(),
  /** Texts of the row's first cell and of the column's header. */
  cell: z.object({ row: z.string(), column: z.string() }).optional(),
  /** Labels of a native select. */
  options: z.array(z.string()).optional(),
  /** States that the author gave and nobody changes by using the page: readonly, required. */
  states: z.array(z.string()).default([]),
  /** Nesting among listed elements. */
  depth: z.number().int().nonnegative().optional(),
  /** Which of the elements of equal role and name it is, counted from 0, and how many there are. */
  place: z.object({ index: z.number().int().nonnegative(), of: z.number().int().positive() }).optional(),
  /** Which element of its role in its region it is, and how many there are. */
  inRegion: z.object({ index: z.number().int().nonnegative(), of: z.number().int().positive() }).optional(),
  /** Names of the elements just before, nearest first. */
  before: z.array(z.string()).default([]),
  /** Names of the elements just after, nearest first. */
  after: z.array(z.string()).default([]),
  /** Names of other elements of its role: one of them can never be this one under a new name. */
  siblings: z.array(z.string()).default([]),
});
export type Locator = z.infer<typeof LocatorSchema>;

/** From strict to loose: 1 all equal, 2 equal name told apart, 3 equal but for role or spelling, 4 similar name, 5 place only. */
export type LocatorLevel = 1 | 2 | 3 | 4 | 5;

export interface LocatorHit {
  ref: number;
  level: LocatorLevel;
  /** In (0, 1]; below {@link LEAST_CONFIDENCE} nothing is reported at all. */
  confidence: number;
  /** There was another candidate, and only the order on the page told them apart. */
  ambiguous: boolean;
}

/** A hit that is less sure is no hit. */
export const LEAST_CONFIDENCE = 0.5;
