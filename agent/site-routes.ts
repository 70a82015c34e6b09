import { type Action, type HistoryEntry, type Observation, printAction } from '../core/index.js';
import { labelOf, type LongTermMemory, type SiteStore, type StepRecord } from '../memory/index.js';
import { originPattern } from '../skills/index.js';
import { findElement, plainName } from '../tools/index.js';
import { actionOf } from './explore/offers.js';
import { shortKey, type SiteEdge, SiteGraph, type SitePage, walksFrom } from './explore/index.js';
import { GoalEvidence } from './goal-evidence.js';
import type { GoalReading } from './proposers/match/goal-reading.js';
import type { ProposedAction } from './proposers/proposer.js';

/** What a page has to be ahead of the present one by; a word that one page of three has is worth 1.1. */
const LEAST_GAIN = 1;
/** What is named and still to be done on this page comes before leaving it. */
const WAITS = -4;
/** Opening an address is a guess beside walking a way that was walked before. */
const OPENS = -1;
/** A way that was tried so often from one place leads nowhere. */
const MOST_TRIES = 2;
/** Locators looser than this find something else on another page. */
const LOOSEST_LEVEL = 3;

export interface SiteRouteParts {
  sites: Pick<SiteStore, 'load' | 'save'>;
  memories: LongTermMemory;
  reading: GoalReading;
}

/** A step towards a page that the goal speaks of. */
export interface Route extends ProposedAction {
  /** Names the memory that knows it (`m12`), for the decision's notes. */
  note: string;
  target: SitePage;
  edge?: SiteEdge;
}

/**
 * The way to what a goal names and the present page does not show, on sites that were explored (PReP: landmarks are remembered and
 * goals are planned towards). Read once per site; silent where there is no map. A page whose memory was forgotten, superseded or is not
 * trusted is not a goal.
 */
export class SiteRoutes {
  readonly #parts: SiteRouteParts;
  readonly #sites = new Map<string, { graph: SiteGraph; evidence: GoalEvidence }>();
  /** The last route that was put forward, by the page it was for. */
  #last: { page: Observation; route: Route | undefined } | undefined;
  /** Pages that a route led to in this episode: what was to be done there was done, or cannot be. */
  readonly #reached = new Set<SitePage>();
  /** All that were, by page and action. */
  readonly #put = new Map<string, Route>();

  constructor(parts: SiteRouteParts) {
    this.#parts = parts;
  }

  /** The next step of the best route from here; undefined where none is better than staying. */
  next(page: Observation, history: readonly HistoryEntry[]): Route | undefined {
    if (this.#last?.page === page) return this.#last.route;
    const route = page.dialog ? undefined : this.#route(page, history);
    this.#last = { page, route };
    if (route) this.#put.set(keyOf(page, route.action), route);
    return route;
  }

  /** What a decision to take this action should say about where it was known from. */
  noteOf(action: Action): string | undefined {
    const route = this.#last?.route;
    return route && printAction(route.action) === printAction(action) ? route.note : undefined;
  }

  /** Compares where the steps of routes led with where they were to lead: what holds is verified, an edge that fails twice is dropped. */
  learn(steps: readonly Pick<StepRecord, 'observation' | 'decision'>[], last: Observation | undefined): void {
    steps.forEach(({ observation, decision }, i) => {
      const route = this.#put.get(keyOf(observation, decision.action));
      const after = steps[i + 1]?.observation ?? last;
      if (route && after) this.#judge(route, originPattern(observation.url), after);
    });
  }

  #judge({ edge, target }: Route, site: string, after: Observation): void {
    const { graph } = this.#of(site);
    const there = originPattern(after.url) === site ? graph.find(after) : undefined;
    const wanted = edge?.to === undefined ? target : graph.pages.get(edge.to);
    if (there !== undefined && there.of === wanted?.of) {
      const page = graph.pages.get(there.of);
      if (page?.memoryId !== undefined)
        this.#parts.memories.verify(page.memoryId, true, { actor: 'agent', reason: 'seen again in a task' });
    } else if (edge) graph.record(edge, { failed: 'it led elsewhere in a task' });
    this.#parts.sites.save(site, graph.takeChanges());
  }

  #route(page: Observation, history: readonly HistoryEntry[]): Route | undefined {
    const { graph, evidence } = this.#of(originPattern(page.url));
    if (graph.pages.size < 2) return undefined;
    const sight = evidence.inSight(page, history);
    const here = graph.find(page);
    const base = here && graph.pages.get(here.of);
    if (base && base.number === this.#last?.route?.target.of) this.#reached.add(base);
    const walks = walksFrom(graph, here?.number ?? 1);
    const targets = [...graph.pages.values()].flatMap((target) => {
      if (target.superseded || target.of === here?.of || this.#isReached(graph, target)) return [];
      const memory = this.#memoryOf(graph, target);
      const gain = memory === undefined ? 0 : evidence.gainOf(target, sight);
      return memory !== undefined && gain >= LEAST_GAIN ? [{ target, memory, gain, walk: walks.get(target.number) }] : [];
    });
    targets.sort((a, b) => b.gain - a.gain || (a.walk?.length ?? Infinity) - (b.walk?.length ?? Infinity));
    const [best] = targets;
    const step = best && this.#step(best.target, best.walk, page, graph);
    if (!step || isTired(step.action, page, history)) return undefined;
    const way = best.walk?.map(shortKey).join(', ') ?? best.target.address;
    const named = evidence
      .namesOf(best.target, sight)
      .map((name) => `"${name}"`)
      .join(', ');
    const note = `route: ${named} is on ${best.target.address} (${labelOf(best.memory)}), by ${way}`;
    return { ...step, prior: step.prior + (sight.open ? WAITS : 0), note, target: best.target };
  }

  #isReached = (graph: SiteGraph, { of }: SitePage): boolean => [...this.#reached].some((page) => graph.pages.get(of) === page);

  /** The farthest edge of the walk that is in sight, else its page's address. */
  #step(
    target: SitePage,
    walk: readonly SiteEdge[] | undefined,
    page: Observation,
    graph: SiteGraph,
  ): (ProposedAction & { edge?: SiteEdge }) | undefined {
    for (const edge of [...(walk ?? [])].reverse()) {
      const found = findElement(page, edge.locator);
      if (found && found.level <= LOOSEST_LEVEL && !found.ambiguous)
        return { action: actionOf(edge.does, found.ref), prior: 0, edge };
    }
    if (!graph.isEnterable(target)) return undefined;
    return { action: { kind: 'goto', url: new URL(target.address, page.url).href }, prior: OPENS };
  }

  #memoryOf(graph: SiteGraph, { of }: SitePage): number | undefined {
    const id = graph.pages.get(of)?.memoryId;
    const memory = id === undefined ? undefined : this.#parts.memories.get(id);
    return memory?.status === 'active' && memory.trust > 0 ? memory.id : undefined;
  }

  #of(site: string): { graph: SiteGraph; evidence: GoalEvidence } {
    const known = this.#sites.get(site);
    if (known) return known;
    const graph = new SiteGraph(this.#parts.sites.load(site));
    const read = { graph, evidence: new GoalEvidence(this.#parts.reading, [...graph.pages.values()]) };
    this.#sites.set(site, read);
    return read;
  }
}

const keyOf = ({ fingerprint }: Observation, action: Action): string => `${fingerprint} ${printAction(action)}`;

function isTired(action: Action, { elements }: Observation, history: readonly HistoryEntry[]): boolean {
  const target = 'ref' in action ? elements.find(({ ref }) => ref === action.ref) : undefined;
  const same = history.filter((entry) =>
    target
      ? entry.action.kind === action.kind &&
        entry.target?.role === target.role &&
        plainName(entry.target.name) === plainName(target.name)
      : printAction(entry.action) === printAction(action),
  );
  return same.length >= MOST_TRIES;
}
