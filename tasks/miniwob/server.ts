import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setUpWobPage } from './page-setup.js';

export interface MiniwobServer {
  origin: string;
  close(): Promise<void>;
}

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css',
  png: 'image/png',
  gif: 'image/gif',
  jpg: 'image/jpeg',
  svg: 'image/svg+xml',
  json: 'application/json',
};

/** Serves the folder on loopback; each page gets {@link setUpWobPage} right after its core script. */
export async function startMiniwobServer(folder: string): Promise<MiniwobServer> {
  const root = realpathSync(folder);
  const server = createServer((request, response) =>
    serve(root, new URL(request.url ?? '/', 'http://127.0.0.1').pathname, response),
  );
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function serve(root: string, pathname: string, response: ServerResponse): void {
  const file = path.join(root, decodeURIComponent(pathname));
  if (!file.startsWith(root + path.sep) || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end();
    return;
  }
  const extension = path.extname(file).slice(1);
  const body = extension === 'html' ? withSetup(readFileSync(file, 'utf8')) : readFileSync(file);
  const cache = extension === 'html' ? 'no-store' : 'max-age=3600';
  response.writeHead(200, { 'content-type': TYPES[extension] ?? 'application/octet-stream', 'cache-control': cache }).end(body);
}

function withSetup(html: string): string {
  return html.replace(
    /<script[^>]*core\/core\.js[^>]*>\s*<\/script>/,
    (script) => `${script}<script>(${setUpWobPage})()</script>`,
  );
}
