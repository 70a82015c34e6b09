import { messageOf, type Action } from '../../core/index.js';
import { printElement } from '../observe/index.js';
import { select, type } from './edit.js';
import { ActionFailure, isInterruption } from './failure.js';
import { keyName } from './keys.js';
import { back, goto } from './navigate.js';
import { click, drag, hover } from './point.js';
import { accepted, elementOf, type Done, type Work } from './work.js';

export interface PerformOptions {
  /** `back` stops at this entry of the tab's history. */
  firstEntry: number;
}

/** Does one action. Throws `ActionFailure` when it cannot be done, `Interruption` when something came between. */
export async function perform(action: Action, work: Work, { firstEntry }: PerformOptions): Promise<Done> {
  switch (action.kind) {
    case 'click':
      return click(work, action.ref);
    case 'hover':
      return hover(work, action.ref);
    case 'drag':
      return drag(work, action.ref, action.to);
    case 'type':
      if (action.text.kind !== 'literal')
        throw new ActionFailure('NO_SUCH_TEXT', `The text source "${action.text.kind}" was not resolved before typing.`);
      return type(work, action.ref, action.text.text);
    case 'select':
      return select(work, action.ref, action.option);
    case 'press':
      return pressKey(work, action.key);
    case 'scroll':
      return scroll(work, action.ref, action.direction);
    case 'goto':
      return goto(work, action.url);
    case 'back':
      return back(work, firstEntry);
    case 'wait':
      return wait(work);
    default:
      throw new ActionFailure('UNSUPPORTED', `The browser cannot do "${action.kind}".`);
  }
}

async function pressKey(work: Work, key: string): Promise<Done> {
  const name = keyName(key);
  try {
    await work.link.race(work.link.page.keyboard.press(name));
  } catch (thrown) {
    if (isInterruption(thrown) || !/Unknown key/i.test(messageOf(thrown))) throw thrown;
    throw new ActionFailure('UNSUPPORTED', `There is no key "${key}". Keys are named like Enter, Tab, ArrowDown, a, Control+a.`);
  }
  return { message: `Pressed ${name}.` };
}

async function scroll(work: Work, ref: number | undefined, direction: 'up' | 'down'): Promise<Done> {
  const what = ref === undefined ? 'the page' : printElement(elementOf(work, ref));
  const reply = work.link.call('scroll', work.look, ref, direction === 'down');
  const done = ref === undefined ? await reply : await accepted(work, ref, reply);
  const moved = done.ok ? done.moved : 0;
  if (moved === 0) return { effect: 'none', message: `Cannot scroll ${what} further ${direction}.` };
  return { effect: 'ok', message: `Scrolled ${what} ${direction}.` };
}

/** Longest wait for something to change. Milliseconds. */
const WAIT_MS = 2000;

async function wait(work: Work): Promise<Done> {
  try {
    const changed = await work.link.call('changes', WAIT_MS);
    return { effect: 'ok', message: changed ? 'Waited until something changed.' : `Nothing changed in ${WAIT_MS / 1000} s.` };
  } catch (thrown) {
    if (!isInterruption(thrown, 'navigated')) throw thrown;
    return { effect: 'ok', message: 'Waited until another page came.' };
  }
}
