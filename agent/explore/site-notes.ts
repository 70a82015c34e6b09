import type { LongTermMemory, MemoryRecord, NewMemory, Scope } from '../../memory/index.js';
import type { SiteControl, SiteEdge, SitePage } from './records.js';
import type { Risk } from '../../tools/index.js';
import { walksFrom } from './frontier.js';
import { controlKey } from './offers.js';
import type { SiteGraph } from './site-graph.js';

export interface SiteNotesParts {
  memories: LongTermMemory;
  graph: SiteGraph;
  scope: Scope;
  /** Numbers of pages that were seen in this exploration. */
  seen: ReadonlySet<number>;
  episodeId: string;
  at: number;
}

/** What became of the memories of a site. */
export interface NotesReport {
  added: number;
  /** Replaced, because the page tells of something else now. */
  changed: number;
  /** Seen again, as they were. */
  verified: number;
  /** The page is gone from its place. */
  retired: number;
}

const MOST_NAMES = 24;
const MOST_LOOKED_AT = 10_000;

/**
 * Leaves what a map says as memories that are found by words: a `page` for each page, with what it holds and how to get there, and a
 * `procedure` for each form. Text of pages is data of low trust (`sourceType` page), and every memory names the step that showed it.
 * What is seen again as it was is verified; what is not any more is superseded.
 */
export function writeSiteNotes(parts: SiteNotesParts): NotesReport {
  const { memories, graph, scope, seen } = parts;
  const report: NotesReport = { added: 0, changed: 0, verified: 0, retired: 0 };
  memories.batch(() => {
    const known = memories.list({ scope, status: 'active', limit: MOST_LOOKED_AT });
    const writer: Writer = { ...parts, report, known: new Map(known.map((memory) => [memory.slot, memory])), forms: new Set() };
    for (const page of graph.pages.values()) {
      if (page.of !== page.number) continue;
      if (page.superseded) retire(page, writer);
      else if (seen.has(page.number) || page.memoryId === undefined) writePage(page, writer);
    }
  });
  return report;
}

interface Writer extends SiteNotesParts {
  report: NotesReport;
  /** What is remembered of the site, by slot. */
  known: ReadonlyMap<string, MemoryRecord>;
  /** Forms that were written about, without their pages. */
  forms: Set<string>;
}

const pageSlot = ({ number }: SitePage): string => `page ${number}`;
const formSlot = ({ number }: SitePage, index: number): string => `form ${number}.${index}`;

/** Memories expire with their page. */
function retire(page: SitePage, { memories, known, episodeId, report }: Writer): void {
  for (const slot of [pageSlot(page), ...page.forms.map(({ index }) => formSlot(page, index))]) {
    const memory = known.get(slot);
    if (!memory) continue;
    memories.verify(memory.id, false, { actor: 'explore', reason: `another page is there, episode ${episodeId}` });
    report.retired++;
  }
}

function writePage(page: SitePage, writer: Writer): void {
  const { graph, scope, at, forms } = writer;
  const sources = [{ ...page.source, quote: page.headings[0] ?? page.title }];
  const base = { scope, subject: subjectOf(page), sourceType: 'page', observedAt: at, sources } as const;
  const id = keep({ ...base, kind: 'page', slot: pageSlot(page), body: describePage(page, graph) }, writer);
  for (const { index } of page.forms) {
    const body = describeForm(page, index, risksOf(page, graph));
    const form = body?.replaceAll(page.address, '');
    if (form === undefined || forms.has(form)) continue; // the search form in the head of every page is told of once
    forms.add(form);
    if (body) keep({ ...base, kind: 'procedure', slot: formSlot(page, index), body }, writer);
  }
  if (id === page.memoryId) return;
  page.memoryId = id;
  graph.touch(page);
}

/** Adds, replaces or verifies one memory; returns its id, or nothing where it may not be written. */
function keep(memory: NewMemory & { slot: string }, { memories, known, episodeId, report }: Writer): number | undefined {
  const author = { actor: 'explore', reason: `episode ${episodeId}` };
  const old = known.get(memory.slot);
  if (old?.body === memory.body && old.subject === memory.subject) {
    memories.verify(old.id, true, author);
    report.verified++;
    return old.id;
  }
  const { done, id } = memories.add({ ...memory, supersedes: old ? [old.id] : [] }, author);
  if (done === 'refused') return undefined; // such as what was forgotten on purpose
  if (old) report.changed++;
  else report.added++;
  return id;
}

/** `Orders (/account/orders)`. */
export const subjectOf = ({ title, headings, address }: SitePage): string => `${headings[0] ?? title} (${address})`;

function describePage(page: SitePage, graph: SiteGraph): string {
  const states = [...graph.pages.values()].filter(
    ({ of, number, superseded }) => of === page.number && number !== of && !superseded,
  );
  const opened = states.flatMap((state) => {
    const edge = graph.edges.find(({ to, from }) => to === state.number && from !== to);
    const own = state.controls.filter((control) => !page.controls.some((known) => nameOf(known) === nameOf(control)));
    return edge && own.length > 0 ? [`${shortKey(edge)} shows ${listed(own.map(nameOf))}`] : [];
  });
  const risks = risksOf(page, graph);
  const links = page.controls.filter(({ role }) => role === 'link');
  const others = page.controls.filter(({ role }) => role !== 'link');
  return [
    page.title && page.title !== page.headings[0] ? `Title: ${page.title}.` : '',
    page.headings.length > 0 ? `Headings: ${listed(page.headings)}.` : '',
    others.length > 0 ? `Controls: ${listed(others.map((control) => describeControl(control, risks)))}.` : '',
    links.length > 0 ? `Links: ${listed(links.map(({ name }) => name))}.` : '',
    ...opened.map((text) => `${text}.`),
    wayTo(page, graph),
  ]
    .filter((text) => text !== '')
    .join(' ');
}

/** `Reached from the start by link "Account", link "Orders".` Counted from the page that was seen first. */
function wayTo(page: SitePage, graph: SiteGraph): string {
  if (page.number === 1) return '';
  const walked = walksFrom(graph, 1).get(page.number);
  if (walked && walked.length > 0) return `Reached from the start by ${walked.map(shortKey).join(', ')}.`;
  return graph.isEnterable(page) ? `Open ${page.address}.` : '';
}

export const shortKey = ({ locator, does }: SiteEdge): string =>
  does.kind === 'select' ? `choosing "${does.option}" in ${locator.role} "${locator.name}"` : `${locator.role} "${locator.name}"`;

const nameOf = ({ role, name }: SiteControl): string => `${role} "${name}"`;

/** Risks by control, as trying showed them: more than the look of a control tells. */
const risksOf = ({ number }: SitePage, graph: SiteGraph): ReadonlyMap<string, Risk> =>
  new Map(graph.edgesOf(number).map(({ locator, risk }) => [controlKey(locator), risk]));

function describeControl(control: SiteControl, risks: ReadonlyMap<string, Risk>): string {
  const options = control.options ? ` (${listed(control.options)})` : '';
  const risk = control.risk && (risks.get(controlKey(control)) ?? control.risk);
  return `${nameOf(control)}${options}${risk === 'state-changing' || risk === 'irreversible' ? ` (${risk})` : ''}`;
}

/** `Fill "Name" (required), "E-mail"; then press "Save" (state-changing).` Nothing for a form without fields. */
function describeForm(
  { controls, forms, address }: SitePage,
  index: number,
  risks: ReadonlyMap<string, Risk>,
): string | undefined {
  const own = controls.filter(({ form }) => form === index);
  const fields = own.filter(({ risk }) => risk === undefined);
  const marks = own.filter(({ role }) => /^(?:checkbox|radio|switch)$/.test(role));
  if (fields.length + marks.length === 0) return undefined;
  const name = forms.find((form) => form.index === index)?.name;
  const sends = own.find(({ submits }) => submits);
  const what = [...fields.map((field) => `${nameOf(field)}${field.options ? ` (${listed(field.options)})` : ''}${field.required ? ' (required)' : ''}`), ...marks.map(nameOf)]; // prettier-ignore
  const send = sends ? `; then press ${describeControl(sends, risks)}` : '';
  return `Form${name ? ` "${name}"` : ''} on ${address}: fill ${listed(what)}${send}.`;
}

function listed(names: readonly string[]): string {
  const distinct = [...new Set(names.filter((name) => name !== ''))];
  const more = distinct.length - MOST_NAMES;
  return distinct.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
