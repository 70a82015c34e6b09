import fs from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** Serves the pages that a suite brings along. */
export interface PageServer {
  /** `http://127.0.0.1:PORT` */
  origin: string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.gif': 'image/gif',
};

/**
 * Serves the folder of a suite file on loopback, for reading. The file itself is not served, nor any hidden one: an agent that
 * goes there must not find the checks.
 */
export async function startPageServer(suiteFile: string): Promise<PageServer> {
  const secret = fs.realpathSync(suiteFile);
  const server = createServer(({ method, url }, response) => {
    if (method !== 'GET' && method !== 'HEAD') return void response.writeHead(405).end();
    serve(fileFor(path.dirname(secret), secret, url ?? '/'), response);
  });
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

function serve(file: string | undefined, response: ServerResponse): void {
  if (!file) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such page.');
  const type = TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(fs.readFileSync(file));
}

/** The file that an address means, if it may be served; links that lead out of the folder are not followed. */
function fileFor(root: string, secret: string, url: string): string | undefined {
  try {
    const file = fs.realpathSync(path.join(root, decodeURIComponent(new URL(url, 'http://127.0.0.1').pathname)));
    const inside = path.relative(root, file);
    const hidden = path.isAbsolute(inside) || inside.split(path.sep).some((part) => part.startsWith('.'));
    const isSuite = file.toLowerCase() === secret.toLowerCase(); // file systems that know no case
    return hidden || isSuite || !fs.statSync(file).isFile() ? undefined : file;
  } catch {
    return undefined; // not there, or no address at all
  }
}
