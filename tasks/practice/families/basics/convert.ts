import { parseDate, printDate } from '../../../../core/dates.js';
import { evaluateCalc } from '../../../../core/calc.js';
import { click, type Family, type OracleStep, type Via } from '../../family.js';
import type { Phrasings, World } from '../../world.js';
import { fromGoal, ordinal } from '../shared.js';

/** What a field must hold at the end, and how one gets there. */
interface Wanted {
  text: string;
  via: (goal: string) => Via;
  goal: string;
}

/** A field whose text has to be worked out, then a button. */
function workedOut(
  name: string,
  skills: string[],
  make: (world: World, names: { label: string; done: string }) => Wanted,
): Family {
  return {
    name,
    skills: ['type', ...skills],
    recoverable: true,
    build(world) {
      const { dom, random, words } = world;
      const [done, label, ...others] = [words.submit(), ...words.distinct(random.integer(1, 3), words.field)];
      const { text, via, goal } = make(world, { label, done });
      const field = dom.field(label);
      const more = others.map((other) => dom.field(other));
      const finish = dom.button(done, () => world.submit());
      dom.layout([...random.shuffle([field, ...more]), finish]);
      const step = (): OracleStep | undefined =>
        field.step(text, via(goal)) ?? more.map((one) => one.step('')).find((todo) => todo);
      return { goal, ends: 'page', succeeded: () => !step(), next: () => step() ?? click(finish.control) };
    },
  };
}

const calculated = (calc: string): string => {
  const result = evaluateCalc(calc, { quote: () => '', text: () => '' });
  if (!result.ok) throw new RangeError(result.problem);
  return result.text;
};

const CASE: Phrasings = {
  seen: ['Type "{text}" in {case} into {label} and press {done}.', 'Enter {text} in {label}, in {case}. Then {done}.', '{label}: {text}, but in {case}. {done}.', 'Write "{text}" as {case} in {label} and click {done}.', 'Convert {text} to {case}, put it in {label} and hit {done}', 'Please fill in {label} with {text} in {case}, then press {done}.'],
  heldOut: ['In {label} goes {text}, all of it in {case}; then {done}.', 'Turn {text} into {case} for {label}. {done}.', '{case}, please: "{text}" in {label}, then {done}.'],
}; // prettier-ignore
const CASES: Record<string, string[]> = {
  upper: ['upper case', 'capital letters', 'uppercase', 'all caps'],
  lower: ['lower case', 'small letters', 'lowercase'],
  title: ['title case', 'capitalised words'],
};

/** A text of the goal in capitals, small letters or with capitals at the start of words. */
export const changeCase = workedOut('change-case', ['letter-case', 'calc'], (world, { label, done }) => {
  const { random, target, words } = world;
  const text = random.pick([
    words.fullName,
    words.thing,
    words.city,
    words.madeUp,
    () => words.lorem(2),
    () => words.letters(7),
  ])();
  const way = target.pick(['upper', 'upper', 'lower', 'title']);
  const goal = world.phrase(CASE, { text, case: target.pick(CASES[way]), label, done });
  return { text: calculated(`${way}(${JSON.stringify(text)})`), via: () => ({ calc: `${way}(${fromGoal(goal, text)})` }), goal };
});

const WORD: Phrasings = {
  seen: ['Type the {nth} word of the sentence into {label} and press {done}.', 'Enter the {nth} word of the text in {label}, then {done}.', 'What is the {nth} word above? Put it into {label} and click {done}.', '{label}: {nth} word of the text. {done}.', 'Please write the {nth} word in {label} and hit {done}', 'Copy just the {nth} word to {label}. Then press "{done}".'],
  heldOut: ['Which word comes {nth}? It belongs in {label}; then {done}.', 'Pick out the {nth} word and enter it for {label}. {done}.', 'From the text take the {nth} word for {label}, then {done}.'],
}; // prettier-ignore

/** One word of a sentence on the page. */
export const nthWord = workedOut('nth-word', ['ordinal', 'calc', 'text'], (world, { label, done }) => {
  const { dom, target, words } = world;
  const list = words.lorem(target.integer(4, 8)).split(' ');
  const shown = dom.element(world.random.pick(['p', 'div', 'blockquote']), list.join(' '));
  dom.add(shown);
  const at = target.integer(0, list.length - 1);
  const nth = ordinal(at, list.length, world.wording.chance(0.6));
  const n = nth === 'last' ? -1 : nth === 'second to last' ? -2 : at + 1;
  return { text: list[at], via: () => ({ calc: `word($1, ${n})`, of: [shown] }), goal: world.phrase(WORD, { nth, label, done }) };
});

const SOLVE: Phrasings = {
  seen: ['Solve the problem, type the result into {label} and press {done}.', 'Work out the sum on the page and enter it in {label}. Then {done}.', 'What is the result? Put it into {label} and click "{done}".', 'Calculate and fill in {label}, {done}.', 'Please answer the arithmetic question in {label} and hit {done}', 'Type the solution into {label}. Press {done}.'],
  heldOut: ['Do the maths for {label}, then {done}.', 'The page asks for a result: write it in {label} and use {done}.', 'Find out what it makes and give it as {label}; {done}.'],
}; // prettier-ignore

function arithmetic({ target }: World): string {
  const [a, b] = [target.integer(2, 60), target.integer(2, 20)];
  const kind = target.pick(['+', '+', '-', '×', '*', 'x', '÷', '+ +']);
  if (kind === '+ +') return `${a} + ${b} + ${target.integer(1, 9)}`;
  if (kind === '÷') return `${(a % 12) * b} ÷ ${b}`;
  return kind === '-' ? `${a + b} - ${b}` : `${a} ${kind} ${b}`;
}

/** A problem that stands on the page. */
export const solveProblem = workedOut('solve-problem', ['arithmetic', 'calc'], (world, { label, done }) => {
  const { dom, random } = world;
  const problem = arithmetic(world);
  const shown = dom.element(
    random.pick(['p', 'div', 'b']),
    world.wording.pick([`${problem} =`, `What is ${problem}?`, `${problem} = ?`, problem, `Solve: ${problem}`]),
  );
  dom.add(dom.wrap('div', [shown]));
  return {
    text: calculated(`calc("${problem}")`),
    via: () => ({ calc: 'calc($1)', of: [shown] }),
    goal: world.phrase(SOLVE, { label, done }),
  };
});

const RESULT: Phrasings = {
  seen: ['Type the result of {problem} into {label} and press {done}.', 'What is {problem}? Enter it in {label} and click {done}.', '{label}: {problem} worked out. {done}.', 'Compute {problem}, put it into {label}, then {done}.', 'Please fill in {label} with {problem} (the result) and hit {done}', 'Calculate {problem} and write it in {label}. Press "{done}".'],
  heldOut: ['How much is {problem}? Give it as {label}; then {done}.', '{label} wants the value of {problem}. {done}.', 'Work out {problem} for {label}, confirm with {done}.'],
}; // prettier-ignore

/** A problem that stands in the goal. */
export const typeResult = workedOut('type-result', ['arithmetic', 'calc'], (world, { label, done }) => {
  const problem = arithmetic(world);
  const goal = world.phrase(RESULT, { problem, label, done });
  return { text: calculated(`calc("${problem}")`), via: () => ({ calc: `calc(${fromGoal(goal, problem)})` }), goal };
});

const DAY: Phrasings = {
  seen: ['Enter {day} in {label} as {pattern} and press {done}.', 'Type the date {day} into {label} in the form {pattern}, then {done}.', '{label}: {day} ({pattern}). {done}.', 'Write {day} like {pattern} in {label} and click "{done}".', 'Put {day} in {label}, format {pattern}, and hit {done}', 'Please fill in {label} with {day} written as {pattern}. Then {done}.'],
  heldOut: ['{label} takes dates as {pattern}: enter {day} and use {done}.', 'The day is {day}, to be given as {pattern} in {label}; {done}.', 'Bring {day} into the form {pattern} for {label}. {done}.'],
}; // prettier-ignore

/** A date in another form. */
export const reformatDate = workedOut('reformat-date', ['date', 'calc'], (world, { label, done }) => {
  const { target, words } = world;
  const date = words.date();
  const day = target.pick([date.long, date.iso, date.us, printDate(parseDate(date.iso), 'D MMMM YYYY')]);
  const pattern = target.pick(
    ['YYYY-MM-DD', 'MM/DD/YYYY', 'DD.MM.YYYY', 'D MMMM YYYY'].filter((one) => printDate(parseDate(date.iso), one) !== day),
  );
  const goal = world.phrase(DAY, { day, pattern, label, done });
  return {
    text: printDate(parseDate(date.iso), pattern),
    via: () => ({ calc: `date(${fromGoal(goal, day)}, ${JSON.stringify(pattern)})` }),
    goal,
  };
});
