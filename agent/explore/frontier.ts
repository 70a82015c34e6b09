import { isWithin, type Risk } from '../../tools/index.js';
import { controlKey } from './offers.js';
import type { SiteEdge, SitePage } from './records.js';
import { haveOneShape, type SiteGraph } from './site-graph.js';

/** Opening an address costs a little more than walking an edge, because walking also shows that the edge still leads there. */
const COST = { walk: 1, open: 1.5 };
/** A control that stands in the same place on all pages is tried on so many. */
const MOST_PAGES_TRIED = 2;

export interface FrontierRules {
  /** Most that may be done. */
  limit: Risk;
  /** Tries of a group of edges that do the same to different things. */
  sampled: number;
  /** Whether an address outside the site may be opened. */
  mayLeaveTo: (url: string) => boolean;
}

/** How to get from one page to another: edges to walk, and addresses to open. */
export type Move = { walk: SiteEdge & { to: number } } | { open: SitePage };

export interface Way {
  moves: Move[];
  cost: number;
}

/** Why an edge is not tried; undefined for one of the frontier. */
export type Closed = 'known' | 'dropped' | 'held' | 'elsewhere' | 'sampled' | 'superseded';

/** Tells for all edges of a graph at one moment whether they are still to be tried, and if not, why. */
export function sortEdges(graph: SiteGraph, rules: FrontierRules): Map<SiteEdge, Closed | 'open'> {
  const { edges } = graph;
  const tried = edges.filter(({ tries }) => tries > 0);
  const groups = groupBy(tried, ({ group }) => group?.name);
  const twins = groupBy(tried, ({ locator, does }) => (locator.region ? `${does.kind} ${controlKey(locator)}` : undefined));
  const isSampled = (edge: SiteEdge): boolean => {
    const samples = groups.get(edge.group?.name ?? '') ?? [];
    if (edge.group && samples.length >= rules.sampled) return !edge.group.adaptive || areAlike(samples, graph);
    const same = twins.get(`${edge.does.kind} ${controlKey(edge.locator)}`) ?? [];
    return !edge.link && new Set(same.map(({ from }) => graph.pages.get(from)?.of)).size >= MOST_PAGES_TRIED;
  };
  const stateOf = (edge: SiteEdge): Closed | 'open' => {
    if (edge.dropped) return 'dropped';
    if (edge.to !== undefined) return 'known';
    if (!isWithin(edge.risk, rules.limit)) return 'held';
    if (edge.link?.elsewhere && !rules.mayLeaveTo(edge.link.address)) return 'elsewhere';
    if (graph.pages.get(edge.from)?.superseded) return 'superseded';
    return isSampled(edge) ? 'sampled' : 'open';
  };
  return new Map(edges.map((edge) => [edge, stateOf(edge)]));
}

/** What was tried of a list led to pages of one shape, so the rest of it will. */
function areAlike(samples: readonly SiteEdge[], graph: SiteGraph): boolean {
  const pages = samples.flatMap(({ to }) => (to === undefined ? [] : (graph.pages.get(to) ?? [])));
  return pages.length >= 2 && pages.every((page) => haveOneShape(page, pages[0]));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

/** The cheapest way from one page to every other (Dijkstra): along edges that worked, or by opening an address. */
export function waysFrom(graph: SiteGraph, from: number): Map<number, Way> {
  const ways = new Map<number, Way>([[from, { moves: [], cost: 0 }]]);
  for (const page of graph.pages.values()) {
    if (page.number !== from && graph.isEnterable(page)) ways.set(page.number, { moves: [{ open: page }], cost: COST.open });
  }
  const done = new Set<number>();
  for (;;) {
    const [next] = [...ways].filter(([number]) => !done.has(number)).sort((a, b) => a[1].cost - b[1].cost || a[0] - b[0]);
    if (!next) return ways;
    const [number, way] = next;
    done.add(number);
    for (const edge of graph.edgesOf(number)) {
      if (!graph.isWalkable(edge)) continue;
      const cost = way.cost + COST.walk;
      if (cost < (ways.get(edge.to)?.cost ?? Infinity)) ways.set(edge.to, { moves: [...way.moves, { walk: edge }], cost });
    }
  }
}

/** Fewest edges from one page to every other, without opening addresses (breadth first). */
export function walksFrom(graph: SiteGraph, from: number): Map<number, SiteEdge[]> {
  const walks = new Map<number, SiteEdge[]>([[from, []]]);
  for (const [number, walk] of walks) {
    const base = graph.pages.get(number)?.of ?? number;
    for (const edge of [...graph.edgesOf(number), ...(base === number ? [] : graph.edgesOf(base))]) {
      if (graph.isWalkable(edge) && !walks.has(edge.to)) walks.set(edge.to, [...walk, edge]); // a map is walked as it grows
    }
  }
  return walks;
}

/** Links show most, then what opens a part of the page, or looks up what was typed before; lists and marks mostly show nothing new. */
const ORDER: Record<string, number> = { link: 0, tab: 1, type: 1, button: 2, select: 3 };
const orderOf = ({ locator, does }: SiteEdge): number => ORDER[does.kind === 'click' ? locator.role : does.kind] ?? 3;

/** Riskier ones come after all others, or a sandbox is logged out of before it is seen. */
const riskOf = ({ risk }: SiteEdge): number => (risk === 'irreversible' ? 2 : risk === 'state-changing' ? 1 : 0);

/** The next edge to try and the way to it, nearest first; `not` is a page to keep away from while there is another. */
export function nextOpen(
  graph: SiteGraph,
  open: readonly SiteEdge[],
  { from, not }: { from: number; not?: number },
): { edge: SiteEdge; way: Way } | undefined {
  const ways = waysFrom(graph, from);
  const base = graph.pages.get(from)?.of;
  const reachable = open.flatMap((edge) => {
    // What the page itself offers may be done on a state of it as well, where it is still in sight.
    const way = edge.from === base ? { moves: [], cost: 0 } : ways.get(edge.from);
    return way ? [{ edge, way }] : [];
  });
  const elsewhere = reachable.filter(({ edge }) => graph.pages.get(edge.from)?.of !== not);
  const choice = not !== undefined && elsewhere.length > 0 ? elsewhere : reachable;
  const rank = ({ edge, way }: (typeof choice)[number]): number[] => [riskOf(edge), way.cost, orderOf(edge), edge.from];
  return choice.sort((a, b) => compare(rank(a), rank(b)))[0];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : a[at] - b[at];
}
