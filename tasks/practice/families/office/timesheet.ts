import { click, refuse, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings } from '../../world.js';
import { fromGoal } from '../shared.js';
import { goalOf, message, type Ending } from '../apps/kit.js';
import { named } from './kit.js';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];

const ONE: Phrasings = {
  seen: [
    'book the missing hours of {day} on {project}, so that the day comes to {n} hours.', '{day} should have {n} hours in all; put what is missing on {project}.', 'bring {day} to {n} hours by adding time to {project}.', 'fill up {day} to a total of {n} hours with {project}.',
    'on {day} I worked {n} hours. Whatever is not booked yet was {project}.', 'please complete {day}: {n} hours together, the rest goes to {project}.', 'the total of {day} must be {n}. Change {project} to get there.', 'can you enter the hours for {project} on {day} that make it {n} hours?',
  ],
  heldOut: ['let {day} add up to {n} hours, with the remainder under {project}.', 'I was on {project} for the rest of {day}, which was a day of {n} hours.', 'what {day} lacks to {n} hours belongs to {project}; enter it.', 'there are hours missing on {day} ({n} are expected). They were all {project}.'],
}; // prettier-ignore
const EVERY: Phrasings = {
  seen: [
    'every day needs {n} hours; put what is missing on {project}.', 'fill all days that have less than {n} hours up with {project}.', 'where a day has fewer than {n} hours, book the rest on {project}.', 'make each day come to {n} hours by adding to {project}.',
    'complete my week: {n} hours a day, missing ones go to {project}.', 'please look for days with less than {n} hours and book the missing time on {project}.',
  ],
  heldOut: ['no day may stay below {n} hours: the gaps were {project}.', 'gaps in the week are to be filled with {project} until each day has {n} hours.'],
}; // prettier-ignore
const COPY: Phrasings = {
  seen: [
    '{to} was just like {from}: enter the same hours.', 'copy the hours of {from} to {to}.', 'for {to}, enter what stands at {from}.', 'on {to} I did the same as on {from}. Fill it in.', 'the hours of {to} should equal those of {from}.', 'make {to} the same as {from}.',
  ],
  heldOut: ['repeat {from} on {to}.', 'treat {to} as another {from} and book it so.'],
}; // prettier-ignore

/** Reads the hours of a week, computes what is missing and enters it; a week with a day of too many hours is turned down. */
export const timesheetFill: Family = {
  name: 'timesheet-fill',
  skills: ['read', 'calc', 'type', 'table', 'condition', 'copy'],
  recoverable: true,
  impossibleShare: 0.06,
  build(world) {
    const { dom, random, target, words } = world;
    const full = random.pick([7, 8, 8, 8, 10]);
    const all = words.distinct(random.integer(3, 4), () => capital(`${words.adjective()} ${words.noun()}`)); // prettier-ignore
    const projects = all.slice(1);
    const at = target.integer(0, projects.length - 1);
    const kind = world.impossible ? 'one' : target.pick(['one', 'one', 'every', 'copy']);
    const gaps = target.sample([0, 1, 2, 3, 4], kind === 'every' ? target.integer(1, 3) : 1);
    const hours = DAYS.map((_, day) => {
      const row = projects.map(() => 0);
      const short = gaps.includes(day) ? random.integer(1, full - 2) : 0;
      const other = (at + 1) % projects.length;
      row[other] = kind === 'copy' && short ? 0 : random.integer(1, full - short - 1);
      const rest = full - short - row[other];
      const spare = projects.findIndex((_, i) => i !== at && i !== other);
      if (gaps.includes(day)) row[spare < 0 ? other : spare] += kind === 'copy' ? 0 : rest;
      else row[random.chance(0.5) || spare < 0 ? at : spare] += rest;
      return row;
    });
    const from = target.pick([0, 1, 2, 3, 4].filter((day) => !gaps.includes(day)));
    const right = hours.map((row, day) => {
      if (!gaps.includes(day) || world.impossible) return [...row];
      return kind === 'copy' ? [...hours[from]] : row.map((n, i) => (i === at ? full - row.reduce((a, b) => a + b, 0) : n));
    });
    const type = random.pick(['number', 'text'] as const);
    const fields = hours.map((row, day) => row.map((n, i) => dom.field(`${projects[i]}, ${DAYS[day]}`, { type, value: String(n), labelled: 'aria' }))); // prettier-ignore
    const totals = DAYS.map(() => dom.element('b'));
    const numberOf = (text: string): number => (/^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : NaN);
    const totalOf = (day: number): number => fields[day].reduce((sum, field) => sum + numberOf(field.value()), 0);
    const update = (): void =>
      totals.forEach((cell, day) => (cell.textContent = Number.isNaN(totalOf(day)) ? '?' : String(totalOf(day))));
    update();
    const byProject = random.chance(0.3);
    const rows = byProject
      ? [...projects.map((name, i) => [name, ...DAYS.map((_, day) => fields[day][i])]), ['Total', ...totals]]
      : DAYS.map((name, day) => [name, ...fields[day], totals[day]]);
    const table = dom.table(byProject ? ['', ...DAYS] : ['Day', ...projects, 'Total'], rows);
    table.root.addEventListener('input', update);
    const error = dom.element('div');
    const label = random.pick(['Submit', 'Save week', 'Send for approval', 'Save', 'Hand in']);
    const submit = dom.button(label, () => {
      const bad = DAYS.findIndex((_, day) => !(totalOf(day) <= full));
      if (bad < 0) return world.submit();
      error.replaceChildren(message(world, `Please check ${DAYS[bad]}: at most ${full} hours, in numbers.`, 'alert'));
    }).control;
    for (const row of fields) for (const field of row) Object.assign(field.control.style, { width: '4em' });
    dom.add(
      dom.heading(random.pick(['Time sheet', 'My hours', 'Working hours', 'Week'])),
      dom.paragraph(`Normal day: ${full} hours.`),
    );
    dom.add(table, error, submit);
    const end: Ending = { ends: 'page', label, place: () => undefined, last: () => click(submit) };
    const project = named(world, world.impossible ? all[0] : projects[at]);
    const slots = { day: DAYS[gaps[0]], project, n: full, from: DAYS[from], to: DAYS[gaps[0]] };
    const goal = goalOf(world, kind === 'one' ? ONE : kind === 'every' ? EVERY : COPY, slots, end);
    const isRight = (day: number, i: number): boolean => numberOf(fields[day][i].value()) === right[day][i];
    const fillIn = (day: number, i: number): OracleStep => {
      const text = String(right[day][i]);
      if (!gaps.includes(day) || right[day][i] === hours[day][i]) return fields[day][i].step(text)!;
      if (kind === 'copy') return fields[day][i].step(text, { from: fields[from][i].control })!;
      const others = fields[day].filter((_, j) => j !== i);
      const calc = [fromGoal(goal, String(full)), ...others.map((_, j) => `$${j + 1}`)].join(' - ');
      return fields[day][i].step(text, { calc, of: others.map((field) => field.control) })!;
    };
    const next = (): OracleStep => {
      const wrong = fields.flatMap((row, day) => row.flatMap((_, i) => (isRight(day, i) ? [] : [[day, i] as const])));
      const mistake = wrong.find(([day, i]) => right[day][i] === hours[day][i]);
      if (wrong.length > 0) return fillIn(...(mistake ?? wrong[0]));
      return world.impossible ? refuse() : end.last();
    };
    return { goal, ends: 'page', succeeded: () => fields.every((row, day) => row.every((_, i) => isRight(day, i))), next };
  },
};
