import type { z } from 'zod';
import { AgentError } from '../../core/index.js';
import type { DecisionRecord, JudgedRecord, PreferenceRecord, StepwiseRecord, ValuedRecord } from './records.js';
import {
  ChatPreferenceSchema,
  ChatPromptCompletionSchema,
  ChatUnpairedPreferenceSchema,
  PreferenceSchema,
  PromptCompletionSchema,
  StepwiseSchema,
  UnpairedPreferenceSchema,
  ValueSchema,
} from './schemas.js';

/** One of TRL's dataset shapes: how a record of ours becomes a row, and the schema that checks it. */
export interface ExportFormat<Record, Row> {
  toRow: (record: Record) => Row;
  schema: z.ZodType<Row>;
}

const user = (content: string): [{ role: 'user'; content: string }] => [{ role: 'user', content }];
const assistant = (content: string): [{ role: 'assistant'; content: string }] => [{ role: 'assistant', content }];
const format = <Record, Row>(schema: z.ZodType<Row>, toRow: (record: Record) => Row): ExportFormat<Record, Row> => ({
  toRow,
  schema,
});

/** By name; those in `-chat` are TRL's conversational formats. Trainers: SFTTrainer, DPOTrainer, KTOTrainer, PRMTrainer; TRL has none for `value`. */
export const EXPORT_FORMATS = {
  sft: format(PromptCompletionSchema, ({ prompt, answer }: DecisionRecord) => ({ prompt, completion: answer })),
  'sft-chat': format(ChatPromptCompletionSchema, ({ prompt, answer }: DecisionRecord) => ({
    prompt: user(prompt),
    completion: assistant(answer),
  })),
  dpo: format(PreferenceSchema, ({ prompt, chosen, rejected }: PreferenceRecord) => ({ prompt, chosen, rejected })),
  'dpo-chat': format(ChatPreferenceSchema, ({ prompt, chosen, rejected }: PreferenceRecord) => ({
    prompt: user(prompt),
    chosen: assistant(chosen),
    rejected: assistant(rejected),
  })),
  kto: format(UnpairedPreferenceSchema, ({ prompt, answer, good }: JudgedRecord) => ({
    prompt,
    completion: answer,
    label: good,
  })),
  'kto-chat': format(ChatUnpairedPreferenceSchema, ({ prompt, answer, good }: JudgedRecord) => ({
    prompt: user(prompt),
    completion: assistant(answer),
    label: good,
  })),
  stepwise: format(StepwiseSchema, ({ prompt, steps }: StepwiseRecord) => ({
    prompt,
    completions: steps.map((step) => step.text),
    labels: steps.map((step) => step.good),
  })),
  value: format(ValueSchema, ({ prompt, answer, value }: ValuedRecord) => ({ prompt, completion: answer, value })),
} as const;

/** Rows of a format as JSON lines, each checked, with what else is to be said of each. Raises `EXPORT_INVALID` for a record that makes no valid row. */
export function toJsonLines<Record, Row>(
  { toRow, schema }: ExportFormat<Record, Row>,
  records: readonly Record[],
  extra: object = {},
): string {
  return records
    .map((record, index) => {
      const row = schema.safeParse(toRow(record));
      if (!row.success) throw invalid(index, row.error.issues[0]);
      return `${JSON.stringify({ ...row.data, ...extra })}\n`;
    })
    .join('');
}

function invalid(index: number, { path, message }: z.core.$ZodIssue): AgentError {
  const where = path.length > 0 ? `${path.join('.')}: ` : '';
  return new AgentError(
    'EXPORT_INVALID',
    `Record ${index + 1} cannot be exported: ${where}${message}. Leave it out, or choose a format that it has everything for.`,
  );
}
