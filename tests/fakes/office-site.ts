import http from 'node:http';
import type { AddressInfo } from 'node:net';

/*
 * A small site of an office supplier, served on this machine: twelve pages two or three links deep, lists with pages to turn, forms that
 * change something, and traps: other hosts, logging out, a button that writes without saying so.
 */

export interface OfficeSite {
  readonly base: string;
  /** Requests that were not GET, with what they sent: `POST 127.0.0.1:4000/basket n=1`. */
  readonly writes: string[];
  /** Requests under another host name. */
  readonly elsewhere: string[];
  /** GET requests that end the session or change something, as badly made sites have them. */
  readonly harmful: string[];
  /** Requests of each path. */
  readonly visits: Map<string, number>;
  /** Replaces the newsletter page by another one. */
  moved: boolean;
  close(): Promise<void>;
}

const page = (title: string, main: string): string => `<!doctype html><title>${title} - Corner Office</title>
<header><nav aria-label="Main"><a href="/">Home</a> <a href="/catalogue">Catalogue</a> <a href="/account">Account</a> <a href="/help">Help</a>
<button aria-expanded="false" onclick="more.hidden=!more.hidden;this.setAttribute('aria-expanded',!more.hidden)">More</button>
<span id="more" hidden><a href="/about">About us</a> <a href="/logout">Log out</a></span></nav></header>
<main><h1>${title}</h1>${main}</main>`;

const PRODUCTS = [
  'Stapler',
  'Lamp',
  'Notebook',
  'Pencil',
  'Eraser',
  'Ruler',
  'Folder',
  'Marker',
  'Binder',
  'Scissors',
  'Tape',
  'Clip',
];
const PAGES: Record<string, (query: URLSearchParams, site: { moved: boolean }) => string> = {
  '/': () => page('Welcome', '<p>Everything for your desk.</p><button type="button" aria-expanded="false">Show tips</button>'),
  '/catalogue': (query) => {
    const at = Number(query.get('page') ?? 1);
    const word = (query.get('q') ?? '').toLowerCase();
    const rows = PRODUCTS.map((name, i) => ({ name, i: i + 1 })).filter(({ name }) => name.toLowerCase().includes(word)).slice((at - 1) * 4, at * 4); // prettier-ignore
    return page(
      'Catalogue',
      `<form role="search" action="/catalogue"><label>Product <input type="search" name="q"></label><button>Search</button></form>
       <ul>${rows.map(({ name, i }) => `<li><a href="/catalogue/${i}">${name}</a></li>`).join('')}</ul>
       ${[1, 2, 3].map((n) => `<a href="/catalogue?page=${n}">${n}</a>`).join(' ')}`,
    );
  },
  '/help': () =>
    page(
      'Help',
      `<a href="/help/returns">Returns</a> <a href="/help/delivery">Delivery</a> <a href="mailto:hello@corner.example">Write to us</a>
       <a href="ELSEWHERE/partner">Partner site</a> <a href="/away">Our blog</a> <a href="/terms.pdf" download>Terms</a>`,
    ),
  '/help/returns': () =>
    page(
      'Returns',
      '<p>Send it back within 30 days.</p><details><summary>Exceptions</summary><p>Opened ink cannot be returned.</p></details>',
    ),
  '/help/delivery': () =>
    page('Delivery', '<p>Two days.</p><label>Country <select><option>France</option><option>Spain</option></select></label>'),
  '/about': () => page('About us', '<p>Since 1987.</p>'),
  '/account': () =>
    page(
      'Your account',
      '<p>Choose what to look at.</p><a href="/account/profile">Profile</a> <a href="/account/settings">Settings</a> <a href="/account/orders">Orders</a>',
    ),
  '/account/profile': () =>
    page(
      'Profile',
      `<form method="post" action="/account/profile"><label>Phone <input name="phone" value="555-0100" required></label><label>Job title <input name="job"></label><button>Save</button></form>
       <button type="button" onclick="fetch('/account/delete',{method:'POST'})">Delete account</button>`,
    ),
  '/account/settings': () =>
    page(
      'Settings',
      `<a href="/account/settings/mail">Mail</a> <a href="/account/settings/privacy">Privacy</a>
       <button type="button" aria-expanded="false" onclick="fetch('/account/track',{method:'POST'})">Show usage</button>
       <button type="button" onclick="fetch('/account/reindex',{method:'POST'})">Reindex</button>`,
    ),
  '/account/settings/mail': (_query, { moved }) =>
    moved
      ? page(
          'Post room',
          '<p>Letters are sorted here.</p><button type="button">Open the hatch</button><label>Shelf <input></label>',
        )
      : page(
          'Mail',
          `<form method="post" action="/account/settings/mail"><label>Newsletter <select name="n"><option>Never</option><option>Weekly</option><option>Monthly</option></select></label>
           <label><input type="checkbox" name="offers"> Special offers</label><button>Save</button></form>`,
        ),
  '/account/settings/privacy': () =>
    page(
      'Privacy',
      '<form method="post" action="/account/settings/privacy"><label><input type="checkbox" name="visible"> Visible to colleagues</label><button>Save</button></form>',
    ),
  '/account/orders': () =>
    page(
      'Orders',
      `<table><tr><th>Order</th><th>Total</th></tr>${[41, 42, 43, 44, 45].map((n) => `<tr><td><a href="/account/orders/${n}">${n}</a></td><td>${n} EUR</td></tr>`).join('')}</table>`,
    ),
  '/logout': () => page('Good-bye', '<p>You are logged out.</p>'),
};

function answer(path: string, query: URLSearchParams, site: { moved: boolean }): string | undefined {
  if (PAGES[path]) return PAGES[path](query, site);
  const [, list, id] = /^\/(catalogue|account\/orders)\/(\d+)$/.exec(path) ?? [];
  if (list === 'catalogue' && PRODUCTS[Number(id) - 1])
    return page(
      PRODUCTS[Number(id) - 1],
      '<p>In stock.</p><form method="post" action="/basket"><label>Quantity <input name="n" value="1"></label><button>Add to basket</button></form>',
    );
  return list
    ? page(`Order ${id}`, '<p>On its way.</p><form method="post" action="/refund"><button>Cancel order</button></form>')
    : undefined;
}

/** Serves the site on 127.0.0.1; `localhost` at the same port is the other host. */
export async function serveOffice(): Promise<OfficeSite> {
  const [writes, elsewhere, harmful, visits]: [string[], string[], string[], Map<string, number>] = [[], [], [], new Map()];
  const state = { moved: false };
  const server = http.createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://office');
    const { port } = server.address() as AddressInfo;
    const line = `${request.method} ${request.headers.host}${request.url}`;
    if (request.headers.host?.startsWith('localhost')) elsewhere.push(line);
    if (request.method !== 'GET') request.on('data', (body: Buffer) => (writes[at] += ` ${body.toString()}`));
    const at = request.method === 'GET' ? -1 : writes.push(line) - 1;
    if (pathname === '/logout') harmful.push(line);
    visits.set(pathname, (visits.get(pathname) ?? 0) + 1);
    if (pathname === '/away') return void response.writeHead(302, { location: `http://localhost:${port}/blog` }).end();
    if (request.method === 'POST')
      return void response.writeHead(200, { 'content-type': 'text/html' }).end(page('Saved', `<p>Saved at ${pathname}.</p>`));
    const body = answer(pathname, searchParams, state);
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
    response.end((body ?? '<h1>Not here</h1>').replaceAll('ELSEWHERE', `http://localhost:${port}`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve())));
  return Object.assign(state, {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    writes,
    elsewhere,
    harmful,
    visits,
    close,
  });
}
