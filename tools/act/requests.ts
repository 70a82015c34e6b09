import type { Page, Request } from 'playwright';

/** Kinds of request whose answer changes what a person sees. Event streams, sockets, beacons and pictures are not waited for. */
const AWAITED = new Set(['document', 'fetch', 'xhr', 'script']);
/** A request older than this is a long poll: it no longer counts. Milliseconds. */
const LONG_POLL_MS = 2000;

/** Requests of one page that have not been answered yet. */
export class Requests {
  readonly #page: Page;
  readonly #pending = new Map<Request, number>();
  readonly #waiting = new Set<() => void>();
  /** Addresses that are asked for all the time. */
  readonly #restless = new Set<string>();
  #navigation: Request | undefined;

  constructor(page: Page) {
    this.#page = page;
    page.on('request', (request) => this.#started(request));
    page.on('requestfinished', (request) => this.#ended(request));
    page.on('requestfailed', (request) => this.#ended(request, true));
    page.on('domcontentloaded', () => this.#arrived());
    page.on('close', () => this.#wake());
    page.on('crash', () => this.#wake());
  }

  /** True from the request for another main document until that document is read (or refused). */
  get navigating(): boolean {
    return this.#navigation !== undefined;
  }

  /** Requests under way that are worth waiting for. */
  get awaited(): number {
    const oldest = performance.now() - LONG_POLL_MS;
    for (const [request, since] of this.#pending) if (since < oldest) this.#ignore(request);
    return this.#pending.size;
  }

  /** What is pending now is there all the time: requests to the same addresses no longer count on this document. */
  ignorePending(): void {
    for (const request of [...this.#pending.keys()]) this.#ignore(request);
  }

  /** Resolves when `done()` holds, at most `limitMs` later. Looked at whenever a request starts, ends or grows old. */
  async until(done: () => boolean, limitMs: number): Promise<void> {
    const end = performance.now() + limitMs;
    while (!done() && !this.#page.isClosed()) {
      const left = end - performance.now();
      if (left <= 0) return;
      await this.#change(Math.min(left, 100)); // growing old makes no event
    }
  }

  #change(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, limitMs);
      this.#waiting.add(wake);
    });
  }

  #ignore(restless: Request): void {
    const address = addressOf(restless);
    this.#restless.add(address);
    for (const request of [...this.#pending.keys()]) if (addressOf(request) === address) this.#pending.delete(request);
  }

  #started(request: Request): void {
    if (request.isNavigationRequest() && request.frame() === this.#page.mainFrame()) this.#navigation = request;
    if (AWAITED.has(request.resourceType()) && !this.#restless.has(addressOf(request)))
      this.#pending.set(request, performance.now());
    this.#wake();
  }

  #ended(request: Request, failed = false): void {
    this.#pending.delete(request);
    if (failed && request === this.#navigation) this.#navigation = undefined;
    this.#wake();
  }

  #arrived(): void {
    this.#navigation = undefined;
    this.#restless.clear();
    this.#wake();
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}

/** Method and address without the query, which polls like to count up. */
function addressOf(request: Request): string {
  return `${request.method()} ${request.url().split('?')[0]}`;
}
