import type { AgentSettings } from '../../config/index.js';
import { type Candidate, type Clock, hash32, printAction } from '../../core/index.js';
import type { DecidedStep } from '../../reflection/index.js';
import type { CloneSource } from '../../tools/index.js';
import type { PlanContext } from '../prompt-port.js';
import { type Choice, type Planner, type Proposal, withNote } from './planner.js';
import type { ValueCritic } from './search/critics.js';
import { type SearchParts, searchTree } from './search/search.js';
import type { Deliberation } from './trigger.js';

export interface MctsParts {
  settings: AgentSettings['search'];
  critics: readonly ValueCritic[];
  /** Absent where the run gives nothing to search in. */
  clones?: CloneSource;
  /** Ranks what was proposed at a place, without asking about coverage. */
  ranker: Planner;
  /** What else may be done at a place: harmless legal actions. */
  widen?(context: PlanContext, signal?: AbortSignal): Promise<Proposal>;
  /** All that the proposers put forward at a place, in the context that they were asked with. */
  propose(context: PlanContext, signal?: AbortSignal): Promise<{ context: PlanContext; proposals: readonly Proposal[] }>;
  /** What the episode brings along. */
  episode: Pick<SearchParts, 'rejectedOn' | 'keyOf' | 'tokens'> & {
    begin(): SearchParts['begin'];
    seen(): SearchParts['seen'];
    decided(): readonly DecidedStep[];
  };
  clock: Clock;
  seed: number;
}

/** Monte Carlo tree search in clones of the page; without clones, or where the page cannot be put up again, the greedy choice stands. */
export function createMcts(parts: MctsParts): Deliberation {
  const { clones, settings, episode, critics, clock } = parts;
  return {
    name: 'mcts',
    async improve(context, proposals, first, signal) {
      if (!clones) return remark(first, 'there is no clone of this site to search in');
      const candidates = await rootCandidates(parts, context, proposals, first, signal);
      const { best, tree } = await searchTree(
        {
          ...{ settings: settings.mcts, budget: settings.budget, critics, clones, clock, signal },
          ...{ rejectedOn: episode.rejectedOn, keyOf: episode.keyOf, tokens: episode.tokens },
          begin: episode.begin(),
          seen: episode.seen(),
          propose: (at, stop) => candidatesAt(parts, at, stop),
          seed: hash32(`${parts.seed} ${context.history.length} ${context.attempt}`),
        },
        { context, decided: episode.decided() },
        candidates,
      );
      return decide({ ...first, tree }, best, settings.mcts.lead);
    },
  };
}

/** What greedy would do comes first, so that the search has to find something better. */
async function rootCandidates(
  { ranker, widen }: MctsParts,
  context: PlanContext,
  proposals: readonly Proposal[],
  { chosen, candidates }: Choice,
  signal?: AbortSignal,
): Promise<Candidate[]> {
  const wider = widen ? await ranker.choose(context, [...proposals, await widen(context, signal)], signal) : undefined;
  const all = wider?.candidates ?? candidates;
  const top = Math.max(...all.map(({ score }) => score));
  const others = all.filter(({ action }) => printAction(action) !== printAction(chosen.action));
  return [{ ...chosen, score: top }, ...others];
}

async function candidatesAt({ propose, ranker, widen }: MctsParts, at: PlanContext, signal?: AbortSignal): Promise<Candidate[]> {
  const { context, proposals } = await propose(at, signal);
  const wider = widen ? [...proposals, await widen(context, signal)] : proposals;
  return (await ranker.choose(context, wider, signal))?.candidates ?? [];
}

/** The tree's word counts where it is ahead of the greedy choice by enough, on the scale of values. */
function decide(
  first: Choice & Required<Pick<Choice, 'tree'>>,
  best: { candidate: Candidate } | undefined,
  lead: number,
): Choice {
  const { tree, chosen } = first;
  if (!best) return remark(first, `saw nothing (${tree.ended})`);
  const line = printAction(best.candidate.action);
  if (line === printAction(chosen.action)) return first;
  const meanOf = (action: string): number | undefined =>
    tree.nodes.find((node) => node.parent === 0 && node.action === action)?.value.total;
  const [own, other] = [meanOf(line)!, meanOf(printAction(chosen.action))];
  if (other !== undefined && own - other < lead) return remark(first, `${line} is not ahead by enough`);
  const values = `${own.toFixed(2)}${other === undefined ? '' : ` over ${other.toFixed(2)}`}`;
  return remark({ ...first, chosen: best.candidate }, `${line} instead of ${printAction(chosen.action)}, ${values}`);
}

const remark = (choice: Choice, note: string): Choice => withNote(choice, `mcts: ${note}`);
