/** How an episode ended, as the page itself reports it. */
export interface WobEnd {
  /** -1 to 1, not scaled by time. */
  raw: number;
  reason: string;
  /** The end came from script evaluation instead of user input: it counts as a failure. */
  scripted: boolean;
}

/** What `miniwob/core/core.js` puts on the window, as far as it is used. */
interface WobPage {
  core: {
    EPISODE_MAX_TIME: number;
    EP_TIMER: unknown;
    endEpisode(reward: number, proportional?: boolean, reason?: string): void;
    startEpisodeReal(): void;
    getUtterance(): string | { utterance: string };
  };
  WOB_RAW_REWARD_GLOBAL: number;
  WOB_REWARD_REASON?: string;
  WOB_TASK_READY: boolean;
  __wob: { start(seed: string): Promise<string>; end(): WobEnd | undefined };
}

declare global {
  interface Window {
    __wob?: WobPage['__wob'];
  }
}

/**
 * Runs inside a MiniWoB++ page right after its core script: hides what is drawn for people only (the last reward, the START
 * cover), starts an episode by seed and notes how it ends. Self-contained, because its source text is sent to the page.
 */
export function setUpWobPage(): void {
  const wob = window as unknown as WobPage;
  const style = document.createElement('style');
  style.textContent = '#reward-display,#click-canvas,#sync-task-cover{display:none!important}';
  document.head.appendChild(style);
  let end: WobEnd | undefined;
  let starting = false;
  const original = wob.core.endEpisode.bind(wob.core);
  wob.core.endEpisode = (reward, proportional, reason) => {
    const live = wob.core.EP_TIMER !== null;
    const stack = String(new Error().stack);
    original(reward, proportional, reason);
    if (!live || starting) return;
    end = {
      raw: wob.WOB_RAW_REWARD_GLOBAL,
      reason: wob.WOB_REWARD_REASON ?? '',
      scripted: /UtilityScript|__puppeteer|<anonymous>:\d/.test(stack),
    };
  };
  const start = async (seed: string): Promise<string> => {
    wob.core.EPISODE_MAX_TIME = 3_600_000; // a timeout above 2^31 ms would fire at once
    starting = true;
    if (wob.core.EP_TIMER !== null) wob.core.endEpisode(0);
    starting = false;
    end = undefined;
    (Math as unknown as { seedrandom(seed: string): void }).seedrandom(seed);
    wob.core.startEpisodeReal();
    for (let i = 0; i < 200 && !wob.WOB_TASK_READY; i++) await new Promise((resolve) => setTimeout(resolve, 25));
    const said = wob.core.getUtterance();
    return typeof said === 'string' ? said : said.utterance; // some pages return the answer beside it
  };
  Object.defineProperty(window, '__wob', { value: { start, end: () => end }, enumerable: false });
  (Math as unknown as { seedrandom(seed: string): void }).seedrandom('load'); // some pages draw while they load
}
