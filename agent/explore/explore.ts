import type { ExploreSettings } from '../../config/index.js';
import { AgentError, type Clock, type Finish, type Outcome, systemClock } from '../../core/index.js';
import type { Store } from '../../memory/index.js';
import { originPattern } from '../../skills/index.js';
import { findElement, type Wiring } from '../../tools/index.js';
import type { AgentSession } from '../session-port.js';
import { ExplorationCritic } from './critic.js';
import type { Fence } from './fence.js';
import { type FrontierRules, nextOpen, sortEdges, waysFrom } from './frontier.js';
import { ExplorationJournal, saying } from './journal.js';
import { actionOf, type Look } from './offers.js';
import type { SiteEdge, SitePage } from './records.js';
import { SiteGraph } from './site-graph.js';
import { type NotesReport, writeSiteNotes } from './site-notes.js';

/** A session that can also tell what elements are wired to; `BrowserSession` of `tools` can. */
export interface ExploreSession extends AgentSession {
  wiring(): Promise<Wiring[]>;
}

export interface ExploreParts {
  /** Stands on the start page. Its requests should go by `fence.rule`. */
  session: ExploreSession;
  store: Pick<Store, 'log' | 'memories' | 'sites'>;
  settings: ExploreSettings;
  fence: Fence;
  clock?: Clock;
}

export interface ExploreOptions {
  url: string;
  /** What changes the site may be pressed as well. Only for sites that nobody uses. */
  sandbox: boolean;
  signal?: AbortSignal;
  onProgress?: (progress: ExploreProgress) => void;
}

/** Where exploration stands. Counts are of the whole map, also of what earlier runs found. */
export interface ExploreProgress {
  steps: number;
  pages: number;
  /** Pages with something opened on them. */
  states: number;
  controlsSeen: number;
  controlsTried: number;
  frontier: number;
  url: string;
  /** What is being done. */
  doing: string;
}

export interface ExploreReport extends Omit<ExploreProgress, 'url' | 'doing'> {
  site: string;
  episodeId: string;
  ended: 'explored' | 'step-limit' | 'time-limit' | 'page-limit' | 'aborted' | 'crashed';
  why: string;
  newPages: number;
  /** Edges that are not tried, by reason. */
  untried: Record<'held' | 'elsewhere' | 'sampled' | 'dropped', number>;
  /** What was held back at the network. */
  writesBlocked: number;
  hostsBlocked: Record<string, number>;
  notes: NotesReport;
  timeMs: number;
}

/**
 * Explores a site: tries what its pages offer, nearest first, and keeps the map as it grows, so that the same call goes on after any
 * end. Presses nothing above the limit of risk and leaves no allowed host. Returns how it ended; throws only for a broken program.
 */
export async function explore(parts: ExploreParts, options: ExploreOptions): Promise<ExploreReport> {
  const explorer = new Explorer(parts, options);
  return explorer.run();
}

type Ending = Pick<ExploreReport, 'ended' | 'why'>;

class Explorer {
  readonly #parts: ExploreParts;
  readonly #options: ExploreOptions;
  readonly #site: string;
  readonly #clock: Clock;
  readonly #graph: SiteGraph;
  readonly #journal: ExplorationJournal;
  readonly #rules: FrontierRules;
  readonly #critic = new ExplorationCritic();
  readonly #startedAt: number;
  readonly #pagesBefore: number;
  /** Numbers of pages that were seen in this run. */
  readonly #seen = new Set<number>();
  #look: Look | undefined;
  #at: SitePage | undefined;
  #gained = 0;
  #avoid: number | undefined;
  #frontier = 0;

  constructor(parts: ExploreParts, options: ExploreOptions) {
    this.#parts = parts;
    this.#options = options;
    const { store, settings, clock = systemClock, fence } = parts;
    this.#clock = clock;
    this.#startedAt = clock.now();
    this.#site = originPattern(options.url);
    this.#graph = new SiteGraph(store.sites.load(this.#site));
    this.#pagesBefore = this.#pages;
    const limits = { steps: settings.steps, timeMs: Math.round(settings.minutes * 60_000) };
    this.#journal = new ExplorationJournal({ log: store.log, clock, url: options.url, limits, settings: { ...settings, sandbox: options.sandbox } }); // prettier-ignore
    const limit = options.sandbox ? 'irreversible' : 'reversible';
    this.#rules = { limit, sampled: settings.sampled, mayLeaveTo: fence.allows };
  }

  async run(): Promise<ExploreReport> {
    const ending = await this.#explore().catch((error: unknown) => this.#broken(error));
    const kind = FINISH[ending.ended];
    this.#journal.end({ kind, text: ending.why }, this.#look?.page);
    this.#save();
    const notes = writeSiteNotes({
      ...{ memories: this.#parts.store.memories, graph: this.#graph, scope: `site:${this.#site}`, seen: this.#seen },
      ...{ episodeId: this.#journal.episodeId, at: this.#clock.now() },
    });
    this.#save(); // which memory tells of which page
    return this.#report(ending, notes);
  }

  async #explore(): Promise<Ending> {
    await this.#see(undefined);
    for (;;) {
      const over = this.#spent();
      if (over) return over;
      const open = this.#openEdges();
      const next = nextOpen(this.#graph, open, { from: this.#here.number, not: this.#avoid });
      const again = next ? undefined : this.#unseen();
      if (next) await this.#go(next);
      else if (again) await this.#open(again);
      else return { ended: 'explored', why: 'everything in reach has been tried' };
      this.#save();
      const leave = this.#critic.advisesToLeave(this.#gained) && this.#parts.settings.critic;
      this.#avoid = leave ? this.#here.of : undefined;
      this.#gained = 0;
    }
  }

  /** One step towards an edge, or the trial of it. */
  async #go({ edge, way }: NonNullable<ReturnType<typeof nextOpen>>): Promise<void> {
    const [move] = way.moves;
    if (move && 'open' in move) return this.#open(move.open);
    if (move) return this.#follow(move.walk, `on the way to ${edge.key}`);
    return this.#follow(edge, `${edge.risk}: ${edge.why}`);
  }

  /** With nothing left to try, a page that an earlier run found is looked at again: it may have changed. */
  #unseen(): SitePage | undefined {
    return [...this.#graph.pages.values()].find((page) => this.#graph.isEnterable(page) && !this.#seen.has(page.number));
  }

  /** Presses what an edge stands for, and writes down where it led. */
  async #follow(edge: SiteEdge, why: string): Promise<void> {
    const { page } = this.#looked;
    const found = findElement(page, edge.locator);
    if (!found) return this.#notFound(edge);
    const action = actionOf(edge.does, found.ref);
    const [from, writes] = [this.#here, this.#parts.fence.writes.length];
    const known = edge.to;
    const outcome = await this.#act(saying(action, page), () =>
      this.#journal.step(page, action, why, () => this.#parts.session.act(action, this.#options.signal)),
    );
    const [blocked] = this.#parts.fence.writes.slice(writes);
    await this.#see(from);
    if (blocked !== undefined) return this.#foundOut(edge, blocked);
    if (!this.#parts.fence.allows(this.#looked.page.url)) {
      this.#graph.drop(edge, `it led to ${this.#looked.page.url}`);
      return this.#goHome();
    }
    if (outcome.status !== 'ok') return this.#graph.record(edge, { failed: outcome.message });
    if (known !== undefined && known !== this.#here.number) return this.#moved(edge, known);
    this.#graph.record(edge, { to: this.#here.number });
  }

  /** A link whose page changed its place is worth following; two disappointments in a row are not. */
  #moved(edge: SiteEdge, known: number): void {
    this.#graph.record(edge, { failed: `it led to page ${this.#here.number} and not to ${known} any more` });
    if (!edge.dropped) edge.to = this.#here.number;
  }

  async #notFound(edge: SiteEdge): Promise<void> {
    const base = this.#graph.pages.get(edge.from);
    if (this.#here.number === edge.from) this.#graph.record(edge, { failed: 'it is not there any more' });
    if (base && this.#graph.isEnterable(base)) return this.#open(base); // as it was when it was offered
    const way = waysFrom(this.#graph, this.#here.number).get(edge.from)?.moves[0];
    if (!way || 'open' in way) return this.#graph.record(edge, { failed: 'there is no way back to it' });
  }

  /** What the network held back is what pressing it does. */
  #foundOut(edge: SiteEdge, request: string): void {
    Object.assign(edge, { risk: 'state-changing', why: `it tried to ${request}` } satisfies Partial<SiteEdge>);
    this.#graph.record(edge, { failed: `it tried to ${request}` });
  }

  async #open(page: SitePage): Promise<void> {
    const url = new URL(page.address, this.#options.url).href;
    await this.#openUrl(url);
    if (this.#here.of === page.number) return;
    page.missed++;
    this.#graph.touch(page);
  }

  async #openUrl(url: string): Promise<void> {
    const page = this.#looked.page;
    await this.#act(`open ${url}`, () =>
      this.#journal.step(page, { kind: 'goto', url }, 'on the way', () => this.#parts.session.open(url)),
    );
    await this.#see(undefined);
  }

  #goHome = (): Promise<void> => this.#openUrl(this.#options.url);

  /** Looks, answers a question that a script asks with no, and places what is seen in the graph. */
  async #see(from: SitePage | undefined): Promise<void> {
    const { session } = this.#parts;
    let page = this.#journal.steps > 0 && session.current ? session.current : await session.observe();
    for (let questions = 0; page.dialog && questions < MOST_QUESTIONS; questions++) {
      const asked = page;
      const dismiss = { kind: 'press', key: 'Escape' } as const;
      await this.#act('dismiss a question', () => this.#journal.step(asked, dismiss, asked.dialog!.message, () => session.act(dismiss, this.#options.signal))); // prettier-ignore
      page = session.current ?? (await session.observe());
    }
    this.#look = { page, wiring: await session.wiring() };
    if (!this.#parts.fence.allows(page.url)) return; // no page of this site
    const step = this.#journal.steps;
    const source = { episodeId: this.#journal.episodeId, ...(step > 0 ? { step } : {}) };
    const placed = this.#graph.place(this.#look, { from, source, at: this.#clock.now() });
    this.#at = placed.page;
    this.#seen.add(placed.page.number);
    this.#gained += placed.gained;
  }

  async #act(doing: string, work: () => Promise<Outcome>): Promise<Outcome> {
    this.#options.onProgress?.({ ...this.#counts(), url: this.#look?.page.url ?? this.#options.url, doing });
    return work();
  }

  get #here(): SitePage {
    if (this.#at) return this.#at;
    throw new AgentError('EXPLORE_OUTSIDE', `${this.#options.url} leads to another site. Explore that address, or allow its host with --allow.`); // prettier-ignore
  }

  get #looked(): Look {
    if (this.#look) return this.#look;
    throw new Error('the page has to be looked at first');
  }

  get #pages(): number {
    return [...this.#graph.pages.values()].filter(({ of, number, superseded }) => of === number && !superseded).length;
  }

  #openEdges(): SiteEdge[] {
    const open = [...sortEdges(this.#graph, this.#rules)].filter(([, state]) => state === 'open').map(([edge]) => edge);
    this.#frontier = open.length;
    return open;
  }

  #spent(): Ending | undefined {
    const { steps, minutes, pages } = this.#parts.settings;
    if (this.#options.signal?.aborted) return { ended: 'aborted', why: 'stopped by the caller' };
    if (this.#parts.session.isClosed) return { ended: 'crashed', why: 'the browser page is closed' };
    if (this.#journal.steps >= steps) return { ended: 'step-limit', why: `${steps} steps were taken` };
    if (this.#clock.now() - this.#startedAt >= minutes * 60_000)
      return { ended: 'time-limit', why: `${minutes} minutes have passed` };
    return this.#pages >= pages ? { ended: 'page-limit', why: `${pages} pages are known` } : undefined;
  }

  #broken(error: unknown): Ending {
    if (this.#options.signal?.aborted) return { ended: 'aborted', why: 'stopped by the caller' };
    if (error instanceof AgentError && /^PAGE_/.test(error.code)) return { ended: 'crashed', why: error.message };
    this.#journal.end({ kind: 'crashed', text: String(error) }, this.#look?.page);
    this.#save();
    throw error;
  }

  #save(): void {
    this.#parts.store.sites.save(this.#site, this.#graph.takeChanges());
  }

  #counts(): Omit<ExploreProgress, 'url' | 'doing'> {
    const states = [...this.#graph.pages.values()].filter(({ of, number, superseded }) => of !== number && !superseded).length;
    const { controlsSeen, controlsTried } = this.#graph;
    return { steps: this.#journal.steps, pages: this.#pages, states, controlsSeen, controlsTried, frontier: this.#frontier };
  }

  #report(ending: Ending, notes: NotesReport): ExploreReport {
    const untried = { held: 0, elsewhere: 0, sampled: 0, dropped: 0 };
    for (const state of sortEdges(this.#graph, this.#rules).values())
      if (state in untried) untried[state as keyof typeof untried]++;
    this.#openEdges();
    return {
      ...{ site: this.#site, episodeId: this.#journal.episodeId, ...ending, ...this.#counts(), untried, notes },
      newPages: Math.max(0, this.#pages - this.#pagesBefore),
      writesBlocked: this.#parts.fence.writes.length,
      hostsBlocked: Object.fromEntries(this.#parts.fence.outside),
      timeMs: this.#clock.now() - this.#startedAt,
    };
  }
}

const MOST_QUESTIONS = 5;

const FINISH: Record<ExploreReport['ended'], Finish['kind']> = {
  explored: 'done',
  'step-limit': 'step-limit',
  'time-limit': 'time-limit',
  'page-limit': 'done',
  aborted: 'aborted',
  crashed: 'crashed',
};
