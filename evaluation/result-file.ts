import { AgentError } from '../core/index.js';
import fs from 'node:fs';
import path from 'node:path';
import { EpisodeRowSchema, type EpisodeRow } from './report.js';

/**
 * Finished episodes of one evaluation, one JSON line each, after a first line with its terms. Every line is written before
 * the next episode counts, so an evaluation that was interrupted or killed goes on where it stopped.
 */
export class ResultFile {
  readonly path: string;
  readonly #rows: Map<string, EpisodeRow>;

  private constructor(file: string, rows: Map<string, EpisodeRow>) {
    this.path = file;
    this.#rows = rows;
  }

  /** Opens or makes the file; `fresh` forgets earlier rows. Errors: `EVALUATION_RESULTS_UNREADABLE`. */
  static open(file: string, terms: unknown, options: { fresh?: boolean } = {}): ResultFile {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    if (options.fresh || !fs.existsSync(file)) {
      fs.writeFileSync(file, `${JSON.stringify({ terms })}\n`);
      return new ResultFile(file, new Map());
    }
    const rows = readWholeLines(file)
      .slice(1)
      .map((line, i) => parseRow(file, line, i + 2));
    return new ResultFile(file, new Map(rows.map((row) => [row.key, row])));
  }

  get(key: string): EpisodeRow | undefined {
    return this.#rows.get(key);
  }

  append(row: EpisodeRow): void {
    this.#rows.set(row.key, row);
    fs.appendFileSync(this.path, `${JSON.stringify(row)}\n`);
  }
}

/** Cuts off a line that a killed process left half written, so that the next one starts clean. */
function readWholeLines(file: string): string[] {
  const text = fs.readFileSync(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) fs.writeFileSync(file, whole);
  return whole.split('\n').filter((line) => line !== '');
}

function parseRow(file: string, line: string, number: number): EpisodeRow {
  try {
    return EpisodeRowSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new AgentError(
      'EVALUATION_RESULTS_UNREADABLE',
      `Line ${number} of "${file}" is not an episode of this version. Start over with --fresh, or move the file away.`,
      { cause },
    );
  }
}
