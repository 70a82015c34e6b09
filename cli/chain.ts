import type { ChainOptions, ChainReport } from '../evaluation/index.js';
import { runChains } from '../evaluation/index.js';
import type { CommandContext } from './context.js';
import { percent, points, table } from './format.js';
import { type Measurement, prepareMeasurement, type Terms } from './measure.js';
import type { Parts } from './parts.js';
import type { Arm } from './settings.js';

/** In a chain what was learned is used at once: there are one or two tasks before the last. */
export const CHAIN_TRIAL = ['skills.trust=shadow', 'skills.holdOut=0', 'memory.habits.evidence=2', 'memory.habits.recheck=0'];

/**
 * `autodidact eval --chain N`: chains of N tasks of one kind on one site, with and without learning between them. Everything is
 * kept apart from the user's own database, and each chain begins with an empty library.
 */
export async function measureChains(
  context: CommandContext,
  parts: Parts,
  arm: Arm,
  terms: Terms & { chain: number },
): Promise<ChainReport> {
  const trial: Arm = { ...arm, set: [...CHAIN_TRIAL, ...(arm.set ?? [])] };
  const measurement = await prepareMeasurement(context, parts, trial, terms);
  return (await runChains(chainOptions(context, parts, measurement, terms))).report;
}

/** How chains are played; `episodes` are those of an arm. */
export function chainOptions(
  context: CommandContext,
  parts: Parts,
  { suite, opened, settings, configuration, fingerprint }: Measurement,
  { chain, ...terms }: Terms & { chain: number },
  label = '',
): ChainOptions {
  return {
    ...{ suite, split: terms.split, families: terms.families, seed: terms.seed, maxSteps: terms.maxSteps, fresh: terms.fresh },
    ...{ chains: Math.max(1, Math.round(terms.episodes / chain)), length: chain, purpose: 'report' },
    jobs: terms.jobs ?? context.config.evaluation.jobs,
    agent: { model: opened?.model, prompt: opened?.prompt, confidence: opened?.confidence, settings },
    ...{ configuration, fingerprint, signal: context.signal },
    newSession: parts.sessions({ headed: terms.headed }),
    resultsFolder: context.config.evaluations,
    onProgress: (done, total) => context.progress(`${label ? `${label}: ` : ''}${done} of ${total} chains`),
  };
}

/** The report as a person reads it. */
export function describeChains({ positions, drafts, ...terms }: ChainReport): string {
  const rows = positions.map(({ position, control, learning, success, stepsSaved, tokensSaved, skills }) => [
    position,
    percent(control.rate),
    percent(learning.rate),
    `${points(success.difference)} (${points(success.interval[0])} to ${points(success.interval[1])})`,
    `${control.steps} -> ${learning.steps} (${percent(stepsSaved.interval[0])} to ${percent(stepsSaved.interval[1])})`,
    `${control.tokens} -> ${learning.tokens} (${percent(tokensSaved.interval[0])} to ${percent(tokensSaved.interval[1])})`,
    `${skills.alone} alone, ${skills.used - skills.alone - skills.broken} helped, ${skills.broken} broke, ${skills.false} false`,
  ]);
  return [
    table([['task', 'alone', 'learning', 'difference', 'steps (saved)', 'tokens (saved)', 'skills'], ...rows]),
    '',
    `${terms.chains} chains of ${terms.length} visits of one site: ${terms.suite} ${terms.split} (${terms.suiteVersion}), seed ${terms.seed}`,
    `model ${terms.configuration.model}, proposers ${terms.configuration.proposers.join(' + ')}; intervals: 95 %, paired bootstrap over chains`,
    `drafts of skills: ${drafts.made}, worked again where they came from: ${drafts.admitted}`,
  ].join('\n');
}
