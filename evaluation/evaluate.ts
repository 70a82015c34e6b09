import path from 'node:path';
import type { Agent } from '../agent/index.js';
import { AgentError, messageOf } from '../core/index.js';
import type { EvaluationStore } from '../memory/index.js';
import type { Suite, TaskPurpose } from '../tasks/index.js';
import type { BrowserSession } from '../tools/index.js';
import { resultKey } from './fingerprint.js';
import { EpisodeRowSchema, summarize, type EpisodeRow, type EvaluationReport, type EvaluationTerms } from './report.js';
import { ResultFile } from './result-file.js';
import { runEpisode } from './run-episode.js';
import { scheduleEpisodes, type ScheduledEpisode } from './schedule.js';

export interface EvaluateOptions {
  suite: Suite;
  split: string;
  /** Only these families of the split; all by default. */
  families?: readonly string[];
  episodes: number;
  seed: number;
  /** Episodes at a time, each in a session of its own. */
  jobs: number;
  purpose: TaskPurpose;
  /** The agent under test, with learning off and a log that is not the user's. */
  agent: Agent;
  /** What the agent is made of, for the report: nothing here configures it. */
  configuration: { model: string; planner: string; proposers: readonly string[] };
  /** Everything else that may change a result: settings, hash of the weights, hash of the code. Part of the results' key. */
  fingerprint: unknown;
  /** Default: the suite's own limit. */
  maxSteps?: number;
  newSession: () => Promise<BrowserSession>;
  /** Keeps each verdict beside the trajectory, for exports and for fitters. */
  evaluations?: Pick<EvaluationStore, 'record'>;
  /** Folder of the result files. */
  resultsFolder: string;
  /** Forget the episodes of an earlier run with the same terms. */
  fresh?: boolean;
  signal?: AbortSignal;
  onProgress?: (progress: EvaluationProgress) => void;
}

export interface EvaluationProgress {
  done: number;
  total: number;
  successes: number;
  /** Taken over from an earlier run. */
  resumed: number;
  /** Expected milliseconds until the end; absent before the first new episode. */
  etaMs?: number;
  last?: EpisodeRow;
}

export interface EvaluationRun {
  report: EvaluationReport;
  /** In schedule order. */
  rows: EpisodeRow[];
  /** The JSONL file that holds the rows. */
  file: string;
}

/** Runs an evaluation and adds it up. See {@link runEvaluation}. */
export async function evaluate(options: EvaluateOptions): Promise<EvaluationReport> {
  return (await runEvaluation(options)).report;
}

/**
 * Families in turn, seeds by round, several episodes at a time. Finished episodes are kept under a key of everything that may
 * change a result, so the same call goes on after an interruption and repeats nothing.
 * Errors: `EVALUATION_EMPTY`, `EVALUATION_INTERRUPTED` (the signal; results so far are kept), `EVALUATION_EPISODE_FAILED`
 * (an episode threw twice: a broken program, not a failed task).
 */
export async function runEvaluation(options: EvaluateOptions): Promise<EvaluationRun> {
  const terms = termsOf(options);
  const known = options.suite.families(options.split);
  const families = options.families ? known.filter((family) => options.families?.includes(family)) : known;
  if (families.length === 0 || options.episodes < 1) throw emptyError(options, known);
  const file = openResults(options, terms);
  const schedule = scheduleEpisodes(families, options.episodes, terms);
  await runMissing(schedule, file, terms, options);
  const rows = schedule.map((episode) => file.get(episode.key)).filter((row) => row !== undefined);
  return { report: summarize(terms, rows), rows, file: file.path };
}

function termsOf(options: EvaluateOptions): EvaluationTerms {
  return {
    suite: options.suite.name,
    suiteVersion: options.suite.version,
    split: options.split,
    purpose: options.purpose,
    model: options.configuration.model,
    planner: options.configuration.planner,
    proposers: [...options.configuration.proposers],
    seed: options.seed,
    maxSteps: options.maxSteps ?? options.suite.maxSteps,
  };
}

function emptyError(options: EvaluateOptions, known: readonly string[]): AgentError {
  const asked = options.families ? `families ${options.families.join(', ')}` : `split "${options.split}"`;
  const have =
    known.length > 0
      ? `families: ${known.slice(0, 8).join(', ')}${known.length > 8 ? ', ...' : ''}`
      : `splits: ${options.suite.splits.join(', ')}`;
  return new AgentError(
    'EVALUATION_EMPTY',
    `${options.suite.name} has no episodes for ${asked} and ${options.episodes} episodes. It has ${have}.`,
  );
}

function openResults(options: EvaluateOptions, terms: EvaluationTerms): ResultFile<EpisodeRow> {
  const name = [
    terms.suite,
    terms.split,
    path.basename(terms.model).replace(/\W+/g, '-'),
    resultKey({ terms, fingerprint: options.fingerprint }),
  ];
  return ResultFile.open(path.join(options.resultsFolder, `${name.join('-')}.jsonl`), EpisodeRowSchema, terms, {
    fresh: options.fresh,
  });
}

async function runMissing(
  schedule: ScheduledEpisode[],
  file: ResultFile<EpisodeRow>,
  terms: EvaluationTerms,
  options: EvaluateOptions,
): Promise<void> {
  const missing = schedule.filter((episode) => !file.get(episode.key));
  const report = createProgress(schedule, file, missing.length, options);
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < missing.length && !signal.aborted) {
      const row = await attempt(missing[next++], terms, signal, options);
      if (signal.aborted) return; // cut short: it will be run again
      keep(row, file, terms, options);
      report(row);
    }
  };
  const guarded = (): Promise<void> => work().catch((thrown: unknown) => (stop.abort(), Promise.reject(thrown as Error)));
  const results = await Promise.allSettled(Array.from({ length: Math.max(1, options.jobs) }, guarded));
  const failed = results.find((result) => result.status === 'rejected');
  if (options.signal?.aborted) throw interruptedError(schedule, file);
  if (failed) throw failed.reason;
}

function keep(row: EpisodeRow, file: ResultFile<EpisodeRow>, terms: EvaluationTerms, options: EvaluateOptions): void {
  const { suite, suiteVersion, split } = terms;
  const { episodeId, family, seed, success, reward, detail } = row;
  options.evaluations?.record({ episodeId, suite, suiteVersion, split, family, seed, success, reward, detail });
  file.append(row); // last: a row in the file means that nothing of the episode is missing elsewhere
}

/**
 * A browser or page that dies takes its episode along without fault of the agent: a second try gets a new session. A page that
 * crashes both times counts as a failure.
 */
async function attempt(
  episode: ScheduledEpisode,
  terms: EvaluationTerms,
  signal: AbortSignal,
  options: EvaluateOptions,
): Promise<EpisodeRow> {
  const { suite, agent, newSession, purpose } = options;
  const deps = { agent, newSession, purpose, maxSteps: terms.maxSteps, sandbox: suite.sandbox, signal };
  const run = (): Promise<EpisodeRow> =>
    runEpisode(episode.key, suite.task(terms.split, episode.family, episode.seed, purpose), deps);
  try {
    const row = await run();
    if (row.finish.kind !== 'crashed') return row;
  } catch (first) {
    if (signal.aborted || isSetupError(first)) throw first;
  }
  return run().catch((cause: unknown) => {
    if (signal.aborted || isSetupError(cause)) throw cause;
    throw new AgentError(
      'EVALUATION_EPISODE_FAILED',
      `Episode ${episode.key} (seed ${episode.seed}) broke down twice: ${messageOf(cause)}. The others are kept; run the same command again to go on.`,
      { cause },
    );
  });
}

/** An error that a new session cannot mend. */
function isSetupError(thrown: unknown): boolean {
  return thrown instanceof AgentError && !/^(PAGE|BROWSER)_/.test(thrown.code);
}

function createProgress(
  schedule: ScheduledEpisode[],
  file: ResultFile<EpisodeRow>,
  missing: number,
  options: EvaluateOptions,
): (row: EpisodeRow) => void {
  const started = performance.now();
  const resumed = schedule.length - missing;
  let successes = schedule.filter((episode) => file.get(episode.key)?.success).length;
  let done = 0;
  options.onProgress?.({ done: resumed, total: schedule.length, successes, resumed });
  return (last) => {
    done += 1;
    if (last.success) successes += 1;
    const etaMs = ((performance.now() - started) / done) * (missing - done);
    options.onProgress?.({ done: resumed + done, total: schedule.length, successes, resumed, etaMs, last });
  };
}

function interruptedError(schedule: ScheduledEpisode[], file: ResultFile<EpisodeRow>): AgentError {
  const done = schedule.filter((episode) => file.get(episode.key)).length;
  return new AgentError(
    'EVALUATION_INTERRUPTED',
    `Stopped after ${done} of ${schedule.length} episodes; run the same command again to go on.`,
  );
}
