import { messageOf } from './errors.js';
import { parseDate, printDate } from './dates.js';

/** What names in an expression stand for. Both throw when there is no such thing. */
export interface CalcEnvironment {
  /** `quote(n)`: n-th span of the goal. */
  quote(index: number): string;
  /** `text(ref)`: value or text of an element. */
  text(ref: number): string;
}

type Value = number | string;
export type CalcResult = { ok: true; text: string } | { ok: false; problem: string };

const MAX_LENGTH = 400;

/**
 * Computes a `calc` text source: `+ - * / %`, brackets, "strings" and functions; no names, loops or side effects.
 * `calc("3 x 4 =")` solves arithmetic found in a text; `upper lower title trim reverse`, `word(s, n)` (negative counts
 * from the end), `letter(s, n)`, `length`, `number(s)` (first number in s), `min`, `max`, `join(a, b)`,
 * `date(s, "YYYY-MM-DD")`, `days(s, n)` (n days later), `quote(n)`, `text(ref)`. Never throws.
 */
export function evaluateCalc(expression: string, environment: CalcEnvironment): CalcResult {
  if (expression.length > MAX_LENGTH) return { ok: false, problem: `an expression has at most ${MAX_LENGTH} characters` };
  try {
    const parser = new Parser(expression, environment);
    return { ok: true, text: show(parser.whole()) };
  } catch (error) {
    return { ok: false, problem: messageOf(error) };
  }
}

/** Whole numbers as they are; others with at most 10 significant digits and no trailing zeros. */
function show(value: Value): string {
  if (typeof value === 'string') return value;
  if (!Number.isFinite(value)) throw new RangeError('the result is not a number');
  return String(Number(value.toPrecision(10)));
}

/** Recursive descent over `sum := product ((+|-) product)*`, `product := unary ((*|/|%) unary)*`. */
class Parser {
  readonly #tokens: string[];
  readonly #environment: CalcEnvironment;
  #at = 0;
  #depth = 0;

  constructor(expression: string, environment: CalcEnvironment) {
    this.#tokens = expression.match(/"(?:[^"\\]|\\.)*"|\d+(?:\.\d+)?|\p{L}+|[^\s]/gu) ?? [];
    this.#environment = environment;
  }

  whole(): Value {
    const value = this.#sum();
    if (this.#at < this.#tokens.length) throw new SyntaxError(`unexpected "${this.#tokens[this.#at]}"`);
    return value;
  }

  #sum(): Value {
    let left = this.#product();
    for (;;) {
      if (this.#take('+')) left = numeric(left) + numeric(this.#product());
      else if (this.#take('-', '−')) left = numeric(left) - numeric(this.#product());
      else return left;
    }
  }

  #product(): Value {
    let left = this.#unary();
    for (;;) {
      if (this.#take('*', '×', 'x', '·')) left = numeric(left) * numeric(this.#unary());
      else if (this.#take('/', '÷')) left = divide(numeric(left), numeric(this.#unary()));
      else if (this.#take('%')) left = numeric(left) % numeric(this.#unary());
      else return left;
    }
  }

  #unary(): Value {
    if (this.#take('-', '−')) return -numeric(this.#unary());
    return this.#atom();
  }

  #atom(): Value {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new SyntaxError('the expression ends too early');
    if (/^\d/.test(token)) return Number(token);
    if (token.startsWith('"')) return JSON.parse(token) as string;
    if (token === '(') return this.#bracketed();
    if (/^\p{L}/u.test(token)) return this.#call(token.toLowerCase());
    throw new SyntaxError(`unexpected "${token}"`);
  }

  #bracketed(): Value {
    if (++this.#depth > 32) throw new SyntaxError('brackets nest too deeply');
    const value = this.#sum();
    this.#expect(')');
    this.#depth--;
    return value;
  }

  #call(name: string): Value {
    this.#expect('(');
    const values: Value[] = [];
    if (!this.#take(')')) {
      do values.push(this.#sum());
      while (this.#take(','));
      this.#expect(')');
    }
    const fn = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (!fn) throw new SyntaxError(`unknown function "${name}"; known: ${Object.keys(FUNCTIONS).join(', ')}`);
    return fn(values, this.#environment);
  }

  #take(...options: string[]): boolean {
    const found = options.includes(this.#tokens[this.#at]);
    if (found) this.#at++;
    return found;
  }

  #expect(token: string): void {
    if (!this.#take(token)) throw new SyntaxError(`expected "${token}"`);
  }
}

type CalcFunction = (values: Value[], environment: CalcEnvironment) => Value;
const text = (value: Value | undefined): string => (value === undefined ? '' : typeof value === 'string' ? value : show(value));

const FUNCTIONS: Record<string, CalcFunction> = {
  quote: ([n], environment) => environment.quote(numeric(n)),
  text: ([ref], environment) => environment.text(numeric(ref)),
  calc: ([s]) => solve(text(s)),
  upper: ([s]) => text(s).toUpperCase(),
  lower: ([s]) => text(s).toLowerCase(),
  title: ([s]) =>
    text(s)
      .toLowerCase()
      .replace(/(^|[\s-])(\p{L})/gu, (_, gap: string, letter: string) => gap + letter.toUpperCase()),
  trim: ([s]) => text(s).trim(),
  reverse: ([s]) => [...text(s)].reverse().join(''),
  length: ([s]) => [...text(s)].length,
  word: ([s, n]) => nth(text(s).match(/[\p{L}\p{N}'’-]+/gu) ?? [], numeric(n ?? 1), 'word'),
  letter: ([s, n]) => nth([...text(s).replace(/\s/g, '')], numeric(n ?? 1), 'letter'),
  number: ([s]) => firstNumber(text(s)),
  min: (values) => Math.min(...values.map(numeric)),
  max: (values) => Math.max(...values.map(numeric)),
  join: (values) => values.map(text).join(''),
  date: ([s, format]) => printDate(parseDate(text(s)), text(format) || 'YYYY-MM-DD'),
  days: ([s, n]) => {
    const date = parseDate(text(s));
    return printDate(new Date(date.getTime() + numeric(n ?? 0) * 86_400_000), 'YYYY-MM-DD');
  },
};

function numeric(value: Value | undefined): number {
  if (typeof value === 'number') return value;
  if (value === undefined) throw new TypeError('a number is missing');
  return firstNumber(value);
}

function divide(a: number, b: number): number {
  if (b === 0) throw new RangeError('division by zero');
  return a / b;
}

function nth(list: string[], n: number, what: string): string {
  const found = list.at(n > 0 ? n - 1 : n);
  if (found === undefined) throw new RangeError(`there is no ${what} number ${n}`);
  return found;
}

function firstNumber(from: string): number {
  const match = from.replace(/(?<=\d),(?=\d{3}\b)/g, '').match(/[-−]?\d+(?:\.\d+)?/);
  if (!match) throw new TypeError(`"${from.slice(0, 40)}" holds no number`);
  return Number(match[0].replace('−', '-'));
}

/** The first arithmetic expression in a text, e.g. "What is 3 x (4 + 1) = ?". */
function solve(from: string): number {
  const match = from.match(/[\d(][\d\s().+\-−*/x×÷·]*[\d)]/);
  if (!match) return firstNumber(from);
  return numeric(new Parser(match[0], { quote: never, text: never }).whole());
}

function never(): string {
  throw new SyntaxError('arithmetic found in a text holds numbers only');
}
