import { describe, expect, it } from 'vitest';
import { evaluateCalc } from './calc.js';

const environment = {
  quote: (n: number) => ['rosa luna', '3/5/2024'][n - 1],
  text: (ref: number) => `What is ${ref} x (4 - 1) = ?`,
};
const run = (expression: string): string => {
  const result = evaluateCalc(expression, environment);
  return result.ok ? result.text : `! ${result.problem}`;
};

describe('calc', () => {
  it.each([
    ['3+4*2', '11'],
    ['(3+4)*2', '14'],
    ['0.1+0.2', '0.3'],
    ['-3 - -4', '1'],
    ['7 % 4', '3'],
    ['upper(quote(1))', 'ROSA LUNA'],
    ['title("anna-maria DE vito")', 'Anna-Maria De Vito'],
    ['word(quote(1), 2)', 'luna'],
    ['word(quote(1), -1)', 'luna'],
    ['letter("ab c", 3)', 'c'],
    ['calc(text(5))', '15'],
    ['number("costs 1,250.50 today") + 1', '1251.5'],
    ['date(quote(2))', '2024-03-05'],
    ['date("5 March 2024", "D.M.YYYY")', '5.3.2024'],
    ['days("2024-02-28", 2)', '2024-03-01'],
    ['max(3, "12 apples")', '12'],
    ['join("a", 1)', 'a1'],
  ])('%s is %s', (expression, text) => expect(run(expression)).toBe(text));

  it.each(['1/0', 'word("a", 3)', 'nope(1)', '3+', '(3', 'constructor("x")', 'date("31 feb 2024")', 'number("none")', '"a" + 1'])(
    '%s is a problem, not a crash',
    (expression) => expect(run(expression)).toMatch(/^! \S/),
  );
});
