import { type Action, goalSpans, mentions, type Observation, wordsOf } from '../core/index.js';

/** Stands where a goal says a value. */
const VALUE = '_';
/** Longest name that is kept in a key, in characters. */
const LONGEST_NAME = 60;

/** A goal without its values: what requests of one kind have in common. `Set "Size" to 4.` gives `set _ to _`. */
export function goalTemplate(goal: string): string {
  const spans = [...goalSpans(goal)].sort((a, b) => a.start - b.start);
  let [text, at] = ['', 0];
  for (const { start, end } of spans) {
    if (start < at) continue;
    text += `${goal.slice(at, start)} \u0000 `;
    at = end;
  }
  const words = `${text}${goal.slice(at)}`.split('\u0000').map((part) => wordsOf(part).join(' '));
  return words.join(` ${VALUE} `).replace(/\s+/g, ' ').trim();
}

/** Shared words of two templates over all of both, 0 to 1: values that are plain words differ between requests of one kind. */
export function templateSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  const [left, right] = [a, b].map((text) => new Set(text.split(' ').filter((word) => word !== VALUE)));
  const shared = [...left].filter((word) => right.has(word)).length;
  return shared / Math.max(1, left.size + right.size - shared);
}

/**
 * What an action is on any page of its kind: verb, role and name, values that the goal says left out, and where a text comes from.
 * Undefined for actions that touch nothing, such as a note.
 */
export function stepKey(action: Action, { elements }: Observation, goal: string): string | undefined {
  if (action.kind === 'note' || action.kind === 'find' || action.kind === 'ask' || action.kind === 'wait') return undefined;
  const target = 'ref' in action ? elements.find(({ ref }) => ref === action.ref) : undefined;
  const mask = (text: string): string => (text !== '' && mentions(goal, text) ? VALUE : text.slice(0, LONGEST_NAME));
  const where = target ? ` ${target.role} "${mask(target.name)}"${target.context ? ` (${mask(target.context)})` : ''}` : '';
  switch (action.kind) {
    case 'type':
      return `type${where} from ${action.text.kind}`;
    case 'select':
      return `select "${mask(action.option)}" in${where}`;
    case 'press':
      return `press ${action.key}`;
    case 'stop':
      return action.answer ? `stop with ${action.answer.kind}` : 'stop';
    default:
      return `${action.kind}${where}`;
  }
}
