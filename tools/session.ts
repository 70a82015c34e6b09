import type { BrowserContext, Page } from 'playwright';
import { AgentError, isUnchanged, NO_DIFF } from '../core/index.js';
import type { Action, Observation, ObservationDiff, Outcome, PageDialog } from '../core/index.js';
import { ActionFailure, isInterruption, type Interruption } from './act/failure.js';
import { PageLink } from './act/link.js';
import { forgetHistory, historyIndex, load } from './act/navigate.js';
import { perform } from './act/perform.js';
import { settlePage } from './act/settle.js';
import type { Done, Work } from './act/work.js';
import { completeObservation, diffObservations } from './observe/index.js';
import type { Look } from './page/act-page.js';
import { unpackElement } from './page/pack.js';
import type { RequestRule } from './guard/requests.js';
import type { Wiring } from './page/wiring.js';

export interface SessionOptions {
  /** CSS pixels. */
  viewport?: { width: number; height: number };
  /** BCP 47 language tag; decides how the browser writes dates and numbers. */
  locale?: string;
  timezone?: string;
  /** Longest wait for a page to come to rest. Milliseconds. */
  settleMs?: number;
  /** Longest wait for a page to load. Milliseconds. */
  navigationMs?: number;
  /** A page that answers nothing for so long is stuck. Milliseconds. */
  answerMs?: number;
  /** Elements that match this selector, and all they hold, are never observed. */
  skipSelector?: string;
  /** Asked about every request of the pages; what it turns down never leaves the browser. All pass by default. */
  allowRequest?: RequestRule;
}

/** Looks at a page that goes away under each of them. */
const MOST_LOOKS = 16;
const NEXT_DOCUMENT_MS = 1000;

export const SESSION_DEFAULTS = {
  viewport: { width: 1024, height: 768 },
  locale: 'en-US',
  timezone: 'UTC',
  settleMs: 3000,
  navigationMs: 15_000,
  answerMs: 6000,
} as const;

/** Where the time of a session went, in milliseconds since it began. Take differences for one step. */
export interface SessionTimings {
  /** In the browser or waiting for it; holds `settleMs`. */
  browserMs: number;
  /** Waiting for pages to come to rest. */
  settleMs: number;
  /** Completing and comparing observations: our own work. */
  computeMs: number;
}

/**
 * One browser context and the page in it, as an agent sees and works it. Refs of an action are those of `current`. Calls
 * must not overlap. A failed action is an {@link Outcome}; only a broken program or an abort throws out of `act`.
 */
export class BrowserSession {
  /** Elements that match this selector, and all they hold, are never observed. */
  skipSelector: string | undefined;
  readonly #link: PageLink;
  readonly #limits: { settleMs: number; navigationMs: number };
  readonly #timings: SessionTimings = { browserMs: 0, settleMs: 0, computeMs: 0 };
  #current: Observation | undefined;
  #look = '';
  /** What `isNew` is measured against: the observation before the last action. */
  #before: Observation | undefined;
  #firstEntry = 0;

  constructor(context: BrowserContext, page: Page, walkerSource: string, options: SessionOptions) {
    this.#limits = {
      settleMs: options.settleMs ?? SESSION_DEFAULTS.settleMs,
      navigationMs: options.navigationMs ?? SESSION_DEFAULTS.navigationMs,
    };
    this.skipSelector = options.skipSelector;
    this.#link = new PageLink(context, page, { walkerSource, answerMs: options.answerMs ?? SESSION_DEFAULTS.answerMs });
  }

  /** The Playwright page of the moment; for tasks and evaluation only. */
  get page(): Page {
    return this.#link.page;
  }

  /** The latest observation. */
  get current(): Observation | undefined {
    return this.#current;
  }

  /** True when there is no page any more: closed, crashed, or the browser is gone. */
  get isClosed(): boolean {
    return this.#link.gone !== undefined;
  }

  get timings(): SessionTimings {
    return { ...this.#timings };
  }

  /**
   * Loads a page as the start of something new: nothing on it counts as new, `back` does not leave it, and dialogs and tabs
   * of before are gone. Any scheme.
   */
  async open(url: string): Promise<Outcome> {
    this.#current = undefined;
    this.#before = undefined;
    this.#look = '';
    return this.#timed(async () => {
      const outcome = await this.#run(async () => {
        await this.#link.startOver();
        return load(this.#link, url, this.#limits.navigationMs);
      });
      await forgetHistory(this.#link).catch(() => undefined); // a dialog may hold the page up
      this.#firstEntry = await historyIndex(this.#link).catch(() => 0);
      return outcome;
    });
  }

  /**
   * Looks at the page, once it has come to rest. Repeated looks mark the same elements as new: those that came since the
   * last action. Errors: `PAGE_GONE`, `PAGE_STUCK`.
   */
  async observe(): Promise<Observation> {
    try {
      return await this.#timed(() => this.#observe());
    } catch (thrown) {
      throw isInterruption(thrown) ? this.#notObserved(thrown) : thrown;
    }
  }

  /**
   * Does one action on the page, waits for it to come to rest, looks, and says what changed. Handles `click type select
   * press scroll drag hover goto back wait`; text sources must be literal. While a dialog is open, `press Enter` accepts it
   * and `press Escape` dismisses it. Throws only the reason of `signal`.
   */
  async act(action: Action, signal?: AbortSignal): Promise<Outcome> {
    signal?.throwIfAborted();
    this.#link.signal = signal;
    try {
      return await this.#timed(() => (this.#link.dialog ? this.#actOnDialog(action) : this.#actOnPage(action)));
    } finally {
      this.#link.signal = undefined;
    }
  }

  /** What the elements of the latest observation are wired to; empty when the page has gone on since. Throws as `observe`. */
  async wiring(): Promise<Wiring[]> {
    try {
      return await this.#timed(() => this.#link.call('wiring', this.#look));
    } catch (thrown) {
      if (isInterruption(thrown, 'navigated') || isInterruption(thrown, 'dialog')) return [];
      throw isInterruption(thrown) ? this.#notObserved(thrown) : thrown;
    }
  }

  async close(): Promise<void> {
    await this.#link.context.close().catch(() => undefined); // it may be gone already
  }

  #actOnPage(action: Action): Promise<Outcome> {
    this.#before = this.#current;
    return this.#run(async () => {
      const observation = this.#current ?? (await this.#observe());
      this.#before ??= observation;
      const work: Work = { link: this.#link, observation, look: this.#look, navigationMs: this.#limits.navigationMs };
      return perform(action, work, { firstEntry: this.#link.isFirstTab ? this.#firstEntry : 0 });
    });
  }

  #actOnDialog(action: Action): Promise<Outcome> {
    const accept = action.kind === 'press' && /^(enter|return)$/i.test(action.key);
    const dismiss = action.kind === 'press' && /^esc(ape)?$/i.test(action.key);
    this.#before = this.#current;
    return this.#run(async () => {
      if (!accept && !dismiss) {
        const text = JSON.stringify(this.#link.dialog?.message() ?? '');
        throw new ActionFailure(
          'DIALOG_OPEN',
          `A dialog waits for an answer: ${text}. Accept it with "press Enter" or dismiss it with "press Escape".`,
        );
      }
      await this.#link.answer(accept);
      return { effect: 'ok', message: accept ? 'Accepted the dialog.' : 'Dismissed the dialog.' };
    });
  }

  /** Does `work`, looks at what became of the page, and makes an outcome of both. */
  async #run(work: () => Promise<Done>): Promise<Outcome> {
    const start = performance.now();
    const tab = this.page;
    const done = await work().catch((thrown: unknown) => caught(thrown));
    const gone = done instanceof ActionFailure && done.code === 'PAGE_CRASHED';
    const looked = gone ? done : await this.#observe(!(done instanceof ActionFailure)).catch((thrown: unknown) => caught(thrown));
    const [before, after] = [this.#before, this.#current];
    const diff =
      looked instanceof ActionFailure || !before || !after ? NO_DIFF : this.#computed(() => diffObservations(before, after));
    const notes = [
      this.page !== tab && 'The page is in another tab now.',
      after?.dialog && `A dialog is open: ${JSON.stringify(after.dialog.message)}.`,
    ];
    const result = looked instanceof ActionFailure ? looked : done;
    return toOutcome(
      result,
      diff,
      notes.filter((note) => typeof note === 'string'),
      performance.now() - start,
    );
  }

  /** `touched`: the page was acted on just now, so that it has to come to rest first whatever it looks like. */
  async #observe(touched = false): Promise<Observation> {
    if (!this.#link.dialog) {
      try {
        const again = touched ? '' : await this.#lookAgain();
        if (again) return this.#take(again);
        await this.#settle();
        return await this.#walk();
      } catch (thrown) {
        if (!isInterruption(thrown, 'dialog')) throw thrown;
      }
    }
    return this.#observeDialog();
  }

  /** A second look needs no waiting where nothing was seen to change since the last; empty where something was. */
  async #lookAgain(): Promise<string> {
    if (this.#look === '' || this.#link.requests.navigating || this.#link.requests.awaited > 0) return '';
    return this.#link.call('lookAgain', this.#look, { skipSelector: this.skipSelector }).catch((thrown: unknown) => {
      if (isInterruption(thrown, 'navigated')) return '';
      throw thrown;
    });
  }

  async #settle(): Promise<void> {
    const start = performance.now();
    try {
      await settlePage(this.#link, this.#limits);
    } finally {
      this.#timings.settleMs += performance.now() - start;
    }
  }

  async #walk(tries = 1): Promise<Observation> {
    let text: string;
    try {
      text = await this.#link.call('look', { skipSelector: this.skipSelector });
    } catch (thrown) {
      if (!isInterruption(thrown, 'navigated') || tries === MOST_LOOKS) throw thrown;
      if (tries < MOST_LOOKS / 4) await this.#settle();
      else await this.#nextDocument();
      return this.#walk(tries + 1);
    }
    return this.#take(text);
  }

  /** A page that reloads itself for ever never comes to rest: there is most time to look at it right after it came. */
  async #nextDocument(): Promise<void> {
    const arrived = this.page.waitForEvent('domcontentloaded', { timeout: NEXT_DOCUMENT_MS }).catch(() => undefined);
    await this.#link.race(arrived, 2 * NEXT_DOCUMENT_MS);
  }

  #take(text: string): Observation {
    return this.#computed(() => {
      const { look, observation } = JSON.parse(text) as Look;
      this.#look = look;
      const elements = observation.elements.map(unpackElement);
      this.#current = completeObservation({ ...observation, elements }, this.#before);
      return this.#current;
    });
  }

  /** The page as last seen with the dialog over it: nothing on it can be used, and it cannot be read while the dialog is open. */
  #observeDialog(): Observation {
    const open = this.#link.dialog;
    const url = this.page.url();
    const seen = this.#current?.url === url ? this.#current : { url, title: '', elements: [], scroll: { top: 0, max: 0 } };
    const dialog = open && {
      kind: open.type() as PageDialog['kind'],
      message: open.message(),
      defaultValue: open.defaultValue(),
    };
    const { title, scroll, elements } = seen;
    const raw = { url, title, scroll, elements: elements.map((element) => ({ ...element, verbs: [] })) };
    this.#current = completeObservation(raw, this.#before, dialog);
    return this.#current;
  }

  #notObserved(interruption: Interruption): AgentError {
    const why = this.#link.gone ?? interruption.message;
    return interruption.reason === 'crashed'
      ? new AgentError('PAGE_GONE', `There is no page to look at: ${why}. Open a new session.`)
      : new AgentError('PAGE_STUCK', `${this.page.url()} cannot be read: ${why}. Open another page, or a new session.`);
  }

  async #timed<T>(work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const computedBefore = this.#timings.computeMs;
    try {
      return await work();
    } finally {
      this.#timings.browserMs += performance.now() - start - (this.#timings.computeMs - computedBefore);
    }
  }

  #computed<T>(work: () => T): T {
    const start = performance.now();
    const result = work();
    this.#timings.computeMs += performance.now() - start;
    return result;
  }
}

/** What an action came to when something was thrown: an interruption by the page is often just its effect. */
function caught(thrown: unknown): Done | ActionFailure {
  if (thrown instanceof ActionFailure) return thrown;
  if (!isInterruption(thrown)) throw thrown;
  switch (thrown.reason) {
    case 'dialog':
      return { effect: 'ok', message: 'The page asked something.' };
    case 'navigated':
      return { effect: 'ok', message: 'The page went on to another one.' };
    case 'timeout':
      return new ActionFailure('TIMEOUT', `The page does not answer: ${thrown.message}. Wait, go back or open another page.`);
    case 'crashed':
      return new ActionFailure('PAGE_CRASHED', `There is no page any more: ${thrown.message}. Open a new session to go on.`);
  }
}

function toOutcome(done: Done | ActionFailure, diff: ObservationDiff, notes: string[], ms: number): Outcome {
  const message = [done.message, ...notes].join(' ');
  if (done instanceof ActionFailure) return { status: 'error', code: done.code, message, diff, ms };
  const status = done.effect === 'ok' ? 'ok' : done.effect === 'none' || isUnchanged(diff) ? 'no-effect' : 'ok';
  const silent = status === 'no-effect' && done.effect === undefined ? ' Nothing changed.' : '';
  return { status, message: message + silent, diff, ms, ...(done.text === undefined ? {} : { text: done.text }) };
}
