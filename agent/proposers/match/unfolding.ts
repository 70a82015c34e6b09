import { timesPressed, type MatchView, type Want } from './view.js';

/** Asks to open a part of the page without its name: "expand the section below", "unfold all panels". */
const UNFOLD =
  /\b(?:expand|unfold|uncollapse|open(?:\s+up)?|unhide|reveal)\s+(?:the|this|that|a|all|every|each|any)?\s*(?:\w+\s+)?(?:sections?|panels?|parts?|accordions?|details?|group|collapsible)\b/gi;
/** With more closed parts it is a guess which one is meant. */
const ONE = -0.1;
const SEVERAL = -0.9;

/** Opening what is closed, where the goal says so in general words. What names a part is a press like any other. */
export function wantedUnfolding(view: MatchView): Want[] {
  const closed = view.pressables.filter((one) => one.states.includes('closed') && timesPressed(view, one) === 0);
  // A commit control can look closed: its container folds.
  const parts = closed.filter(
    ({ name }) => view.reading.overlap(name) === 0 || /\b(?:section|panel|part|details|group)\b/i.test(name),
  );
  return [...view.reading.goal.matchAll(UNFOLD)].flatMap(({ index }) =>
    parts.map(({ ref }) => ({ action: { kind: 'click', ref } as const, prior: parts.length === 1 ? ONE : SEVERAL, at: index })),
  );
}
