import type { BrowserContext, Request } from 'playwright';

/** A request as a rule sees it, before it is sent. */
export interface PageRequest {
  url: string;
  /** Upper case: `GET`, `POST`, ... */
  method: string;
  /** It would take the tab to another document. */
  navigates: boolean;
}

/** True lets a request pass. */
export type RequestRule = (request: PageRequest) => boolean;

/**
 * Asks the rule about every request of a context. What is turned down is aborted as a person would with Escape: the page stays
 * where it is. Hops of a redirect are not asked about (`allowedHosts` of the browser holds for those too), nor what goes over an
 * open WebSocket.
 */
export async function guardRequests(context: BrowserContext, allow: RequestRule): Promise<void> {
  await context.route('**/*', async (route, request) => {
    // The page may be gone by the time of the answer.
    await (allow(describe(request)) ? route.continue() : route.abort('aborted')).catch(() => undefined);
  });
}

const describe = (request: Request): PageRequest => ({
  url: request.url(),
  method: request.method().toUpperCase(),
  navigates: request.isNavigationRequest() && request.frame().parentFrame() === null,
});

/** Methods that only read (RFC 9110, 9.2.1). */
export const isSafeMethod = (method: string): boolean => /^(?:GET|HEAD|OPTIONS)$/.test(method);
