import { printElement } from '../observe/index.js';
import { ActionFailure } from './failure.js';
import { fieldValue, FIELD_VALUE_HELP } from '../page/field-value.js';
import { press } from './point.js';
import { slide } from './slide.js';
import { accepted, elementOf, refusal, type Done, type Work } from './work.js';

/** Texts longer than this are put in at once; shorter ones come key by key, as pages that listen to keys expect. */
const BY_KEYS = 40;

/** Replaces what a field holds. */
export async function type(work: Work, ref: number, text: string): Promise<Done> {
  const element = printElement(elementOf(work, ref));
  const way = await accepted(work, ref, work.link.call('editing', work.look, ref));
  if (!('way' in way)) throw refusal(work, ref, way);
  if (way.way === 'slide') return slide(work, ref, text);
  if (way.way === 'value') return setValue(work, ref, way.input, text);
  if (way.way === 'none') {
    const why =
      way.code === 'READONLY'
        ? 'is read-only. Use what sets it, e.g. a button or a list beside it'
        : 'takes no text. Choose a text field';
    throw way.code === 'DISABLED'
      ? refusal(work, ref, { ok: false, code: 'DISABLED' })
      : new ActionFailure(way.code, `${element} ${why}.`);
  }
  await press(work, ref);
  await accepted(work, ref, work.link.call('selectContent', work.look, ref));
  await enter(work, way.multiline ? text : text.replace(/\s*\n\s*/g, ' '), way.empty);
  return { message: `Typed ${JSON.stringify(text)} into ${element}.`, text };
}

async function enter(work: Work, text: string, empty: boolean): Promise<void> {
  const { keyboard } = work.link.page;
  if (text === '') {
    if (!empty) await work.link.race(keyboard.press('Delete'));
  } else if (text.length > BY_KEYS) {
    await work.link.race(keyboard.insertText(text));
  } else {
    await work.link.race(keyboard.type(text));
  }
}

async function setValue(work: Work, ref: number, input: string, text: string): Promise<Done> {
  const element = printElement(elementOf(work, ref));
  const value = fieldValue(input, text);
  const set = value === undefined ? undefined : await accepted(work, ref, work.link.call('setValue', work.look, ref, value));
  if (!set || (set.ok && set.value === '' && value !== '')) {
    throw new ActionFailure(
      'NOT_EDITABLE',
      `${element} does not take ${JSON.stringify(text)}. Write ${FIELD_VALUE_HELP[input] ?? 'another value'}.`,
    );
  }
  return { message: `Set ${element} to ${JSON.stringify(value)}.`, text };
}

/** Chooses an option of a native select by its label. */
export async function select(work: Work, ref: number, option: string): Promise<Done> {
  const element = printElement(elementOf(work, ref));
  const chosen = await accepted(work, ref, work.link.call('choose', work.look, ref, option));
  if (chosen.ok) return { message: `${chosen.deselected ? 'Took back' : 'Chose'} ${JSON.stringify(option)} in ${element}.` };
  if (chosen.code === 'UNSUPPORTED') {
    throw new ActionFailure('UNSUPPORTED', `${element} is not a select of the browser. Click it, then click the option.`);
  }
  const labels = 'labels' in chosen ? chosen.labels.map((label) => JSON.stringify(label)).join(', ') : '';
  const what = chosen.code === 'DISABLED' ? 'cannot be chosen now' : 'is not an option';
  throw new ActionFailure(chosen.code, `${JSON.stringify(option)} ${what} of ${element}. Its options: ${labels}.`);
}
