import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Sixteen hex digits over any JSON value; the order of keys does not matter. */
export function resultKey(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sortKeys(value)))
    .digest('hex')
    .slice(0, 16);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
}

/** Largest file that is hashed whole; beyond it size and time of change stand for the content. */
const WHOLE_FILE_BYTES = 64 * 1024 * 1024;

/** Tells two versions of a weights file apart. */
export function fileFingerprint(file: string): string {
  const { size, mtimeMs } = fs.statSync(file);
  if (size > WHOLE_FILE_BYTES) return `${size}-${mtimeMs}`;
  return createHash('sha256').update(fs.readFileSync(file)).digest('hex').slice(0, 16);
}

/** Folders whose code decides what an agent does in an episode and how it is judged. */
const DECIDING_FOLDERS = ['core', 'tools', 'tasks', 'memory', 'skills', 'reflection', 'agent', 'page'];

/** Hash of the running code, so that results of an older build are never taken for results of this one. */
export function codeFingerprint(): string {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const hash = createHash('sha256');
  for (const folder of DECIDING_FOLDERS.filter((name) => fs.existsSync(path.join(root, name)))) {
    const files = fs.readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).sort();
    for (const file of files.filter((name) => /(?<!\.d)\.(ts|js)$/.test(name) && !name.includes('.test.'))) {
      hash.update(`${folder}/${file}\n`).update(fs.readFileSync(path.join(root, folder, file)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
