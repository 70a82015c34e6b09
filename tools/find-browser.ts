import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';
import { AgentError } from '../core/index.js';
import { fetchBrowser } from './fetch-browser.js';

export interface ResolveOptions {
  /** The person's own choice; then nothing else is tried. */
  executablePath?: string;
  /** Whether a browser may be fetched where there is none. */
  allowFetch?: boolean;
  /** Where a fetched browser is kept. */
  cacheFolder?: string;
  /** One line about something the person should know. */
  onNotice?: (line: string) => void;
  signal?: AbortSignal;
}

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'msedge', 'microsoft-edge'];

const PLACES: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/lib/chromium/chromium',
    '/opt/google/chrome/chrome',
    '/opt/microsoft/msedge/msedge',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** Where a fetched browser is kept when nothing else is said. */
export function defaultCacheFolder(): string {
  return path.join(os.homedir(), '.cache', 'autodidact', 'browser');
}

/**
 * Browsers to try, best first: the person's own choice alone; else Playwright's, those on the search path, those in known
 * places, and one that was fetched before. Found, not started.
 */
export function findBrowsers(options: Pick<ResolveOptions, 'executablePath' | 'cacheFolder'> = {}): string[] {
  if (options.executablePath) {
    if (existsSync(options.executablePath)) return [options.executablePath];
    throw new AgentError(
      'BROWSER_MISSING',
      `The chosen browser "${options.executablePath}" does not exist. Correct the path, or leave it out to search.`,
    );
  }
  const fetched = path.join(options.cacheFolder ?? defaultCacheFolder(), 'chromium');
  const all = [chromium.executablePath(), ...onSearchPath(), ...(PLACES[process.platform] ?? []), fetched];
  return [...new Set(all)].filter((file) => file !== '' && existsSync(file));
}

/** The browser to use, fetched if need be and allowed. Errors: `BROWSER_MISSING`. */
export async function resolveBrowser(options: ResolveOptions = {}): Promise<string> {
  const [found] = findBrowsers(options);
  if (found) return found;
  const fetched = options.allowFetch
    ? await fetchBrowser({ ...options, cacheFolder: options.cacheFolder ?? defaultCacheFolder() })
    : undefined;
  if (fetched) return fetched;
  throw new AgentError(
    'BROWSER_MISSING',
    'There is no Chromium, Chrome or Edge on this machine. Get one with "npx playwright install chromium" or "apt install chromium", or name yours in AUTODIDACT_BROWSER.',
  );
}

function onSearchPath(): string[] {
  const finder = process.platform === 'win32' ? 'where' : 'which';
  const { stdout } = spawnSync(finder, process.platform === 'win32' ? COMMANDS : ['-a', ...COMMANDS], { encoding: 'utf8' });
  return (stdout ?? '').split(/\r?\n/).filter((line) => line !== '');
}
