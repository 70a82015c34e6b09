import { AgentError } from '../core/index.js';
import fs from 'node:fs';
import path from 'node:path';
import type { ZodType } from 'zod';

/** What is kept: rows that know their key. */
interface Keyed {
  key: string;
}

/**
 * Finished episodes, or chains, of one evaluation, one JSON line each, after a first line with its terms. Every line is written before
 * the next episode counts, so an evaluation that was interrupted or killed goes on where it stopped.
 */
export class ResultFile<Row extends Keyed> {
  readonly path: string;
  readonly #rows: Map<string, Row>;

  private constructor(file: string, rows: Map<string, Row>) {
    this.path = file;
    this.#rows = rows;
  }

  /** Opens or makes the file; `fresh` forgets earlier rows. Errors: `EVALUATION_RESULTS_UNREADABLE`. */
  static open<Row extends Keyed>(
    file: string,
    schema: ZodType<Row>,
    terms: unknown,
    options: { fresh?: boolean } = {},
  ): ResultFile<Row> {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    if (options.fresh || !fs.existsSync(file)) {
      fs.writeFileSync(file, `${JSON.stringify({ terms })}\n`);
      return new ResultFile<Row>(file, new Map());
    }
    const rows = readWholeLines(file)
      .slice(1)
      .map((line, i) => parseRow(file, schema, line, i + 2));
    return new ResultFile(file, new Map(rows.map((row) => [row.key, row])));
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  /** In the order they were appended. */
  rows(): Row[] {
    return [...this.#rows.values()];
  }

  append(row: Row): void {
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

function parseRow<Row>(file: string, schema: ZodType<Row>, line: string, number: number): Row {
  try {
    return schema.parse(JSON.parse(line));
  } catch (cause) {
    throw new AgentError(
      'EVALUATION_RESULTS_UNREADABLE',
      `Line ${number} of "${file}" is not a result of this version. Start over with --fresh, or move the file away.`,
      { cause },
    );
  }
}
