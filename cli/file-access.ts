import { AgentError, messageOf } from '../core/index.js';

/** Reads from disk. Error `FILE_READ` names the file and the next move; errors of the package pass through. */
export function reading<T>(file: string, next: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof AgentError) throw cause;
    throw new AgentError('FILE_READ', `"${file}" cannot be read (${messageOf(cause)}). ${next}`, { cause });
  }
}

/** Writes to disk. Error `FILE_WRITE` names the file and the next move. */
export function writing<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const why = `"${file}" could not be written (${messageOf(cause)}). Choose a folder that can be written to.`;
    throw new AgentError('FILE_WRITE', why, { cause });
  }
}
