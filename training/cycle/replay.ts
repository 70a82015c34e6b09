import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { SPLITS, SUITE_VERSION } from '../../tasks/index.js';
import type { BrowserHandle } from '../../tools/index.js';
import { readModelFile } from '../gguf/index.js';
import { buildDataset } from '../raise/index.js';
import type { RoundStart } from './round.js';

export interface ReplayPlan {
  browser: BrowserHandle;
  /** Rows are written with the vocabulary of this model. */
  model: string;
  /** Kept here for later cycles. */
  folder: string;
  rows: number;
  signal?: AbortSignal;
  onProgress?: (progress: { rows: number; wanted: number }) => void;
}

/** Seeds of pages: another range than those of `raise` in its first runs, so that the rows are new ones. */
const REPLAY_SEED = 45;
const VALIDATION_ROWS = 300;
const CONTEXT = 512;

/** Demonstrations of the practice suite's `seen` split to rehearse beside new rows, so that what was known is not forgotten. Made once. */
export async function demonstrationReplay(plan: ReplayPlan): Promise<RoundStart['replay']> {
  const { browser, model, rows, signal, onProgress } = plan;
  const { vocabulary } = readModelFile(model);
  const files = replayFiles(plan);
  const demonstrations = { browser, families: SPLITS.seen, pages: 2, context: CONTEXT, seed: REPLAY_SEED, signal };
  await buildDataset({ ...demonstrations, rows: VALIDATION_ROWS }, vocabulary, files.validation, true);
  const counts = await buildDataset(
    { ...demonstrations, rows, onProgress: (progress) => onProgress?.({ rows: progress.rows, wanted: rows }) },
    vocabulary,
    files.train,
  );
  return { ...files, rows: counts.rows };
}

/** Where the rows lie; another vocabulary, prompt format, suite, list of families or number has files of its own. */
export function replayFiles({
  model,
  folder,
  rows,
}: Pick<ReplayPlan, 'model' | 'folder' | 'rows'>): Omit<RoundStart['replay'], 'rows'> {
  const { vocabulary, card } = readModelFile(model);
  mkdirSync(folder, { recursive: true });
  const mark = createHash('sha256')
    .update(JSON.stringify([vocabulary, card.promptFormat, SUITE_VERSION, SPLITS.seen, rows]))
    .digest('hex')
    .slice(0, 12);
  const at = (name: string): string => path.join(folder, `${name}-${mark}.rows`);
  return { train: at('replay'), validation: at('validation') };
}
