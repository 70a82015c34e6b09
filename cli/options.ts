import type { AttemptSearch } from '../training/index.js';
import { InvalidArgumentError, Option } from 'commander';

/** For options that count something. */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('Expected a whole number above 0.');
  return value;
}

/** For seeds. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('Expected a whole number, 0 or more.');
  return value;
}

/** For minutes. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('Expected a number above 0.');
  return value;
}

/** For parts of a whole that leave something of it. */
export function share(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0 || value >= 1)
    throw new InvalidArgumentError('Expected a number from 0 to less than 1.');
  return value;
}

/** For lists: `a,b`. */
export function commaList(text: string): string[] {
  const items = text.split(',').map((item) => item.trim());
  if (items.some((item) => item === ''))
    throw new InvalidArgumentError('Expected names with commas between them, such as model,match.');
  return items;
}

/** For choices of several of these names: `a,b`. */
export const namesOf =
  <Name extends string>(known: readonly Name[]) =>
  (text: string): Name[] => {
    const names = commaList(text);
    const strange = names.find((name) => !(known as readonly string[]).includes(name));
    if (strange !== undefined) throw new InvalidArgumentError(`"${strange}" is none of ${known.join(', ')}.`);
    return names as Name[];
  };

/** For how much each of these names counts: `a=1,b=0.2`. */
export const weightsOf =
  <Name extends string>(known: readonly Name[]) =>
  (text: string): Partial<Record<Name, number>> => {
    const pairs = commaList(text).map((item) => item.split('='));
    namesOf(known)(pairs.map(([name]) => name).join(','));
    const weights = pairs.map(([name, weight = '']) => [name, weight.trim() === '' ? NaN : Number(weight)] as const);
    if (pairs.some(({ length }) => length !== 2) || weights.some(([, weight]) => !Number.isFinite(weight)))
      throw new InvalidArgumentError(`Expected weights such as ${known[0]}=1.`);
    return Object.fromEntries(weights) as Partial<Record<Name, number>>;
  };

const BUDGET_UNITS = new Set(['nodes', 'ms', 'tokens']);

/** For what a decision may cost: `nodes=16,ms=5000`; a number alone counts nodes. */
function budget(text: string): Record<string, number> {
  const parts = commaList(text).map((item) => (/^\d+$/.test(item) ? ['nodes', item] : item.split('=')));
  for (const [unit, most, ...rest] of parts)
    if (!BUDGET_UNITS.has(unit) || rest.length > 0 || !/^[1-9]\d*$/.test(most ?? ''))
      throw new InvalidArgumentError('Expected a budget such as nodes=16,ms=5000,tokens=20000.');
  return Object.fromEntries(parts.map(([unit, most]) => [unit, Number(most)]));
}

/** For several suites: `practice,tasks.json`. */
export function suiteNames(text: string): string[] {
  return commaList(text).map(suiteName);
}

/** For options that may be given several times: adds up what came. */
export function repeated(text: string, earlier: string[] = []): string[] {
  return [...earlier, text];
}

/** For pages: an address that a browser can open. */
export function webAddress(text: string): string {
  if (URL.canParse(text) && /^(https?|file):$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('Expected an address such as http://127.0.0.1:8080/page.html.');
}

/** For suites: one that is built in, or a file of one's own. */
export function suiteName(text: string): string {
  if (['practice', 'miniwob'].includes(text) || text.endsWith('.json')) return text;
  throw new InvalidArgumentError('Expected practice, miniwob, or a JSON file with tasks such as tasks.json (docs/suites.md).');
}

/** Of `collect` and `cycle`. */
export const searchOption = (): Option =>
  new Option('--search <how>', 'how attempts after the first look for success: the likeliest way not tried, or drawn')
    .choices(['best-first', 'sampled'] satisfies AttemptSearch[])
    .default('best-first');

/** Options that several commands share, so that they read the same everywhere. */
export const shared = {
  json: (): Option => new Option('--json', 'print one JSON object instead of text'),
  database: (): Option => new Option('--db <file>', 'SQLite file to use instead of the default one'),
  model: (): Option =>
    new Option(
      '--model <model>',
      'registry name, GGUF file, hf:user/repo:quant, or provider:name (default: best, the promoted one, else seed)',
    ),
  threads: (): Option =>
    new Option('--threads <n>', 'CPU threads of the model (default: measured at start)').argParser(positiveInteger),
  planner: (): Option =>
    new Option('--planner <name>', 'how a candidate is chosen: greedy, best-of-k, lookahead, mcts or rollouts'),
  budget: (): Option =>
    new Option('--budget <b>', 'most that a search may spend on one step, e.g. nodes=16,ms=5000,tokens=20000').argParser(budget),
  headed: (): Option => new Option('--headed', 'show the browser window'),
  maxSteps: (): Option => new Option('--max-steps <n>', 'most actions of one episode').argParser(positiveInteger),
  seed: (): Option => new Option('--seed <n>', 'seed of everything that is drawn').argParser(wholeNumber).default(1),
};
