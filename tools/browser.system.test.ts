import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../core/index.js';
import { findBrowsers, launchBrowser, resolveBrowser } from './index.js';

const folder = `${packageRoot}node_modules/.cache/autodidact-test/`;

/** A program that starts a browser, says which processes it has, and then does `ending`. */
const program = (ending: string): string => `
  import { launchBrowser } from './browser.mjs';
  const handle = await launchBrowser();
  const session = await handle.newSession();
  await session.open('about:blank');
  const client = await handle.browser.newBrowserCDPSession();
  const { processInfo } = await client.send('SystemInfo.getProcessInfo');
  console.log(JSON.stringify(processInfo.map((one) => one.id)));
  setInterval(() => undefined, 1000);
  ${ending}`;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  const entryPoints = { browser: fileURLToPath(new URL('./browser.ts', import.meta.url)) };
  await build({
    entryPoints,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
});

describe('a browser ends with its program', () => {
  it.each([
    ['is told to stop by SIGTERM', '', 'SIGTERM'],
    ['is interrupted by SIGINT', '', 'SIGINT'],
    ['is killed by SIGKILL', '', 'SIGKILL'],
    ['throws what nobody catches', "throw new Error('bug');", undefined],
    ['exits without closing', 'process.exit(0);', undefined],
  ] as const)('that %s', async (_how, ending, signal) => {
    const child = start(ending);
    const pids = await firstLine(child);
    const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_code, by) => resolve(by)));
    if (signal) child.kill(signal);
    expect(await ended).toBe(signal ?? null); // a signal is passed on, so that the shell sees it
    expect(pids.length).toBeGreaterThan(1);
    await expect.poll(() => pids.filter(isAlive), { timeout: 10_000 }).toEqual([]);
  });

  it('but outlives a signal that the program handles itself', async () => {
    const child = start(
      "process.once('SIGINT', async () => { console.log(await session.page.evaluate(() => 6 * 7)); await handle.close(); process.exit(3); });",
    );
    const pids = await firstLine(child);
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    const next = new Promise<string>((resolve) => child.stdout?.once('data', (data: Buffer) => resolve(data.toString().trim())));
    child.kill('SIGINT');
    expect(await next).toBe('42');
    expect(await ended).toBe(3);
    await expect.poll(() => pids.filter(isAlive), { timeout: 10_000 }).toEqual([]);
  });
});

describe('finding a browser', () => {
  const empty = mkdtempSync(path.join(os.tmpdir(), 'autodidact-browser-'));
  afterAll(() => rmSync(empty, { recursive: true, force: true }));

  it('finds what is installed', async () => {
    expect(findBrowsers().length).toBeGreaterThan(0);
    expect(await resolveBrowser()).toBe(findBrowsers()[0]);
  });

  it('takes the person’s own choice and nothing else', () => {
    expect(findBrowsers({ executablePath: process.execPath })).toEqual([process.execPath]);
    expect(() => findBrowsers({ executablePath: '/nowhere/chrome' })).toThrow(
      expect.objectContaining({ code: 'BROWSER_MISSING' }),
    );
  });

  it('says what was tried when nothing starts', async () => {
    const broken = path.join(empty, 'chrome');
    writeFileSync(broken, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    await expect(launchBrowser({ executablePath: broken })).rejects.toMatchObject({
      code: 'BROWSER_LAUNCH',
      message: expect.stringContaining(broken),
    });
  });
});

function start(ending: string): ChildProcess {
  const file = path.join(folder, `program-${process.pid}-${Math.random().toString(36).slice(2)}.mjs`);
  writeFileSync(file, program(ending));
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'ignore'] });
  child.on('exit', () => rmSync(file, { force: true }));
  return child;
}

function firstLine(child: ChildProcess): Promise<number[]> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('the program ended early')));
    child.stdout?.once('data', (data: Buffer) => resolve(JSON.parse(data.toString().split('\n')[0]) as number[]));
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
