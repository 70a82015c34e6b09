import { type Answer, type LoopbackServer, serveLoopback } from './loopback-server.js';
import type { OfficeTask } from './office-tasks.js';

/*
 * A public library: the second site of the benefit measurement. Site and tasks were written after routes were finished and were looked at
 * once; nothing was changed for them.
 */

const page = (title: string, body: string): string => `<!doctype html><title>City Library</title>
<div class="top"><a href="/">City Library</a> | <a href="/books">Find books</a> | <a href="/visit">Visiting</a> | <a href="/me">My library card</a></div>
<h2>${title}</h2>${body}`;

const GET: Record<string, string> = {
  '/': page('Good morning', '<p>Open today until 18:00.</p><a href="/news">News of the week</a>'),
  '/news': page('News', '<p>The reading room is closed in August.</p>'),
  '/books': page('Find books', '<a href="/books/new">New this month</a> <a href="/books/wishes">Wish list</a>'),
  '/books/new': page('New this month', '<ul><li>The Salt Path</li><li>Small Things Like These</li></ul>'),
  '/books/wishes': page(
    'Wish list',
    '<form method="post" action="/books/wishes"><label>Title of the book <input name="title"></label><button>Ask for it</button></form>',
  ),
  '/visit': page('Visiting', '<a href="/visit/hours">Opening hours</a> <a href="/visit/rooms">Rooms</a>'),
  '/visit/hours': page(
    'Opening hours',
    '<table><tr><th>Day</th><th>Hours</th></tr><tr><td>Monday</td><td>closed</td></tr><tr><td>Sunday</td><td>10 to 14</td></tr></table>',
  ),
  '/visit/rooms': page(
    'Rooms',
    '<form method="post" action="/visit/rooms"><label>Room <select name="room"><option>Blue</option><option>Green</option><option>Attic</option></select></label> <label>Guests <input name="guests"></label><button>Reserve</button></form>',
  ),
  '/me': page(
    'My library card',
    '<a href="/me/loans">Loans</a> <a href="/me/contact">Contact details</a> <a href="/me/reminders">Reminders</a>',
  ),
  '/me/loans': page('Loans', '<p>Two books, due on Friday.</p>'),
  '/me/contact': page(
    'Contact details',
    '<form method="post" action="/me/contact"><label>E-mail <input name="mail"></label><label>Postcode <input name="code"></label><button>Save</button></form>',
  ),
  '/me/reminders': page(
    'Reminders',
    '<form method="post" action="/me/reminders"><label><input type="checkbox" name="text"> Text message before due date</label><button>Save</button></form>',
  ),
};

export const LIBRARY_TASKS: readonly OfficeTask[] = [
  { goal: 'Enter "ann@lee.org" as E-mail and save it.', done: /me\/contact mail=ann%40lee.org/ },
  { goal: 'Change my postcode to "8001" and save.', done: /me\/contact mail=&code=8001/ },
  { goal: 'Turn on the text message before the due date and press Save.', done: /me\/reminders text=on/ },
  { goal: 'Reserve the room "Attic" for "6" guests.', done: /rooms room=Attic&guests=6/ },
  { goal: 'Enter "Middlemarch" as Title of the book and press Ask for it.', done: /wishes title=Middlemarch/ },
  { goal: 'Which hours is it open on Sunday?', done: /visit\/hours/ },
  { goal: 'Open the list of new books of this month.', done: /\/books\/new / },
  { goal: 'Show me my loans.', done: /\/me\/loans / },
];

/** Serves the library; `writes` are the requests that were not GET, with what they sent. */
export async function serveLibrary(): Promise<LoopbackServer & { readonly writes: string[] }> {
  const writes: string[] = [];
  const answers = Object.entries(GET).map(([path, body]): [string, Answer] => [
    path,
    (request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      if (request.method === 'GET') return void response.end(body);
      const at = writes.push(`${request.method} ${path}`) - 1;
      request.on('data', (sent: Buffer) => (writes[at] += ` ${sent.toString()}`));
      request.on('end', () => response.end(page('Thank you', '<p>It was saved.</p>')));
    },
  ]);
  return Object.assign(await serveLoopback(Object.fromEntries(answers)), { writes });
}
