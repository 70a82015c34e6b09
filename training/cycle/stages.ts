import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { AgentError, messageOf } from '../../core/index.js';
import { writeAtomically } from '../files/index.js';

/** A folder in which every finished stage leaves its result, so that whatever kills the process costs at most the stage it was in. */
export class StageFolder {
  readonly path: string;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.path = folder;
  }

  at(name: string): string {
    return path.join(this.path, name);
  }

  /** The result of a stage: read where it is there, else worked out and written. Errors: `CYCLE_FOLDER` for a file that is none of ours. */
  async once<T>(stage: string, work: () => Promise<T>): Promise<T> {
    const known = this.read<T>(stage);
    if (known !== undefined) return known;
    const result = await work();
    this.write(stage, result);
    return result;
  }

  read<T>(stage: string): T | undefined {
    const file = this.at(`${stage}.json`);
    if (!existsSync(file)) return undefined;
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as T;
    } catch (cause) {
      throw new AgentError(
        'CYCLE_FOLDER',
        `"${file}" cannot be read (${messageOf(cause)}). Remove it to do this stage again, or choose another folder with --out.`,
        { cause },
      );
    }
  }

  write(stage: string, result: unknown): void {
    writeAtomically(this.at(`${stage}.json`), [Buffer.from(`${JSON.stringify(result, null, 1)}\n`)]);
  }
}
