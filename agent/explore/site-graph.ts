import type { SiteRow } from '../../memory/index.js';
import { isWithin, type Risk } from '../../tools/index.js';
import { addressOf, anchorsOf, patternOf, shapeOf, similarity } from './anchors.js';
import { contentOf, controlKey, type Look, offersOf } from './offers.js';
import { type SiteEdge, SiteEdgeSchema, type SitePage, SitePageSchema } from './records.js';

/** A page of the same address is the same page, changed, from here on; below, another one has taken its place. */
const SAME_PAGE = 0.6;
/** Where less than this share of a page is left, it has become another one, though its address stayed: a view of a script. */
const SAME_VIEW = 0.5;
/** Errors and effects that did not come, after which an edge is dropped. */
const MOST_FAILURES = 2;

/** Where a look stands in the graph, and what it added to what is known of the site. */
export interface Placed {
  page: SitePage;
  isNew: boolean;
  /** Anchors and controls that no page had before. */
  gained: number;
}

export interface Arrival {
  /** Where the look before was placed; absent at the start. */
  from?: SitePage;
  source: SitePage['source'];
  at: number;
}

/**
 * The map of a site: pages and states of pages, and edges between them that are changed as they are tried (after Systematic Neural
 * Search, where a graph that is mutated online as edges fail makes exploration an enumeration without repeats; rules instead of
 * neurons). Pages are known by address and anchors, never by their exact content.
 */
export class SiteGraph {
  readonly pages = new Map<number, SitePage>();
  readonly #edges = new Map<number, Map<string, SiteEdge>>();
  readonly #anchors = new Set<string>();
  readonly #controls = new Set<string>();
  readonly #changed = new Map<string, SiteRow>();

  constructor(rows: readonly SiteRow[] = []) {
    for (const { page, edge, definition } of rows) {
      if (edge === undefined) this.#learn(SitePageSchema.parse(definition));
      else this.#link(SiteEdgeSchema.parse({ ...(definition as object), from: page, key: edge }));
    }
  }

  /** Every edge, in the order of pages and of finding. */
  get edges(): SiteEdge[] {
    return [...this.#edges.values()].flatMap((edges) => [...edges.values()]);
  }

  edgesOf(page: number): SiteEdge[] {
    return [...(this.#edges.get(page)?.values() ?? [])];
  }

  /** Distinct controls of all pages ever seen. */
  get controlsSeen(): number {
    return this.#controls.size;
  }

  /** Distinct controls of which it is known what they do. */
  get controlsTried(): number {
    const tried = this.edges.filter(({ tries, to }) => tries > 0 || to !== undefined);
    return new Set(tried.map(({ locator }) => controlKey(locator))).size;
  }

  /** The page that was seen, known again or new. Its edges are those that the page it is a state of does not have already. */
  place(look: Look, { from, source, at }: Arrival): Placed {
    const anchors = anchorsOf(look.page);
    const address = addressOf(look.page.url);
    const known = this.#known(address, anchors, from);
    const content = contentOf(look);
    const before = this.#anchors.size + this.#controls.size;
    const page: SitePage = known
      ? { ...known, ...content, anchors, seenAt: at, superseded: false, source: isSame(known, anchors) ? known.source : source }
      : this.#begin(
          { address, pattern: patternOf(address), anchors, ...content, source, seenAt: at, superseded: false, missed: 0 },
          from,
        );
    this.#learn(page);
    this.touch(page);
    if (!known && page.of === page.number) this.#supersede(page);
    this.#offer(page, look);
    return { page, isNew: !known, gained: this.#anchors.size + this.#controls.size - before };
  }

  /** Where a look would be placed; undefined when it is of no known page. Changes nothing. */
  find(page: Look['page']): SitePage | undefined {
    return this.#known(addressOf(page.url), anchorsOf(page), undefined);
  }

  /** Writes down what came of trying an edge. */
  record(edge: SiteEdge, result: { to: number } | { failed: string }): void {
    edge.tries++;
    if ('to' in result) this.#lead(edge, result.to);
    else {
      edge.failures++;
      if (edge.failures >= MOST_FAILURES) edge.dropped = result.failed;
    }
    this.touch(edge);
  }

  /** Never tried again, for a reason that holds at once. */
  drop(edge: SiteEdge, why: string): void {
    edge.tries++;
    edge.dropped = why;
    this.touch(edge);
  }

  /** To be saved. */
  touch(row: SitePage | SiteEdge): void {
    const [page, edge] = 'number' in row ? [row.number, undefined] : [row.from, row.key];
    this.#changed.set(`${page} ${edge ?? ''}`, { page, ...(edge === undefined ? {} : { edge }), definition: row });
  }

  /** What changed since the last call, pages first. */
  takeChanges(): SiteRow[] {
    const rows = [...this.#changed.values()].sort((a, b) => Number(a.edge !== undefined) - Number(b.edge !== undefined));
    this.#changed.clear();
    return rows;
  }

  /** True when an edge may be walked again: it leads somewhere, and doing it again changes nothing that stays. */
  isWalkable(edge: SiteEdge, limit: Risk = 'reversible'): edge is SiteEdge & { to: number } {
    const target = edge.to === undefined ? undefined : this.pages.get(edge.to);
    return !!target && !target.superseded && !edge.dropped && isWithin(edge.risk, limit) && edge.to !== edge.from;
  }

  /** True when opening its address shows it. */
  isEnterable = (page: SitePage): boolean => page.of === page.number && page.missed < MOST_FAILURES && !page.superseded;

  #known(address: string, anchors: readonly string[], from: SitePage | undefined): SitePage | undefined {
    const base = from && this.pages.get(from.of);
    const all = [...this.pages.values()];
    if (base?.address === address) {
      const states = all.filter(({ of, superseded }) => of === base.number && !superseded);
      const same = states.find((state) => isSame(state, anchors));
      if (same || isStillThere(base, anchors)) return same;
    }
    const here = all.filter((page) => page.of === page.number && page.address === address);
    const near = here.map((page) => ({ page, alike: similarity(page.anchors, anchors) })).sort((a, b) => b.alike - a.alike)[0];
    if (near && near.alike >= SAME_PAGE) return near.page;
    const pattern = patternOf(address);
    return all.find((page) => page.of === page.number && page.pattern === pattern && page.address !== address && !page.superseded && isSame(page, anchors)); // prettier-ignore
  }

  #begin(page: Omit<SitePage, 'number' | 'of'>, from: SitePage | undefined): SitePage {
    const number = this.pages.size + 1;
    const base = from && this.pages.get(from.of);
    if (base?.address !== page.address) return { ...page, number, of: number };
    const isState = isStillThere(base, page.anchors);
    return { ...page, number, of: isState ? base.number : number, missed: MOST_FAILURES }; // its address shows the page itself
  }

  /** Where opening an address shows one page now, it does not show another any more. */
  #supersede(now: SitePage): void {
    if (!this.isEnterable(now)) return;
    for (const page of this.pages.values()) {
      if (page.address !== now.address || page.number === now.number || !this.isEnterable(page)) continue;
      page.superseded = true;
      this.touch(page);
    }
  }

  #offer(page: SitePage, look: Look): void {
    const base = page.of === page.number ? undefined : this.#edges.get(page.of);
    for (const offer of offersOf(look)) {
      const own = this.#edges.get(page.number)?.get(offer.key);
      if (base?.has(offer.key)) continue;
      const target = offer.link && !offer.link.elsewhere ? this.#at(offer.link.address) : undefined;
      const edge = own ?? { ...offer, from: page.number, tries: 0, failures: 0, ...(target ? { to: target.number } : {}) };
      if (own) Object.assign(own, offer, isWithin(offer.risk, own.risk) ? { risk: own.risk, why: own.why } : {}); // what was found out stays
      this.#link(edge);
      this.touch(edge);
    }
  }

  /** The page at an address, as far as one can open it there. */
  #at(address: string): SitePage | undefined {
    return [...this.pages.values()].find((page) => page.address === address && this.isEnterable(page));
  }

  /** Other links to the same address lead to the same page: no need to try them. */
  #lead(edge: SiteEdge, to: number): void {
    edge.to = to;
    edge.failures = 0;
    const { link } = edge;
    if (!link || link.elsewhere) return;
    for (const other of this.edges) {
      if (other.to !== undefined || other.dropped || other.link?.address !== link.address || other.link.elsewhere) continue;
      other.to = to;
      this.touch(other);
    }
  }

  #learn(page: SitePage): void {
    this.pages.set(page.number, page);
    for (const anchor of page.anchors) this.#anchors.add(anchor);
    for (const control of page.controls) this.#controls.add(controlKey(control));
  }

  #link(edge: SiteEdge): void {
    const edges = this.#edges.get(edge.from) ?? new Map<string, SiteEdge>();
    this.#edges.set(edge.from, edges.set(edge.key, edge));
  }
}

const isSame = ({ anchors }: SitePage, others: readonly string[]): boolean =>
  anchors.length === others.length && anchors.every((anchor, i) => anchor === others[i]);

/** Most of what a page had is still to be seen: something was opened on it, and it was not replaced. */
function isStillThere({ anchors }: SitePage, now: readonly string[]): boolean {
  const kept = anchors.filter((anchor) => now.includes(anchor)).length;
  return kept >= SAME_VIEW * anchors.length;
}

/** Pages of one shape hold the same controls, whatever they are about. */
export const haveOneShape = (a: SitePage, b: SitePage): boolean => similarity(shapeOf(a.anchors), shapeOf(b.anchors)) >= 0.8;
