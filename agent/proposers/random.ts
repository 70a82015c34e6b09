import { type Action, type Random, wordsOf } from '../../core/index.js';
import { legalOn } from '../legal-actions.js';
import type { PlanContext } from '../prompt-port.js';
import type { Proposer } from './proposer.js';

/** How often the baseline claims to be done instead of acting. */
const STOP_SHARE = 0.1;

/** One legal action, uniformly over elements first: the baseline that any policy has to beat. */
export function createRandomProposer(random: Random): Proposer {
  return {
    name: 'random',
    propose: (context) => Promise.resolve([{ action: randomAction(context, random), prior: 0 }]),
  };
}

function randomAction({ observation, spans, goal }: PlanContext, random: Random): Action {
  if (observation.dialog) return { kind: 'press', key: random.pick(['Enter', 'Escape']) };
  if (random.chance(STOP_SHARE)) return { kind: 'stop' };
  const texts = [...spans.map((span) => span.text), ...wordsOf(goal)];
  const choices = observation.elements.map((element) => legalOn(element, texts)).filter((actions) => actions.length > 0);
  if (choices.length === 0)
    return observation.scroll.max > 0 ? { kind: 'scroll', direction: random.chance(0.5) ? 'down' : 'up' } : { kind: 'stop' };
  return random.pick(random.pick(choices));
}
