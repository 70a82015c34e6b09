// Serves the example pages on this machine only: node examples/serve.mjs [PORT]
import fs from 'node:fs';
import http from 'node:http';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('pages/', import.meta.url));
const pages = fs.readdirSync(folder).filter((name) => name.endsWith('.html'));

const server = http.createServer((request, response) => {
  const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1);
  if (!pages.includes(name)) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end(`No such page. There are: ${pages.join(', ')}\n`);
    return;
  }
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(fs.readFileSync(folder + name));
});

server.on('error', (error) => {
  console.error(`Cannot serve: ${error.message}. Give another port: node examples/serve.mjs 8090`);
  process.exitCode = 1;
});
server.listen(Number(process.argv[2] ?? 8080), '127.0.0.1', () => {
  const { port } = server.address();
  for (const page of pages) console.log(`http://127.0.0.1:${port}/${page}`);
});
