// Completes package-lock.json so that `npm ci` works on every platform and from every registry. Run it after each
// `npm install`; running it twice changes nothing. Two repairs:
//   1. A registry that lacks a platform package makes npm leave it out of the lock, and then `npm ci` fails elsewhere with
//      "Missing: ... from lock file". Every optional dependency that a locked package names gets an entry.
//   2. `resolved` holds the address of whoever ran the install; without it npm asks the user's own registry.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

const OS = {
  linux: 'linux',
  mac: 'darwin',
  darwin: 'darwin',
  win: 'win32',
  win32: 'win32',
  freebsd: 'freebsd',
  openbsd: 'openbsd',
};
// node-llama-cpp's arm packages also install on x64, where its own loader picks.
const CPU = { x64: ['x64'], arm64: ['arm64', 'x64'], armv7l: ['arm', 'x64'], riscv64: ['riscv64'], ia32: ['ia32'] };

/** Adds what is missing to a parsed lock file; returns the keys it added and how many `resolved` fields it took out. */
export function completeLock(lock) {
  const added = [];
  for (const [parentKey, parent] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const key = `node_modules/${name}`;
      if (lock.packages[key] || lock.packages[`${parentKey}/${key}`]) continue;
      lock.packages[key] = platformEntry(name, version, parent);
      added.push(key);
    }
  }
  let unresolved = 0;
  for (const entry of Object.values(lock.packages)) {
    if (typeof entry.resolved !== 'string' || !/^https?:/.test(entry.resolved)) continue;
    delete entry.resolved;
    unresolved += 1;
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
  return { added, unresolved };
}

function platformEntry(name, version, parent) {
  const words = name.split('/').at(-1).split(/[-_.]/);
  const os = words.map((word) => OS[word]).find(Boolean);
  const cpu = words.map((word) => CPU[word]).find(Boolean);
  if (!os || !cpu)
    throw new Error(`cannot tell the platform of "${name}" from its name; add its entry to package-lock.json by hand`);
  if (!/^\d/.test(version))
    throw new Error(
      `"${name}" is wanted as "${version}", which is not an exact version; run npm install where the package exists`,
    );
  const entry = { version, cpu, license: parent.license, optional: true, os: [os] };
  if (parent.dev) entry.dev = true;
  if (os === 'linux' && name.startsWith('@node-llama-cpp/')) entry.libc = ['glibc'];
  return entry;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = fileURLToPath(new URL('../package-lock.json', import.meta.url));
  const before = fs.readFileSync(file, 'utf8');
  const lock = JSON.parse(before);
  const { added, unresolved } = completeLock(lock);
  const after = `${JSON.stringify(lock, null, 2)}\n`;
  if (after !== before) fs.writeFileSync(file, after);
  console.log(`package-lock.json: ${added.length} platform packages added, ${unresolved} registry addresses removed`);
  for (const key of added) console.log(`  ${key}`);
}
