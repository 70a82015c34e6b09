import { normalizeText, type PageElement } from '../../../core/index.js';
import type { MatchView, Want } from './view.js';

/** A button that shows its setting in its name and goes on to the next one when pressed: `Theme: Dark`. */
interface Cycler {
  label: string;
  value: string;
}

const SHOWS = /^(.{1,40}?):\s+(.{1,30})$/;
/** Presses after which it has gone round. */
const MOST_PRESSES = 8;

export function cyclerOf({ role, name, verbs }: PageElement): Cycler | undefined {
  const shown = (role === 'button' || role === 'item') && verbs.includes('click') ? SHOWS.exec(name.trim()) : null;
  return shown ? { label: shown[1], value: shown[2] } : undefined;
}

/** Whether it shows what the goal gives to its label, or, where the goal only names both, anything that the goal names. */
export function isAsWanted({ label, value }: Cycler, { reading }: MatchView): boolean | undefined {
  const given = reading.valueFor(label)?.text;
  if (given !== undefined && normalizeText(given) === normalizeText(value)) return true;
  return reading.places(label).length > 0 ? reading.places(value).length > 0 : undefined;
}

/** Pressed until it shows what the goal wants. */
export function wantedCycles(view: MatchView): Want[] {
  return view.pressables.flatMap((element) => {
    const cycler = cyclerOf(element);
    if (!cycler || isAsWanted(cycler, view) !== false || pressesOf(cycler.label, view) >= MOST_PRESSES) return [];
    const at = view.reading.places(cycler.label)[0].at;
    return [{ action: { kind: 'click', ref: element.ref } as const, prior: -0.3, at }];
  });
}

const pressesOf = (label: string, { history }: MatchView): number =>
  history.filter(({ action, target }) => action.kind === 'click' && target?.name.startsWith(`${label}:`)).length;
