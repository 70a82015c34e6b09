import type { BrowserContext, Dialog, Page } from 'playwright';
import { messageOf } from '../../core/index.js';
import type { PageActing } from '../page/act-page.js';
import { ActionFailure, Interruption } from './failure.js';
import { Requests } from './requests.js';

export interface LinkOptions {
  /** Source of the script that installs `window.__autodidact`. */
  walkerSource: string;
  /** A page that answers nothing for so long is stuck. Milliseconds. */
  answerMs: number;
}

/** Carries the reason of an abort past the reading of errors. */
class Aborted {
  constructor(readonly reason: unknown) {}
}

/**
 * The session's line to the page it works on: calls into the page, and everything that may come between a call and its
 * answer. A tab that the page opens becomes the page; when that closes, the one before it is the page again.
 */
export class PageLink {
  /** Ends every wait at once, with its reason. */
  signal: AbortSignal | undefined;
  readonly context: BrowserContext;
  readonly #options: LinkOptions;
  readonly #tabs: { page: Page; requests: Requests }[] = [];
  readonly #alarms = new Set<(interruption: Interruption) => void>();
  readonly #known = new WeakSet<Page>();
  #dialog: Dialog | undefined;
  #gone: string | undefined;

  constructor(context: BrowserContext, page: Page, options: LinkOptions) {
    this.context = context;
    this.#options = options;
    this.#adopt(page);
    context.on('page', (opened) => this.#adopt(opened));
    context.on('dialog', (dialog) => this.#onDialog(dialog));
    context.on('close', () => this.#lose('the browser was closed or died'));
  }

  get page(): Page {
    return this.#tabs[this.#tabs.length - 1].page;
  }

  /** False in a tab that the page opened. */
  get isFirstTab(): boolean {
    return this.#tabs.length === 1;
  }

  get requests(): Requests {
    return this.#tabs[this.#tabs.length - 1].requests;
  }

  /** A dialog that waits for an answer. */
  get dialog(): Dialog | undefined {
    return this.#dialog;
  }

  /** Why there is no page any more; undefined while there is one. */
  get gone(): string | undefined {
    return this.#gone;
  }

  /** Answers the dialog. */
  async answer(accept: boolean): Promise<void> {
    const dialog = this.#dialog;
    this.#dialog = undefined;
    if (!dialog) return;
    await this.race(accept ? dialog.accept(dialog.defaultValue()) : dialog.dismiss());
  }

  /** Back to the first tab alone, whatever dialogs say. */
  async startOver(): Promise<void> {
    const extra = this.#tabs.slice(1);
    if (extra.length === 0 && !this.#dialog) return;
    const leaving = Promise.all([
      ...extra.map(({ page }) => page.close()),
      this.#tabs[0].page.goto('about:blank').catch(() => undefined),
    ]);
    while (this.#dialog) await this.answer(this.#dialog.type() === 'beforeunload');
    await this.race(leaving);
  }

  /** Calls one of the page's acting functions, installing them first where the page has none. */
  async call<K extends keyof PageActing>(
    method: K,
    ...args: Parameters<PageActing[K]>
  ): Promise<Awaited<ReturnType<PageActing[K]>>> {
    const ask = (): Promise<unknown> =>
      this.race(
        this.page.evaluate(
          ([name, given]) => {
            const acting = (window as unknown as { __autodidact?: { acting?: Record<string, (...all: unknown[]) => unknown> } })
              .__autodidact?.acting;
            return acting ? acting[name](...given) : null;
          },
          [method, args] as [string, unknown[]],
        ),
      );
    let reply = await ask();
    if (reply === null) {
      await this.race(this.page.evaluate(this.#options.walkerSource));
      reply = await ask();
    }
    return reply as Awaited<ReturnType<PageActing[K]>>;
  }

  /** Waits for `work`, but no longer than until a dialog, a crash or the time limit; then throws an {@link Interruption}. */
  async race<T>(work: Promise<T>, limitMs = this.#options.answerMs): Promise<T> {
    work.catch(() => undefined); // it may still fail after an interruption
    if (this.#gone) throw new Interruption('crashed', this.#gone);
    if (this.#dialog) throw new Interruption('dialog', 'a dialog is open');
    let timer: NodeJS.Timeout | undefined;
    let alarm: (interruption: Interruption) => void = () => undefined;
    let abort: () => void = () => undefined;
    const { signal } = this;
    const interrupted = new Promise<never>((_, reject) => {
      alarm = reject;
      abort = () => reject(new Aborted(signal?.reason));
      timer = setTimeout(() => reject(new Interruption('timeout', `no answer within ${limitMs} ms`)), limitMs);
    });
    this.#alarms.add(alarm);
    signal?.addEventListener('abort', abort);
    try {
      return await Promise.race([work, interrupted]);
    } catch (thrown) {
      throw thrown instanceof Aborted ? thrown.reason : this.#explain(thrown);
    } finally {
      clearTimeout(timer);
      this.#alarms.delete(alarm);
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Resolves when another tab became the page, at most `limitMs` later. */
  async nextTab(limitMs: number): Promise<void> {
    const now = this.page;
    const opened = this.context.waitForEvent('page', { timeout: limitMs }).catch(() => undefined);
    if (this.page === now) await this.race(opened, limitMs + 1000);
  }

  #explain(thrown: unknown): unknown {
    if (thrown instanceof Interruption || thrown instanceof ActionFailure) return thrown;
    const text = messageOf(thrown);
    if (this.#gone) return new Interruption('crashed', this.#gone);
    if (/Execution context was destroyed|Cannot find context|frame was detached|interrupted by another navigation/i.test(text))
      return new Interruption('navigated', text);
    if (/Target crashed|has been closed|Target closed|Connection closed|browser has disconnected/i.test(text))
      return this.#explainClosed(text);
    return thrown;
  }

  #explainClosed(text: string): Interruption {
    // A tab that closed itself leaves the one before it: that is like another document, not like a crash.
    return /crashed|browser/i.test(text) && this.page.isClosed()
      ? new Interruption('crashed', text)
      : new Interruption('navigated', text);
  }

  #adopt(page: Page): void {
    if (this.#known.has(page)) return;
    this.#known.add(page);
    this.#tabs.push({ page, requests: new Requests(page) });
    page.on('close', () => this.#drop(page));
    page.on('crash', () => this.#lose('the page crashed'));
  }

  #drop(page: Page): void {
    if (this.#tabs.length === 1) return this.#lose('the page was closed');
    const index = this.#tabs.findIndex((tab) => tab.page === page);
    if (index >= 0) this.#tabs.splice(index, 1);
    if (this.#dialog?.page() === page) this.#dialog = undefined;
  }

  #onDialog(dialog: Dialog): void {
    this.#dialog = dialog;
    this.#alarm(new Interruption('dialog', 'a dialog opened'));
  }

  #lose(why: string): void {
    this.#gone ??= why;
    this.#dialog = undefined;
    this.#alarm(new Interruption('crashed', this.#gone));
  }

  #alarm(interruption: Interruption): void {
    for (const alarm of [...this.#alarms]) alarm(interruption);
  }
}
