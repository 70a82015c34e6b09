import { type GoalSpan, type Observation, parseDate, type PageElement } from '../../../core/index.js';
import { isOn, type MatchView, timesPressed, type Want } from './view.js';

/** A sheet of one month: its title says which, buttons beside it lead to the months before and after. */
interface MonthSheet {
  /** Months since the year 0. */
  month: number;
  back?: PageElement;
  forth?: PageElement;
  /** What stands after the title. */
  after: readonly PageElement[];
}

const MONTH = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? \d{4}$/i;
const MONTH_ALONE = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?$/i;
const BACK = /^(?:[‹<◀«←]|«? ?prev(?:ious)?(?: month)?)$/i;
const FORTH = /^(?:[›>▶»→]|next(?: month)? ?»?)$/i;
/** How many elements away from its title a button may stand. */
const NEAR = 4;

export function monthSheetsOf({ elements }: Observation): MonthSheet[] {
  return elements.flatMap((_, i) => {
    const name = titleAt(elements, i);
    if (!MONTH.test(name)) return [];
    const near = elements.slice(Math.max(0, i - NEAR), i + NEAR + 1).filter(({ verbs }) => verbs.includes('click'));
    const back = near.find((one) => BACK.test(one.name.trim()));
    const forth = near.find((one) => FORTH.test(one.name.trim()));
    return back || forth
      ? [{ month: monthsOf(parseDate(`1 ${name.replace(/[.,]/g, '')}`)), back, forth, after: elements.slice(i) }]
      : [];
  });
}

/** The year may stand in an element of its own. */
function titleAt(elements: readonly PageElement[], i: number): string {
  const [name, next] = [elements[i].name.trim(), elements[i + 1]?.name.trim() ?? ''];
  return MONTH_ALONE.test(name) && /^\d{4}$/.test(next) ? `${name} ${next}` : name;
}

/** Named like what turns a sheet. */
export const isTurning = ({ name }: PageElement): boolean => BACK.test(name.trim()) || FORTH.test(name.trim());

export const monthsOf = (date: Date): number => 12 * date.getUTCFullYear() + date.getUTCMonth();

/** Days that the goal names, in its order. */
export function daysOf(spans: readonly GoalSpan[]): { date: Date; span: GoalSpan }[] {
  return spans.flatMap((span) => {
    if (span.kind !== 'date') return [];
    try {
      return [{ date: parseDate(span.text), span }];
    } catch {
      return []; // only looked like one
    }
  });
}

/** Turns the sheet to the month of the day that the goal names, then presses that day. */
export function wantedInCalendars(view: MatchView): Want[] {
  const [day] = daysOf(view.reading.spans);
  if (!day) return [];
  return monthSheetsOf(view.observation).flatMap((sheet) => {
    const left = monthsOf(day.date) - sheet.month;
    const button = left === 0 ? dayButton(sheet, day.date.getUTCDate(), view) : left > 0 ? sheet.forth : sheet.back;
    return button ? [{ action: { kind: 'click', ref: button.ref } as const, prior: -0.4, at: day.span.start }] : [];
  });
}

function dayButton({ after }: MonthSheet, day: number, view: MatchView): PageElement | undefined {
  const button = after.find(({ name, verbs }) => name.trim() === String(day) && verbs.includes('click'));
  return button && !isOn(button) && timesPressed(view, button) === 0 ? button : undefined;
}
