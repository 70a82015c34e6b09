import { type AgentSession, legalOn } from '../../agent/index.js';
import { type Action, type Observation, type PageElement, type Random } from '../../core/index.js';
import { originPattern, type Transition } from '../../skills/index.js';
import type { OpenPlace } from './place.js';

/** How often each control was tried on a site: rarely tried ones are taken first. */
export type Tries = Map<string, number>;

/**
 * Takes random legal actions from where the page stands, and says what each one did. Ends early where the page ends its task, the site is
 * left, or there is nothing to do.
 */
export async function explore(
  { session, ended }: OpenPlace,
  { steps, random, tries }: { steps: number; random: Random; tries: Tries },
): Promise<Transition[]> {
  const seen: Transition[] = [];
  let page = session.current ?? (await session.observe());
  const site = originPattern(page.url);
  while (seen.length < steps && !(await ended())) {
    const action = randomAction(page, random, tries);
    if (!action) break;
    const before = page;
    await session.act(action);
    page = await lookAt(session);
    seen.push({ before, action, after: page });
    if (originPattern(page.url) !== site) break;
  }
  return seen;
}

export const lookAt = async (session: AgentSession): Promise<Observation> => session.current ?? (await session.observe());

function randomAction(page: Observation, random: Random, tries: Tries): Action | undefined {
  if (page.dialog) return { kind: 'press', key: random.pick(['Enter', 'Escape']) };
  const usable = page.elements.filter((element) => worthTrying(element, 'x').length > 0);
  if (usable.length === 0) return undefined;
  const timesOf = (element: PageElement): number => tries.get(keyOf(element)) ?? 0;
  const element = random.sample(usable, Math.min(2, usable.length)).sort((a, b) => timesOf(a) - timesOf(b))[0];
  tries.set(keyOf(element), timesOf(element) + 1);
  return random.pick(worthTrying(element, textFor(element, page, random)));
}

/** To scroll or to go into a field achieves nothing by itself. */
const worthTrying = (element: PageElement, text: string): Action[] =>
  legalOn(element, [text]).filter(({ kind }) => kind !== 'scroll' && !(kind === 'click' && element.verbs.includes('type')));

const keyOf = ({ role, name, context }: PageElement): string => [role, name, context].join('\n');

const SYLLABLES = 'ba be bo da de do fa fi ka ki lo lu ma mi na no pa pe ra ri sa so ta ti va vo'.split(' ');

/** A text that such a field may want, by what it is called; else words of the page, or made-up ones. */
function textFor({ role, name, context }: PageElement, page: Observation, random: Random): string {
  const label = `${role} ${name} ${context}`.toLowerCase();
  const number = (low: number, high: number): string => String(random.integer(low, high));
  const word = (): string => Array.from({ length: random.integer(2, 3) }, () => random.pick(SYLLABLES)).join('');
  if (/\be-?mail\b/.test(label)) return `${word()}@example.org`;
  if (/\b(?:date|birthday|day)\b/.test(label)) return `20${number(24, 29)}-0${number(1, 9)}-${number(10, 28)}`;
  if (/\btime\b/.test(label)) return `${number(10, 23)}:${number(10, 59)}`;
  if (/\b(?:phone|mobile|tel)\b/.test(label)) return `0${number(10, 99)} ${number(100_000, 999_999)}`;
  if (/\b(?:number|amount|quantity|price|age|count|spinbutton|slider|zip|post(?:al)? ?code)\b/.test(label)) return number(1, 99);
  const words = page.elements.map((element) => element.name).filter((text) => /^[\p{L}\p{N} ]{3,24}$/u.test(text));
  if (words.length > 0 && random.chance(0.3)) return random.pick(words);
  const made = word();
  return made[0].toUpperCase() + made.slice(1);
}
