import { showParts } from '../../agent/index.js';
import type { PromptPart } from '../../core/index.js';
import type { Store } from '../../memory/index.js';
import {
  CURATION,
  Curator,
  negativeAwareRows,
  preferenceRows,
  readAttempts,
  stepwiseRows,
  type TaskAttempts,
} from '../rows/index.js';
import { EXPORT_FORMATS, type ExportFormat, toJsonLines } from './formats.js';

export interface ExportPlan {
  format: 'sft' | 'dpo' | 'kto' | 'prm';
  /** Conversational form, where there is one. */
  chat?: boolean;
  splits: readonly string[];
  /** Of `sft`; see `CurationOptions`. */
  strictness: number;
}

export interface ExportReport {
  tasks: number;
  attempts: number;
  rows: number;
  drops: Record<string, number>;
}

/**
 * Writes the attempts of a store as checked JSON lines. Prompts and answers are texts with special tokens by name, as the compact format
 * prints them. Errors: `EXPORT_INVALID`.
 */
export function exportLines(
  store: Pick<Store, 'log' | 'evaluations'>,
  plan: ExportPlan,
  write: (line: string) => void,
): ExportReport {
  const curator = new Curator({ ...CURATION, perFamily: Infinity, ...plan });
  const report: ExportReport = { tasks: 0, attempts: 0, rows: 0, drops: {} };
  for (const task of readAttempts(store, (why) => (report.drops[why] = (report.drops[why] ?? 0) + 1))) {
    if (!plan.splits.includes(task.attempts[0].split)) continue;
    report.tasks++;
    report.attempts += task.attempts.length;
    for (const line of linesOf(task, plan, curator)) {
      report.rows++;
      write(line);
    }
  }
  return { ...report, drops: { ...report.drops, ...curator.report.drops } };
}

function linesOf(task: TaskAttempts, { format, chat }: ExportPlan, curator: Curator): string[] {
  const print = <R, Row>(one: ExportFormat<R, Row>, records: readonly R[]): string[] =>
    records.map((record) => toJsonLines(one, [record]));
  if (format === 'sft') {
    const records = curator.successes(task).map(({ prompt, answer }) => ({ prompt: text(prompt), answer: text(answer) }));
    return chat ? print(EXPORT_FORMATS['sft-chat'], records) : print(EXPORT_FORMATS.sft, records);
  }
  if (format === 'dpo') {
    const records = preferenceRows(task).map((row) => ({
      prompt: text(row.prompt),
      chosen: text(row.chosen),
      rejected: text(row.rejected),
    }));
    return chat ? print(EXPORT_FORMATS['dpo-chat'], records) : print(EXPORT_FORMATS.dpo, records);
  }
  if (format === 'kto') {
    const records = negativeAwareRows(task).map((row) => ({
      prompt: text(row.prompt),
      answer: text(row.answer),
      good: row.correct,
    }));
    return chat ? print(EXPORT_FORMATS['kto-chat'], records) : print(EXPORT_FORMATS.kto, records);
  }
  const records = stepwiseRows(task).map(({ prompt, steps }) => ({
    prompt: text(prompt),
    steps: steps.map(({ answer, good }) => ({ text: text(answer), good })),
  }));
  return print(EXPORT_FORMATS.stepwise, records);
}

const text = (parts: readonly PromptPart[]): string => showParts(parts);
