import { build } from 'esbuild';
import path from 'node:path';
import { packageRoot } from '../../core/index.js';

/** Bundles one of our sources as a program of its own, so that a test can kill it. Returns the file to run with Node. */
export async function bundleChild(entry: string): Promise<string> {
  const outfile = path.join(
    packageRoot,
    'node_modules',
    '.cache',
    'children',
    `${path.basename(entry, '.ts')}-${process.pid}.mjs`,
  );
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  return outfile;
}
