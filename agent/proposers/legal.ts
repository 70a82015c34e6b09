import { isDecisive } from '../decisive.js';
import { legalActions } from '../legal-actions.js';
import { goalMarks, MarkReader } from '../prompt/index.js';
import { GoalReading } from './match/goal-reading.js';
import type { PlanContext } from '../prompt-port.js';
import type { ProposedAction, Proposer } from './proposer.js';

/** Best first: what the goal names, what shares a word with it, the rest. */
const RELATION_PRIOR = { equals: 0, has: -0.5, in: -0.5, part: -1.5 };

/**
 * Every harmless legal action, those nearest to the goal first: the last resort when all that was proposed had been
 * rejected. Committing controls are left out, because trying things at random must not commit anything, but where `commits` says
 * that nothing real depends on the page.
 */
export function createLegalProposer(limit: number, { commits = false } = {}): Proposer {
  return {
    name: 'legal',
    propose: (context) => Promise.resolve(rank(context, commits).slice(0, limit)),
  };
}

function rank({ observation, goal, spans }: PlanContext, commits: boolean): ProposedAction[] {
  const reader = new MarkReader(goal, goalMarks(new GoalReading(goal, spans), spans, observation));
  const texts = spans.map((span) => span.text);
  const nameOf = (ref: number | undefined): string => observation.elements.find((element) => element.ref === ref)?.name ?? '';
  return legalActions(observation, texts)
    .filter((action) => commits || !isDecisive(action, observation))
    .map((action) => {
      const match = 'ref' in action ? reader.match(action.kind === 'select' ? action.option : nameOf(action.ref)) : undefined;
      return { action, prior: match ? RELATION_PRIOR[match.kind] - 2 : -5 };
    })
    .sort((a, b) => b.prior - a.prior);
}
