import type { AgentSettings } from '../../config/index.js';
import { AgentError, type Clock, type LanguageModel, type Observation } from '../../core/index.js';
import type { CloneSource } from '../../tools/index.js';
import type { Sureness } from '../finish-check.js';
import type { BuiltPrompt, PlanContext } from '../prompt-port.js';
import { askRest, askRules } from '../proposers/ask.js';
import { createLegalProposer } from '../proposers/legal.js';
import { createModelProposer } from '../proposers/model.js';
import type { Proposer } from '../proposers/proposer.js';
import { pageKey, type Run, tokensOf } from '../run.js';
import { decisionOf } from '../decision.js';
import { createBestOfK } from './best-of-k.js';
import { createLookahead } from './lookahead.js';
import { createMcts } from './mcts.js';
import { createRollouts, type Rehearse } from './rollouts/rollouts.js';
import type { Planner } from './planner.js';
import { addRecords, rerankRecord, type RerankRecord } from './rerank-gate.js';
import { createForecastCritic, createModelCritic, createRuleCritic, type ValueCritic } from './search/critics.js';
import { createTriggeredPlanner, type Deliberation } from './trigger.js';
import type { WorldModel } from './world-model.js';

export interface PlannerParts {
  run: Run;
  settings: AgentSettings;
  /** Of this episode. */
  seed: number;
  greedy: Planner;
  /** The same without asking about coverage: what candidates are worth at a place that the episode is not at. */
  ranker: Planner;
  proposers: readonly Proposer[];
  policy?: { model: LanguageModel; build(context: PlanContext): BuiltPrompt };
  sureness?: Sureness;
  clones?: CloneSource;
  clock: Clock;
  /** What is known of what actions bring about. */
  world(): WorldModel;
  /** The ranker without a model. */
  ruled: Planner;
  /** How reranking did in earlier episodes. */
  reranks: RerankRecord;
  /** Plays the task in a clone; see `createRollouts`. */
  rehearse: Rehearse;
}

type Maker = (parts: PlannerParts) => Deliberation;

const DELIBERATIONS: Readonly<Record<string, Maker>> = { 'best-of-k': bestOfK, lookahead, mcts };

const GREEDY = 'greedy';
const ROLLOUTS = 'rollouts';
export const PLANNERS: readonly string[] = [GREEDY, ...Object.keys(DELIBERATIONS), ROLLOUTS];

/** Error `PLANNER_UNKNOWN`. */
export function checkPlanner(name: string): void {
  if (PLANNERS.includes(name)) return;
  throw new AgentError('PLANNER_UNKNOWN', `There is no planner "${name}". Known: ${PLANNERS.join(', ')}.`);
}

/** The planner that the settings name. `rollouts` rehearses before the first step; the others but `greedy` start from the greedy choice, at the steps that the trigger picks. */
export function createPlanner(parts: PlannerParts): Planner {
  const { settings, greedy, run, sureness } = parts;
  checkPlanner(settings.planner);
  if (settings.planner === GREEDY) return greedy;
  if (settings.planner === ROLLOUTS) return rollouts(parts);
  return createTriggeredPlanner({
    greedy,
    deliberation: DELIBERATIONS[settings.planner](parts),
    settings: settings.search.trigger,
    wasHere: (page) => wasOn(run, page),
    sure: (context, choice) => sureness?.([...run.decided, { decision: decisionOf(context, choice) }], 'ahead'),
  });
}

function bestOfK({ run, settings, seed, ranker, policy, sureness, reranks }: PlannerParts): Deliberation {
  const { bestOfK: own } = settings.search;
  const sampling = { ...settings.model, ...settings.retry, samples: own.samples, temperature: own.temperature };
  return createBestOfK({
    settings: own,
    sampler: policy && createModelProposer({ ...policy, ...sampling, seed: seed + 1 }),
    ranker,
    worthOf:
      sureness &&
      ((context, chosen, candidates) => {
        const decision = decisionOf(context, { chosen, candidates: [...candidates], notes: [] });
        return sureness([...run.decided, { decision }], 'step');
      }),
    record: () => addRecords(reranks, rerankRecord(run.decided)),
  });
}

function lookahead({ run, settings, proposers, ruled, world }: PlannerParts): Deliberation {
  return createLookahead({
    settings: settings.search.lookahead,
    budget: settings.search.budget,
    world: world(),
    decided: () => run.decided,
    wasHere: (page) => wasOn(run, page),
    propose: async (context, signal) =>
      (await ruled.choose(context, await askRules(proposers, context, signal), signal))?.candidates[0],
  });
}

const wasOn = (run: Run, page: Observation): boolean => run.trail.some(({ fingerprint }) => fingerprint === pageKey(page));

function rollouts({ run, settings, greedy, clones, sureness, clock, rehearse }: PlannerParts): Planner {
  const own = settings.search.rollouts;
  return createRollouts({
    ...{ settings: own, greedy, clones, clock, rehearse },
    widen: createLegalProposer(own.widen, { commits: true }),
    judge: (steps) => sureness?.(steps, 'searched'),
    tokens: () => tokensOf(run),
  });
}

function mcts(parts: PlannerParts): Deliberation {
  const { run, settings, proposers, ranker, clones, clock, seed } = parts;
  const { search, advice } = settings;
  const legal = createLegalProposer(search.mcts.widen);
  return createMcts({
    ...{ settings: search, critics: criticsOf(parts), clones, ranker, clock, seed },
    widen: async (context, signal) => ({ proposer: legal.name, actions: await legal.propose(context, signal) }),
    propose: async (about, signal) => askRest(proposers, about, await askRules(proposers, about, signal), advice.enabled, signal),
    episode: {
      begin: () => run.performed,
      seen: () => new Set(run.trail.map(({ fingerprint }) => fingerprint)),
      decided: () => run.decided,
      rejectedOn: (page) => run.rejected.on(pageKey(page)),
      keyOf: pageKey,
      tokens: () => tokensOf(run),
    },
  });
}

/** What there is to value a page by; each with a weight above 0. */
function criticsOf({ settings, sureness, policy }: PlannerParts): ValueCritic[] {
  const { rule, forecast, model } = settings.search.critics;
  const critics = [
    createRuleCritic(rule),
    ...(sureness ? [createForecastCritic(forecast, sureness)] : []),
    ...(policy ? [createModelCritic(model)] : []),
  ];
  return critics.filter(({ weight }) => weight > 0);
}
