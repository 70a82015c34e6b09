import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveLoopback, type Answer, type LoopbackServer } from '../tests/fakes/loopback-server.js';
import { fixtureOf, openFixture, type PageFixture } from '../tests/fakes/page-fixture.js';
import { launchBrowser, type BrowserHandle } from './index.js';

const late =
  (ms: number, body: string): Answer =>
  (_request, response) => {
    setTimeout(() => response.end(body), ms);
  };

const PAGES: Record<string, Answer> = {
  '/': '<title>Start</title><h1>Start</h1><a href="/next">Next</a> <a href="/next" target=_blank>Tab</a> <a href="/slow">Slow</a> <a href="/hangs">Hangs</a>',
  '/next': '<title>Next</title><h1>Second page</h1><a href="/">Home</a><button onclick="window.close()">Close tab</button>',
  '/slow': late(400, '<title>Slow</title><h1>Late page</h1>'),
  '/hangs': () => undefined,
  '/data': late(300, '42'),
  '/fetches':
    "<button onclick=\"fetch('/data').then(r=>r.text()).then(t=>o.textContent='got '+t)\">Load</button><output id=o></output>",
  '/reloads': '<h1>Again</h1><button>Stop</button><script>setTimeout(()=>location.reload(), 120)</script>',
  '/alerts': '<script>alert("Welcome")</script><h1>Behind</h1>',
  '/polls':
    '<h1>Polling</h1><button onclick="o.textContent=\'done\'">Go</button><output id=o></output><script>(function poll(){fetch("/hangs");setTimeout(poll,400)})()</script>',
};

let handle: BrowserHandle;
let server: LoopbackServer;
beforeAll(async () => {
  handle = await launchBrowser();
  server = await serveLoopback(PAGES);
});
afterAll(async () => {
  await handle.close();
  await server.close();
});

async function openPath(path: string, options = {}): Promise<PageFixture> {
  const session = await handle.newSession(options);
  await session.open(server.base + path);
  return fixtureOf(session);
}

describe('observe', () => {
  it('marks the same elements as new however often one looks', async () => {
    const page = await openFixture(handle, "<button onclick=\"this.insertAdjacentHTML('afterend','<p>Fresh</p>')\">Add</button>");
    await page.click('Add');
    for (const observation of [page.session.current!, await page.session.observe(), await page.session.observe()]) {
      expect(observation.elements.filter((element) => element.isNew).map((element) => element.name)).toEqual(['Fresh']);
    }
  });

  it('leaves out what the session was told to skip', async () => {
    const page = await openFixture(handle, '<p id=hint>Secret</p><p>Open</p>', { skipSelector: '#hint' });
    expect(page.session.current?.elements.map((element) => element.name)).toEqual(['Open']);
  });

  it('sees what a script set between two looks', async () => {
    const page = await openFixture(handle, '<input aria-label=Name>');
    await page.session.page.locator('input').evaluate((input) => ((input as HTMLInputElement).value = 'set'));
    expect((await page.session.observe()).elements[0].value).toBe('set');
  });
});

describe('settling', () => {
  it.each([
    ['a timer', 'setTimeout(() => o.textContent = "there", 250)'],
    [
      'a chain of frames',
      'let n = 0; (function next() { n++ < 12 ? requestAnimationFrame(next, o.style.left = n + "px") : (o.textContent = "there") })()',
    ],
    ['a transition that reveals', 'o.animate([{ opacity: 0 }, { opacity: 1 }], 200).onfinish = () => o.textContent = "there"'],
  ])('waits for %s that the action set going', async (_what, script) => {
    const page = await openFixture(
      handle,
      `<button onclick='${script}'>Go</button><output id=o style="position:relative">gone</output>`,
    );
    expect(await page.click('Go')).toMatchObject({ status: 'ok', diff: { added: ['text "there"'] } });
  });

  it('waits for an answer from the server', async () => {
    const page = await openPath('/fetches');
    expect(await page.click('Load')).toMatchObject({ status: 'ok', diff: { added: ['text "got 42"'] } });
  });

  it('gives up on a page that never rests, and ignores its motion from then on', async () => {
    const page = await openFixture(
      handle,
      '<p id=c>0</p><button onclick="o.textContent=\'done\'">Go</button><output id=o></output><script>(function tick(){c.textContent=Math.round(performance.now());requestAnimationFrame(tick)})()</script>',
    );
    expect(await page.click('Go')).toMatchObject({ status: 'ok' });
    const rest = (): Promise<{ quiet: boolean }> =>
      page.session.page.evaluate(() =>
        (
          window as unknown as { __autodidact: { acting: { settle(limitMs: number): Promise<{ quiet: boolean }> } } }
        ).__autodidact.acting.settle(3000),
      );
    expect((await rest()).quiet).toBe(true);
  });

  it('does not wait for requests that never end', async () => {
    const page = await openPath('/polls');
    expect(await page.click('Go')).toMatchObject({ status: 'ok' });
  });
});

describe('navigation', () => {
  it('follows a link, also to a slow page, and goes back, but not past the start', async () => {
    const page = await openPath('/');
    expect(await page.click('Next')).toMatchObject({ status: 'ok', diff: { urlChanged: true, titleChanged: true } });
    expect(page.session.current?.title).toBe('Next');
    expect(await page.act({ kind: 'back' })).toMatchObject({ status: 'ok', message: 'Went back.' });
    expect(await page.click('Slow')).toMatchObject({ status: 'ok' });
    expect(page.session.current?.title).toBe('Slow');
    await page.act({ kind: 'back' });
    expect(await page.act({ kind: 'back' })).toMatchObject({
      status: 'no-effect',
      message: 'There is no earlier page to go back to.',
    });
    expect(page.session.current?.title).toBe('Start');
  });

  it('stays on the page when the next one does not come', async () => {
    const page = await openPath('/', { navigationMs: 600, settleMs: 600 });
    expect((await page.click('Hangs')).status).not.toBe('error');
    expect(page.session.current?.title).toBe('Start');
  });

  it('opens addresses of the web only', async () => {
    const page = await openPath('/');
    expect(await page.act({ kind: 'goto', url: '/next' })).toMatchObject({ status: 'ok' });
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'chrome://version', 'about:blank']) {
      expect(await page.act({ kind: 'goto', url })).toMatchObject({ status: 'error', code: 'NAVIGATION_FAILED' });
    }
    expect(page.session.current?.title).toBe('Next');
  });

  it('says why an address could not be opened', async () => {
    const page = await openPath('/', { navigationMs: 700 });
    const outcome = await page.act({ kind: 'goto', url: 'http://127.0.0.1:1/' });
    expect(outcome).toMatchObject({ status: 'error', code: 'NAVIGATION_FAILED' });
    expect(outcome.message).toMatch(/^http:\/\/127\.0\.0\.1:1\/ could not be opened: net::ERR_/);
    expect(await page.act({ kind: 'goto', url: `${server.base}/hangs` }).then((o) => o.code)).toBe('NAVIGATION_FAILED');
  });

  it('tells the status of an error page', async () => {
    const page = await openPath('/nowhere');
    expect((await page.act({ kind: 'goto', url: '/nowhere' })).message).toContain('The server answered 404.');
  });

  it('goes on in a tab that a link opened, and returns when it closes', async () => {
    const page = await openPath('/');
    expect(await page.click('Tab')).toMatchObject({ status: 'ok', message: expect.stringContaining('in another tab') });
    expect(page.session.current?.title).toBe('Next');
    expect(await page.act({ kind: 'back' })).toMatchObject({ status: 'no-effect' });
    expect(await page.click('Close tab')).toMatchObject({ status: 'ok', diff: { titleChanged: true } });
    expect(page.session.current?.title).toBe('Start');
  });

  it('records steps on a page that reloads itself', async () => {
    const page = await openPath('/reloads', { settleMs: 500 });
    expect(page.session.current?.elements[0].name).toBe('Again');
    expect(['ok', 'no-effect', 'error']).toContain((await page.click('Stop')).status);
    expect((await page.session.observe()).elements.length).toBeGreaterThan(0);
  });
});

describe('dialogs', () => {
  const ASKS =
    "<button onclick=\"o.textContent = confirm('Delete it?') ? 'deleted' : 'kept'\">Delete</button><output id=o>waiting</output>";

  it('are shown, hold everything up, and are accepted by Enter', async () => {
    const page = await openFixture(handle, ASKS);
    expect(await page.click('Delete')).toMatchObject({
      status: 'ok',
      diff: { dialogOpened: true },
      message: expect.stringContaining('Delete it?'),
    });
    expect(page.session.current?.dialog).toEqual({ kind: 'confirm', message: 'Delete it?', defaultValue: '' });
    expect(await page.click('Delete')).toMatchObject({ status: 'error', code: 'DIALOG_OPEN' });
    expect((await page.session.observe()).elements.every((element) => element.verbs.length === 0)).toBe(true);
    expect(await page.act({ kind: 'press', key: 'Enter' })).toMatchObject({ status: 'ok', diff: { added: ['text "deleted"'] } });
    expect(page.session.current?.dialog).toBeUndefined();
  });

  it('are dismissed by Escape', async () => {
    const page = await openFixture(handle, ASKS);
    await page.click('Delete');
    await page.act({ kind: 'press', key: 'Escape' });
    expect(await page.text('o')).toBe('kept');
  });

  it('may come while a page loads, and may follow each other', async () => {
    const page = await openPath('/alerts');
    expect(page.session.current?.dialog?.message).toBe('Welcome');
    await page.act({ kind: 'press', key: 'Enter' });
    expect(page.session.current?.elements.map((element) => element.name)).toEqual(['Behind']);
  });

  it('and tabs of before are gone when another start page is opened', async () => {
    const page = await openPath('/');
    await page.click('Tab');
    await page.session.page.evaluate(() => void setTimeout(() => confirm('Stay?'), 0));
    await page.act({ kind: 'wait' });
    expect(page.session.current?.dialog?.message).toBe('Stay?');
    expect(await page.session.open(`${server.base}/next`)).toMatchObject({ status: 'ok' });
    expect(page.session.current?.title).toBe('Next');
    expect(page.session.current?.dialog).toBeUndefined();
    expect(page.session.page.context().pages()).toHaveLength(1);
    expect(await page.act({ kind: 'back' })).toMatchObject({ status: 'no-effect' });
  });

  it('do not keep a session from closing', async () => {
    const page = await openFixture(handle, ASKS);
    await page.click('Delete');
    await page.session.close();
    expect(page.session.isClosed).toBe(true);
  });
});

describe('wait', () => {
  it('ends at the first change', async () => {
    const page = await openFixture(handle, '<p id=o>wait</p><script>setTimeout(() => o.textContent = "now", 900)</script>');
    expect(await page.act({ kind: 'wait' })).toMatchObject({
      status: 'ok',
      message: 'Waited until something changed.',
      diff: { added: ['text "now"'] },
    });
  });

  it('is fine without a change', async () => {
    const page = await openFixture(handle, '<p>still</p>');
    expect(await page.act({ kind: 'wait' })).toMatchObject({ status: 'ok', message: 'Nothing changed in 2 s.' });
  });
});

describe('what goes wrong', () => {
  it('leaves to the agent what is the agent’s', async () => {
    const page = await openFixture(handle, '<p>x</p>');
    expect(await page.act({ kind: 'note', text: 'x' })).toMatchObject({ status: 'error', code: 'UNSUPPORTED' });
  });

  it('reports a page that hangs as a time-out', async () => {
    const page = await openFixture(handle, '<button onclick="for(;;);">Hang</button>', { answerMs: 700, settleMs: 700 });
    expect(await page.click('Hang')).toMatchObject({ status: 'error', code: 'TIMEOUT' });
    await expect(page.session.observe()).rejects.toMatchObject({ code: 'PAGE_STUCK' });
    await page.session.close();
  });

  it('reports a page that crashes', async () => {
    const page = await openFixture(handle, '<button>Any</button>');
    await page.session.page.goto('chrome://crash').catch(() => undefined);
    expect(await page.click('Any')).toMatchObject({ status: 'error', code: 'PAGE_CRASHED' });
    expect(page.session.isClosed).toBe(true);
    await expect(page.session.observe()).rejects.toMatchObject({ code: 'PAGE_GONE' });
  });

  it('reports a browser that is killed in the middle of a step', async () => {
    const own = await launchBrowser();
    const page = await openFixture(own, '<p>still</p>');
    const client = await own.browser.newBrowserCDPSession();
    const { processInfo } = await client.send('SystemInfo.getProcessInfo');
    const step = page.act({ kind: 'wait' });
    process.kill(processInfo.find((one) => one.type === 'browser')!.id, 'SIGKILL');
    expect(await step).toMatchObject({ status: 'error', code: 'PAGE_CRASHED' });
    expect(await page.act({ kind: 'wait' })).toMatchObject({ status: 'error', code: 'PAGE_CRASHED' });
    await own.close();
  });

  it('ends a step at once when it is aborted', async () => {
    const page = await openFixture(handle, '<p>still</p>');
    const stop = new AbortController();
    const step = page.session.act({ kind: 'wait' }, stop.signal);
    stop.abort(new Error('enough'));
    await expect(step).rejects.toThrow('enough');
    expect(await page.act({ kind: 'scroll', direction: 'up' })).toMatchObject({ status: 'no-effect' });
  });
});

describe('timings', () => {
  it('tell browser time from our own', async () => {
    const page = await openFixture(handle, '<button>Go</button>');
    const before = page.session.timings;
    await page.click('Go');
    const after = page.session.timings;
    expect(after.computeMs).toBeGreaterThan(before.computeMs);
    expect(after.settleMs).toBeGreaterThan(before.settleMs);
    expect(after.browserMs - before.browserMs).toBeGreaterThan(after.settleMs - before.settleMs);
  });
});
