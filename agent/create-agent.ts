import { type AgentSettings, type AgentSettingsInput, AgentSettingsSchema } from '../config/index.js';
import {
  type Action,
  AgentError,
  type Assignment,
  AssignmentSchema,
  type Clock,
  createRandom,
  type Finish,
  hash32,
  type LanguageModel,
  messageOf,
  type Observation,
  type Purpose,
  systemClock,
  type TokenUsage,
} from '../core/index.js';
import {
  type LongTermMemory,
  openStore,
  type SiteStore,
  type StepMs,
  type StepRecord,
  type TrajectoryLog,
} from '../memory/index.js';
import { type ConfidenceModel, confidenceOf, type Examination } from '../reflection/index.js';
import type { CloneSource } from '../tools/index.js';
import { createCoverageCheck } from './coverage.js';
import { criticsOf } from './critics.js';
import type { Sureness } from './finish-check.js';
import { fittingPrompt } from './fitting-prompt.js';
import { createDeliberator } from './deliberation/index.js';
import type { OnAgentEvent } from './events.js';
import { type AgentNodes, type Checkpointer, runGraph } from './graph.js';
import { type MeteredModel, meterModel } from './model-meter.js';
import { createActNode, createFinishNode, createPerceiveNode, createPlanNode, createReflectNode } from './nodes/index.js';
import { checkParts, defaultPrompt, renderPage } from './check-parts.js';
import { createPlanner } from './planner/create-planner.js';
import { createGreedyPlanner } from './planner/greedy.js';
import type { Planner } from './planner/planner.js';
import { rerankHistory } from './planner/rerank-gate.js';
import { createExploringPlanner, drawing, repeating } from './planner/explored.js';
import { worldModelOf } from './planner/world-model.js';
import type { BuiltPrompt, PlanContext, PolicyPrompt } from './prompt-port.js';
import { createProposers } from './proposers/create-proposers.js';
import { GoalReading } from './proposers/match/goal-reading.js';
import { createLegalProposer } from './proposers/legal.js';
import { createRouteProposer, ROUTE_PROPOSER } from './proposers/route.js';
import type { Rehearse } from './planner/rollouts/rollouts.js';
import { createRun, restoreRun, type Run } from './run.js';
import type { AgentSession } from './session-port.js';
import type { SkillOutcome } from '../skills/index.js';
import { createSecondOpinion, type SecondOpinion } from './second-opinion.js';
import { SiteMemory } from './site-memory.js';
import { SiteRoutes } from './site-routes.js';
import { type SkillSource, SkillUse } from './skill-use.js';

export interface AgentParts {
  /** Absent: only proposers that need none. */
  model?: LanguageModel;
  /** How the model is talked to. Default: `compact` for a model that was trained on a format of ours, else `full`. */
  prompt?: PolicyPrompt;
  /** Everything that is done is written here, as it happens. */
  log: TrajectoryLog;
  settings?: AgentSettingsInput;
  /** What is remembered of sites. Episodes for `gate` and `report` add nothing to it. */
  memories?: LongTermMemory;
  /** Maps of sites that were explored; used together with `memories`, which tell how far they hold. */
  sites?: Pick<SiteStore, 'load' | 'save'>;
  /** What was learned to do without the model. */
  skills?: SkillSource;
  /** How sure the agent may be, fitted from logged outcomes of the same model; without one it says nothing of the kind. */
  confidence?: ConfidenceModel;
  /** Positions of interrupted runs, see `createCheckpointer`; without one a run is taken up from the log alone. */
  checkpointer?: Checkpointer;
  clock?: Clock;
}

/** How a rollout for training does what the policy would not do by itself. */
export interface Detour {
  /** Printed actions: those of another rollout, and last what is done in place of what it did. */
  path: readonly string[];
  /** Most legal actions that are weighed beside what was proposed, committing ones too. */
  widen: number;
}

export interface RunOptions {
  session: AgentSession;
  /** What the episode may be used for later; `use` is real work and is saved after every node. */
  purpose: Purpose;
  /** Of an episode that was begun and not ended: takes it up. Of none: the new episode gets this id. */
  episodeId?: string;
  /** Seed of everything that samples; default: made of the settings' seed and the goal. */
  seed?: number;
  signal?: AbortSignal;
  onEvent?: OnAgentEvent;
  /** Where planners that search try things out; without it they stay with the greedy choice. See `createCloneSource`. */
  clones?: CloneSource;
  /**
   * Decides in place of the policy where it names an action, at a step counted from 1: how a rollout is repeated and then takes
   * another way (Agent-R, Yuan et al. 2025). Only for `train`; error `INTERVENTION_PURPOSE` otherwise.
   */
  intervene?: (step: number, page: Observation) => Action | undefined;
  /**
   * Repeats another rollout and leaves it (printed actions, the last is where it takes another way), then goes on as ever. Unlike with
   * `intervene` everything is weighed as usual, so the step can be learned from. Only for `train`; error `INTERVENTION_PURPOSE` otherwise.
   */
  detour?: Detour;
  /** True once the page itself has ended the episode; only a runner knows. */
  ended?: () => Promise<boolean>;
}

export interface EpisodeResult {
  episodeId: string;
  /** The agent's own word; whether it is true is the evaluator's. */
  finish: Finish;
  steps: number;
  usage: TokenUsage;
  /** How often the model was asked. */
  modelCalls: number;
  /** What it did with skills, in order; empty without any. */
  skills: SkillOutcome[];
  /** Where the time of each step went. */
  stepMs: StepMs[];
  lastObservation?: Observation;
}

export interface Agent {
  readonly settings: AgentSettings;
  /**
   * Runs one episode to its end. Failed actions are part of the episode; what throws is a broken program or file. Then an
   * episode for `use` stays open, to be taken up with its id; any other is ended as crashed. Runs may overlap.
   * Errors: `EPISODE_ENDED`, and those of the model and the database.
   */
  run(assignment: Assignment, options: RunOptions): Promise<EpisodeResult>;
  /**
   * Takes other weights, or the same with another adapter, from the next episode on; episodes that run keep theirs, so close the old model when they
   * have ended. What was fitted to a model goes with it: without a `confidence` of its own the new one says nothing of the kind. Errors: `MODEL_FORMAT`.
   */
  swap(next: Pick<AgentParts, 'model' | 'prompt' | 'confidence'>): void;
}

/**
 * Wires the parts of an agent. Errors: `MODEL_MISSING`, `MODEL_FORMAT`, `PROPOSER_UNKNOWN`, `PLANNER_UNKNOWN`.
 *
 * ```ts
 * const store = openStore('runs.db');
 * const agent = createAgent({ log: store.log, settings: { proposers: ['match'] } });
 * const result = await agent.run(assignment, { session, purpose: 'use' });
 * ```
 */
export function createAgent(parts: AgentParts): Agent {
  const settings = AgentSettingsSchema.parse({ ...(parts.model ? {} : { proposers: ['match'] }), ...parts.settings });
  checkParts(parts, settings);
  let kept: KeptParts = { ...parts, examination: {} };
  return {
    settings,
    run: (assignment, options) => runEpisode(kept, settings, AssignmentSchema.parse(assignment), options),
    swap: ({ model, prompt, confidence }) => {
      const next = { ...parts, model, prompt, confidence };
      checkParts(next, settings);
      kept = { ...next, examination: {} };
    },
  };
}

/** With what an agent keeps from run to run. */
interface KeptParts extends AgentParts {
  examination: Examination;
}

async function runEpisode(
  parts: KeptParts,
  settings: AgentSettings,
  assignment: Assignment,
  options: RunOptions,
): Promise<EpisodeResult> {
  const { log, checkpointer } = parts;
  const run = openRun(parts, settings, assignment, options);
  const state = { episodeId: run.episodeId, step: run.history.length, verdict: null, ending: null };
  run.memory = siteMemoryOf(parts, settings, assignment, options);
  run.routes = routesOf(parts, settings, run);
  // A run that is taken up does not know how far a skill had come.
  if (parts.skills && state.step === 0) run.skills = new SkillUse(skillParts(parts.skills, settings, assignment, options));
  const durability = options.purpose === 'use' ? 'sync' : 'exit';
  try {
    const seed = options.seed ?? hash32(`${settings.seed} ${assignment.goal}`);
    const nodes = createNodes(run, parts, settings, { ...options, seed });
    const last = await runGraph({ nodes, checkpointer, state, mostSteps: assignment.limits.steps, durability });
    if (options.purpose === 'train' || options.purpose === 'use') learnFrom(run, log.steps(run.episodeId), parts.clock);
    return resultOf(run, last.ending as Finish, last.step);
  } catch (error) {
    if (options.purpose !== 'use') closeCrashed(log, run, error);
    throw error;
  }
}

const skillParts = (source: SkillSource, { skills, seed }: AgentSettings, { goal }: Assignment, options: RunOptions) => ({
  source,
  goal,
  settings: skills,
  random: createRandom(`${options.seed ?? seed} ${goal} skills`),
});

function siteMemoryOf(
  { memories, log }: AgentParts,
  { memory, seed }: AgentSettings,
  { goal }: Assignment,
  options: RunOptions,
): SiteMemory | undefined {
  const random = createRandom(`${options.seed ?? seed} ${goal} memory`);
  return memories && memory.enabled
    ? new SiteMemory({ memories, goal, settings: memory, random, stepsOf: (id) => log.steps(id) })
    : undefined;
}

function routesOf({ memories, sites }: AgentParts, { memory }: AgentSettings, run: Run): SiteRoutes | undefined {
  if (!memories || !sites || !memory.enabled || !memory.routes.enabled) return undefined;
  return new SiteRoutes({ memories, sites, reading: new GoalReading(run.assignment.goal, run.spans) });
}

function learnFrom(run: Run, steps: StepRecord[], clock: Clock = systemClock): void {
  run.memory?.remember({ id: run.episodeId, steps, at: clock.now() });
  run.routes?.learn(steps, run.session.current ?? run.observation);
}

/** A new episode, or one that an earlier process left open. */
function openRun(
  { model, log, clock = systemClock }: AgentParts,
  settings: AgentSettings,
  assignment: Assignment,
  options: RunOptions,
): Run {
  const { session, purpose, signal, ended, intervene, detour, onEvent = () => undefined } = options;
  if ((intervene || detour) && purpose !== 'train')
    throw new AgentError('INTERVENTION_PURPOSE', `A run for "${purpose}" decides alone. Intervene only in runs for "train".`);
  const known = options.episodeId === undefined ? undefined : log.episode(options.episodeId);
  if (known?.finish) throw episodeEnded(known.id, known.finish);
  const steps = known ? log.steps(known.id) : [];
  const episodeId =
    known?.id ??
    log.beginEpisode({ id: options.episodeId, assignment, purpose, model: model?.id, planner: settings.planner, settings });
  const spentMs = steps.reduce((sum, { ms }) => sum + ms.model + ms.browser + ms.runtime, 0);
  const startedAt = clock.now() - spentMs;
  const metered = model && meterModel(model);
  const run = createRun({ episodeId, assignment, session, signal, ended, intervene, emit: onEvent, metered, startedAt });
  for (const step of steps) if (step.state === 'intended') log.recordUnknown(episodeId, step.number);
  restoreRun(run, steps, settings.rejected.enabled);
  onEvent({ type: 'episode-start', episodeId, goal: assignment.goal, resumed: known !== undefined });
  return run;
}

function createNodes(
  run: Run,
  { log, model, prompt = model && defaultPrompt(model), clock = systemClock, confidence, examination }: KeptParts,
  settings: AgentSettings,
  { seed, clones, detour }: { seed: number } & Pick<RunOptions, 'clones' | 'detour'>,
): AgentNodes {
  const sureness: Sureness | undefined = confidence && ((steps, at) => confidenceOf(confidence, steps, at));
  const policy = run.metered && prompt && createPolicy(run.metered, prompt);
  const named = createProposers(settings.proposers, { settings, seed, policy });
  const proposers = run.routes ? [createRouteProposer(run.routes), ...named] : named;
  const weights = { ...settings.priors, [ROUTE_PROPOSER]: { weight: 1, offset: settings.memory.routes.bonus } };
  const lastResort = settings.retry.widen > 0 ? createLegalProposer(settings.retry.widen) : undefined;
  const scores = settings.model.scoreOthers && policy?.model.capabilities.score;
  const greedyOf = (scorer: typeof policy, questioned?: Set<string>) =>
    createGreedyPlanner({
      weights,
      scorer,
      foresight: settings.foresight.enabled ? settings.foresight : undefined,
      refusal: settings.refusal,
      coverage: questioned && settings.coverage.enabled ? createCoverageCheck({ ...settings.coverage, questioned }) : undefined,
      critics: criticsOf(run, settings),
    });
  const scorer = scores ? policy : undefined;
  const best = createPlanner({
    ...{ run, settings, seed, proposers, policy, sureness, clones, clock },
    greedy: greedyOf(scorer, run.questioned),
    ranker: greedyOf(scorer),
    ruled: greedyOf(undefined),
    world: () => worldModelOf(log),
    reranks: settings.planner === 'best-of-k' ? rerankHistory(log) : { reranked: 0, right: 0 },
    rehearse: rehearsing(run, { confidence, clock }, settings, seed),
  });
  const planner = exploring(best, settings, seed, detour);
  return {
    perceive: createPerceiveNode(run, clock),
    reflect: createReflectNode(run, { log, settings, secondOpinion: secondOpinionOf(run, settings, examination) }),
    plan: createPlanNode(run, {
      proposers,
      planner,
      ruled: greedyOf(undefined, new Set()),
      lastResort,
      settings,
      deliberator: settings.deliberation.enabled && policy ? createDeliberator(policy, settings.deliberation, { maxTokens: settings.model.maxTokens, seed }) : undefined, // prettier-ignore
      confidence: sureness,
    }),
    act: createActNode(run, { log }),
    finish: createFinishNode(run, { log, settings, confidence: sureness }),
  };
}

/** The same agent once more, greedy, in a clone, and without anything that lasts: its log is thrown away, and no memory is asked or told. */
function rehearsing(
  run: Run,
  parts: Pick<AgentParts, 'prompt' | 'confidence' | 'clock'>,
  settings: AgentSettings,
  seed: number,
): Rehearse {
  return async (session, path, signal) => {
    const scratch = openStore(':memory:');
    try {
      const agent = createAgent({
        ...parts,
        model: run.metered?.model,
        log: scratch.log,
        settings: { ...settings, planner: 'greedy' },
      });
      const detour = path && { path, widen: settings.search.rollouts.widen };
      const ended = (): Promise<boolean> => Promise.resolve(session.isOver);
      const { episodeId } = await agent.run(run.assignment, { session, purpose: 'train', seed, detour, ended, signal });
      return scratch.log.steps(episodeId);
    } finally {
      scratch.close();
    }
  };
}

function exploring(planner: Planner, { sampling: { temperature } }: AgentSettings, seed: number, detour?: Detour): Planner {
  if (detour) {
    const widen = createLegalProposer(detour.widen, { commits: true });
    return createExploringPlanner(planner, { pick: repeating(detour.path), widen });
  }
  return temperature > 0
    ? createExploringPlanner(planner, { pick: drawing(temperature, createRandom(`${seed} draws`)) })
    : planner;
}

/** Only of general models: one that was raised on our own format answers nothing but actions. */
function secondOpinionOf(
  { metered, assignment }: Run,
  { reflector }: AgentSettings,
  examination: Examination,
): SecondOpinion | undefined {
  const model = reflector.enabled ? metered?.model : undefined;
  if (!model || model.capabilities.promptFormat !== undefined) return undefined;
  return createSecondOpinion({ model, goal: assignment.goal, renderPage, examination }, reflector);
}

/** Model and prompt together; proposers and planner ask for the same step's prompt, which is built once. */
function createPolicy({ model }: MeteredModel, prompt: PolicyPrompt) {
  const built = new WeakMap<PlanContext, BuiltPrompt>();
  const build = (context: PlanContext): BuiltPrompt => {
    const known = built.get(context) ?? fittingPrompt(model, prompt, context);
    built.set(context, known);
    return known;
  };
  return { model, build };
}

function resultOf(run: Run, finish: Finish, steps: number): EpisodeResult {
  const usage = { ...(run.metered?.usage ?? { prompt: 0, evaluated: 0, generated: 0 }) };
  return {
    episodeId: run.episodeId,
    finish,
    steps,
    usage,
    modelCalls: run.metered?.callCount ?? 0,
    skills: run.skills?.outcomes ?? [],
    stepMs: run.stepMs,
    lastObservation: run.session.current ?? run.observation,
  };
}

function closeCrashed(log: TrajectoryLog, run: Run, error: unknown): void {
  try {
    log.endEpisode(run.episodeId, { kind: 'crashed', text: messageOf(error) }, run.observation);
  } catch {
    // The log may be what broke. The first error is the one that matters, and it is thrown.
  }
}

const episodeEnded = (id: string, finish: Finish): AgentError =>
  new AgentError('EPISODE_ENDED', `Episode "${id}" has ended already (${finish.kind}). Start a new one without its id.`);
