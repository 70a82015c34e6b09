import type { PageElement } from '../../../core/index.js';
import { isOn, type MatchView, type Want } from './view.js';

/** "Select the rows whose Priority is High": ticks the box of every row that has the value in the column that the goal names. */
export function wantedRows({ reading, observation }: MatchView): Want[] {
  const cells = observation.elements.filter(({ cell }) => cell !== undefined);
  return cells.flatMap((value) => {
    const mention = value.cell!.column === '' ? undefined : reading.mention(value.name);
    if (!mention || reading.overlap(value.cell!.column) < 1) return [];
    const box = cells.find((other) => other.role === 'checkbox' && inOneRow(other, value));
    if (!box || isOn(box)) return [];
    return [{ action: { kind: 'click', ref: box.ref } as const, prior: -0.5, at: mention.at }];
  });
}

const inOneRow = (a: PageElement, b: PageElement): boolean => a.cell!.rowIndex === b.cell!.rowIndex && a.region === b.region;
