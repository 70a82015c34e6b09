import { AgentError } from '../core/index.js';
import type { BrowserSession, SessionOptions } from '../tools/index.js';
import type { Parts } from './parts.js';

export interface OpenPageOptions {
  headed?: boolean;
  /** Hosts that may be reached besides that of the page; any by default. */
  allow?: string[];
  session?: SessionOptions;
}

/** A session of the command's browser that stands on a page. Error `PAGE_UNREACHABLE`, and those of the browser. */
export async function openPage(
  parts: Parts,
  url: string,
  { headed, allow, session: own }: OpenPageOptions,
): Promise<BrowserSession> {
  const hosts = allow && [new URL(url).hostname, ...allow].filter((host) => host !== ''); // files have none
  const session = await parts.sessions({ headed, allow: hosts }, own)();
  const { status, message } = await session.open(url);
  if (status !== 'error') return session;
  throw new AgentError(
    'PAGE_UNREACHABLE',
    // What the tools would advise a policy is no use to a person.
    `The start page ${url} cannot be opened: ${message.replace(/ Check the address, .*$/, '')} Check the address, and that its server runs.`,
  );
}
