import { randomUUID } from 'node:crypto';
import {
  type Action,
  AgentError,
  type Clock,
  type Finish,
  type Observation,
  type Outcome,
  printAction,
  type TokenUsage,
  type Verdict,
} from '../core/index.js';
import { type BlobStore, type Redact, toRedactedJson } from './blob-store.js';
import type { Database, Guard } from './database.js';
import { type EpisodeRow, prepareStatements, readEpisode, type StepRow, type TreeRow } from './trajectory-sql.js';
import {
  type EpisodeRecord,
  type ModelCall,
  type NewEpisode,
  type StepIntent,
  type StepMs,
  type StepRecord,
  StepRecordSchema,
  type TreeRecord,
  TreeRecordSchema,
} from './records.js';

export interface LogParts {
  db: Database;
  guard: Guard;
  blobs: BlobStore;
  clock: Clock;
  redact?: Redact;
}

export interface EpisodeFilter {
  purpose?: EpisodeRecord['purpose'];
  model?: string;
  /** `true`: only ended ones; `false`: only those that a killed process left behind. */
  ended?: boolean;
  /** Newest first; default 100. */
  limit?: number;
}

/** What came of a step, written right after the act. */
export interface StepResult {
  outcome: Outcome;
  usage: TokenUsage;
  ms: StepMs;
}

/**
 * Every episode, step by step, written as it happens: the intent before the act, the outcome right after it. The truth
 * about what was done; everything learned is made from it. Append-only but for the parts of a step that come later.
 * Errors: those of `openDatabase`.
 */
export class TrajectoryLog {
  readonly #parts: LogParts;
  readonly #sql: ReturnType<typeof prepareStatements>;

  constructor(parts: LogParts) {
    this.#parts = parts;
    this.#sql = prepareStatements(parts.db);
  }

  /** Opens an episode and returns its id. */
  beginEpisode(episode: NewEpisode): string {
    const { assignment, purpose, model, planner } = episode;
    const id = episode.id ?? randomUUID();
    return this.#write(() => {
      this.#sql.insertEpisode.run({
        id,
        goal: this.#text(assignment.goal),
        startUrl: this.#text(assignment.startUrl),
        limits: JSON.stringify(assignment.limits),
        purpose,
        model: model ?? null,
        planner,
        settings: this.#parts.blobs.put(episode.settings),
        at: this.#parts.clock.now(),
      });
      return id;
    });
  }

  /** Writes what is about to be done. Returns the step's number, counted from 1. */
  recordIntent(episodeId: string, { observation, decision, calls, tree }: StepIntent): number {
    const { blobs, clock } = this.#parts;
    return this.#write(() => {
      const { next } = this.#sql.nextNumber.get(episodeId) as { next: number };
      this.#sql.insertStep.run({
        episodeId,
        number: next,
        at: clock.now(),
        fingerprint: observation.fingerprint,
        action: this.#line(decision.action),
        observation: blobs.put(observation),
        decision: blobs.put(decision),
        calls: blobs.put(calls.map((call) => ({ ...call, prompt: blobs.put(call.prompt) }))), // equal prompts are kept once
      });
      if (tree) {
        const { planner, nodes } = tree;
        this.#sql.insertTree.run({ episodeId, number: next, planner, nodes: nodes.length, tree: blobs.put(tree) });
      }
      return next;
    });
  }

  recordOutcome(episodeId: string, number: number, { outcome, usage, ms }: StepResult): void {
    this.#write(() =>
      this.#sql.setOutcome.run({
        episodeId,
        number,
        outcome: this.#parts.blobs.put(outcome),
        status: outcome.status,
        code: outcome.code ?? null,
        ...usage,
        modelMs: ms.model,
        browserMs: ms.browser,
        runtimeMs: ms.runtime,
      }),
    );
  }

  /** How far what a world model foretold of a step was from what came, 0 to 1. */
  recordPredictionError(episodeId: string, number: number, error: number): void {
    this.#write(() => this.#sql.setTreeError.run(error, episodeId, number));
  }

  /** Adds the judgement of a step, which is known only once the page was looked at again. */
  recordVerdicts(episodeId: string, number: number, verdicts: readonly Verdict[]): void {
    this.#write(() => this.#sql.setVerdicts.run(toRedactedJson(verdicts, this.#parts.redact), episodeId, number));
  }

  /** Marks a step whose process died between intent and outcome. */
  recordUnknown(episodeId: string, number: number): void {
    this.#write(() => this.#sql.setUnknown.run(episodeId, number));
  }

  endEpisode(episodeId: string, finish: Finish, lastObservation?: Observation): void {
    this.#write(() =>
      this.#sql.endEpisode.run({
        id: episodeId,
        at: this.#parts.clock.now(),
        kind: finish.kind,
        text: this.#text(finish.text),
        last: lastObservation ? this.#parts.blobs.put(lastObservation) : null,
      }),
    );
  }

  /** The episode with this id, or undefined. */
  episode(id: string): EpisodeRecord | undefined {
    const row = this.#parts.guard(() => this.#sql.episode.get(id)) as EpisodeRow | undefined;
    return row && readEpisode(row);
  }

  /** Newest first. */
  episodes({ purpose, model, ended, limit = 100 }: EpisodeFilter = {}): EpisodeRecord[] {
    const flag = ended === undefined ? null : Number(ended);
    const rows = this.#parts.guard(() =>
      this.#sql.episodes.all({ purpose: purpose ?? null, model: model ?? null, ended: flag, limit }),
    );
    return (rows as EpisodeRow[]).map(readEpisode);
  }

  /** The recorded steps of an episode, oldest first. */
  steps(episodeId: string): StepRecord[] {
    const rows = this.#parts.guard(() => this.#sql.steps.all(episodeId)) as StepRow[];
    return rows.map((row) => this.#readStep(row));
  }

  /** The searches behind the decisions of an episode, in the order of its steps. */
  trees(episodeId: string): TreeRecord[] {
    const rows = this.#parts.guard(() => this.#sql.trees.all(episodeId)) as TreeRow[];
    return rows.map((row) =>
      TreeRecordSchema.parse({ ...row, tree: this.#parts.blobs.get(row.tree), error: row.error ?? undefined }),
    );
  }

  /** The settings that an episode ran with, as they were given. */
  settings(episodeId: string): unknown {
    const row = this.#row(episodeId);
    return this.#parts.guard(() => this.#parts.blobs.get(row.settings));
  }

  /** What the page looked like when the episode ended, if it was seen. */
  lastObservation(episodeId: string): Observation | undefined {
    const { lastObservation } = this.#row(episodeId);
    return lastObservation === null ? undefined : (this.#parts.blobs.get(lastObservation) as Observation);
  }

  #row(episodeId: string): EpisodeRow {
    const row = this.#parts.guard(() => this.#sql.episode.get(episodeId)) as EpisodeRow | undefined;
    if (!row) throw noSuchEpisode(episodeId);
    return row;
  }

  #readStep(row: StepRow): StepRecord {
    const { blobs } = this.#parts;
    const calls = blobs.get(row.calls) as (Omit<ModelCall, 'prompt'> & { prompt: string })[];
    return StepRecordSchema.parse({
      episodeId: row.episodeId,
      number: row.number,
      state: row.state,
      at: row.at,
      observation: blobs.get(row.observation),
      decision: blobs.get(row.decision),
      calls: calls.map((call) => ({ ...call, prompt: blobs.get(call.prompt) })),
      outcome: row.outcome === null ? undefined : blobs.get(row.outcome),
      verdicts: JSON.parse(row.verdicts),
      usage: { prompt: row.promptTokens, evaluated: row.evaluatedTokens, generated: row.generatedTokens },
      ms: { model: row.modelMs, browser: row.browserMs, runtime: row.runtimeMs },
    });
  }

  #text(text: string): string {
    return this.#parts.redact ? this.#parts.redact(text) : text;
  }

  /** Redacted before it is printed: printing escapes quotes, and an escaped secret is not found. */
  #line(action: Action): string {
    return printAction(JSON.parse(toRedactedJson(action, this.#parts.redact)) as Action);
  }

  /** All of one record or nothing of it. */
  #write<T>(work: () => T): T {
    return this.#parts.guard(() => this.#parts.db.transaction(work).immediate());
  }
}

/** No episode has this id. */
export const noSuchEpisode = (id: string): AgentError =>
  new AgentError('EPISODE_UNKNOWN', `There is no episode "${id}" in this database. "autodidact runs list" shows the ids.`);
