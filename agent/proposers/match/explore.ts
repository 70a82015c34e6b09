import { mentions, type PageElement } from '../../../core/index.js';
import { isOn, type MatchView, timesPressed, type Want } from './view.js';

const ONWARDS = /^(?:next|more|show more|load more|see more|older|>|»|›|→|menu|details|expand)$/i;

/** Looking comes before committing when the goal names something that is nowhere to be seen. */
const OUT_OF_SIGHT = 2;

/** Ways to see more of the page or site, for when what the goal names is not in sight: closed parts, tabs, more, scrolling. */
export function explore(view: MatchView): Want[] {
  const at = view.reading.goal.length;
  const missing = missingAt(view) < Infinity ? OUT_OF_SIGHT : 0;
  const presses = view.pressables
    .filter((element) => timesPressed(view, element) === 0)
    .flatMap((element) => {
      const prior = exploringPrior(element, view);
      return prior === undefined ? [] : [{ action: { kind: 'click', ref: element.ref } as const, prior, at }];
    });
  return [...presses, ...scrolls(view, at)].map((want) => ({ ...want, prior: want.prior + missing }));
}

/** Place of the first span that no element shows and that was not dealt with before, values to type aside; else Infinity. */
export function missingAt({ reading, observation, history, fields }: MatchView): number {
  const shown = observation.elements.map(({ name, value, context, options }) =>
    [name, value, context, ...(options ?? []).map((o) => o.label)].join('\n'),
  );
  const dealt = history.map((entry) => `${entry.target?.name ?? ''}\n${entry.text ?? ''}`);
  const seen = [...shown, ...dealt].join('\n');
  const missing = reading.spans.filter((span) => !mentions(seen, span.text) && !(fields.length > 0 && span.kind === 'quoted'));
  return Math.min(Infinity, ...missing.map((span) => span.start));
}

function exploringPrior(element: PageElement, { reading }: MatchView): number | undefined {
  const hint = 0.8 * reading.overlap(`${element.name} ${element.context}`);
  if (element.states.includes('closed')) return -2.2 + hint;
  if (element.role === 'tab' && !isOn(element)) return -2.3 + hint;
  if (ONWARDS.test(element.name.trim())) return -2.4;
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
