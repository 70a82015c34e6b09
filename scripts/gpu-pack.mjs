/**
 * `npm run gpu-pack [-- OUT.tar.xz]`: packs this Node binary, the build and node-llama-cpp with its Vulkan backend for
 * `gpu-check` on a bare Linux x64 machine. Unpack there and run `./gpu-check`. Fails when the pack is over 60 MB.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const LIMIT_BYTES = 60e6;
/** The CPU backend is for comparing logits. */
const PACKED = [
  'node-llama-cpp',
  '@node-llama-cpp/linux-x64-vulkan',
  '@node-llama-cpp/linux-x64',
  'zod',
  'koffi',
  '@koromix/koffi-linux-x64',
];
const root = fileURLToPath(new URL('..', import.meta.url));
const out = path.resolve(process.argv[2] ?? 'autodidact-gpu-check.tar.xz');
if (!existsSync(path.join(root, 'dist/agent/models/llama.js')))
  throw new Error('gpu-pack needs the build: run "npm run build" first.');

const stage = mkdtempSync(path.join(tmpdir(), 'autodidact-pack-'));
try {
  const pack = path.join(stage, 'gpu-check-pack');
  mkdirSync(path.join(pack, 'bin'), { recursive: true });
  cpSync(process.execPath, path.join(pack, 'bin/node'));
  execFileSync('strip', [path.join(pack, 'bin/node')], { stdio: 'ignore' });
  for (const item of [
    'dist/core',
    'dist/agent/models',
    'dist/training',
    'scripts/gpu-check.mjs',
    'scripts/gguf-writer.mjs',
    'package.json',
  ]) {
    if (existsSync(path.join(root, item)))
      cpSync(path.join(root, item), path.join(pack, item), { recursive: true, filter: (from) => !/\.(map|d\.ts)$/.test(from) });
  }
  for (const name of withDependencies(PACKED)) copyPackage(name, pack);
  writeFileSync(path.join(pack, 'gpu-check'), '#!/bin/sh\ncd "$(dirname "$0")" && exec bin/node scripts/gpu-check.mjs "$@"\n', {
    mode: 0o755,
  });
  execFileSync('tar', ['-C', stage, '-cf', out, '-I', 'xz -6 -T0', 'gpu-check-pack']);
} finally {
  rmSync(stage, { recursive: true, force: true });
}
const bytes = statSync(out).size;
console.log(JSON.stringify({ file: out, megabytes: Number((bytes / 1e6).toFixed(1)) }));
if (bytes > LIMIT_BYTES) throw new Error(`the pack has ${bytes} bytes, more than ${LIMIT_BYTES}`);

function withDependencies(names, seen = new Set()) {
  for (const name of names) {
    if (seen.has(name) || !existsSync(path.join(root, 'node_modules', name))) continue;
    seen.add(name);
    if (name === 'cmake-js') continue; // named by node-llama-cpp for builds from source, which the pack never does
    withDependencies(
      Object.keys(JSON.parse(readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8')).dependencies ?? {}),
      seen,
    );
  }
  return seen;
}

function copyPackage(name, pack) {
  const dropped =
    /\.(map|d\.ts|d\.cts|bundle)$|node-llama-cpp\/(templates|llama\/(xpack|cmake|addon))|zod\/src|koffi\/(src|doc|vendor)|koffi\/.*\/(win32|darwin|freebsd|openbsd|linux_(arm|ia|riscv|loong))/;
  cpSync(path.join(root, 'node_modules', name), path.join(pack, 'node_modules', name), {
    recursive: true,
    filter: (from) => !dropped.test(from),
  });
}
