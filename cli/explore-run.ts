import { explore, type ExploreProgress, type ExploreReport, Fence } from '../agent/index.js';
import type { CommandContext } from './context.js';
import { shorten } from './format.js';
import { openPage } from './open-page.js';
import { withParts } from './parts.js';

export interface ExploreSiteOptions {
  minutes?: number;
  steps?: number;
  pages?: number;
  allow?: string[];
  sandbox?: boolean;
  headed?: boolean;
  db?: string;
}

/** Explores a site with progress on stderr. Errors: `PAGE_UNREACHABLE`, `HOST_INVALID`, and those of browser and database. */
export function exploreSite(context: CommandContext, url: string, options: ExploreSiteOptions): Promise<ExploreReport> {
  const { sandbox = false, allow = [], headed } = options;
  const defaults = context.config.explore;
  const settings = {
    ...defaults,
    minutes: options.minutes ?? defaults.minutes,
    steps: options.steps ?? defaults.steps,
    pages: options.pages ?? defaults.pages,
  };
  return withParts(context, async (parts) => {
    const store = parts.store(options.db);
    const fence = new Fence({ url, allow, sandbox });
    const session = await openPage(parts, url, { headed, allow, session: { allowRequest: fence.rule } });
    if (sandbox) context.note('Sandbox: forms are sent, and things may be changed, deleted or bought.');
    const onProgress = (progress: ExploreProgress): void => context.progress(describeProgress(progress));
    return explore({ session, store, settings, fence }, { url, sandbox, signal: context.signal, onProgress });
  });
}

const describeProgress = ({ steps, pages, controlsTried, controlsSeen, frontier, doing }: ExploreProgress): string =>
  `step ${steps}: ${pages} pages, ${controlsTried} of ${controlsSeen} controls known, ${frontier} to try; ${shorten(doing, 40)}`;
