import { readFileSync } from 'node:fs';
import { chromium, type Browser } from 'playwright';
import { AgentError, messageOf, packageRoot } from '../core/index.js';
import { guardExit } from './exit-guard.js';
import { guardRequests } from './guard/requests.js';
import { findBrowsers, resolveBrowser, type ResolveOptions } from './find-browser.js';
import { BrowserSession, SESSION_DEFAULTS, type SessionOptions } from './session.js';

export interface LaunchOptions extends ResolveOptions {
  /** Show the window. */
  headed?: boolean;
  /**
   * Hosts that may be reached. Every other name or address resolves to nothing, below the page: whatever asks, be it a
   * redirect, a frame, a worker or a WebSocket. Any host by default.
   */
  allowedHosts?: readonly string[];
}

/** A running browser. Dies with this process, however that ends. */
export interface BrowserHandle {
  /** For evaluation's own measurements only. */
  readonly browser: Browser;
  /** What is running, e.g. `156.0.8078.79`. */
  readonly version: string;
  /** A fresh context with one empty page: no cookies, nothing shared with other sessions. */
  newSession(options?: SessionOptions): Promise<BrowserSession>;
  close(): Promise<void>;
}

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the best browser there is. Errors: `BROWSER_MISSING`, `BROWSER_LAUNCH`, `BUILD_MISSING`. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<BrowserHandle> {
  const walkerSource = readWalker();
  const browser = await start(options);
  const close = async (): Promise<void> => {
    removeGuard();
    await browser.close().catch(() => undefined); // it may be dead already
  };
  const removeGuard = guardExit(close);
  browser.on('disconnected', removeGuard);
  return {
    browser,
    version: browser.version(),
    newSession: (session = {}) => openSession(browser, walkerSource, session),
    close,
  };
}

async function start(options: LaunchOptions): Promise<Browser> {
  const candidates = findBrowsers(options);
  if (candidates.length === 0) candidates.push(await resolveBrowser(options));
  const problems: string[] = [];
  for (const executablePath of candidates) {
    try {
      return await chromium.launch({
        executablePath,
        headless: !options.headed,
        args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...FLAGS, ...hostRules(options.allowedHosts)],
        // Signals are ours (`guardExit`): Playwright would end the process before anything else is put in order.
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
      });
    } catch (thrown) {
      problems.push(`"${executablePath}": ${messageOf(thrown).slice(0, 300)}`);
    }
  }
  throw new AgentError(
    'BROWSER_LAUNCH',
    `No browser could be started. ${problems.join('; ')}. Try it by hand, or name another in AUTODIDACT_BROWSER.`,
  );
}

function hostRules(hosts: readonly string[] | undefined): string[] {
  if (!hosts) return [];
  const wrong = hosts.find((host) => !/^[\w.-]+$|^\[[\da-f:]+\]$/i.test(host));
  if (wrong !== undefined)
    throw new AgentError(
      'HOST_INVALID',
      `"${wrong}" is not a host name or address. Give it without scheme, port or path: shop.example.`,
    );
  return [`--host-resolver-rules=${['MAP * ~NOTFOUND', ...hosts.map((host) => `EXCLUDE ${host}`)].join(', ')}`];
}

async function openSession(browser: Browser, walkerSource: string, options: SessionOptions): Promise<BrowserSession> {
  const context = await browser.newContext({
    viewport: options.viewport ?? SESSION_DEFAULTS.viewport,
    locale: options.locale ?? SESSION_DEFAULTS.locale,
    timezoneId: options.timezone ?? SESSION_DEFAULTS.timezone,
    acceptDownloads: false,
    ...(options.allowRequest ? { serviceWorkers: 'block' } : {}), // what a worker asks for would pass by the rule
  });
  if (options.allowRequest) await guardRequests(context, options.allowRequest);
  await context.addInitScript(walkerSource);
  return new BrowserSession(context, await context.newPage(), walkerSource, options);
}

function readWalker(): string {
  const file = `${packageRoot}dist/page/walker.js`;
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AgentError('BUILD_MISSING', `"${file}" cannot be read. Build it with "npm run build".`, { cause });
  }
}
