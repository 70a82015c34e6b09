import type { PageWatch } from './act-watch.js';

/** Longest wait for the page's own drawing to come to rest; what still moves then is taken to move always. Milliseconds. */
const RESTLESS_AFTER_MS = 1000;
/** Longest wait for CSS animations and transitions. */
const ANIMATION_REACH_MS = 400;
/** Latest due time of a timer that is waited for. */
const TIMER_WAIT_MS = 450;
/** How long nothing may change once something changed by itself after the action. */
const QUIET_MS = 50;
const FRAME_MS = 17;

export interface Rest {
  /** False when the limit came first. */
  quiet: boolean;
  /** The page is on its way to another document. */
  leaving: boolean;
  /** How many tabs the page asked for. */
  tabs: number;
}

/**
 * Waits until the page looks settled: at least two frames, then no change for a moment (longer when the page changed by
 * itself after the first frames), no short timer of the action pending, no transition running that moves or reveals something.
 */
export async function settle(watch: PageWatch, since: number, limitMs: number): Promise<Rest> {
  const start = watch.now();
  const until = start + Math.min(limitMs, RESTLESS_AFTER_MS);
  for (let frames = 1; ; frames++) {
    await watch.nextFrame();
    const now = watch.now();
    if (watch.leaving()) return { quiet: false, leaving: true, tabs: watch.tabsAsked() };
    if (frames >= 2 && isQuiet(watch, start, since, now)) return { quiet: true, leaving: false, tabs: watch.tabsAsked() };
    if (now < until) continue;
    watch.ignoreRestless(start + (until - start) / 2);
    return { quiet: false, leaving: false, tabs: watch.tabsAsked() };
  }
}

function isQuiet(watch: PageWatch, start: number, since: number, now: number): boolean {
  const changed = watch.lastChange();
  const late = changed > start + 2 * FRAME_MS;
  if (changed > start && now - changed < (late ? QUIET_MS : FRAME_MS)) return false;
  const due = watch.timersDue(since);
  if (due > 0 && due <= start + TIMER_WAIT_MS) return false;
  if (document.readyState !== 'complete') return false;
  return now - start > ANIMATION_REACH_MS || !isAnimating();
}

/** Colours and shadows may still fade: nobody waits for those. */
const COSMETIC = /color|shadow|outline|background|fill|stroke|filter|decoration/;

function isAnimating(): boolean {
  return document.getAnimations().some((animation) => {
    if (animation.playState !== 'running' || COSMETIC.test((animation as Partial<CSSTransition>).transitionProperty ?? ''))
      return false;
    const effect = animation.effect as KeyframeEffect | null;
    const end = Number(effect?.getComputedTiming().endTime ?? 0);
    if (!Number.isFinite(end)) return false; // spinners turn for ever
    return effect?.target?.checkVisibility() ?? false;
  });
}

/** True as soon as something changes (or the page leaves), false after `limitMs` of nothing. */
export async function changes(watch: PageWatch, since: number, limitMs: number): Promise<boolean> {
  const until = watch.now() + limitMs;
  while (watch.now() < until) {
    if (watch.lastChange() > since || watch.leaving()) return true;
    await watch.nextFrame();
  }
  return false;
}
