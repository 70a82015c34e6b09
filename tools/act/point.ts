import type { Point } from '../page/act-hit.js';
import { printElement } from '../observe/index.js';
import { accepted, elementOf, refusal, type Done, type Work } from './work.js';

/** Things move between look and press: pictures load late, hover styles widen a row. More rounds than this do not help. */
const AIMS = 4;

/** Clicks; the options of a native select are told instead, because its list is drawn outside the page. */
export async function click(work: Work, ref: number): Promise<Done> {
  const element = printElement(elementOf(work, ref));
  const kind = await accepted(work, ref, work.link.call('kind', work.look, ref));
  if ('options' in kind && kind.options) {
    const options = kind.options.map((label) => JSON.stringify(label)).join(', ');
    return {
      effect: 'none',
      message: `${element} offers ${options}. Choose with: select ${ref} ${JSON.stringify(kind.options[0] ?? '')}`,
    };
  }
  if ('input' in kind && kind.input === 'color') {
    return { effect: 'none', message: `${element} takes a colour. Set it with: type ${ref} "#rrggbb"` };
  }
  await press(work, ref);
  return { message: `Clicked ${element}.` };
}

/** Rests the pointer on an element. */
export async function hover(work: Work, ref: number): Promise<Done> {
  await aim(work, ref, true);
  return { effect: 'ok', message: `The pointer is on ${printElement(elementOf(work, ref))}.` };
}

/** Aims and presses the button. */
export async function press(work: Work, ref: number): Promise<void> {
  await aim(work, ref);
  await button(work, 'down');
  await button(work, 'up');
}

/** Moves the pointer to where a press reaches the element: move, wait a frame, look what is under it, aim again. */
export async function aim(work: Work, ref: number, even = false): Promise<Point> {
  let aimed = await accepted(work, ref, work.link.call('aim', work.look, ref, even));
  for (let round = 0; round < AIMS && aimed.ok && !aimed.steady; round++) {
    await move(work, aimed.point);
    aimed = await accepted(work, ref, work.link.call('check', work.look, ref, aimed.point));
  }
  if (!aimed.ok) throw new TypeError('a refusal was not raised'); // `accepted` raises every refusal
  if (!aimed.steady) await move(work, aimed.point); // it never rests: press where it is now
  return aimed.point;
}

/** Drags by the mouse: press, a first small move as drag libraries want, the way in steps, release. */
export async function drag(work: Work, ref: number, to: number): Promise<Done> {
  const [source, target] = [printElement(elementOf(work, ref)), printElement(elementOf(work, to))];
  await accepted(work, ref, work.link.call('aim', work.look, ref));
  const path = await work.link.call('path', work.look, ref, to);
  if (!path.ok) throw refusal(work, path.which === 'ref' ? ref : to, path);
  await move(work, path.from);
  await button(work, 'down');
  await move(work, between(path.from, path.to, 0.05));
  await move(work, path.to, DRAG_STEPS);
  await move(work, path.to); // once more in place: drop targets often react to the second move over them
  await button(work, 'up');
  return { message: `Dragged ${source} to ${target}.` };
}

const DRAG_STEPS = 6;

function between(from: Point, to: Point, share: number): Point {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

async function move(work: Work, point: Point, steps = 1): Promise<void> {
  await work.link.race(work.link.page.mouse.move(point.x, point.y, { steps }));
}

async function button(work: Work, way: 'down' | 'up'): Promise<void> {
  await work.link.race(way === 'down' ? work.link.page.mouse.down() : work.link.page.mouse.up());
}
