import { shortKey, type SiteEdge, SiteGraph, type SitePage, walksFrom } from '../agent/index.js';
import { AgentError } from '../core/index.js';
import { labelOf } from '../memory/index.js';
import { originPattern } from '../skills/index.js';
import type { CommandContext } from './context.js';
import { ago, shorten } from './format.js';
import { withStore } from './stores.js';

interface MapOptions {
  db?: string;
  json?: boolean;
}

/** Prints the map of a site, page by page. Error `SITE_UNKNOWN` where there is none. */
export function showMap(context: CommandContext, url: string, { db, json }: MapOptions): void {
  const site = originPattern(url);
  const text = withStore(context, { db }, (store) => {
    const rows = store.sites.load(site);
    if (rows.length === 0) throw unknownSite(site, url, store.sites.sites().map((one) => one.site)); // prettier-ignore
    const graph = new SiteGraph(rows);
    if (json) return JSON.stringify({ site, pages: [...graph.pages.values()], edges: graph.edges });
    const verified = (page: SitePage): number => (page.memoryId === undefined ? undefined : store.memories.get(page.memoryId)?.lastVerifiedAt) ?? page.seenAt; // prettier-ignore
    return printMap(site, graph, verified);
  });
  context.print(text);
}

/** Forgets the map of a site. Error `SITE_UNKNOWN` where there is none. */
export function forgetMap(context: CommandContext, url: string, { db, json }: MapOptions): void {
  const site = originPattern(url);
  withStore(context, { db, access: 'change' }, (store) => {
    if (!store.sites.remove(site)) throw unknownSite(site, url, store.sites.sites().map((one) => one.site)); // prettier-ignore
  });
  context.print(json ? JSON.stringify({ site, forgotten: true }) : `The map of ${site} is forgotten.`);
}

const unknownSite = (site: string, url: string, known: readonly string[]): AgentError =>
  new AgentError(
    'SITE_UNKNOWN',
    `There is no map of ${site}${known.length > 0 ? `, only of ${known.join(', ')}` : ''}. Make one: autodidact explore ${url}`,
  );

function printMap(site: string, graph: SiteGraph, verifiedAt: (page: SitePage) => number): string {
  const pages = [...graph.pages.values()].filter(({ of, number, superseded }) => of === number && !superseded);
  const walks = walksFrom(graph, pages[0]?.number ?? 1);
  const lines = pages
    .map((page) => ({ page, walk: walks.get(page.number) }))
    .sort((a, b) => a.page.address.localeCompare(b.page.address, 'en'))
    .flatMap(({ page, walk }) => [
      `${page.address}  ${page.headings[0] ?? page.title}${page.memoryId ? `  (${labelOf(page.memoryId)})` : ''}, seen ${ago(Date.now() - verifiedAt(page))}`,
      ...(walk && walk.length > 0 ? [`  way      ${walk.map(shortKey).join(' > ')}`] : []),
      ...section('holds', page.controls.filter(({ role, region }) => role !== 'link' && !/^(?:navigation|banner)/.test(region)).map(({ role, name, risk }) => `${role} "${name}"${risk === 'state-changing' || risk === 'irreversible' ? ` (${risk})` : ''}`)), // prettier-ignore
      ...section('leads to', leads(graph, page)),
    ]);
  return [`${site}: ${pages.length} pages`, '', ...lines].join('\n');
}

const LONGEST_LINE = 160;
const section = (name: string, items: readonly string[]): string[] => (items.length > 0 ? [`  ${name.padEnd(8)} ${shorten(items.join(', '), LONGEST_LINE)}`] : []); // prettier-ignore

/** Only what leads on: what stands on every page says nothing about this one. */
function leads(graph: SiteGraph, page: SitePage): string[] {
  const states = [...graph.pages.values()].filter(({ of }) => of === page.number).map(({ number }) => number);
  const edges = states.flatMap((number) => graph.edgesOf(number)).filter((edge) => graph.isWalkable(edge) && !/^(?:navigation|banner)/.test(edge.locator.region)); // prettier-ignore
  return edges.map((edge: SiteEdge) => `${shortKey(edge)} > ${graph.pages.get(edge.to ?? 0)?.address}`);
}
