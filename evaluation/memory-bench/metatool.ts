import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AgentError, createRandom, messageOf } from '../../core/index.js';
import type { SkillCase } from './skills.js';

const DESCRIPTIONS = ['plugin_des.json', 'tools.json'];
const REQUESTS = ['all_clean_data.csv', 'requests.csv', 'requests.json'];
const FOLDERS = ['', 'dataset', 'data', 'dataset/data'];

const DescriptionsSchema = z.record(z.string(), z.string());
const RequestsSchema = z.array(z.object({ query: z.string().min(1), tool: z.string().min(1) }));
type Requests = z.infer<typeof RequestsSchema>;

/**
 * Reads skill-retrieval data in the form of MetaTool (Huang et al. 2024): tool descriptions as a JSON object, requests as CSV with
 * a head `Query,Tool` or as a JSON list of `{query, tool}`. Half of each tool's requests are past, half held out; repeated
 * requests are dropped. Errors: `BENCHMARK_DATA_MISSING`, `BENCHMARK_DATA_INVALID`.
 */
export function readMetaTool(folder: string, seed: number): SkillCase[] {
  const descriptions = parse(find(folder, DESCRIPTIONS), (text) => DescriptionsSchema.parse(JSON.parse(text)));
  const requests = parse(find(folder, REQUESTS), readRequests);
  const byTool = new Map<string, Set<string>>();
  for (const { query, tool } of requests) byTool.set(tool, (byTool.get(tool) ?? new Set()).add(query));
  const random = createRandom(`metatool/${seed}`);
  return Object.entries(descriptions).map(([name, description]) => {
    const own = random.shuffle([...(byTool.get(name) ?? [])]);
    const half = own.length >> 1;
    return { name, description, past: own.slice(0, half), heldOut: own.slice(half), newWordings: new Set() };
  });
}

function find(folder: string, names: readonly string[]): string {
  const places = FOLDERS.flatMap((inner) => names.map((name) => path.join(folder, inner, name)));
  const found = places.find((place) => fs.existsSync(place));
  if (found) return found;
  throw new AgentError(
    'BENCHMARK_DATA_MISSING',
    `"${folder}" has no ${names.join(' or ')}, nor have its folders dataset/ and data/. Give the folder that holds MetaTool's "dataset".`,
  );
}

function parse<T>(file: string, read: (text: string, file: string) => T): T {
  try {
    return read(fs.readFileSync(file, 'utf8'), file);
  } catch (cause) {
    throw new AgentError(
      'BENCHMARK_DATA_INVALID',
      `"${file}" is not in MetaTool's form: ${messageOf(cause).slice(0, 200)}. Expected {tool: description}, and Query,Tool rows.`,
      { cause },
    );
  }
}

function readRequests(text: string, file: string): Requests {
  if (file.endsWith('.json')) return RequestsSchema.parse(JSON.parse(text));
  const [head, ...rows] = readCsv(text);
  const names = head.map((name) => name.trim().toLowerCase());
  const [query, tool] = [names.indexOf('query'), names.indexOf('tool')];
  if (query < 0 || tool < 0) throw new Error(`the first line is "${head.join(',')}", without Query and Tool`);
  return RequestsSchema.parse(rows.map((row) => ({ query: row[query], tool: row[tool] })));
}

/** Rows of a CSV text (RFC 4180): quoted fields may hold commas, line ends and doubled quotes. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let field = '';
  let quoted = false;
  const endField = (): void => {
    rows[rows.length - 1].push(field);
    field = '';
  };
  const endRow = (): void => {
    endField();
    rows.push([]);
  };
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n');
  for (let i = 0; i < source.length; i++) {
    const letter = source[i];
    if (quoted && letter === '"' && source[i + 1] === '"') field += source[++i];
    else if (letter === '"' && (quoted || field === '')) quoted = !quoted;
    else if (!quoted && letter === ',') endField();
    else if (!quoted && letter === '\n') endRow();
    else field += letter;
  }
  endField();
  return rows.filter((row) => row.some((value) => value !== ''));
}
