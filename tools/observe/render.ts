import type { Observation, PageElement } from '../../core/index.js';
import { printElement, printState } from './print.js';

export interface RenderOptions {
  /** Longest text; the least important lines are folded until it fits. Default: no limit. */
  maxCharacters?: number;
  /** What an element is worth when not all fit; higher stays. Added to the renderer's own judgement (0 to 4). */
  importance?: (element: PageElement) => number;
}

/** One line of the text form: an element, or the cells of one row. */
interface Line {
  text: string;
  region: string;
  worth: number;
  elements: number;
}

/**
 * The full text form of an observation, as `docs/observation.md` describes it. Over the budget, the least important
 * lines of each region are replaced by `N more in <region>`, so that nothing is cut without a word.
 */
export function renderObservation(observation: Observation, options: RenderOptions = {}): string {
  const head = headLines(observation);
  const lines = linesOf(observation.elements, options.importance ?? (() => 0));
  const budget = (options.maxCharacters ?? Infinity) - head.join('\n').length - 1;
  return [...head, ...fold(lines, budget)].join('\n');
}

function headLines({ title, url, scroll, dialog }: Observation): string[] {
  const lines = [`page ${JSON.stringify(title)} ${url}${scroll.max > 0 ? ` scroll ${scroll.top}/${scroll.max}` : ''}`];
  if (dialog) {
    const answer = dialog.defaultValue ? ` = ${JSON.stringify(dialog.defaultValue)}` : '';
    lines.push(`${dialog.kind} waits for an answer: ${JSON.stringify(dialog.message)}${answer}`);
  }
  return lines;
}

function linesOf(elements: readonly PageElement[], importance: (element: PageElement) => number): Line[] {
  return rowsOf(elements).map((row) => ({
    text: row.length > 1 || row[0].cell ? printRow(row) : printLine(row[0]),
    region: row[0].region,
    worth: Math.max(...row.map((element) => worthOf(element) + importance(element))),
    elements: row.length,
  }));
}

/** Elements line by line: neighbours in one row of one table share a line. */
function rowsOf(elements: readonly PageElement[]): PageElement[][] {
  const rows: PageElement[][] = [];
  for (const element of elements) {
    const last = rows.at(-1)?.[0];
    const joins =
      element.cell !== undefined &&
      last?.cell?.rowIndex === element.cell.rowIndex &&
      last.cell.row === element.cell.row &&
      last.region === element.region &&
      !isRowControl(last) &&
      !isRowControl(element);
    if (joins) rows.at(-1)!.push(element);
    else rows.push([element]);
  }
  return rows;
}

const isRowControl = (element: PageElement): boolean => element.role === 'row';

function worthOf(element: PageElement): number {
  const usable = element.verbs.length > 0 ? 2 : 0;
  return usable + (element.isNew ? 1.5 : 0) + (element.role === 'heading' ? 0.5 : 0);
}

/** `  *[3] button "Send" (Reply form) disabled`; two spaces for each level of nesting, a star for what is new. */
function printLine(element: PageElement): string {
  return '  '.repeat(element.depth) + printNumbered(element);
}

function printNumbered(element: PageElement): string {
  const state = printState(element);
  const plain = element.role === 'text' && element.name !== '' && element.context === '';
  const body = plain ? JSON.stringify(element.name) : printElement(element);
  return `${element.isNew ? '*' : ''}[${element.ref}] ${body}${state ? ` ${state}` : ''}`;
}

/** `row "Zita": [7] Age "34" | [8] City "Oslo" | [9] button "Edit" (Zita)`. */
function printRow(row: PageElement[]): string {
  const head = row[0].role === 'columnheader' ? 'columns' : 'row';
  const key = row.find((element) => element.name === row[0].cell?.row && element.verbs.length === 0);
  const rest = row.filter((element) => element !== key || row.length === 1).map(printCell);
  const label =
    key && row.length > 1
      ? ` ${printMark(key)} ${JSON.stringify(key.name)}`
      : row[0].cell?.row
        ? ` ${JSON.stringify(row[0].cell.row)}`
        : '';
  return `${head}${label}: ${rest.join(' | ')}`;
}

const printMark = (element: PageElement): string => `${element.isNew ? '*' : ''}[${element.ref}]`;

function printCell(element: PageElement): string {
  const plain = element.verbs.length === 0 && /^(cell|rowheader|columnheader|text)$/.test(element.role);
  if (!plain) return printNumbered({ ...element, context: element.context === element.cell?.row ? '' : element.context });
  const column = element.cell?.column ? `${element.cell.column} ` : '';
  return `${printMark(element)} ${column}${JSON.stringify(element.name)}`;
}

/** Keeps the most important lines that fit; each region says how much of it is missing, where the first line is missing. */
function fold(lines: readonly Line[], budget: number): string[] {
  const kept = new Set(lines);
  const byWorth = lines.map((line, i) => ({ line, i })).sort((a, b) => a.line.worth - b.line.worth || b.i - a.i);
  let shown = compose(lines, kept);
  for (const { line } of byWorth) {
    if (shown.length <= budget) break;
    kept.delete(line);
    if (shown.length - budget < line.text.length + 40 || kept.size % 16 === 0) shown = compose(lines, kept);
  }
  shown = compose(lines, kept);
  return shown === '' ? [] : shown.split('\n');
}

function compose(lines: readonly Line[], kept: ReadonlySet<Line>): string {
  const out: string[] = [];
  const missing = new Map<string, { at: number; count: number }>();
  let region = '';
  for (const line of lines) {
    if (line.region !== region) {
      region = line.region;
      if (kept.has(line)) out.push(region ? `-- ${region}` : '--');
      else region = '\n'; // print the heading once something of the region is shown
    }
    if (kept.has(line)) out.push(line.text);
    else {
      const fold = missing.get(line.region) ?? { at: out.push('') - 1, count: 0 };
      fold.count += line.elements;
      missing.set(line.region, fold);
    }
  }
  for (const [name, { at, count }] of missing) out[at] = `... ${count} more in ${name || 'the page'}`;
  return out.join('\n');
}
