import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LoopbackServer {
  /** `http://127.0.0.1:PORT` */
  readonly base: string;
  close(): Promise<void>;
}

/** What a path answers: a page, or a function that answers by itself (late, never, with another status). */
export type Answer = string | ((request: http.IncomingMessage, response: http.ServerResponse) => void);

/** Serves pages by path on this machine only. Unknown paths are 404. */
export async function serveLoopback(pages: Record<string, Answer>): Promise<LoopbackServer> {
  const server = http.createServer((request, response) => {
    const answer = pages[new URL(request.url ?? '/', 'http://loopback').pathname];
    if (typeof answer === 'function') return answer(request, response);
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(answer ?? '<h1>Not here</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
