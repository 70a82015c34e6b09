import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFixture } from '../../tests/fakes/page-fixture.js';
import { launchBrowser, type BrowserHandle } from '../index.js';

const LOG = `<output id=log></output><script>function log(text) { document.getElementById('log').textContent += text + ' ' }</script>`;

let handle: BrowserHandle;
beforeAll(async () => {
  handle = await launchBrowser();
});
afterAll(() => handle.close());

describe('click', () => {
  it('reports what appeared', async () => {
    const page = await openFixture(handle, `${LOG}<button onclick="log('pressed')">Send</button>`);
    const outcome = await page.click('Send');
    expect(outcome).toMatchObject({ status: 'ok', diff: { added: ['text "pressed"'] } });
    expect(outcome.message).toBe('Clicked button "Send".');
  });

  it('is without effect when nothing changes', async () => {
    const page = await openFixture(handle, '<button>Idle</button>');
    expect(await page.click('Idle')).toMatchObject({ status: 'no-effect', message: 'Clicked button "Idle". Nothing changed.' });
  });

  it('finds the free part of a button whose centre is covered', async () => {
    const page = await openFixture(
      handle,
      `${LOG}<style>button{position:absolute;width:200px;height:60px}</style>
       <button style="top:50px;left:50px" onclick="log('below')">Below</button>
       <button style="top:60px;left:80px" onclick="log('above')">Above</button>`,
    );
    expect((await page.click('Below')).status).toBe('ok');
    expect((await page.click('Above')).status).toBe('ok');
    expect((await page.text()).trim()).toBe('below above');
  });

  it('says what covers an element', async () => {
    const page = await openFixture(
      handle,
      `<button style="position:absolute;top:40px;left:40px;width:100px">Under</button>
       <div style="position:fixed;inset:0;background:#fffc"><h1>Please wait</h1></div>`,
    );
    expect(await page.click('Under')).toMatchObject({
      status: 'error',
      code: 'COVERED',
      message: 'button "Under" is covered by heading "Please wait". Close or move that first, or act on it instead.',
    });
  });

  it('hits a button that flees to where the pointer was not', async () => {
    const page = await openFixture(
      handle,
      `${LOG}<style>button{position:absolute;left:20px;top:60px;width:60px;height:30px}</style>
       <button id=b onmouseenter="b.style.left='300px'" onclick="log('caught')">Run</button>`,
    );
    expect((await page.click('Run')).status).toBe('ok');
    expect((await page.text()).trim()).toBe('caught');
  });

  it('hits a button that never rests', async () => {
    const page = await openFixture(
      handle,
      `${LOG}<style>@keyframes go { from { left: 0 } to { left: 500px } }
       button{position:absolute;top:60px;width:60px;height:30px;animation:go 12s linear infinite alternate}</style>
       <button onclick="log('caught')">Glide</button>`,
    );
    expect((await page.click('Glide')).status).toBe('ok');
    expect((await page.text()).trim()).toBe('caught');
  });

  it('scrolls to what lies below, also in inner boxes', async () => {
    const page = await openFixture(
      handle,
      `${LOG}<div style="height:120px;overflow:auto"><div style="height:900px">far</div><button onclick="log('inner')">Inner</button></div>
       <div style="height:2000px">tall</div><button onclick="log('outer')">Outer</button>`,
    );
    await page.click('Inner');
    await page.click('Outer');
    expect((await page.text()).trim()).toBe('inner outer');
  });

  it('reaches into open shadow roots and same-origin frames', async () => {
    const page = await openFixture(
      handle,
      `${LOG}<div id=host></div>
       <iframe style="border:9px solid;padding:5px;margin:30px" srcdoc="<div style='height:700px'></div><button onclick=&quot;parent.log('framed')&quot;>Framed</button>"></iframe>
       <script>host.attachShadow({mode:'open'}).innerHTML = '<p>in the shade</p><button>Shaded</button>';
         host.shadowRoot.querySelector('button').onclick = () => log('shaded');</script>`,
    );
    await page.session.page.frameLocator('iframe').locator('button').waitFor();
    await page.session.observe();
    expect(await page.click('Shaded')).toMatchObject({ status: 'ok' });
    expect(await page.click('Framed')).toMatchObject({ status: 'ok' });
    expect((await page.text()).trim()).toBe('shaded framed');
  });

  it('presses the label of a hidden checkbox', async () => {
    const page = await openFixture(
      handle,
      `<style>input{position:absolute;opacity:0;width:0;height:0}</style><label><input type=checkbox id=c> Agree</label>`,
    );
    const ref = page.session.current!.elements.find((element) => element.name === 'Agree')!.ref;
    expect(await page.act({ kind: 'click', ref })).toMatchObject({ status: 'ok' });
    expect(await page.session.page.locator('#c').isChecked()).toBe(true);
  });

  it('tells the options of a native select in place of opening it', async () => {
    const page = await openFixture(handle, '<select aria-label=Colour><option>Red<option>Blue</select>');
    const outcome = await page.click('Colour');
    expect(outcome).toMatchObject({ status: 'no-effect' });
    expect(outcome.message).toContain('offers "Red", "Blue"');
  });

  it('refuses what is disabled, hidden by now, or gone', async () => {
    const page = await openFixture(handle, '<button disabled>Off</button><button id=b>Brief</button><button id=g>Gone</button>');
    expect(await page.click('Off')).toMatchObject({ status: 'error', code: 'DISABLED' });
    await page.session.page.evaluate(() => {
      document.getElementById('b')!.style.display = 'none';
      document.getElementById('g')!.remove();
    });
    const [hidden, gone] = [page.ref('Brief'), page.ref('Gone')];
    expect(await page.act({ kind: 'click', ref: gone })).toMatchObject({
      status: 'error',
      code: 'STALE_REF',
      diff: { removed: [expect.any(String), expect.any(String)] },
    });
    await page.session.page.evaluate(() => (document.getElementById('b')!.style.display = ''));
    await page.session.observe();
    expect(page.ref('Brief')).toBe(hidden);
    await page.session.page.evaluate(() => (document.getElementById('b')!.style.display = 'none'));
    expect(await page.act({ kind: 'click', ref: hidden })).toMatchObject({ status: 'error', code: 'NOT_VISIBLE' });
    expect(await page.act({ kind: 'click', ref: 99 })).toMatchObject({ status: 'error', code: 'STALE_REF' });
  });

  it('refuses refs from before a navigation', async () => {
    const page = await openFixture(handle, '<button>Old</button>');
    await page.session.page.goto('data:text/html,<button>New</button>');
    expect(await page.click('Old')).toMatchObject({ status: 'error', code: 'STALE_REF' });
    expect(page.session.current?.elements.map((element) => element.name)).toEqual(['New']);
  });
});

describe('hover and drag', () => {
  it('shows what opens under the pointer', async () => {
    const page = await openFixture(
      handle,
      `<style>ul{display:none} nav:hover ul{display:block}</style><nav><button>Menu</button><ul><li><a href="#x">Prices</a></li></ul></nav>`,
    );
    const outcome = await page.act({ kind: 'hover', ref: page.ref('Menu') });
    expect(outcome.status).toBe('ok');
    expect(page.session.current?.elements.some((element) => element.name === 'Prices' && element.isNew)).toBe(true);
  });

  it('moves the thumb of a range slider onto another element', async () => {
    const page = await openFixture(
      handle,
      `<div style="width:420px"><input type=range aria-label=Volume min=0 max=100 value=20 style="width:400px;margin:0">
       <div style="position:relative;height:20px"><span style="position:absolute;left:300px;width:10px">|</span><b style="position:absolute;left:315px">Loud</b></div></div>`,
    );
    const to = page.session.current!.elements.find((element) => element.name === '|' || element.name === 'Loud')!.ref;
    const outcome = await page.act({ kind: 'drag', ref: page.ref('Volume'), to });
    expect(outcome.status).toBe('ok');
    const value = Number(await page.session.page.locator('input').inputValue());
    expect(value).toBeGreaterThan(65);
    expect(value).toBeLessThan(90);
  });

  it('drops a draggable element on a target', async () => {
    const page = await openFixture(
      handle,
      `${LOG}<div draggable=true ondragstart="event.dataTransfer.setData('text/plain','card')" style="width:80px;height:40px;background:#ccc">Card</div>
       <div style="margin:80px;width:160px;height:90px;background:#eee" ondragover="event.preventDefault()" ondrop="log('dropped ' + event.dataTransfer.getData('text/plain'))">Bin</div>`,
    );
    await page.act({ kind: 'drag', ref: page.ref('Card'), to: page.ref('Bin') });
    expect((await page.text()).trim()).toBe('dropped card');
  });

  it('drags a handle that listens to the mouse', async () => {
    const page = await openFixture(
      handle,
      `<div id=track style="position:relative;width:300px;height:20px;background:#eee">
         <span id=h role=slider aria-label=Handle tabindex=0 aria-valuenow=0 style="position:absolute;left:0;width:20px;height:20px;background:#888"></span></div>
       <p style="margin-left:200px">Here</p>
       <script>h.onmousedown = () => { document.onmousemove = (e) => { h.style.left = e.clientX - 20 + 'px'; h.setAttribute('aria-valuenow', e.clientX) }; document.onmouseup = () => document.onmousemove = null }</script>`,
    );
    expect(await page.act({ kind: 'drag', ref: page.ref('slider Handle'), to: page.ref('Here') })).toMatchObject({
      status: 'ok',
    });
    expect(await page.session.page.locator('#h').evaluate((element) => parseFloat(element.style.left))).toBeGreaterThan(150);
  });
});
