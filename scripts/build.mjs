// Compiles to dist/, bundles what runs inside pages, and makes the command executable. `npm ci` runs it through `prepare`.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { bundlePage } from './bundle-page.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const compiled = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);
await bundlePage();
const command = `${root}dist/cli/main.js`;
if (fs.existsSync(command)) fs.chmodSync(command, 0o755);
