import type { Page, Response } from 'playwright';

/** Notes what servers answer to the pages of one session. */
export interface ResponseRecord {
  /** Status of the last page that was loaded; absent where there was none, as with `file:`. */
  pageStatus(): number | undefined;
  /** Requests that were answered without an error. */
  fine(): { method: string; url: string }[];
  forget(): void;
  stop(): void;
}

export function recordResponses(page: Page): ResponseRecord {
  let seen: Response[] = [];
  const note = (response: Response): void => void seen.push(response);
  const context = page.context();
  context.on('response', note);
  return {
    pageStatus: () => seen.findLast((response) => response.request().isNavigationRequest() && !isInside(response))?.status(),
    fine: () =>
      seen
        .filter((response) => response.status() < 400)
        .map((response) => ({ method: response.request().method(), url: response.url() })),
    forget: () => void (seen = []),
    stop: () => void context.off('response', note),
  };
}

/** The answer is for a frame inside a page. */
const isInside = (response: Response): boolean => response.frame().parentFrame() !== null;
