import { z } from 'zod';
import { ObservationDiffSchema } from './observation.js';

/** Version of a stored tree; goes up when a reader of older trees would misread a new one. */
export const SEARCH_TREE_FORMAT = 1;

/** A score and what it is made of; the parts sum to the total. */
export const SearchScoreSchema = z.object({ total: z.number(), parts: z.record(z.string(), z.number()) });
export type SearchScore = z.infer<typeof SearchScoreSchema>;

/**
 * What a node of a search is: `page` was reached and can be gone on from; the others are leaves. `end`: the agent would end
 * there; `decisive`: the action commits (submit, order); `risky`: it may change what the site keeps; `quiet`: it touches no page;
 * `failed`: it was tried and did nothing or failed; `cycle`: it leads back to where the path has been; `lost`: the page could not be put
 * up again; `foreseen`: a world model said what would come.
 */
export const SearchNodeKindSchema = z.enum(['page', 'end', 'decisive', 'risky', 'quiet', 'failed', 'cycle', 'lost', 'foreseen']);
export type SearchNodeKind = z.infer<typeof SearchNodeKindSchema>;

/** One node: an action taken where its parent is. Node 0 is the page of the step, with an empty action. */
export const SearchNodeSchema = z.object({
  id: z.number().int().nonnegative(),
  parent: z.number().int().nonnegative().optional(),
  /** Canonical line. */
  action: z.string(),
  /** Role and name of the element acted on. */
  target: z.string().optional(),
  kind: SearchNodeKindSchema,
  /** Short key of the page it led to; for a leaf that was not carried out, of the page it would be done on. */
  page: z.string(),
  /** The node that reached the same page first; its children are the children of both. */
  same: z.number().int().nonnegative().optional(),
  /** Probability of the action among all that were weighed on its page. */
  prior: z.number(),
  visits: z.number().int().nonnegative(),
  /** What is thought of the node itself. */
  own: SearchScoreSchema,
  /** With what is thought of all below it. */
  value: SearchScoreSchema,
  /** What it was selected by when the search ended. */
  selection: SearchScoreSchema.optional(),
  /** In words: what came of the action. */
  note: z.string().optional(),
  /** What a world model foretold, by the same edge or by a similar one. */
  foretold: z.object({ by: z.enum(['edge', 'similar']), diff: ObservationDiffSchema }).optional(),
});
export type SearchNode = z.infer<typeof SearchNodeSchema>;

/** What may be spent on one decision. */
export const SearchBudgetSchema = z.object({
  nodes: z.number().int().positive(),
  /** Wall time. */
  ms: z.number().positive(),
  /** Tokens of the model, prompts and output together. */
  tokens: z.number().positive(),
});
export type SearchBudget = z.infer<typeof SearchBudgetSchema>;

/** The search behind one decision, as data. */
export const SearchTreeSchema = z.object({
  format: z.literal(SEARCH_TREE_FORMAT),
  planner: z.string(),
  seed: z.number().int(),
  budget: SearchBudgetSchema,
  spent: z.object({ nodes: z.number(), ms: z.number(), tokens: z.number() }),
  /** Why it stopped; `finished`: nothing was left to look at. */
  ended: z.enum(['nodes', 'ms', 'tokens', 'finished', 'aborted', 'lost']),
  /** The child of the root that was taken; absent where the search changed nothing because it saw nothing. */
  chosen: z.number().int().positive().optional(),
  nodes: z.array(SearchNodeSchema).min(1),
});
export type SearchTree = z.infer<typeof SearchTreeSchema>;
