import type { Observation, PageElement } from '../../core/index.js';
import { plainName, templateSlots } from '../../tools/index.js';
import { holds } from '../checks.js';
import { slotsOfCheck } from '../slots.js';
import type { Check } from '../schema.js';
import { abstractCheck, abstractLocator, abstractText } from './abstract.js';
import type { Sample } from './program.js';
import { targetIn } from './trace.js';

const MOST_CHECKS = 6;
/** Longer texts are prose. Characters. */
const LONGEST_TEXT = 80;

/**
 * What the successes brought about: checks that hold on the last page of every sample and on the first page of none. Those that
 * name a parameter come first. For an answer, which changes nothing, what it was asked about has to be on the page.
 */
export function postconditionOf(samples: readonly Sample[]): Check[] {
  const [sample] = samples;
  const hold = (check: Check, page: 'first' | 'last', one: Sample): boolean => holds(check, one.trace[page], one.args);
  const known = sample.trace.condition?.map((check) => ({ ...abstractCheck(check, sample.values), changed: true }));
  if (known) return samples.every((one) => known.every((check) => hold(check, 'last', one) && !hold(check, 'first', one))) ? known : []; // prettier-ignore
  const written = new Map(
    [...valueChecks(sample), ...textChecks(sample), ...urlChecks(sample)].map((check) => [JSON.stringify(check), check]),
  );
  const candidates = [...written.values()];
  const changed = candidates.filter((check) => samples.every((one) => hold(check, 'last', one) && !hold(check, 'first', one)));
  const named = changed.filter((check) => slotsOfCheck(check).length > 0);
  const constant = changed.filter(
    (check) => slotsOfCheck(check).length === 0 && isSteady(check, samples) && !isData(check, sample),
  );
  const telling = samples.length > 1 ? constant : withoutTexts(constant, named);
  const found = [...named, ...telling].slice(0, MOST_CHECKS).map((check) => ({ ...check, changed: true }));
  if (found.length > 0 || !sample.trace.answer) return found;
  const shown = sample.values.map(({ slot }): Check => ({ kind: 'text-present', text: `{${slot}}`, changed: false }));
  return shown.filter((check) => samples.every((one) => hold(check, 'last', one)));
}

/** A text that one page says at the end may be anything; a state or a value of a control is what the steps are for. */
const isSteady = (check: Check, samples: readonly Sample[]): boolean =>
  samples.length > 1 || check.kind === 'state' || check.kind === 'value' || check.kind === 'element-absent' || isNotice(check);

/** What one page happens to say at the end is no more than a makeshift: other controls and values tell more. */
function withoutTexts(constant: readonly Check[], named: readonly Check[]): Check[] {
  const others = constant.filter(({ kind }) => kind !== 'text-present');
  return named.length + others.length > 0 ? others : [...constant];
}

/** What a page says that was opened to read it. */
const isData = (check: Check, { trace }: Sample): boolean => check.kind === 'text-present' && trace.answer !== undefined;

/** A short message without numbers, such as "Saved" or "Thank you". */
const isNotice = (check: Check): boolean => 'text' in check && !/\d/.test(check.text) && check.text.split(' ').length <= 8;

function valueChecks({ trace, values }: Sample): Check[] {
  const { last, goal } = trace;
  const typed = new Set(trace.steps.flatMap((step) => (step.action.kind === 'type' ? (targetIn(step)?.name ?? []) : [])));
  return last.elements.flatMap((element): Check[] => {
    const target = (): ReturnType<typeof abstractLocator> => abstractLocator(last, element.ref, { goal, values });
    const chosen = element.options?.filter(({ selected }) => selected).map(({ label }) => label);
    const value = abstractText(chosen && chosen.length > 0 ? chosen.join(', ') : (element.value ?? ''), values);
    const isForm = typed.has(element.name) && templateSlots(value).length === 0; // what was typed in another form than the goal's
    const state = element.states.find((one) => one === 'checked' || one === 'selected' || one === 'unchecked');
    return [
      ...(value && !isForm ? [{ kind: 'value', target: target(), text: value, changed: true } as const] : []),
      ...(state && element.verbs.includes('click') ? [{ kind: 'state', target: target(), state, changed: true } as const] : []),
    ];
  });
}

function textChecks({ trace, values }: Sample): Check[] {
  const gained = namesNotIn(trace.last, trace.first);
  const lost = namesNotIn(trace.first, trace.last);
  const about = values.map(({ slot }) => `{${slot}}`); // a value alone: also where the page says it within other words
  return [
    ...[...gained.map((name) => abstractText(name, values)), ...about].map(
      (text) => ({ kind: 'text-present', text, changed: true }) as const,
    ),
    ...[...lost.map((name) => abstractText(name, values)).filter((text) => /\{\w+\}/.test(text)), ...about].map(
      (text) => ({ kind: 'text-absent', text, changed: true }) as const,
    ),
  ];
}

function namesNotIn({ elements }: Observation, other: Observation): string[] {
  const known = new Set(other.elements.map(({ name }) => plainName(name)));
  const says = ({ name }: PageElement): boolean => name !== '' && name.length <= LONGEST_TEXT && /[\p{L}\p{N}]/u.test(name);
  return [...new Set(elements.filter((element) => says(element) && !known.has(plainName(element.name))).map(({ name }) => name))];
}

/** The path of the page that was reached, unless it looks made up for this visit. */
function urlChecks({ trace, values }: Sample): Check[] {
  if (trace.first.url === trace.last.url || !URL.canParse(trace.last.url)) return [];
  const { pathname, hash } = new URL(trace.last.url);
  const path = abstractText(decodeURIComponent(pathname + hash), values);
  return path.length > 1 && !/[\w-]{16,}|\d{3,}/.test(path) ? [{ kind: 'url', contains: path, changed: true }] : [];
}
