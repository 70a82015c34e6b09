import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFixture } from '../../tests/fakes/page-fixture.js';
import { launchBrowser, type BrowserHandle } from '../index.js';

let handle: BrowserHandle;
beforeAll(async () => {
  handle = await launchBrowser();
});
afterAll(() => handle.close());

const value = (
  page: { session: { page: { locator(selector: string): { inputValue(): Promise<string> } } } },
  selector = '#f',
): Promise<string> => page.session.page.locator(selector).inputValue();

/** A slider as jQuery UI draws one: it says nothing of itself, and its value stands somewhere else. */
const drawn = (step: number, more = ''): string => `
  <style>.ui-slider{position:relative;width:200px;height:10px;background:#ccc}.ui-slider-handle{position:absolute;width:16px;height:16px}</style>
  <p>Room 12</p><div class=ui-slider><span id=h class=ui-slider-handle tabindex=0 ${more}></span></div><div id=v>10</div>
  <script>
    let at = 10;
    h.addEventListener('keydown', (e) => {
      at = Math.max(-20, Math.min(30, at + ({ ArrowRight: ${step}, ArrowLeft: -${step} }[e.key] ?? 0)));
      v.textContent = at; if (h.hasAttribute('aria-valuenow')) h.setAttribute('aria-valuenow', at);
    });
  </script>`;

describe('a slider that scripts drew', () => {
  it.each([
    ['by what changes with it', drawn(1), '-5', '-5'],
    ['by what it says of itself', drawn(1, 'role=slider aria-valuenow=10'), '17', '17'],
    ['also from its end', drawn(20).replace('let at = 10', 'let at = 30'), '-10', '-10'],
  ])('is set %s', async (_, html, text, expected) => {
    const page = await openFixture(handle, html);
    const [slider] = page.session.current!.elements.filter(({ role }) => role === 'slider');
    expect(slider.verbs).toContain('type');
    const typed = await page.session.act({ kind: 'type', ref: slider.ref, text: { kind: 'literal', text } });
    expect(typed).toMatchObject({ status: 'ok', message: expect.stringContaining(`to ${expected}.`) as string });
    expect(await page.text('v')).toBe(expected);
  });

  it('says how near it came, and what to do with one that keys do not move', async () => {
    const act = async (html: string, text: string) => {
      const page = await openFixture(handle, html);
      const [{ ref }] = page.session.current!.elements.filter(({ role }) => role === 'slider');
      return page.session.act({ kind: 'type', ref, text: { kind: 'literal', text } });
    };
    expect((await act(drawn(1), '99')).message).toContain('to 30, the nearest to 99');
    expect(await act(drawn(0), '5')).toMatchObject({ status: 'error', code: 'NOT_EDITABLE', message: expect.stringContaining('Drag it') }); // prettier-ignore
    expect(await act(drawn(1), 'high')).toMatchObject({ status: 'error', code: 'NOT_EDITABLE' });
  });
});

describe('type', () => {
  it('replaces what a text field holds, by keys', async () => {
    const page = await openFixture(
      handle,
      '<input id=f aria-label=Name value=old onkeyup="n.textContent=++k"><output id=n></output><script>var k=0</script>',
    );
    expect(await page.type('Name', 'Rosa')).toMatchObject({
      status: 'ok',
      text: 'Rosa',
      message: 'Typed "Rosa" into textbox "Name".',
    });
    expect(await value(page)).toBe('Rosa');
    expect(await page.text('n')).toBe('4');
  });

  it('empties a field with an empty text', async () => {
    const page = await openFixture(handle, '<textarea id=f aria-label=Note>old</textarea>');
    expect((await page.type('Note', '')).status).toBe('ok');
    expect(await value(page)).toBe('');
  });

  it('puts long and many-lined texts in', async () => {
    const page = await openFixture(
      handle,
      '<textarea id=f aria-label=Note></textarea><div id=d contenteditable aria-label=Body role=textbox>draft</div>',
    );
    const long = 'one line\nand a second one that is longer than forty characters';
    await page.type('Note', long);
    expect(await value(page)).toBe(long);
    await page.type('Body', 'fresh');
    expect(await page.text('d')).toBe('fresh');
  });

  it('does not submit a one-line field by a line break', async () => {
    const page = await openFixture(
      handle,
      '<form onsubmit="n.textContent=\'sent\';return false"><input id=f aria-label=Q></form><output id=n></output>',
    );
    await page.type('Q', 'two\nlines');
    expect(await value(page)).toBe('two lines');
    expect(await page.text('n')).toBe('');
  });

  it('is refused by what takes no text, is read-only or disabled', async () => {
    const page = await openFixture(
      handle,
      '<button>Push</button><input aria-label=Fixed readonly value=1><input aria-label=Off disabled>',
    );
    expect(await page.type('Push', 'x')).toMatchObject({ status: 'error', code: 'NOT_EDITABLE' });
    expect(await page.type('Fixed', 'x')).toMatchObject({ status: 'error', code: 'READONLY' });
    expect(await page.type('Off', 'x')).toMatchObject({ status: 'error', code: 'DISABLED' });
  });

  it.each([
    ['date', 'Nov 21, 2026', '2026-11-21'],
    ['time', '2:30 PM', '14:30'],
    ['datetime-local', '11/21/2026 14:30', '2026-11-21T14:30'],
    ['month', '2026-11', '2026-11'],
    ['number', '1,200', '1200'],
    ['range', '70', '70'],
    ['color', '#F80', '#ff8800'],
  ])('sets a %s field from %j', async (input, text, expected) => {
    const page = await openFixture(
      handle,
      `<input id=f type=${input} aria-label=Field onchange="n.textContent='changed'"><output id=n></output>`,
    );
    expect(await page.type('Field', text)).toMatchObject({ status: 'ok', text });
    expect(await value(page)).toBe(expected);
    expect(await page.text('n')).toBe('changed');
  });

  it('says what a date field wants', async () => {
    const page = await openFixture(handle, '<input type=date aria-label=Day>');
    expect(await page.type('Day', 'soon')).toMatchObject({
      status: 'error',
      code: 'NOT_EDITABLE',
      message: 'date "Day" does not take "soon". Write a date such as 2026-11-21.',
    });
  });

  it('refuses a text source that nobody resolved', async () => {
    const page = await openFixture(handle, '<input aria-label=Name>');
    expect(await page.act({ kind: 'type', ref: page.ref('Name'), text: { kind: 'quote', index: 1 } })).toMatchObject({
      code: 'NO_SUCH_TEXT',
    });
  });
});

describe('select', () => {
  const COLOURS =
    '<select id=f aria-label=Colour onchange="n.textContent=value"><option value=r>Red<option value=b> Blue <option value=g disabled>Green</select><output id=n></output>';

  it('chooses by label, whatever the case and the space', async () => {
    const page = await openFixture(handle, COLOURS);
    expect(await page.select('Colour', 'blue')).toMatchObject({ status: 'ok', message: 'Chose "blue" in select "Colour".' });
    expect(await page.text('n')).toBe('b');
  });

  it('lists the options when there is no such one', async () => {
    const page = await openFixture(handle, COLOURS);
    expect(await page.select('Colour', 'Pink')).toMatchObject({
      code: 'NO_SUCH_OPTION',
      message: '"Pink" is not an option of select "Colour". Its options: "Red", "Blue", "Green".',
    });
    expect(await page.select('Colour', 'Green')).toMatchObject({ code: 'DISABLED' });
  });

  it('has no effect on the option that is chosen already', async () => {
    const page = await openFixture(handle, COLOURS);
    expect(await page.select('Colour', 'Red')).toMatchObject({ status: 'no-effect' });
  });

  it('keeps the others of a multiple select and takes one back when chosen again', async () => {
    const page = await openFixture(
      handle,
      '<select id=f multiple aria-label=Toppings><option selected>Ham<option>Corn<option>Egg</select>',
    );
    const chosen = (): Promise<string[]> =>
      page.session.page
        .locator('#f')
        .evaluate((element) => [...(element as HTMLSelectElement).selectedOptions].map((option) => option.label));
    await page.select('Toppings', 'Egg');
    expect(await chosen()).toEqual(['Ham', 'Egg']);
    expect(await page.select('Toppings', 'Ham')).toMatchObject({ message: 'Took back "Ham" in select "Toppings".' });
    expect(await chosen()).toEqual(['Egg']);
  });

  it('points from a drawn list to clicking', async () => {
    const page = await openFixture(handle, '<button role=combobox aria-expanded=false aria-label=Size>M</button>');
    expect(await page.select('Size', 'L')).toMatchObject({ code: 'UNSUPPORTED' });
  });
});

describe('press', () => {
  it('sends keys to what has the focus', async () => {
    const page = await openFixture(
      handle,
      '<form onsubmit="n.textContent=\'sent \'+q.value;return false"><input id=q aria-label=Q></form><output id=n></output>',
    );
    await page.type('Q', 'tea');
    expect((await page.act({ kind: 'press', key: 'return' })).status).toBe('ok');
    expect(await page.text('n')).toBe('sent tea');
  });

  it('moves a slider by arrow keys', async () => {
    const page = await openFixture(handle, '<input type=range aria-label=Level min=0 max=10 value=5>');
    await page.click('Level');
    expect(await page.act({ kind: 'press', key: 'ArrowRight' })).toMatchObject({ status: 'ok' });
  });

  it('refuses a key that does not exist', async () => {
    const page = await openFixture(handle, '<p>x</p>');
    expect(await page.act({ kind: 'press', key: 'Fnord' })).toMatchObject({ status: 'error', code: 'UNSUPPORTED' });
  });
});

describe('scroll', () => {
  const TALL = '<div style="height:3000px">tall</div>';

  it('moves the page by most of its height, and says when it cannot', async () => {
    const page = await openFixture(handle, TALL, { viewport: { width: 800, height: 500 } });
    expect(await page.act({ kind: 'scroll', direction: 'down' })).toMatchObject({ status: 'ok', diff: { scrolled: true } });
    expect(page.session.current?.scroll.top).toBe(400);
    await page.act({ kind: 'scroll', direction: 'up' });
    expect(await page.act({ kind: 'scroll', direction: 'up' })).toMatchObject({
      status: 'no-effect',
      message: 'Cannot scroll the page further up.',
    });
  });

  it('moves the box that an element lies in', async () => {
    const page = await openFixture(
      handle,
      `<div id=b tabindex=0 style="height:100px;overflow:auto"><p>line</p><div style="height:600px"></div></div>${TALL}`,
    );
    expect(await page.act({ kind: 'scroll', ref: page.ref('line'), direction: 'down' })).toMatchObject({ status: 'ok' });
    expect(await page.session.page.locator('#b').evaluate((box) => box.scrollTop)).toBe(80);
    expect(page.session.current?.scroll.top).toBe(0);
  });

  it('moves the main box of an app that keeps the window still', async () => {
    const page = await openFixture(handle, `<body style="margin:0"><main id=b style="height:100vh;overflow:auto">${TALL}</main>`);
    expect(await page.act({ kind: 'scroll', direction: 'down' })).toMatchObject({ status: 'ok' });
    expect(await page.session.page.locator('#b').evaluate((box) => box.scrollTop)).toBeGreaterThan(500);
  });
});
