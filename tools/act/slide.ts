import { printElement } from '../observe/index.js';
import { fieldValue } from '../page/field-value.js';
import { ActionFailure } from './failure.js';
import { accepted, elementOf, type Done, type Work } from './work.js';

/** What a slider does at one press of a key. */
interface Move {
  key: string;
  /** Which of the readings tells where it stands. */
  reading: number;
  by: number;
}

const KEYS = ['ArrowRight', 'ArrowLeft'] as const;
const MOST_PRESSES = 1000;
/** Sliders that move faster the longer a key is pressed overshoot. */
const MOST_TRIES = 4;

/** Sets a slider that scripts drew: it is moved by its arrow keys (ARIA slider pattern), and what changes with it tells where it stands. */
export async function slide(work: Work, ref: number, text: string): Promise<Done> {
  const element = printElement(elementOf(work, ref));
  const target = Number(fieldValue('range', text) ?? NaN);
  if (Number.isNaN(target))
    throw new ActionFailure('NOT_EDITABLE', `${element} does not take ${JSON.stringify(text)}. Write a number.`);
  await accepted(work, ref, work.link.call('watchSlider', work.look, ref));
  const move = await firstMove(work);
  if (!move)
    throw new ActionFailure(
      'NOT_EDITABLE',
      `${element} does not follow the arrow keys. Drag it, or click where it should stand.`,
    );
  const reached = await moveTo(work, target, move);
  const short = reached === target ? '' : `, the nearest to ${target} that it was seen to take`;
  return { message: `Moved ${element} to ${reached}${short}.`, text };
}

/** Tries both ways: at its end a slider moves in one only. */
async function firstMove(work: Work): Promise<Move | undefined> {
  for (const key of KEYS) {
    const before = await read(work);
    await pressed(work, key, 1);
    const after = await read(work);
    const reading = after.findIndex((now, i) => now !== null && before[i] !== null && now !== before[i]);
    if (reading >= 0) return { key, reading, by: after[reading]! - before[reading]! };
  }
  return undefined;
}

async function moveTo(work: Work, target: number, { key, reading, by }: Move): Promise<number> {
  const other = KEYS.find((one) => one !== key)!;
  let now = NaN;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    now = (await read(work))[reading] ?? NaN;
    const presses = Math.round((target - now) / by);
    if (!presses) break; // it stands there, or as near as its steps go
    await pressed(work, presses > 0 ? key : other, Math.min(MOST_PRESSES, Math.abs(presses)));
  }
  return now;
}

const read = (work: Work): Promise<(number | null)[]> => work.link.call('readings');

async function pressed(work: Work, key: string, times: number): Promise<void> {
  for (let i = 0; i < times; i++) await work.link.race(work.link.page.keyboard.press(key));
}
