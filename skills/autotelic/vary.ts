import { normalizeText, type Random } from '../../core/index.js';
import { escapeTemplate, fillTemplate } from '../../tools/index.js';
import type { Check } from '../schema.js';
import type { PracticeGoal } from './archive.js';

/**
 * The same goal with other values: another option, or a text that ends otherwise. What a program was made of proves nothing about other
 * arguments. Undefined for a goal without values, or whose values cannot be other ones.
 */
export function varyGoal(goal: PracticeGoal, random: Random): PracticeGoal | undefined {
  if (goal.values.length === 0) return undefined;
  const other = new Map<string, string>();
  const condition = goal.condition.map((check): Check => {
    const value = check.kind === 'value' ? goal.values.find((one) => same(one, fillTemplate(check.text, {}))) : undefined;
    if (check.kind !== 'value' || value === undefined) return check;
    const options = check.target.options?.filter((label) => !same(label, value) && !label.includes('"'));
    const next = options ? (options.length > 0 ? random.pick(options) : value) : endOtherwise(value, random);
    other.set(value, next);
    return { ...check, text: escapeTemplate(next) };
  });
  if (!goal.values.every((value) => other.has(value) && other.get(value) !== value)) return undefined;
  const renew = (text: string): string => text.replace(/"([^"]*)"/g, (whole, said: string) => (other.has(said) ? `"${other.get(said)}"` : whole)); // prettier-ignore
  return {
    ...goal,
    goal: renew(goal.goal),
    clauses: goal.clauses.map(renew),
    others: goal.others.map(renew),
    values: goal.values.map((value) => other.get(value)!),
    condition,
  };
}

const same = (a: string, b: string): boolean => normalizeText(a) === normalizeText(b);

/** Another last letter or digit: dates stay dates, addresses addresses. */
function endOtherwise(text: string, random: Random): string {
  const at = text.search(/[\p{L}\p{N}][^\p{L}\p{N}]*$/u);
  if (at < 0) return text;
  const from = /\d/.test(text[at]) ? '123456789' : 'aeiou';
  return text.slice(0, at) + random.pick([...from].filter((one) => one !== text[at].toLowerCase())) + text.slice(at + 1);
}
