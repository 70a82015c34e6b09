import type { Proposal } from '../planner/planner.js';
import type { PlanContext } from '../prompt-port.js';
import type { Proposer } from './proposer.js';

type Ask = (which: readonly Proposer[], about: PlanContext, signal?: AbortSignal) => Promise<Proposal[]>;

const ask: Ask = (which, about, signal) =>
  Promise.all(which.map(async (one) => ({ proposer: one.name, actions: await one.propose(about, signal) })));

/** First those that need no advice. */
export const askRules: Ask = (proposers, about, signal) => ask(proposers.filter(({ advice }) => advice !== 'takes'), about, signal); // prettier-ignore

export interface Asked {
  /** With what the advisers said. */
  context: PlanContext;
  proposals: Proposal[];
}

/** Then the rest: what the advisers among the first say is part of the context that these are asked with. */
export async function askRest(
  proposers: readonly Proposer[],
  about: PlanContext,
  early: readonly Proposal[],
  advised: boolean,
  signal?: AbortSignal,
): Promise<Asked> {
  const advisers = new Set(proposers.filter((proposer) => proposer.advice === 'gives').map(({ name }) => name));
  const advice = early.flatMap(({ proposer, actions }) => (advisers.has(proposer) ? actions : []));
  const context = advised && advice.length > 0 ? { ...about, advice } : about;
  const takers = proposers.filter((proposer) => proposer.advice === 'takes');
  return { context, proposals: [...(await ask(takers, context, signal)), ...early] };
}
