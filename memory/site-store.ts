import type { Statement } from 'better-sqlite3';
import type { Clock } from '../core/index.js';
import { type Redact, toRedactedJson } from './blob-store.js';
import type { Database, Guard } from './database.js';

/** A row of a site's map. What a definition holds, `agent/explore` knows and parses. */
export interface SiteRow {
  /** Of the page, counted from 1 within its site. */
  page: number;
  /** Of the edge, within its page; absent on rows that are pages. */
  edge?: string;
  definition: unknown;
}

/** Maps of sites as they grow: pages, and edges that lead from one to another. A site is an origin pattern. */
export class SiteStore {
  readonly #db: Database;
  readonly #guard: Guard;
  readonly #clock: Clock;
  readonly #redact: Redact | undefined;
  readonly #sql: Record<'pages' | 'edges' | 'sites' | 'savePage' | 'saveEdge' | 'remove', Statement>;

  constructor(db: Database, guard: Guard, clock: Clock, redact?: Redact) {
    this.#db = db;
    this.#guard = guard;
    this.#clock = clock;
    this.#redact = redact;
    this.#sql = {
      pages: db.prepare('SELECT page, definition FROM site_page WHERE site = ? ORDER BY page'),
      edges: db.prepare('SELECT page, edge, definition FROM site_edge WHERE site = ? ORDER BY rowid'),
      sites: db.prepare(
        'SELECT site, count(*) AS pages, max(updated_at) AS updatedAt FROM site_page GROUP BY site ORDER BY site',
      ),
      savePage: db.prepare(
        `INSERT INTO site_page (site, page, definition, updated_at) VALUES (@site, @page, @definition, @at)
         ON CONFLICT(site, page) DO UPDATE SET definition = @definition, updated_at = @at`,
      ),
      saveEdge: db.prepare(
        `INSERT INTO site_edge (site, page, edge, definition, updated_at) VALUES (@site, @page, @edge, @definition, @at)
         ON CONFLICT(site, page, edge) DO UPDATE SET definition = @definition, updated_at = @at`,
      ),
      remove: db.prepare('DELETE FROM site_page WHERE site = ?'),
    };
  }

  /** All rows of a site: pages by number, then edges in the order they were found. */
  load(site: string): SiteRow[] {
    const rows = this.#guard(() => [...this.#sql.pages.all(site), ...this.#sql.edges.all(site)]);
    return (rows as { page: number; edge?: string; definition: string }[]).map((row) => ({
      ...row,
      definition: JSON.parse(row.definition) as unknown,
    }));
  }

  /** Writes rows, all or none; what was there under the same number is replaced. */
  save(site: string, rows: readonly SiteRow[]): void {
    const at = this.#clock.now();
    const write = this.#db.transaction(() => {
      for (const { page, edge, definition } of rows) {
        const row = { site, page, definition: toRedactedJson(definition, this.#redact), at };
        if (edge === undefined) this.#sql.savePage.run(row);
        else this.#sql.saveEdge.run({ ...row, edge });
      }
    });
    if (rows.length > 0) this.#guard(() => write.immediate());
  }

  /** Every site that has a map. */
  sites(): { site: string; pages: number; updatedAt: number }[] {
    return this.#guard(() => this.#sql.sites.all()) as { site: string; pages: number; updatedAt: number }[];
  }

  /** Forgets the map of a site; false when there was none. */
  remove(site: string): boolean {
    return this.#guard(() => this.#sql.remove.run(site)).changes > 0;
  }
}
