import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AgentError } from '../../core/errors.js';
import { packageRoot } from '../../core/package-root.js';
import type { EpisodeRequest } from './page/episode.js';
import { pageSeed } from './seeds.js';
import { PRACTICE_SPLITS, splitOf, type PracticeSplit } from './splits.js';

/** Serves practice pages on loopback. */
export interface PracticeServer {
  /** `http://127.0.0.1:PORT` */
  origin: string;
  /** Makes an episode; its address tells nothing about it and cannot be guessed. */
  register(request: EpisodeRequest): string;
  /** Forgets an episode; its address is 404 from now on. */
  forget(url: string): void;
  close(): Promise<void>;
}

/** The script that runs inside practice pages. Error `PRACTICE_NOT_BUILT` when the package was not built. */
export function practiceScript(): string {
  const file = `${packageRoot}dist/page/practice.js`;
  if (!existsSync(file)) throw new AgentError('PRACTICE_NOT_BUILT', `${file} is missing. Run "npm run build" first.`);
  return readFileSync(file, 'utf8');
}

/** Starts a server on a free port. A person can look at a page under `/task?family=NAME&seed=N`. */
export async function startPracticeServer(): Promise<PracticeServer> {
  const script = practiceScript();
  const episodes = new Map<string, EpisodeRequest>();
  const register = (request: EpisodeRequest): string => {
    const path = `/e/${randomBytes(12).toString('base64url')}`;
    episodes.set(path, request);
    return path;
  };
  const server = createServer((request, response) => answer(request, response, { script, episodes, register }));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    register: (request) => origin + register(request),
    forget: (url) => void episodes.delete(new URL(url).pathname),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Site {
  script: string;
  episodes: Map<string, EpisodeRequest>;
  register(request: EpisodeRequest): string;
}

function answer(request: IncomingMessage, response: ServerResponse, site: Site): void {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (url.pathname === '/practice.js') return send(response, 200, 'text/javascript', site.script);
  if (url.pathname === '/favicon.ico') return send(response, 204, 'image/x-icon', '');
  if (url.pathname === '/task') return redirect(url, response, site);
  const episode = site.episodes.get(url.pathname);
  if (!episode) return send(response, 404, 'text/plain', 'There is no such page.');
  send(response, 200, 'text/html', html(episode));
}

/** The script takes itself out of the document before the page is built. */
function html(episode: EpisodeRequest): string {
  const request = JSON.stringify(episode).replace(/</g, '\\u003c');
  const start = `document.currentScript.remove();window.__practice.start(${request})`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title></title></head><body><script src="/practice.js"></script><script>${start}</script></body></html>`;
}

function redirect(url: URL, response: ServerResponse, site: Site): void {
  const family = url.searchParams.get('family') ?? '';
  const split = (url.searchParams.get('split') ?? splitOf(family)) as PracticeSplit;
  if (!PRACTICE_SPLITS.includes(split)) return send(response, 404, 'text/plain', `There is no family "${family}" in a split.`);
  const seed = pageSeed(split, family, 'use', Number(url.searchParams.get('seed') ?? 0));
  response.writeHead(302, { location: site.register({ family, seed }) }).end();
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(body);
}
