import { createRandom, type Random } from '../../core/random.js';
import { createNotice } from './drift/dialog.js';
import { moveBlock } from './drift/moved.js';
import { createRenaming } from './drift/renamed.js';
import { reorderGroups } from './drift/reordered.js';
import { restyle } from './drift/restyled.js';
import { click, type OracleStep } from './family.js';

/** How a site may change between two visits without asking anything else of a person. */
export const DRIFTS = ['renamed', 'moved', 'restyled', 'reordered', 'dialog'] as const;
export type Drift = 'none' | (typeof DRIFTS)[number];

/** What a mutation has to know of the page so as not to change what is asked. */
export interface DriftSite {
  root: HTMLElement;
  /** Where the present view lives. */
  page: HTMLElement;
  goal: string;
  seed: string;
  /** Names that nothing else may have, in lower case. */
  reserved: ReadonlySet<string>;
}

/** A page that drifts: the family builds it as ever, then it is changed. */
export interface Drifting {
  /** Changes what was just rendered; the same way for the same view. */
  mutate(): void;
  /** What has to be done before the family's oracle can go on. */
  next(): OracleStep | undefined;
}

/** Deterministic by the site's seed. What `restyled` does to tags and the style sheet happens while building, see `createWorld`. */
export function createDrift(drift: Drift, site: DriftSite): Drifting {
  const stream = (): Random => createRandom(`${site.seed}/drift/${drift}`); // anew for each render: a view drifts the same each time
  const onlyMutates = (mutate: () => void): Drifting => ({ mutate, next: () => undefined });
  switch (drift) {
    case 'none':
      return onlyMutates(() => undefined);
    case 'renamed':
      return onlyMutates(createRenaming(site));
    case 'moved':
      return onlyMutates(() => moveBlock(stream(), site.page));
    case 'restyled':
      return onlyMutates(() => restyle(site.page));
    case 'reordered':
      return onlyMutates(() => reorderGroups(stream(), site));
    case 'dialog': {
      const notice = createNotice(stream(), site);
      return { mutate: notice.show, next: () => (notice.isOpen() ? click(notice.dismiss) : undefined) };
    }
  }
}
