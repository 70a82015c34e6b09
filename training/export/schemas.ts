import { z } from 'zod';

/**
 * Rows as TRL documents them (huggingface.co/docs/trl/dataset_formats), one schema per dataset type and format. Strict, because
 * TRL tells a type by the columns that are there.
 */
const Text = z.string().min(1);
const user = z.tuple([z.strictObject({ role: z.literal('user'), content: Text })]);
const assistant = z.tuple([z.strictObject({ role: z.literal('assistant'), content: Text })]);
const differ = 'chosen and rejected are the same';
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export const PromptCompletionSchema = z.strictObject({ prompt: Text, completion: Text });
export const ChatPromptCompletionSchema = z.strictObject({ prompt: user, completion: assistant });

export const PreferenceSchema = z
  .strictObject({ prompt: Text, chosen: Text, rejected: Text })
  .refine(({ chosen, rejected }) => !same(chosen, rejected), differ);
export const ChatPreferenceSchema = z
  .strictObject({ prompt: user, chosen: assistant, rejected: assistant })
  .refine(({ chosen, rejected }) => !same(chosen, rejected), differ);

export const UnpairedPreferenceSchema = z.strictObject({ prompt: Text, completion: Text, label: z.boolean() });
export const ChatUnpairedPreferenceSchema = z.strictObject({ prompt: user, completion: assistant, label: z.boolean() });

/** Stepwise supervision, for process reward models; TRL has it in the standard format only. */
export const StepwiseSchema = z
  .strictObject({ prompt: Text, completions: z.array(Text).min(1), labels: z.array(z.boolean()) })
  .refine(({ completions, labels }) => completions.length === labels.length, 'every step needs one label');

/** For value models, by mean squared error; a shape of our own in TRL's words. */
export const ValueSchema = z.strictObject({ prompt: Text, completion: Text, value: z.number().min(0).max(1) });
