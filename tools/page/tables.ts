import type { PageElement } from '../../core/observation.js';
import { ariaRole, hasWord, isElement, squeeze, tagOf, visibleText } from './dom.js';
import { withoutMark } from './name.js';

export type Cell = NonNullable<PageElement['cell']>;

export interface CellRole {
  cell: Cell;
  role: 'cell' | 'columnheader' | 'rowheader';
}

/** Cells of one data table with the texts that say where each stands. */
export type CellMap = Map<Element, CellRole>;

/** Longest row or column text, in characters. */
const MAX_HEAD = 60;

/** Reads a table or an ARIA grid; undefined when it only lays out a page. Rows count from 0, header rows included. */
export function readTable(table: Element): CellMap | undefined {
  const rows = rowsOf(table)
    .map(cellsOf)
    .filter((cells) => cells.length > 0);
  const grid = rows.map(placeCells);
  if (isLayout(table, rows)) return undefined;
  const headerRows = countHeaderRows(table, rows);
  const widest = Math.max(...grid.map((row) => row.length));
  const columns = headerRows > 0 && widest > 1 ? columnHeads(grid.slice(0, headerRows), widest) : [];
  const map: CellMap = new Map();
  rows.forEach((cells, rowIndex) => readRow(map, cells, grid[rowIndex], rowIndex, rowIndex < headerRows, columns));
  return map;
}

/** Reads a `dl`: each `dd` is a cell whose row is its term. */
export function readDefinitions(list: Element): CellMap {
  const map: CellMap = new Map();
  let row = '';
  let rowIndex = -1;
  for (const child of list.querySelectorAll('dt, dd')) {
    if (child.closest('dl') !== list) continue;
    if (tagOf(child) === 'dt') {
      row = head(child);
      rowIndex++;
    }
    map.set(child, {
      cell: { row, column: '', rowIndex: Math.max(rowIndex, 0) },
      role: tagOf(child) === 'dt' ? 'rowheader' : 'cell',
    });
  }
  return map;
}

const head = (cell: Element): string => withoutMark(visibleText(cell)).slice(0, MAX_HEAD);

function rowsOf(table: Element): Element[] {
  if (tagOf(table) === 'table') return [...(table as HTMLTableElement).rows];
  return [...table.querySelectorAll('[role=row]')];
}

function cellsOf(row: Element): Element[] {
  if (tagOf(row) === 'tr') return [...(row as HTMLTableRowElement).cells];
  return [...row.children].filter((child) => /^(cell|gridcell|columnheader|rowheader)$/.test(ariaRole(child)));
}

/** Cells of a row by column, repeated over the columns that they span. */
function placeCells(cells: Element[]): Element[] {
  return cells.flatMap((cell) => Array.from({ length: Math.min((cell as HTMLTableCellElement).colSpan || 1, 50) }, () => cell));
}

const isHeader = (cell: Element): boolean => (tagOf(cell) === 'th' && ariaRole(cell) === '') || ariaRole(cell) === 'columnheader';

function isLayout(table: Element, rows: Element[][]): boolean {
  if (rows.length === 0 || Math.max(...rows.map((cells) => cells.length)) < 2) return true;
  if (ariaRole(table) === '' && table.getAttribute('role')) return true; // role=presentation
  if (table.querySelector('th, thead, [role=columnheader], [role=rowheader]')) return false;
  if (rows.length < 2 && rows[0].length > 2) return true;
  return table.querySelector('table, form, input:not([type=checkbox]), select, textarea, h1, h2, h3, ul, ol') !== null;
}

function countHeaderRows(table: Element, rows: Element[][]): number {
  const inHead = (cells: Element[]): boolean => cells[0].parentElement?.parentElement?.localName === 'thead';
  let count = 0;
  while (
    count < rows.length &&
    (inHead(rows[count]) || rows[count].every((cell) => isHeader(cell) || !hasWord(cell.textContent)))
  ) {
    if (!inHead(rows[count]) && !rows[count].some(isHeader)) break; // an empty row is no header
    count++;
  }
  if (count === 0 && rows.length > 2 && rows[0].length > 1 && rows[0].every(isBold) && !rows[1].every(isBold)) return 1;
  return count === rows.length && ariaRole(table) === '' ? 0 : count;
}

function isBold(cell: Element): boolean {
  const only =
    cell.childElementCount === 1 && squeeze(cell.textContent) === squeeze(cell.firstElementChild!.textContent)
      ? cell.firstElementChild!
      : cell;
  return hasWord(cell.textContent) && Number(only.ownerDocument.defaultView?.getComputedStyle(only).fontWeight) >= 600;
}

function columnHeads(headers: Element[][], width: number): string[] {
  return Array.from({ length: width }, (_, column) => {
    const texts = headers.map((row) => (row[column] ? head(row[column]) : ''));
    return texts
      .filter((text, i) => text && texts.indexOf(text) === i)
      .join(' ')
      .slice(0, MAX_HEAD);
  });
}

function readRow(map: CellMap, cells: Element[], places: Element[], rowIndex: number, isHead: boolean, columns: string[]): void {
  const key = isHead ? undefined : keyOf(cells);
  const row = key ? head(key) : '';
  const pair = columns.length === 0 && places.length === 2; // a key and its value
  for (const cell of cells) {
    const column = isHead ? '' : (columns[places.indexOf(cell)] ?? '');
    const isRowHead = cell === key && (pair || isHeader(cell) || ariaRole(cell) === 'rowheader');
    map.set(cell, { cell: { row, column, rowIndex }, role: isHead ? 'columnheader' : isRowHead ? 'rowheader' : 'cell' });
  }
}

/** The cell that names its row: a row header, else the first one with words in it. */
function keyOf(cells: Element[]): Element | undefined {
  return (
    cells.find((cell) => ariaRole(cell) === 'rowheader' || tagOf(cell) === 'th') ??
    cells.find((cell) => isElement(cell) && hasWord(visibleText(cell)))
  );
}
