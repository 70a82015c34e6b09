import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveLoopback, type LoopbackServer } from '../../tests/fakes/loopback-server.js';
import { openFixture } from '../../tests/fakes/page-fixture.js';
import { launchBrowser, type BrowserHandle, isSafeMethod } from '../index.js';

let handle: BrowserHandle;
let server: LoopbackServer;
const posts: string[] = [];
beforeAll(async () => {
  handle = await launchBrowser();
  server = await serveLoopback({
    '/': '<h1>Form</h1><form method=post action=/save><input aria-label=Name><button>Go on</button></form>',
    '/save': (request, response) => {
      posts.push(request.method ?? '');
      response.end('<h1>Saved</h1>');
    },
  });
});
afterAll(async () => {
  await handle.close();
  await server.close();
});

describe('wiring', () => {
  it('says where controls lead, what they send and what they open', async () => {
    const page = await openFixture(
      handle,
      `<base href="https://shop.example/a/"><a href="b?c=1">Link</a> <a href="f.pdf" download>File</a> <p>Text</p>
       <form role=search action=/find><input type=search aria-label=Word><button>Go</button></form>
       <form><input name=action aria-label=Own><button formmethod=post>Post</button><button type=button>None</button></form>
       <button aria-expanded=false>Menu</button> <select aria-label=Sort onchange="1"><option>A</select>`,
    );
    const wiring = await page.session.wiring();
    const of = (name: string) => wiring.find(({ ref }) => ref === page.ref(name));
    expect(of('Link')).toMatchObject({ href: 'https://shop.example/a/b?c=1' });
    expect(of('File')).toMatchObject({ download: true });
    expect(of('Text')).toBeUndefined();
    expect(of('Word')).toMatchObject({
      input: 'search',
      form: { index: 1, method: 'get', search: true, action: 'https://shop.example/find' },
    });
    expect(of('Go')).toMatchObject({ submits: true });
    expect(of('Post')).toMatchObject({ submits: true, form: { index: 2, method: 'post', search: false } });
    expect(of('None')?.submits).toBeUndefined();
    expect(of('None')?.form?.method).toBeUndefined(); // it was not written down
    expect(of('Menu')).toEqual({ ref: page.ref('Menu'), opens: true });
    expect(of('Sort')).toMatchObject({ onChange: true });
  });
});

describe('a rule over requests', () => {
  it('keeps what it turns down from leaving, and the page where it is', async () => {
    const asked: string[] = [];
    const session = await handle.newSession({
      allowRequest: ({ method, navigates }) => (asked.push(`${method} ${navigates}`), isSafeMethod(method)),
    });
    await session.open(server.base);
    const button = session.current!.elements.find(({ name }) => name === 'Go on')!;
    const outcome = await session.act({ kind: 'click', ref: button.ref });
    expect(outcome.diff.urlChanged).toBe(false);
    expect(session.current!.elements.map(({ name }) => name)).toContain('Form');
    expect(asked).toContain('POST true');
    expect(posts).toEqual([]);
    await session.close();
  });
});
