import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';

export interface FetchOptions {
  cacheFolder: string;
  /** One line for each thing done. */
  onNotice?: (line: string) => void;
  signal?: AbortSignal;
}

/** Longest time for one way of fetching. Milliseconds. */
const LIMIT_MS = 5 * 60_000;
/** The last line that runs on Node 20. */
const PACKAGED = '@sparticuz/chromium@143.0.4';

/**
 * Gets a browser where there is none: Playwright's download, else Debian's package as root, else the Chromium that is packed
 * in an npm package (Linux x64). Returns its path, or undefined when no way worked. Says in one line what it did.
 */
export async function fetchBrowser(options: FetchOptions): Promise<string | undefined> {
  for (const way of [fromPlaywright, fromDebian, fromNpm]) {
    const found = await way(options);
    if (found && starts(found)) return found;
    options.signal?.throwIfAborted();
  }
  return undefined;
}

async function fromPlaywright({ onNotice, signal }: FetchOptions): Promise<string | undefined> {
  const cli = path.join(path.dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js');
  onNotice?.('No browser found: downloading Chromium by "npx playwright install chromium".');
  await run(process.execPath, [cli, 'install', 'chromium'], signal);
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

async function fromDebian({ onNotice, signal }: FetchOptions): Promise<string | undefined> {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return undefined;
  onNotice?.('No browser found: installing Debian\'s package by "apt-get install -y chromium".');
  const install = ['install', '-y', '--no-install-recommends', 'chromium'];
  const installed =
    (await run('apt-get', install, signal)) ||
    ((await run('apt-get', ['update'], signal)) && (await run('apt-get', install, signal)));
  return installed && existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined;
}

async function fromNpm({ cacheFolder, onNotice, signal }: FetchOptions): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  onNotice?.(`No browser found: unpacking Chromium from the npm package ${PACKAGED} into ${cacheFolder}.`);
  mkdirSync(cacheFolder, { recursive: true });
  if (!existsSync(path.join(cacheFolder, 'package.json')))
    writeFileSync(path.join(cacheFolder, 'package.json'), '{ "private": true }\n');
  if (!(await run('npm', ['install', '--prefix', cacheFolder, '--no-audit', '--no-fund', PACKAGED], signal))) return undefined;
  // Its own code unpacks into the temporary folder, which is emptied now and then: keep a copy.
  const unpack = "import('@sparticuz/chromium').then((m) => m.default.executablePath())";
  if (!(await run(process.execPath, ['--input-type=module', '-e', unpack], signal, cacheFolder))) return undefined;
  const unpacked = path.join(os.tmpdir(), 'chromium');
  const target = path.join(cacheFolder, 'chromium');
  copyFileSync(unpacked, target);
  rmSync(unpacked, { force: true });
  chmodSync(target, 0o755);
  return target;
}

/** A browser that lacks its libraries exists but does not start. */
function starts(file: string): boolean {
  return spawnSync(file, ['--version', '--no-sandbox'], { timeout: 20_000 }).status === 0;
}

function run(command: string, args: string[], signal?: AbortSignal, cwd?: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', timeout: LIMIT_MS, signal, cwd });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}
