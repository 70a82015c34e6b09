import fs from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Action, Finish } from '../../core/index.js';
import { launchBrowser, type BrowserHandle, type BrowserSession } from '../../tools/index.js';
import type { Check } from './check.js';
import { checkSuite } from './check-suite.js';
import { openUserSuite, type UserSuite } from './suite.js';

const PAGE = `<!doctype html><title>Orders</title><h1>Orders</h1>
  <label>Name <input value="Ann Lee"></label>
  <label><input type="checkbox" checked> Gift</label>
  <label>Size <select><option>Small<option selected>Large</select></label>
  <button onclick="fetch('/orders', { method: 'POST' }).then(() => { history.pushState(0, '', '/done?name=Ann+Lee'); document.querySelector('p').textContent = '11 items ordered' })">Order</button>
  <button onclick="fetch('/broken', { method: 'POST' })">Break</button>
  <p></p><p hidden>Secret sauce</p>`;

let browser: BrowserHandle;
let server: Server;
let folder: string;
let origin: string;
let open: UserSuite[] = [];

beforeAll(async () => {
  browser = await launchBrowser({});
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'autodidact-suite-'));
  fs.writeFileSync(path.join(folder, 'page.html'), PAGE);
  fs.writeFileSync(path.join(folder, '.env'), 'hidden');
  server = createServer(({ method, url }, response) => {
    const status = url === '/broken' || url === '/gone' ? 500 : 200;
    response.writeHead(status, { 'content-type': 'text/html' }).end(method === 'GET' ? PAGE : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await Promise.all(open.map((suite) => suite.close()));
  open = [];
});
afterAll(async () => {
  await browser?.close();
  server.close();
  fs.rmSync(folder, { recursive: true });
});

async function suiteOf(...tasks: object[]): Promise<UserSuite> {
  const file = path.join(folder, 'tasks.json');
  const filled = tasks.map((task, i) => ({ id: `t${i}`, goal: `Do ${i}.`, url: `${origin}/`, ...task }));
  fs.writeFileSync(file, JSON.stringify({ name: 'mine', tasks: filled }));
  const suite = await openUserSuite(file);
  open.push(suite);
  return suite;
}

const newSession = (): Promise<BrowserSession> => browser.newSession({});

async function click(session: BrowserSession, name: string): Promise<void> {
  const { elements } = await session.observe();
  await session.act({ kind: 'click', ref: elements.find((element) => element.name === name)!.ref } satisfies Action);
}

const silent: Finish = { kind: 'done', text: '' };
const says = (text: string): Finish => ({ kind: 'done', text });

/** One page serves all rows: Order was pressed, then Break. */
const CASES: [Check, Check, Finish?][] = [
  [{ answer: 'ann lee' }, { answer: 'Ann' }, says(' "Ann  Lee." ')],
  [{ answerMatches: '^\\d+ euros$' }, { answerMatches: '^\\d+$' }, says('12 Euros')],
  [{ url: '/done\\?name=Ann Lee$' }, { url: '/cart' }],
  [{ text: 'items  ORDERED' }, { text: 'Secret sauce' }],
  [{ text: '11 items' }, { text: '1 items' }],
  [{ element: { role: 'button', name: 'order' } }, { element: { role: 'link', name: 'Order' } }],
  [
    { element: { role: 'textbox', name: 'Name', value: 'Ann Lee' } },
    { element: { role: 'textbox', name: 'Name', value: 'Ann' } },
  ],
  [{ element: { role: 'select', value: 'Large' } }, { element: { role: 'select', value: 'Small' } }],
  [{ element: { role: 'checkbox', state: 'checked' } }, { element: { role: 'checkbox', state: 'unchecked' } }],
  [{ request: { method: 'POST', url: '/orders$' } }, { request: { method: 'POST', url: '/broken$' } }],
  [{ not: { text: 'Cancelled' } }, { not: { text: 'Orders' } }],
  [{ all: [{ text: 'Orders' }, { url: 'done' }] }, { all: [{ text: 'Orders' }, { url: 'cart' }] }],
  [{ any: [{ url: 'cart' }, { text: 'Orders' }] }, { any: [{ url: 'cart' }, { text: 'Cart' }] }],
  [{ refused: true }, { not: { refused: true } }, { kind: 'refused', text: 'cannot be done' }],
];

describe('a check', () => {
  it.each(CASES)('%j holds and %j does not, on the page as it is in the end', async (right, wrong, finish = silent) => {
    const suite = await suiteOf({ check: { all: [right, { not: wrong }] }, split: 'train' });
    const session = await newSession();
    const task = await suite.task('train', 't0', 1).open(session);
    await click(session, 'Order');
    await click(session, 'Break');
    expect(await task.evaluate(finish)).toMatchObject({ success: true, reward: 1 });
    await session.close();
  });

  it('takes the word of an agent that gave up for no answer, and of a lost page for nothing', async () => {
    const suite = await suiteOf({ check: { answer: 'yes' }, split: 'report' });
    const session = await newSession();
    const task = await suite.task('report', 't0', 1).open(session);
    expect(await task.evaluate({ kind: 'gave-up', text: 'yes' })).toMatchObject({ success: false });
    await session.close();
    expect(await task.evaluate(says('yes'))).toMatchObject({ success: false, detail: 'the page is gone' });
  });

  it('of an impossible task counts only with a refusal', async () => {
    const suite = await suiteOf({ impossible: true, split: 'report', check: { text: 'Orders' } });
    const session = await newSession();
    const task = await suite.task('report', 't0', 1).open(session);
    expect(await task.evaluate(silent)).toMatchObject({ success: false });
    expect(await task.evaluate({ kind: 'refused', text: '' })).toMatchObject({ success: true });
    await session.close();
  });
});

describe('a suite', () => {
  it('gives the same task for the same seed, another value for another, and only those of the split', async () => {
    const suite = await suiteOf({ goal: 'Say {n}.', values: { n: ['a', 'b', 'c', 'd'] }, check: { answer: '{n}' } });
    const goal = async (split: string, seed: number): Promise<string> => {
      const session = await newSession();
      const { assignment } = await suite.task(split, 't0', seed).open(session);
      return session.close().then(() => assignment.goal);
    };
    expect([await goal('train', 4), await goal('train', 5), await goal('train', 4)]).toEqual(['Say a.', 'Say b.', 'Say a.']);
    expect([await goal('gate', 4), await goal('gate', 5), await goal('report', 9)]).toEqual(['Say c.', 'Say c.', 'Say d.']);
    expect([suite.size!('train', 't0'), suite.size!('report', 't0')]).toEqual([2, 1]);
  });

  it('names what is missing, and keeps training out of gate and report', async () => {
    const suite = await suiteOf({ check: { text: 'x' }, split: 'gate' });
    expect(() => suite.families('report')).toThrow(expect.objectContaining({ code: 'SUITE_SPLIT_EMPTY', message: expect.stringContaining('"split": "report"') })); // prettier-ignore
    expect(() => suite.families('near')).toThrow(expect.objectContaining({ code: 'NO_SUCH_SPLIT' }));
    expect(() => suite.task('gate', 'other', 1)).toThrow(expect.objectContaining({ code: 'NO_SUCH_FAMILY' }));
    expect(() => suite.task('gate', 't0', 1, 'train')).toThrow(expect.objectContaining({ code: 'SUITE_SPLIT_PURPOSE' }));
  });

  it('serves its pages and neither its checks nor hidden files', async () => {
    const suite = await suiteOf({ url: './page.html', split: 'report', check: { text: 'x' } });
    const session = await newSession();
    const { assignment } = await suite.task('report', 't0', 1).open(session);
    await session.close();
    const status = async (at: string): Promise<number> => (await fetch(new URL(at, assignment.startUrl))).status;
    expect(await Promise.all(['page.html', 'tasks.json', '.env', '..%2f..%2fetc/passwd', '/'].map(status))).toEqual([200, 404, 404, 404, 404]); // prettier-ignore
    expect((await fetch(assignment.startUrl, { method: 'POST' })).status).toBe(405);
  });

  it('has another version once a task or a page of its own is another', async () => {
    const task = { url: './page.html', check: { text: 'x' } };
    const { version } = await suiteOf(task);
    expect((await suiteOf(task)).version).toBe(version);
    expect((await suiteOf({ ...task, check: { text: 'y' } })).version).not.toBe(version);
    fs.appendFileSync(path.join(folder, 'page.html'), '<p>New</p>');
    expect((await suiteOf(task)).version).not.toBe(version);
  });
});

describe('the check of a suite', () => {
  it('finds checks that hold before anything was done, and pages that do not open', async () => {
    const suite = await suiteOf(
      { check: { text: 'ordered' } },
      { check: { text: 'Orders' } },
      { check: { text: 'Orders' }, holdsAtStart: true },
      { check: { text: 'ordered' }, holdsAtStart: true },
      { check: { not: { answer: 'no' } } },
      { check: { request: { method: 'GET', url: '.' } } },
      { impossible: true },
      { url: `${origin}/gone`, check: { text: 'x' } },
      { url: './none.html', check: { text: 'x' } },
    );
    const findings = await checkSuite(suite, newSession);
    expect(findings.map(({ opens, holdsAtStart, problem }) => [opens, holdsAtStart, problem])).toEqual([
      [true, false, undefined],
      [true, true, expect.stringContaining('holds before anything was done')],
      [true, true, undefined],
      [true, false, expect.stringContaining('declared to hold at the start')],
      [true, true, expect.stringContaining('holds before')],
      [true, false, undefined],
      [true, false, undefined],
      [false, false, expect.stringContaining('the server answered 500')],
      [false, false, expect.stringContaining('the server answered 404')],
    ]);
  });
});
