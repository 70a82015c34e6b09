import { normalizeText, type Finish, type Observation, type PageElement } from '../../core/index.js';
import type { Check } from './check.js';

/** What a check is held against: the page as it is at the end, and what the agent said. */
export interface Evidence {
  observation: Observation;
  finish: Finish;
  /** Requests since the task began that a server answered without an error (a status below 400). */
  requests: readonly { method: string; url: string }[];
}

export interface Judgement {
  holds: boolean;
  /** The part that decided, for a person. */
  detail: string;
}

/** Whether a check holds. The agent's own word counts for `answer`, `answerMatches` and `refused` only. */
export function judge(check: Check, evidence: Evidence): Judgement {
  if (check.all) return firstOf(check.all, false, evidence);
  if (check.any) return firstOf(check.any, true, evidence);
  if (check.not) return turned(judge(check.not, evidence));
  const holds = judgeOne(check, evidence);
  return { holds, detail: `${holds ? 'so' : 'not so'}: ${JSON.stringify(check)}` };
}

/** The first part that decides, else the last one. */
function firstOf(checks: readonly Check[], decides: boolean, evidence: Evidence): Judgement {
  const judgements = checks.map((check) => judge(check, evidence));
  return judgements.find(({ holds }) => holds === decides) ?? judgements[judgements.length - 1];
}

const turned = ({ holds, detail }: Judgement): Judgement => ({ holds: !holds, detail });

function judgeOne(check: Check, { observation, finish, requests }: Evidence): boolean {
  const answer = finish.kind === 'done' ? finish.text : '';
  if (check.answer !== undefined) return normalizeText(answer) === normalizeText(check.answer);
  if (check.answerMatches !== undefined) return new RegExp(check.answerMatches, 'i').test(answer.trim());
  if (check.url !== undefined) return matchesAddress(check.url, observation.url);
  if (check.text !== undefined) return shows(observation, check.text);
  const { element, request } = check;
  if (element) return observation.elements.some((found) => isElement(found, element));
  if (request) return requests.some(({ method, url }) => method === request.method && matchesAddress(request.url, url));
  return finish.kind === 'refused';
}

/** Tried on the address as it is and as a person reads it, with its escapes undone. */
function matchesAddress(pattern: string, url: string): boolean {
  const regex = new RegExp(pattern);
  return regex.test(url) || regex.test(readable(url));
}

function readable(url: string): string {
  try {
    return decodeURIComponent(url.replace(/\+/g, ' '));
  } catch {
    return url; // a stray percent sign
  }
}

/** The text stands on the page, in whole words: `1 item` is not on a page that says `11 items`. */
function shows({ elements, dialog }: Observation, text: string): boolean {
  const page = plain([...elements.map(({ name }) => name), dialog?.message ?? ''].join(' '));
  const wanted = plain(text);
  for (let at = page.indexOf(wanted); at >= 0; at = page.indexOf(wanted, at + 1)) {
    if (!splitsWord(page, at) && !splitsWord(page, at + wanted.length)) return true;
  }
  return false;
}

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();

/** Letters or digits stand on both sides of this place. */
const splitsWord = (text: string, at: number): boolean => /^[\p{L}\p{N}]{2}$/u.test(text.slice(at - 1, at + 1));

function isElement(found: PageElement, wanted: NonNullable<Check['element']>): boolean {
  const { role, name, value, state } = wanted;
  return (
    found.role === role.toLowerCase() &&
    (name === undefined || normalizeText(found.name) === normalizeText(name)) &&
    (value === undefined || valuesOf(found).some((held) => held.trim() === value.trim())) &&
    (state === undefined || found.states.includes(state))
  );
}

function valuesOf({ options, value }: PageElement): string[] {
  if (options) return options.filter(({ selected }) => selected).map(({ label }) => label);
  return value === undefined ? [] : [value];
}
