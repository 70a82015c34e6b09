import { z } from 'zod';

/**
 * Who produced a turn: the user, the agent's own words, a tool result, the text of a page, or the block of recalled memories
 * that the runtime put before the model. The last is an echo and never evidence.
 */
export const SpeakerSchema = z.enum(['user', 'agent', 'tool', 'page', 'memory']);
export type Speaker = z.infer<typeof SpeakerSchema>;

/** One entry of an agent's work log. `id` is unique over all conversations, `at` is an ISO time. */
export const TurnSchema = z.object({
  id: z.string().min(1),
  conversation: z.string().min(1),
  session: z.string().min(1),
  /** A role of {@link SpeakerSchema}, or a name in logs of people (LoCoMo). */
  speaker: z.string().min(1),
  text: z.string(),
  at: z.iso.datetime(),
  url: z.url().optional(),
});
export type Turn = z.infer<typeof TurnSchema>;

export const QuestionKindSchema = z.enum([
  'single-fact',
  'changed-fact',
  'multi-hop',
  'temporal',
  'preference',
  'procedure',
  'aggregate',
  'unanswerable',
  'open-domain',
]);
export type QuestionKind = z.infer<typeof QuestionKindSchema>;

/** A question about one conversation with its gold evidence: the turns that hold the answer, none when there is no answer. */
export const QuestionSchema = z.object({
  id: z.string().min(1),
  conversation: z.string().min(1),
  kind: QuestionKindSchema,
  text: z.string().min(1),
  /** When it is asked; relative dates in it ("last week") count from here. */
  askedAt: z.iso.datetime(),
  answer: z.string(),
  evidence: z.array(z.string()),
  /** Words that stand in the evidence and from which the answer follows. */
  support: z.array(z.string()).default([]),
  /** How the answer follows, where it does not stand there literally. */
  derivation: z.string().optional(),
});
export type Question = z.infer<typeof QuestionSchema>;

/** Training conversations may be learned from; the others are only ever measured. */
export const SplitSchema = z.enum(['train', 'held-out']);
export type Split = z.infer<typeof SplitSchema>;

/** The work log of one user and the questions about it. Turns are in the order of time. */
export const ConversationSchema = z.object({
  id: z.string().min(1),
  split: SplitSchema,
  turns: z.array(TurnSchema).min(1),
  questions: z.array(QuestionSchema),
});
export type Conversation = z.infer<typeof ConversationSchema>;
