import path from 'node:path';
import { createAgent } from '../agent/index.js';
import type { AgentSettings } from '../config/index.js';
import { AgentError } from '../core/index.js';
import {
  baselineProposers,
  codeFingerprint,
  fileFingerprint,
  type EvaluateOptions,
  runEvaluation,
  type EvaluationProgress,
  type EvaluationRun,
} from '../evaluation/index.js';
import type { Suite } from '../tasks/index.js';
import type { CommandContext } from './context.js';
import { duration, percent } from './format.js';
import type { OpenModel, Parts } from './parts.js';
import { applySettings, changesOf, type Arm } from './settings.js';

/** On what it is measured. */
export interface Terms {
  suite: string;
  split: string;
  families?: string[];
  episodes: number;
  seed: number;
  jobs?: number;
  maxSteps?: number;
  threads?: number;
  headed?: boolean;
  fresh?: boolean;
}

/** What a measurement needs of an arm. */
export interface Measurement {
  suite: Suite;
  /** Absent when no proposer asks a model. */
  opened?: OpenModel;
  settings: AgentSettings;
  configuration: EvaluateOptions['configuration'];
  /** All that may change a result. */
  fingerprint: { settings: AgentSettings; code: string; confidence?: unknown; weights?: string };
}

/** Opens what an arm asks for, and says what may change its results. */
export async function prepareMeasurement(context: CommandContext, parts: Parts, arm: Arm, terms: Terms): Promise<Measurement> {
  const { config } = context;
  const suite = await parts.suite(terms.suite);
  noteRepetitions(context, suite, terms);
  const name = arm.model ?? config.model.spec;
  const baseline = baselineProposers(name);
  checkArm(arm, baseline);
  const settings = applySettings(config.agent, changesOf({ proposers: baseline, ...arm }));
  const usesModel = baseline === undefined && settings.proposers.includes('model');
  const opened = usesModel ? await parts.model({ model: name, threads: terms.threads }) : undefined;
  const configuration = {
    model: usesModel ? name : (baseline?.[0] ?? 'none'),
    planner: plannerLabel(settings, suite),
    proposers: settings.proposers,
  };
  const weights = opened && (opened.file ? fileFingerprint(opened.file) : opened.model.id);
  return {
    suite,
    opened,
    settings,
    configuration,
    fingerprint: { settings, code: codeFingerprint(), weights, confidence: opened?.confidence },
  };
}

/** An interval over repetitions speaks of these tasks alone, and says too little of others. */
function noteRepetitions(context: CommandContext, suite: Suite, { split, families, episodes }: Terms): void {
  if (!suite.size) return;
  const chosen = suite.families(split).filter((family) => families?.includes(family) ?? true);
  const size = chosen.reduce((sum, family) => sum + suite.size!(split, family), 0);
  if (size > 0 && episodes > size)
    context.note(
      `${split} of ${suite.name} has ${size} different tasks: ${episodes} episodes repeat them, which makes the interval too narrow.`,
    );
}

/** The same with other settings; the model stays open. */
export function withSettings(measurement: Measurement, settings: AgentSettings): Measurement {
  const { proposers } = settings;
  const planner = plannerLabel(settings, measurement.suite);
  return {
    ...measurement,
    settings,
    configuration: { ...measurement.configuration, planner, proposers },
    fingerprint: { ...measurement.fingerprint, settings },
  };
}

/** Results that looked ahead in clones are told apart from those of a single attempt. */
const plannerLabel = ({ planner }: AgentSettings, { sandbox }: Suite): string =>
  (planner === 'mcts' || planner === 'rollouts') && sandbox ? `${planner} (in clones)` : planner;

/** Opens what an arm asks for and measures it, see {@link measureOpened}. */
export async function measure(context: CommandContext, parts: Parts, arm: Arm, terms: Terms, label = ''): Promise<EvaluationRun> {
  return measureOpened(context, parts, await prepareMeasurement(context, parts, arm, terms), terms, label);
}

/**
 * Measures one configuration. Trajectories and results go to `HOME/evaluations`: the user's own database is at most read, for
 * the name of a model.
 */
export async function measureOpened(
  context: CommandContext,
  parts: Parts,
  { suite, opened, settings, configuration, fingerprint }: Measurement,
  terms: Terms,
  label = '',
): Promise<EvaluationRun> {
  const { config } = context;
  const store = parts.store(path.join(config.evaluations, 'evaluations.db'));
  const agent = createAgent({
    model: opened?.model,
    prompt: opened?.prompt,
    confidence: opened?.confidence,
    log: store.log,
    settings,
  });
  return runEvaluation({
    ...{
      suite,
      split: terms.split,
      families: terms.families,
      episodes: terms.episodes,
      seed: terms.seed,
      maxSteps: terms.maxSteps,
    },
    ...{ jobs: terms.jobs ?? config.evaluation.jobs, purpose: 'report', agent, fresh: terms.fresh, signal: context.signal },
    configuration,
    fingerprint,
    evaluations: store.evaluations,
    newSession: parts.sessions({ headed: terms.headed }),
    resultsFolder: config.evaluations,
    onProgress: (progress) => context.progress(describeProgress(progress, label)),
  });
}

/** A baseline is its proposer; it can be given no others. */
function checkArm({ model, proposers = [] }: Arm, baseline: readonly string[] | undefined): void {
  if (!baseline || proposers.every((name) => baseline.includes(name))) return;
  throw new AgentError(
    'SETTING_INVALID',
    `"${model}" is a baseline of its own; it takes no other proposers. Leave --proposers out, or name a model.`,
  );
}

function describeProgress({ done, total, successes, resumed, etaMs }: EvaluationProgress, label: string): string {
  const rate = done > 0 ? `, ${percent(successes / done)} solved` : '';
  const eta = etaMs === undefined || done === total ? '' : `, ${duration(etaMs)} left`;
  return `${label ? `${label}: ` : ''}${done} of ${total} episodes${rate}${resumed > 0 ? `, ${resumed} from before` : ''}${eta}`;
}
