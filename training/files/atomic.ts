import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { AgentError, messageOf } from '../../core/index.js';

/**
 * Writes a file so that a crash leaves either the old content or the new one: `FILE.tmp`, fsync, rename, fsync of the folder.
 * Raises `DISK_FULL` when there is no room and `FILE_WRITE` for anything else; the old file then stays as it was.
 */
export function writeAtomically(file: string, chunks: Iterable<Uint8Array>): void {
  const temporary = `${file}.tmp`;
  try {
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    writeSynced(temporary, chunks);
    renameSync(temporary, file);
    syncFolder(path.dirname(path.resolve(file)));
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw writeError(file, cause);
  }
}

/** The error for a write that failed: a full disk has its own code, because the next move differs. */
export function writeError(file: string, cause: unknown): AgentError {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code))
    return new AgentError(
      'DISK_FULL',
      `No room to write "${file}" (${code}); what was there before is unchanged. Free some space and run again.`,
      { cause },
    );
  return new AgentError(
    'FILE_WRITE',
    `"${file}" could not be written (${messageOf(cause)}). Choose a folder that can be written to.`,
    { cause },
  );
}

function writeSynced(file: string, chunks: Iterable<Uint8Array>): void {
  const handle = openSync(file, 'w');
  try {
    for (const chunk of chunks) writeWhole(handle, chunk);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function writeWhole(handle: number, chunk: Uint8Array): void {
  for (let done = 0; done < chunk.byteLength; ) done += writeSync(handle, chunk, done, chunk.byteLength - done);
}

/** Makes the rename itself durable; not every platform lets a folder be opened. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
