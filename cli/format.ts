/** Columns padded to their widest cell; the first row is the head. Numbers are right-aligned. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? String(cell) : cell)));
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => width(row[column] ?? ''))));
  const numeric = cells[0].map((_, column) => rows.slice(1).every((row) => typeof row[column] === 'number'));
  const line = (row: string[]): string =>
    row
      .map((cell, i) => pad(cell, widths[i], numeric[i]))
      .join('  ')
      .trimEnd();
  const rule = widths.map((size) => '-'.repeat(size)).join('  ');
  return [line(cells[0]), rule, ...cells.slice(1).map(line)].join('\n');
}

function pad(text: string, size: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, size - width(text)));
  return right ? space + text : text + space;
}

function width(text: string): number {
  return [...text].length;
}

/** On one line, at most `size` characters. */
export function shorten(text: string, size: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const letters = [...line];
  return letters.length <= size ? line : `${letters.slice(0, size - 1).join('')}…`;
}

/** `42 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `52.7%`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

/** Signed percentage points: `+3.2`. */
export function points(share: number): string {
  const value = (100 * share).toFixed(1);
  return share > 0 ? `+${value}` : value;
}

/** `11.3 MB`. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Local time, to the second: `2026-03-31 14:05:09`. */
export function localTime(ms: number): string {
  const local = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ');
}

/** How long ago, in one unit: `just now`, `5 min ago`, `3 h ago`, `12 days ago`. */
export function ago(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ago`;
  return `${Math.floor(hours / 24)} days ago`;
}

/** `, sure 0.87`; `, not vouched for: sure 0.41`; nothing where nothing was fitted. */
export function describeSureness({ confidence, contested }: { confidence?: number; contested?: boolean }): string {
  if (confidence === undefined) return '';
  return `${contested ? ', not vouched for:' : ','} sure ${confidence.toFixed(2)}`;
}
