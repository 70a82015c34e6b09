import { reachableDocuments } from './act-tree.js';

/** Longest delay of a timer that an action is thought to cause; longer ones are clocks, polls and toasts. Milliseconds. */
const TIMER_REACH_MS = 400;
/** A timer set by a timer set by a timer is a loop, not an effect. */
const TIMER_DEPTH = 3;

/** What the page did, as far as it can be told without asking it. All times are `performance.now()`. */
export interface PageWatch {
  now(): number;
  /** When something drawn last changed. */
  lastChange(): number;
  /** When the last of the short timers set since `since` is due; 0 when none is pending. */
  timersDue(since: number): number;
  /** The page asked for another document and has not got it yet. */
  leaving(): boolean;
  /** How many tabs the page asked for so far. */
  tabsAsked(): number;
  /** Watches what the page holds now: new frames and shadow roots are not seen by themselves. */
  refresh(nodes: Element[]): void;
  /** Changes of these things no longer count: they never stop. */
  ignoreRestless(since: number): void;
  /** The next frame; sooner or later also where the page is not being drawn. */
  nextFrame(): Promise<void>;
}

/** Installs the watch. Runs before the page's own scripts, so that the originals are kept. Called once per document. */
export function watchPage(): PageWatch {
  const now = performance.now.bind(performance);
  const frame = requestAnimationFrame.bind(window);
  const later = setTimeout.bind(window);
  const changes = watchChanges(now);
  return {
    now,
    ...changes,
    timersDue: watchTimers(now),
    leaving: watchLeaving(now),
    tabsAsked: watchTabs(),
    nextFrame: () =>
      new Promise((resolve) => {
        frame(() => resolve());
        later(resolve, 100); // a hidden tab draws no frames
      }),
  };
}

function watchChanges(now: () => number): Pick<PageWatch, 'lastChange' | 'refresh' | 'ignoreRestless'> {
  let last = 0;
  const touched = new Map<Node, number>();
  const restless = new WeakSet<Node>();
  const touch = (target: Node): void => {
    if (restless.has(target) || isUnseen(target)) return;
    last = now();
    if (touched.size > 500) touched.clear(); // only what changed lately matters
    touched.set(target, last);
  };
  const observer = new MutationObserver((records) => records.forEach((record) => touch(record.target)));
  const onScroll = (event: Event): void => touch(event.target as Node);
  const watched = new WeakSet<Node>();
  const watch = (root: Node): void => {
    if (watched.has(root)) return;
    watched.add(root);
    observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    root.addEventListener('scroll', onScroll, { capture: true, passive: true });
  };
  watch(document);
  return {
    lastChange: () => {
      observer.takeRecords().forEach((record) => touch(record.target));
      return last;
    },
    refresh: (nodes) => {
      reachableDocuments(document).forEach(watch);
      for (const node of nodes) watch(node.getRootNode());
    },
    ignoreRestless: (since) => touched.forEach((when, node) => when >= since && restless.add(node)),
  };
}

function isUnseen(target: Node): boolean {
  const element = target.nodeType === Node.ELEMENT_NODE ? (target as Element) : target.parentElement;
  return element !== null && element.closest('head,script,style') !== null;
}

/** Wraps the page's timers: what an action sets going for a moment (a debounce, a fade) is waited for, and nothing else is. */
function watchTimers(now: () => number): PageWatch['timersDue'] {
  const pending = new Map<number, { setAt: number; due: number }>();
  const set = window.setTimeout as (handler: TimerHandler, delay?: number, ...rest: unknown[]) => number;
  const clear = window.clearTimeout;
  let depth = 0;
  function setTimeoutWatched(this: unknown, handler: TimerHandler, delay?: number, ...rest: unknown[]): number {
    const ms = Number(delay) || 0;
    if (typeof handler !== 'function' || ms > TIMER_REACH_MS || depth >= TIMER_DEPTH)
      return set.call(window, handler, delay, ...rest);
    const level = depth + 1;
    const run = (...args: unknown[]): void => {
      pending.delete(id);
      const outer = depth;
      depth = level;
      try {
        (handler as (...given: unknown[]) => unknown).apply(window, args);
      } finally {
        depth = outer;
      }
    };
    const id = set.call(window, run, delay, ...rest);
    pending.set(id, { setAt: now(), due: now() + ms });
    return id;
  }
  function clearTimeoutWatched(id?: number): void {
    if (id !== undefined) pending.delete(id);
    clear.call(window, id);
  }
  window.setTimeout = setTimeoutWatched as unknown as typeof window.setTimeout;
  window.clearTimeout = clearTimeoutWatched as typeof window.clearTimeout;
  return (since) => {
    let due = 0;
    for (const timer of pending.values()) if (timer.setAt >= since) due = Math.max(due, timer.due);
    return due;
  };
}

interface NavigateEvent extends Event {
  readonly destination: { readonly sameDocument: boolean };
  readonly downloadRequest: string | null;
}

/** How long the word that a page leaves is believed without anything coming of it. Milliseconds. */
const LEAVING_MS = 500;

/** Notes when the page starts for another document, long before the request can be seen from outside, or closes itself. */
function watchLeaving(now: () => number): PageWatch['leaving'] {
  let going: { event?: Event; since: number } | undefined;
  const navigation = (window as unknown as { navigation?: EventTarget }).navigation;
  navigation?.addEventListener('navigate', (event) => {
    const attempt = event as NavigateEvent;
    if (!attempt.destination.sameDocument && attempt.downloadRequest === null) going = { event, since: now() };
  });
  const stayed = (): void => (going = undefined);
  navigation?.addEventListener('navigatesuccess', stayed);
  navigation?.addEventListener('navigateerror', stayed);
  const close = window.close;
  window.close = function closeWatched() {
    going = { since: now() };
    close.call(window);
  };
  return () => going !== undefined && !going.event?.defaultPrevented && now() - going.since < LEAVING_MS;
}

/** Counts tabs that the page asks for: `window.open` and links into a new tab. */
function watchTabs(): PageWatch['tabsAsked'] {
  let count = 0;
  const open = window.open;
  window.open = function openWatched(this: unknown, ...given: Parameters<typeof window.open>) {
    const opened = open.call(window, ...given);
    if (opened && opened !== window && opened !== window.top) count++;
    return opened;
  } as typeof window.open;
  window.addEventListener('click', (event) => {
    const link = event.composedPath().find((node): node is HTMLAnchorElement => (node as Element).localName === 'a');
    if (link?.href && /^_blank$/i.test(link.target) && !event.defaultPrevented) count++;
  });
  return () => count;
}
