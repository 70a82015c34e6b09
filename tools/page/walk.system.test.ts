import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot, type Observation } from '../../core/index.js';
import { launchBrowser, type BrowserHandle } from '../browser.js';
import { completeObservation, diffObservations, fingerprint, renderObservation } from '../observe/index.js';
import type { ListenerSets, RawObservation, WalkOptions, WalkResult } from './types.js';

interface Installed {
  walk(options?: Omit<WalkOptions, 'skip'>): WalkResult;
  listeners: ListenerSets;
}

let handle: BrowserHandle;
let page: Page;

beforeAll(async () => {
  handle = await launchBrowser();
  page = await handle.browser.newPage({ viewport: { width: 800, height: 600 } });
  const content = await readFile(path.join(packageRoot, 'dist/page/walker.js'), 'utf8');
  await page.addInitScript({ content });
});
afterAll(() => handle.close());

async function open(html: string): Promise<void> {
  await page.goto(`data:text/html;charset=utf-8,${encodeURIComponent(`<!doctype html><title>Test</title>${html}`)}`);
}

async function read(options: Omit<WalkOptions, 'skip' | 'root'> = {}): Promise<RawObservation> {
  return page.evaluate((o) => (window as unknown as { __autodidact: Installed }).__autodidact.walk(o).observation, options);
}

/** The text form without its first line, in which the address stands. */
async function lines(html: string): Promise<string[]> {
  await open(html);
  return render(await read());
}
const render = (raw: RawObservation): string[] => renderObservation(completeObservation(raw)).split('\n').slice(1);
/** The same without numbers, for long pages. */
const plain = (all: string[]): string[] => all.map((line) => line.replace(/\*?\[\d+\] /g, ''));

const ICON = '<style>.icon{display:inline-block;width:16px;height:16px}</style>';

describe('names', () => {
  it('prefers what the author gave over what is shown, and what is shown over class names', async () => {
    expect(
      plain(
        await lines(`${ICON}<span id=l>Labelled</span><button aria-labelledby=l>x</button><button aria-label="Next page">&gt;</button>
          <button class="btn buy">Buy now</button><button title="Close window">X</button><button class="icon icon-trash"></button>
          <a href="#"><img alt="Profile picture" src=data:,></a><input type=submit value="Send"><input type=submit><input type=reset>
          <button><i class="fa fa-star"></i></button><button>+</button><button class=icon style="background:#f00"></button>
          <button>x<span style="position:absolute;width:1px;height:1px;overflow:hidden">Dismiss</span></button>`),
      ),
    ).toEqual([
      '"Labelled"',
      'button "Labelled"',
      'button "Next page"',
      'button "Buy now"',
      'button "Close window"',
      'button "trash"',
      'link "Profile picture"',
      'button "Send"',
      'button "Submit"',
      'button "Reset"',
      'button "star"',
      'button "+"',
      'button "red"',
      'button "x"',
    ]);
  });

  it('names fields by label, wrapping label, placeholder or the text beside them, and lists no label twice', async () => {
    expect(
      plain(
        await lines(`<label for=a>First name:</label> <input id=a><br>Last name: <input placeholder="e.g. Doe"><div>City *</div><input>
          <label>Country <select><option>Peru<option selected>Chile</select></label><input placeholder="Search products">
          <input type=radio name=r> Yes <input type=radio name=r checked> No
          <form><table><tr><td>Street<td><input></tr><tr><td>Town<td><input></tr></table></form><input type=password>`),
      ),
    ).toEqual([
      'textbox "First name" = ""',
      'textbox "Last name" = ""',
      'textbox "City" = ""',
      'select "Country" {Peru | *Chile}',
      'textbox "Search products" = ""',
      'radio "Yes" unchecked',
      'radio "No" checked',
      '-- form',
      'textbox "Street" = ""',
      'textbox "Town" = ""',
      '--',
      'textbox "password" = ""',
    ]);
  });

  it('takes a text before a box to tick for its label only on the same line', async () => {
    expect(await lines('<p>7</p><input type=checkbox><input type=checkbox><p>Wifi <input type=checkbox></p>')).toEqual([
      '[1] "7"',
      '[2] checkbox (1st) unchecked',
      '[3] checkbox (2nd) unchecked',
      '[4] checkbox "Wifi" unchecked',
    ]);
  });

  it('turns class names, ids, files and icon references into words and drops layout and hashed names', async () => {
    const names =
      await lines(`${ICON}<button class="icon css-1x9fa sc-bdVaJa ui-corner-all arrow-left"></button><button class=icon id=replyButton></button>
      <img onclick=1 src="/img/shopping-cart_24.png" width=24 height=24><button><svg width=16 height=16><use href="#i-download"/></svg></button>
      <button class="col-md-6 d8f3a1"></button>`);
    expect(names).toEqual([
      '[1] button "arrow left"',
      '[2] button "reply"',
      '[3] image "shopping cart"',
      '[4] button "download"',
      '[5] button',
    ]);
  });
});

describe('repeated controls', () => {
  it('carry the text of their row, card, list item or group, else a number', async () => {
    expect(
      plain(
        await lines(`<ul><li>Milk <button>Remove</button></li><li>Bread <button>Remove</button></li></ul>
          <div><h3>Lamp</h3><p>$20</p><button>Add</button></div><div><h3>Chair</h3><p>$45</p><button>Add</button></div>
          <fieldset><legend>Newsletter</legend><label><input type=radio name=a> Yes</label></fieldset>
          <fieldset><legend>Terms</legend><label><input type=radio name=b> Yes</label></fieldset>
          <div><button>Go</button><button>Go</button></div>`),
      ),
    ).toEqual([
      'listitem "Milk"',
      'button "Remove" (Milk)',
      'listitem "Bread"',
      'button "Remove" (Bread)',
      'heading "Lamp"',
      '"$20"',
      'button "Add" (Lamp)',
      'heading "Chair"',
      '"$45"',
      'button "Add" (Chair)',
      '-- group "Newsletter"',
      '"Newsletter"',
      'radio "Yes" (Newsletter) unchecked',
      '-- group "Terms"',
      '"Terms"',
      'radio "Yes" (Terms) unchecked',
      '--',
      'button "Go" (1st)',
      'button "Go" (2nd)',
    ]);
  });
});

describe('text', () => {
  it('merges inline formatting, keeps links apart and splits long paragraphs at sentences without losing a word', async () => {
    const sentence = 'The quick brown fox jumps over the lazy dog near the old river bank today.';
    const long = Array.from({ length: 6 }, () => sentence).join(' ');
    await open(`<h1><b>Hi</b> <i>there</i></h1><p>You have <b>3</b> new <i>mails</i>, <a href=#>read them</a> soon.</p><p>${long}</p>
      <div><span>Age:</span> <span>34</span></div>`);
    const names = (await read()).elements.map(({ role, name }) => [role, name]);
    expect(names.slice(0, 4)).toEqual([
      ['heading', 'Hi there'],
      ['text', 'You have 3 new mails,'],
      ['link', 'read them'],
      ['text', 'soon.'],
    ]);
    expect(names.slice(-2)).toEqual([
      ['text', 'Age:'],
      ['text', '34'],
    ]);
    const pieces = names.slice(4, -2).map(([, name]) => name);
    expect(pieces.join(' ')).toBe(long);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(200);
  });

  it('leaves out whatever a person cannot see', async () => {
    expect(
      await lines(`<p style="display:none">a</p><p style="visibility:hidden">b <b style="visibility:visible">shown</b></p>
        <p style="opacity:0">c</p><span style="font-size:0">d</span><div style="height:0;overflow:hidden">e <button>f</button></div>
        <div style="position:absolute;left:-999px">g</div><details><summary>More</summary>h</details><p style="text-indent:-9999px">i</p>
        <div style="width:50px;overflow:hidden;white-space:nowrap"><span>one</span><span style="margin-left:90px">j</span></div>
        <p aria-hidden=true>seen all the same</p>`),
    ).toEqual(['[1] "shown"', '[2] button "More" closed', '[3] "one"', '[4] "seen all the same"']);
  });
});

describe('tables', () => {
  it('read as rows with the head of each column; the first cell speaks for its row', async () => {
    expect(
      await lines(`<table><thead><tr><th>Name<th>Age<th></tr></thead><tr><td>Zita<td>34<td><button>Edit</button></tr>
        <tr><td>Bob<td>28<td><button>Edit</button></tr></table>`),
    ).toEqual([
      'columns: [1] "Name" | [2] "Age"',
      'row [3] "Zita": [4] Age "34" | [5] button "Edit"',
      'row [6] "Bob": [7] Age "28" | [8] button "Edit"',
    ]);
    expect((await read()).elements[4]).toMatchObject({ context: 'Zita', cell: { row: 'Zita', column: '', rowIndex: 1 } });
  });

  it('with two columns and no heads, and definition lists, are keys and values', async () => {
    await open('<table><tr><td>Language:<td>Welsh</tr><tr><td>Country<td>Wales</tr></table><dl><dt>Phone<dd>555-1234</dl>');
    const values = (await read()).elements.filter((element) => element.role === 'cell');
    expect(values.map(({ name, cell }) => [cell, name])).toEqual([
      [{ row: 'Language', column: '', rowIndex: 0 }, 'Welsh'],
      [{ row: 'Country', column: '', rowIndex: 1 }, 'Wales'],
      [{ row: 'Phone', column: '', rowIndex: 0 }, '555-1234'],
    ]);
  });

  it('span columns, may be ARIA grids, and are plain text where they only lay out a page', async () => {
    expect(
      await lines(`<table><tr><th rowspan=1>Day<th colspan=2>Open</tr><tr><td>Mon<td>9<td>17</tr></table>
        <div role=grid><div role=row><span role=columnheader>Key</span> <span role=columnheader>Value</span></div>
        <div role=row><span role=gridcell>A1</span> <span role=gridcell>42</span></div></div>
        <table><tr><td><h2>Left</h2><td><p>Right</p></tr></table>`),
    ).toEqual([
      'columns: [1] "Day" | [2] "Open"',
      'row [3] "Mon": [4] Open "9" | [5] Open "17"',
      'columns: [6] "Key" | [7] "Value"',
      'row [8] "A1": [9] Value "42"',
      '[10] heading "Left"',
      '[11] "Right"',
    ]);
  });
});

describe('controls', () => {
  it('show value, states and what can be done', async () => {
    await open(`<input aria-label=Pin type=password value=abc><input aria-label=Age type=number value=4 disabled><textarea aria-label=Note readonly>hi</textarea>
      <input aria-label=Mail required autofocus><select multiple aria-label=Tags><option selected>x<option>y</select><input type=range aria-label=Volume value=7>
      <div role=switch aria-checked=true tabindex=0>Wifi</div><button aria-expanded=false aria-haspopup=true>Menu</button><div role=tab aria-selected=true>One</div>
      <div draggable=true>Card</div><label><input type=checkbox style="display:none" checked> Dark mode</label><div contenteditable aria-label=Body>Text</div>`);
    const seen = (await read()).elements.map((e) => [e.role, e.name, e.value ?? null, e.states.join(' '), e.verbs.join(' ')]);
    expect(seen).toEqual([
      ['textbox', 'Pin', '•••', '', 'click type'],
      ['spinbutton', 'Age', '4', 'disabled', ''],
      ['textbox', 'Note', 'hi', 'readonly', 'click'],
      ['textbox', 'Mail', '', 'required focused', 'click type'],
      ['select', 'Tags', 'x', '', 'select'],
      ['slider', 'Volume', '7', '', 'click type drag'],
      ['switch', 'Wifi', null, 'checked', 'click'],
      ['button', 'Menu', null, 'closed', 'click hover'],
      ['tab', 'One', null, 'selected', 'click'],
      ['item', 'Card', null, '', 'click drag'],
      ['checkbox', 'Dark mode', null, 'checked', 'click'],
      ['textbox', 'Body', 'Text', '', 'click type'],
    ]);
  });

  it('that open a list to choose from are called like fields, and hold what they show', async () => {
    await open(`<span id=l>Size</span><button aria-labelledby=l aria-haspopup=listbox aria-expanded=false>Large</button>
      <div><span>Colour:</span> <div role=combobox tabindex=0 aria-expanded=false>Choose...</div></div>
      <h2>Offers</h2><button aria-haspopup=listbox>Sort by price</button><button aria-haspopup=menu>More</button>`);
    const seen = (await read()).elements.filter((e) => e.verbs.length > 0).map((e) => [e.role, e.name, e.value ?? null]);
    expect(seen).toEqual([
      ['combobox', 'Size', 'Large'],
      ['combobox', 'Colour', 'Choose...'],
      ['combobox', 'Sort by price', null],
      ['button', 'More', null],
    ]);
  });

  it('are found by listeners, hand cursor and delegation; a row with controls of its own lists them below it', async () => {
    expect(
      await lines(`${ICON}<div id=row><b>Zita</b> <span>Lunch?</span> <i class="icon star"></i></div><div style="cursor:pointer"><i class="icon"></i>Card <b>one</b></div>
        <ul id=list><li>Red</li><li>Blue</li></ul><div id=grid><div>X</div><div style="height:9px"></div><div>O</div></div><p>Plain</p>
        <li role=tab><a href=#>Tab</a></li><span onclick=1 style="text-decoration:underline">like a link</span>
        <script>for (const e of [row, row.lastElementChild, list, grid]) e.addEventListener('click', () => 0)</script>`),
    ).toEqual([
      '[1] item "Zita"',
      '  [2] "Lunch?"',
      '  [3] button "star"',
      '[4] item "Card one"',
      '[5] listitem "Red"',
      '[6] listitem "Blue"',
      '[7] item "X"',
      '[8] button',
      '[9] item "O"',
      '[10] "Plain"',
      '[11] tab "Tab"',
      '[12] link "like a link"',
    ]);
  });

  it('that wrap another one are one thing with it, and pressed where both are reached', async () => {
    const wrapped = '<p role=tab style="height:80px"><br><button>Send</button></p>';
    expect(await lines(wrapped)).toEqual(['[1] tab "Send"']);
    const [{ box }] = (await read()).elements;
    expect(box).toEqual(
      await page.evaluate(() => {
        const { x, y, width, height } = document.querySelector('button')!.getBoundingClientRect();
        return [x, y, width, height].map(Math.round);
      }),
    );
  });

  it('behind an open modal dialog cannot be used', async () => {
    await open('<button>Below</button><dialog id=d><h2>Sure?</h2><button>Yes</button></dialog><script>d.showModal()</script>');
    const seen = (await read()).elements.map(({ name, verbs, region }) => [name, verbs.length, region]);
    expect(seen).toEqual([
      ['Below', 0, ''],
      ['Sure?', 0, 'dialog "Sure?"'],
      ['Yes', 1, 'dialog "Sure?"'],
    ]);
  });
});

describe('boxes and pictures', () => {
  it('scroll boxes say how far they can go, and what they hide is listed', async () => {
    await open('<div style="height:40px;overflow:auto"><p>One</p><p>Two</p><p>Three</p></div>');
    const [box, ...texts] = (await read()).elements;
    expect(box).toMatchObject({ role: 'scrollbox', name: 'One', verbs: ['scroll'], scroll: { top: 0 } });
    expect(texts.map(({ name, depth }) => [name, depth])).toEqual([['One', 1], ['Two', 1], ['Three', 1]]); // prettier-ignore
  });

  it('shapes are named by size and colour, drawn text by what it says', async () => {
    expect(
      await lines(`<svg width=200 height=100><rect width=200 height=100 fill=white /><circle cx=20 cy=20 r=8 fill=red /><circle cx=80 cy=50 r=30 fill="#0a0"/>
        <polygon points="100,10 130,60 150,10" fill=navy /><rect x=150 y=60 width=30 height=15 fill="rgb(255,165,0)"/></svg>
        <div style="width:30px;height:30px;background:purple"></div><canvas id=drawing-area width=30 height=30></canvas>`),
    ).toEqual([
      '[1] circle "small red"',
      '[2] circle "large green"',
      '[3] triangle "large blue"',
      '[4] rectangle "small orange"',
      '[5] box "purple"',
      '[6] canvas "drawing area"',
    ]);
  });
});

describe('trees within the page', () => {
  it('open shadow roots with slots and frames of the same origin are read in place, in coordinates of the window', async () => {
    await open(`<div id=host><button>Slotted</button></div><script>host.attachShadow({mode:'open'}).innerHTML='<label for=q>Inside</label><input id=q><slot></slot>'</script>
      <iframe style="position:absolute;left:100px;top:200px;border:3px solid" srcdoc="<button style='position:absolute;left:5px;top:7px'>Framed</button>"></iframe>`);
    const { elements } = await read();
    expect(elements.map(({ role, name }) => `${role} ${name}`)).toEqual(['textbox Inside', 'button Slotted', 'button Framed']);
    expect(elements[2].box.slice(0, 2)).toEqual([108, 210]);
  });
});

describe('a walk', () => {
  const FORM = `<form><h2>Reply</h2><label>To <input value=zita></label><p>Status: draft</p><button>Send</button><button>Cancel</button></form>`;

  it('gives one node for each element, skips what it is told to and adds nothing that scripts could list', async () => {
    await open(`<div id=goal>Do it</div>${FORM}`);
    const result = await page.evaluate(() => {
      const { walk } = (window as unknown as { __autodidact: Installed }).__autodidact;
      const before = document.documentElement.outerHTML;
      const { observation, nodes } = walk({ skipSelector: '#goal' });
      const unchanged = before === document.documentElement.outerHTML;
      return {
        refs: observation.elements.map(({ ref }) => ref),
        nodes: nodes.map((n) => n.localName),
        unchanged,
        listed: Object.keys(window),
      };
    });
    expect(result.refs).toEqual([1, 2, 3, 4, 5]);
    expect(result.nodes).toEqual(['h2', 'input', 'p', 'button', 'button']);
    expect(result.unchanged).toBe(true);
    expect(result.listed).not.toContain('__autodidact');
  });

  it('twice over gives the same fingerprint, also after cosmetic change; one changed word is all the diff names', async () => {
    const look = async (previous?: Observation): Promise<Observation> => completeObservation(await read(), previous);
    await open(FORM);
    const first = await look();
    await page.evaluate(() => {
      document.querySelector('form')!.style.cssText = 'padding:30px;color:blue';
      document.querySelector('button')!.className = 'b a';
      document.querySelector<HTMLElement>('button')!.focus();
    });
    expect((await look()).fingerprint).toBe(first.fingerprint);
    await page.evaluate(() => (document.querySelector('p')!.textContent = 'Status: sent'));
    const second = await look(first);
    expect(second.fingerprint).not.toBe(first.fingerprint);
    expect(diffObservations(first, second)).toMatchObject({
      added: ['text "Status: sent"'],
      removed: ['text "Status: draft"'],
      changed: [],
    });
    expect(second.elements.filter((element) => element.isNew).map(({ name }) => name)).toEqual(['Status: sent']);
    await page.fill('input', 'bob');
    const third = await look(second);
    expect(diffObservations(second, third).changed).toEqual([
      { element: 'textbox "To"', before: '= "zita"', after: '= "bob" focused' },
    ]);
    expect(fingerprint(third)).toBe(third.fingerprint);
  });
});
