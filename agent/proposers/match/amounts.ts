import { type GoalSpan, normalizeText, type PageElement } from '../../../core/index.js';
import { groupsOf } from '../../comparisons.js';
import { COMPUTED, type MatchView, type Want } from './view.js';

const ASKS = /^\W*(?:add|subtract|compare|work out|calculate)\b|\?\s*$/i;
const ADDS = /\b(?:plus|together|altogether|combined|both|sum|total|in all)\b/i;
const SUBTRACTS = /\b(?:minus|less|save|subtract|difference|cheaper|dearer|more expensive|how much more)\b/i;
const AMOUNT = /^\D{0,3}\d[\d,]*(?:\.\d+)?\D{0,3}$/;

/** "The price of A plus B", "how much do I save with A instead of B": the sum or the difference of what stands beside two named things. */
export function wantedAmounts({ reading, observation }: MatchView): Want[] {
  const { goal, spans } = reading;
  if (!reading.asks && !ASKS.test(goal)) return [];
  const operation = SUBTRACTS.test(goal) ? '-' : ADDS.test(goal) ? '+' : undefined;
  if (!operation) return [];
  const groups = groupsOf(observation.elements);
  const named = spans.flatMap((span) => amountOf(span) ?? []);
  if (named.length !== 2 || named[0] === named[1]) return [];
  const [a, b] = operation === '-' ? [...named].sort((x, y) => numberOf(y) - numberOf(x)) : named;
  const answer = { kind: 'calc', expression: `text(${a.ref}) ${operation} text(${b.ref})` } as const;
  return [{ action: { kind: 'stop', answer }, prior: COMPUTED, at: 0 }];

  /** The one amount in the row or on the card of what the span names. */
  function amountOf({ text }: GoalSpan): PageElement | undefined {
    const owners = observation.elements.filter(({ name }) => normalizeText(name) === normalizeText(text));
    const members = owners.length === 1 ? (groups.get(owners[0])?.members ?? []) : [];
    const amounts = members.filter(({ name, verbs }) => verbs.length === 0 && AMOUNT.test(name));
    return amounts.length === 1 ? amounts[0] : undefined;
  }
}

const numberOf = ({ name }: PageElement): number => Number(name.replace(/[^\d.]/g, ''));
