import { showParts } from '../../agent/index.js';
import { AgentError, type PromptPart } from '../../core/index.js';
import type { Store } from '../../memory/index.js';
import {
  type AnyBuilder,
  type BuilderName,
  BUILDERS,
  CURATION,
  Curator,
  readAttempts,
  type TaskAttempts,
} from '../rows/index.js';
import { EXPORT_FORMATS, type ExportFormat, toJsonLines } from './formats.js';

export interface ExportPlan {
  format: 'sft' | 'dpo' | 'kto' | 'prm' | 'value';
  /** Builders of rows; by default the plainest of the format. */
  rows?: readonly BuilderName[];
  /** Conversational form, where there is one. */
  chat?: boolean;
  /** Adds to each row where it comes from. */
  sources?: boolean;
  splits: readonly string[];
  /** Of `success`; see `CurationOptions`. */
  strictness: number;
  /** Of `success`: the least number of the four habits; see `training/rows/four-habits.ts`. */
  habits?: number;
}

export interface ExportReport {
  tasks: number;
  attempts: number;
  rows: number;
  byBuilder: Partial<Record<BuilderName, number>>;
  drops: Record<string, number>;
}

/** What is exported in a format: the forms of rows that fit, and the builder that is asked unless others are named. */
const FORMATS: Record<ExportPlan['format'], { takes: readonly AnyBuilder['makes'][]; usual: BuilderName }> = {
  sft: { takes: ['answers', 'texts'], usual: 'success' },
  dpo: { takes: ['pairs'], usual: 'preferences' },
  kto: { takes: ['judged'], usual: 'negative-aware' },
  prm: { takes: ['steps'], usual: 'stepwise' },
  value: { takes: ['values', 'forecasts'], usual: 'process-values' },
};

/**
 * Writes the attempts of a store as checked JSON lines. Prompts and answers are texts with special tokens by name, as the compact format
 * prints them. Weights are not exported, as TRL knows none: a row of weight 0 is left out. Errors: `EXPORT_INVALID`, `EXPORT_ROWS`.
 */
export function exportLines(
  store: Pick<Store, 'log' | 'evaluations'>,
  plan: ExportPlan,
  write: (line: string) => void,
): ExportReport {
  const names = namesOf(plan);
  const curator = new Curator({ ...CURATION, perFamily: Infinity, ...plan });
  const report: ExportReport = { tasks: 0, attempts: 0, rows: 0, byBuilder: {}, drops: {} };
  for (const task of readAttempts(store, (why) => (report.drops[why] = (report.drops[why] ?? 0) + 1))) {
    if (!plan.splits.includes(task.attempts[0].split)) continue;
    report.tasks++;
    report.attempts += task.attempts.length;
    for (const name of names)
      for (const line of linesOf(name, task, plan, curator)) {
        report.rows++;
        report.byBuilder[name] = (report.byBuilder[name] ?? 0) + 1;
        write(line);
      }
  }
  return { ...report, drops: { ...report.drops, ...curator.report.drops } };
}

function namesOf({ format, rows }: ExportPlan): readonly BuilderName[] {
  const { takes, usual } = FORMATS[format];
  const misfit = rows?.find((name) => !takes.includes(BUILDERS[name].makes));
  if (misfit === undefined) return rows ?? [usual];
  const fitting = (Object.keys(BUILDERS) as BuilderName[]).filter((name) => takes.includes(BUILDERS[name].makes));
  throw new AgentError(
    'EXPORT_ROWS',
    `Rows of "${misfit}" have no form in the format ${format}. Choose among ${fitting.join(', ')}, or another --format.`,
  );
}

function linesOf(name: BuilderName, task: TaskAttempts, { chat, sources }: ExportPlan, curator: Curator): string[] {
  const print = <R, Row, ChatRow>(plain: ExportFormat<R, Row>, spoken: ExportFormat<R, ChatRow>, record: R, source: object) => {
    const extra = sources ? { source: { builder: name, ...source } } : {};
    return chat ? toJsonLines(spoken, [record], extra) : toJsonLines(plain, [record], extra);
  };
  const { sft, dpo, kto, stepwise, value: valued } = EXPORT_FORMATS;
  const builder = BUILDERS[name];
  switch (builder.makes) {
    case 'answers':
    case 'texts':
      return builder
        .build(task, curator)
        .map(({ prompt, answer, episodeId, step }) =>
          print(sft, EXPORT_FORMATS['sft-chat'], { prompt: text(prompt), answer: text(answer) }, { episodeId, step }),
        );
    case 'pairs':
      return builder.build(task, curator).map(({ prompt, chosen, rejected, chosenStep, rejectedStep }) => {
        const record = { prompt: text(prompt), chosen: text(chosen), rejected: text(rejected) };
        return print(dpo, EXPORT_FORMATS['dpo-chat'], record, { chosenStep, rejectedStep });
      });
    case 'judged':
      return builder.build(task).map(({ prompt, answer, correct, episodeId, step }) => {
        const record = { prompt: text(prompt), answer: text(answer), good: correct };
        return print(kto, EXPORT_FORMATS['kto-chat'], record, { episodeId, step });
      });
    case 'steps':
      return builder.build(task, curator).map(({ prompt, steps, episodeId }) => {
        const judged = steps.map(({ answer, good }) => ({ text: text(answer), good }));
        return print(stepwise, stepwise, { prompt: text(prompt), steps: judged }, { episodeId });
      });
    case 'forecasts':
    case 'values':
      return builder
        .build(task, curator)
        .map(({ prompt, answer, value, episodeId, step }) =>
          print(valued, valued, { prompt: text(prompt), answer: text(answer), value }, { episodeId, step }),
        );
  }
}

const text = (said: string | readonly PromptPart[]): string => (typeof said === 'string' ? said : showParts(said));
