import { normalizeText, type Observation, type PageElement } from '../core/index.js';
import { fillTemplate, findElement, type Locator, type SlotValues } from '../tools/index.js';
import type { Check } from './schema.js';

/** True when the observation shows what the check says. */
export function holds(check: Check, observation: Observation, args: SlotValues): boolean {
  switch (check.kind) {
    case 'text-present':
      return shows(observation, fillTemplate(check.text, args));
    case 'text-absent':
      return !shows(observation, fillTemplate(check.text, args));
    case 'element-present':
      return targetOf(observation, check.target, args) !== undefined;
    case 'element-absent':
      return targetOf(observation, check.target, args) === undefined;
    case 'value':
      return sameText(valueOf(targetOf(observation, check.target, args)), fillTemplate(check.text, args));
    case 'state':
      return targetOf(observation, check.target, args)?.states.includes(check.state) === true;
    case 'url':
      return decoded(observation.url).includes(fillTemplate(check.contains, args));
  }
}

/** The first check that does not hold. */
export function firstFailing(checks: readonly Check[], observation: Observation, args: SlotValues): Check | undefined {
  return checks.find((check) => !holds(check, observation, args));
}

/** The element that a locator means here, or undefined. */
export function targetOf(observation: Observation, target: Locator, args: SlotValues): PageElement | undefined {
  const found = findElement(observation, target, args);
  return found && observation.elements.find((element) => element.ref === found.ref);
}

/** What a field holds: its value, or its chosen options. */
export function valueOf(element: PageElement | undefined): string | undefined {
  const chosen = element?.options?.filter(({ selected }) => selected).map(({ label }) => label);
  return chosen && chosen.length > 0 ? chosen.join(', ') : element?.value;
}

export const sameText = (a: string | undefined, b: string): boolean => a !== undefined && normalizeText(a) === normalizeText(b);

/** A text is shown when an element's name says it as whole words. What stands in a field is not shown by the page but typed. */
function shows({ elements }: Observation, text: string): boolean {
  const wanted = words(text);
  return wanted.trim() !== '' && elements.some((element) => words(element.name).includes(wanted));
}

const words = (text: string): string => ` ${(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
