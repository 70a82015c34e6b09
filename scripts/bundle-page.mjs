// Bundles the code that runs inside web pages: one self-contained script per entry, under dist/page/.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import fs from 'node:fs';

const root = fileURLToPath(new URL('..', import.meta.url));
const entries = { walker: 'tools/page/index.ts', practice: 'tasks/practice/page/index.ts' };

export async function bundlePage() {
  const entryPoints = Object.fromEntries(
    Object.entries(entries)
      .filter(([, file]) => fs.existsSync(root + file))
      .map(([name, file]) => [name, root + file]),
  );
  await build({
    entryPoints,
    outdir: `${root}dist/page`,
    bundle: true,
    format: 'iife',
    target: 'chrome120',
    legalComments: 'none',
    logLevel: 'warning',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundlePage();
