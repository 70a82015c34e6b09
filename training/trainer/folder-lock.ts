import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AgentError } from '../../core/index.js';
import { writeError } from '../files/index.js';

/** Keeps two trainers out of one folder. Returns the release. Raises `TRAINING_BUSY`; a lock of a dead process is taken over. */
export function lockFolder(folder: string): () => void {
  const file = path.join(folder, 'trainer.pid');
  const owner = ownerOf(file);
  if (owner !== undefined && owner !== process.pid && isAlive(owner))
    throw new AgentError(
      'TRAINING_BUSY',
      `Process ${owner} is already training in "${folder}". Wait for it, stop it, or choose another folder.`,
    );
  try {
    writeFileSync(file, String(process.pid));
  } catch (cause) {
    throw writeError(file, cause);
  }
  return () => rmSync(file, { force: true });
}

function ownerOf(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined; // no lock
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
