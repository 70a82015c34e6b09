import { type PageElement, wordsOf } from '../../../core/index.js';
import { isCommitting } from '../../decisive.js';
import { titleOf } from '../../comparisons.js';
import { isLinkName } from './missing.js';
import { ASIDE } from './presses.js';
import { isOn, isSearch, type MatchView, timesPressed, type Want } from './view.js';

const ONWARDS =
  /^(?:next|more|show more|load more|see more|older|>|»|›|→|☰|⋮|…|\.\.\.|menu|options|actions|more options|details|expand)$/i;
/** What leads to the next part of a form; pressed once for each part. */
const NEXT_PART = /^(?:next|continue|forward)(?: (?:step|page|part))?(?: [›>»→])?$/i;
const MOST_PARTS = 6;
/** What opens something to be filled in. */
const BEGIN = /^(?:[+＋](?: ?\p{L}.{0,20})?|(?:add|new|create|compose|write)\b.{0,20})$/iu;

/** Looking comes before committing when the goal names something that is nowhere to be seen. */
const OUT_OF_SIGHT = 2;

/**
 * Ways to see more of the page or site, for when what the goal names is not in sight: closed parts, tabs, more, scrolling. What
 * is in sight comes first (`left`).
 */
export function explore(view: MatchView, left = false): Want[] {
  const at = view.reading.goal.length;
  const { spans } = view.missing;
  const missing = spans.length > 0 ? OUT_OF_SIGHT - (left ? 1.2 : 0) : 0;
  const { reading } = view;
  // A lone capital may be anything.
  const surely = spans.some((span) => span.kind !== 'name' || reading.isName(span) || reading.isForSomething(span));
  const elsewhere = spans.some((span) => isLinkName(reading.goal, span)) && partsLeft(view); // then another link is no way on
  const begins = view.fields.every(isSearch) && !view.reading.asks;
  const presses = view.pressables
    .filter((element) => timesPressed(view, element) < (isNextPart(element) || isBack(element) ? MOST_PARTS : 1))
    .flatMap((element) => {
      const begin = begins && element.context === '' && BEGIN.test(element.name.trim()) ? -2.6 : undefined;
      const prior =
        exploringPrior(element, view, missing) ?? begin ?? (surely && !elsewhere && mayLead(element) ? -3.4 : undefined);
      return prior === undefined ? [] : [{ action: { kind: 'click', ref: element.ref } as const, prior, at }];
    });
  return [...presses, ...scrolls(view, at)].map((want) => ({ ...want, prior: want.prior + missing }));
}

const PART = /^(?:tab|section|page|part|chapter)\s*[#№]?\s*\d{1,3}$/i;

/** A numbered part of the page ("Section 2") that is not shown now. */
export const isPart = ({ role, name }: PageElement, { observation }: MatchView): boolean =>
  LEADING.has(role) && PART.test(name.trim()) && !observation.elements.some(({ region }) => titleOf(region) === name);

/** Whether there are tabs, closed sections or numbered parts that were not looked at. */
export const partsLeft = (view: MatchView): boolean =>
  view.pressables.some(
    (one) =>
      timesPressed(view, one) === 0 && (isPart(one, view) || one.states.includes('closed') || (one.role === 'tab' && !isOn(one))),
  );

/** What may lead to another part of a site: a short name, nothing that commits, undoes or removes. */
const mayLead = (element: PageElement): boolean =>
  LEADING.has(element.role) &&
  !isOneOfSeveral(element) &&
  wordsOf(element.name).length <= 3 &&
  element.context === '' &&
  !/^contentinfo/.test(element.region) &&
  !isCommitting(element) &&
  !ASIDE.test(element.name);
/** A button that is on or off sets something; it leads nowhere. */
const isOneOfSeveral = ({ states }: PageElement): boolean => states.includes('checked') || states.includes('unchecked');
const LEADING = new Set(['link', 'button', 'listitem', 'item', 'heading', 'menuitem']);

const isBack = ({ name }: PageElement): boolean => /^(?:[‹«←<] ?)?(?:go )?back(?: to .{1,20})?$/i.test(name.trim());

const isNextPart = ({ name }: PageElement): boolean => NEXT_PART.test(name.trim());

function exploringPrior(element: PageElement, view: MatchView, missing: number): number | undefined {
  const { reading } = view;
  const hint = 0.8 * reading.overlap(`${element.name} ${element.context}`);
  if (element.states.includes('closed')) return -2.2 + hint;
  if (isPart(element, view) || (element.role === 'tab' && !isOn(element))) return -2.3 + hint;
  if (isNextPart(element)) return missing > 0 ? -0.4 - missing : -1.5; // surer than other ways on, and never above what is named
  if (ONWARDS.test(element.name.trim())) return -2.4 + hint;
  if (isBack(element)) return -3.2;
  return undefined;
}

function scrolls({ observation }: MatchView, at: number): Want[] {
  const down = (top: number, max: number, ref?: number): Want[] =>
    top < max - 1 ? [{ action: { kind: 'scroll', direction: 'down', ...(ref ? { ref } : {}) } as const, prior: -2.8, at }] : [];
  const boxes = observation.elements.flatMap(({ scroll, ref, verbs }) =>
    scroll && verbs.includes('scroll') ? down(scroll.top, scroll.max, ref) : [],
  );
  return [...down(observation.scroll.top, observation.scroll.max), ...boxes];
}
