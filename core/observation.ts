import { z } from 'zod';

/** What can be done to one element. Verbs that need no element (`goto`, `back`, `press`, `wait`, `stop`, ...) are always legal. */
export const ElementVerbSchema = z.enum(['click', 'type', 'select', 'scroll', 'hover', 'drag']);
export type ElementVerb = z.infer<typeof ElementVerbSchema>;

/**
 * One rendered thing of the page: a control, a piece of visible text, a picture, a table cell. In reading order.
 * `ref` numbers it within this observation (1, 2, ...); plain text has a ref too, so that it can be clicked or quoted.
 */
export const PageElementSchema = z.object({
  ref: z.number().int().positive(),
  /** ARIA role or tag word: `button link textbox checkbox radio select tab heading text cell image slider ...`. */
  role: z.string(),
  /** Accessible name, else visible text, else class/id/picture/colour words. Never longer than 200 characters. */
  name: z.string(),
  /** Tells repeated or nameless controls apart: a near label, heading, row or container text. Empty when not needed. */
  context: z.string(),
  /** Present value of a field; passwords are `•` per character. Absent for things that hold no value. */
  value: z.string().optional(),
  /** In this order when present: checked unchecked selected open closed disabled readonly required invalid focused. */
  states: z.array(z.string()),
  /** Options of a native select, in order. */
  options: z.array(z.object({ label: z.string(), selected: z.boolean() })).optional(),
  /** A select that takes several options. */
  multiple: z.boolean().optional(),
  /** Table cells: the text of the row's first cell and of the column's header; either may be empty. */
  cell: z.object({ row: z.string(), column: z.string(), rowIndex: z.number().int() }).optional(),
  /** Own scroll position of a scroll box, in pixels. */
  scroll: z.object({ top: z.number(), max: z.number() }).optional(),
  /** What may be done to it now; empty for a disabled control. */
  verbs: z.array(ElementVerbSchema),
  /** Nesting among listed elements: 0 for the outermost. */
  depth: z.number().int().nonnegative(),
  /** [x, y, width, height] in CSS pixels, relative to the top-left of the main frame's viewport. */
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  /** Nearest landmark or titled container (`navigation`, `dialog "Delete?"`, `form`, ...); empty at top level. */
  region: z.string(),
  /** Not on the previous observation of the same page. */
  isNew: z.boolean(),
});
export type PageElement = z.infer<typeof PageElementSchema>;

/** A field that is given a value, by typing or choosing. */
export const isField = ({ verbs }: Pick<PageElement, 'verbs'>): boolean => verbs.includes('type') || verbs.includes('select');

/** A JavaScript dialog that is waiting for an answer; nothing else on the page can be used until it is gone. */
export const PageDialogSchema = z.object({
  kind: z.enum(['alert', 'confirm', 'prompt', 'beforeunload']),
  message: z.string(),
  defaultValue: z.string(),
});
export type PageDialog = z.infer<typeof PageDialogSchema>;

/** What the agent sees of a page at one moment. */
export const ObservationSchema = z.object({
  url: z.string(),
  title: z.string(),
  elements: z.array(PageElementSchema),
  dialog: PageDialogSchema.optional(),
  /** Window scroll position and its maximum, in pixels. */
  scroll: z.object({ top: z.number(), max: z.number() }),
  /** Same for cosmetic changes (layout, order of classes, focus), different when a name, value or state differs. */
  fingerprint: z.string(),
});
export type Observation = z.infer<typeof ObservationSchema>;

/** What changed between two observations, in words that name elements, not refs (refs do not survive). */
export const ObservationDiffSchema = z.object({
  urlChanged: z.boolean(),
  titleChanged: z.boolean(),
  dialogOpened: z.boolean(),
  /** Printed forms (role, name, context) of elements that appeared, vanished, or changed value or state. */
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(z.object({ element: z.string(), before: z.string(), after: z.string() })),
  scrolled: z.boolean(),
});
export type ObservationDiff = z.infer<typeof ObservationDiffSchema>;

/** The diff of two equal observations. */
export const NO_DIFF: Readonly<ObservationDiff> = {
  urlChanged: false,
  titleChanged: false,
  dialogOpened: false,
  added: [],
  removed: [],
  changed: [],
  scrolled: false,
};

/** True when a person would say that nothing happened. */
export function isUnchanged(diff: ObservationDiff): boolean {
  const lists = diff.added.length + diff.removed.length + diff.changed.length;
  return lists === 0 && !diff.urlChanged && !diff.titleChanged && !diff.dialogOpened && !diff.scrolled;
}
