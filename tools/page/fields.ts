import { hasWord, renderedParent } from './dom.js';
import { withoutMark } from './name.js';
import type { Draft } from './types.js';

/** Longest text beside a field that can be its label. */
const MAX_LABEL = 60;
/** How many ancestors up from a field its label may stand. */
const MAX_DISTANCE = 3;

/**
 * Gives fields that nobody named the text beside them: after a box to tick, before any other field, or the heads of a
 * table cell. A text used so is not listed again.
 */
export function nameFields(drafts: Draft[]): Draft[] {
  const used = new Set<Draft>();
  drafts.forEach((draft, i) => {
    if (!draft.field || draft.nameSource === 'given') return;
    const label = labelBeside(drafts, i, used);
    if (draft.nameSource === 'placeholder' && !label?.name.endsWith(':')) return; // an example of what to type, if better is there
    if (label) {
      used.add(label);
      rename(draft, label.name);
    } else if (draft.cell) rename(draft, draft.cell.column || draft.cell.row);
  });
  return used.size > 0 ? drafts.filter((draft) => !used.has(draft)) : drafts;
}

function rename(draft: Draft, text: string): void {
  const name = withoutMark(text);
  if (!name) return;
  if (draft.nameSource === 'text') draft.value ??= draft.name; // what a drawn field shows is what it holds
  draft.name = name;
  draft.nameSource = 'given';
}

function labelBeside(drafts: Draft[], i: number, used: Set<Draft>): Draft | undefined {
  const field = drafts[i];
  const [before, after] = [drafts[i - 1], drafts[i + 1]] as (Draft | undefined)[];
  const sides = isTicked(field) ? [after, before].filter((text) => text && isOnLineOf(text, field)) : [before];
  return sides.find((text) => text && !used.has(text) && isLabel(text, field));
}

export const isTicked = ({ role }: Draft): boolean => /^(checkbox|radio|switch)$/.test(role);

/** A text above or below a box to tick is about something else. */
function isOnLineOf({ box: [, top, , height] }: Draft, { box: [, fieldTop, , fieldHeight] }: Draft): boolean {
  const middle = fieldTop + fieldHeight / 2;
  return top <= middle && middle <= top + height;
}

function isLabel(text: Draft, field: Draft): boolean {
  if (text.control || !/^(text|listitem|cell|rowheader)$/.test(text.role) || text.name.length > MAX_LABEL || !hasWord(text.name))
    return false;
  if (text.cell && text.cell.column) return false; // a cell of a data table says something of its own
  if (text.cell && text.cell.rowIndex !== field.cell?.rowIndex) return false;
  if (/[.!?]$/.test(text.name) && text.name.includes(' ') && !/\?$/.test(text.name)) return false; // a sentence
  let ancestor = renderedParent(field.node);
  for (let i = 0; ancestor && i < MAX_DISTANCE; i++) {
    if (ancestor.localName === 'body' && i > 0) return false;
    if (ancestor.contains(text.node)) return true;
    ancestor = renderedParent(ancestor);
  }
  return false;
}
