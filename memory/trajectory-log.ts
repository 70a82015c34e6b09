import { randomUUID } from 'node:crypto';
import type { Statement } from 'better-sqlite3';
import { type Action, AgentError, type Clock, type Finish, type Observation, type Outcome, printAction, type TokenUsage, type Verdict } from '../core/index.js';
import { type BlobStore, type Redact, toRedactedJson } from './blob-store.js';
import type { Database, Guard } from './database.js';
import {
  type EpisodeRecord,
  EpisodeRecordSchema,
  type ModelCall,
  type NewEpisode,
  type StepIntent,
  type StepMs,
  type StepRecord,
  StepRecordSchema,
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
  readonly #sql: ReturnType<typeof prepare>;

  constructor(parts: LogParts) {
    this.#parts = parts;
    this.#sql = prepare(parts.db);
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
  recordIntent(episodeId: string, { observation, decision, calls }: StepIntent): number {
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
    const rows = this.#parts.guard(() => this.#sql.episodes.all({ purpose: purpose ?? null, model: model ?? null, ended: flag, limit }));
    return (rows as EpisodeRow[]).map(readEpisode);
  }

  /** The recorded steps of an episode, oldest first. */
  steps(episodeId: string): StepRecord[] {
    const rows = this.#parts.guard(() => this.#sql.steps.all(episodeId)) as StepRow[];
    return rows.map((row) => this.#readStep(row));
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

interface EpisodeRow {
  id: string;
  goal: string;
  startUrl: string;
  limits: string;
  purpose: string;
  model: string | null;
  planner: string;
  settings: string;
  startedAt: number;
  endedAt: number | null;
  finishKind: string | null;
  finishText: string | null;
  lastObservation: string | null;
  steps: number;
  promptTokens: number;
  evaluatedTokens: number;
  generatedTokens: number;
}

interface StepRow {
  episodeId: string;
  number: number;
  state: string;
  at: number;
  observation: string;
  decision: string;
  calls: string;
  outcome: string | null;
  verdicts: string;
  promptTokens: number;
  evaluatedTokens: number;
  generatedTokens: number;
  modelMs: number;
  browserMs: number;
  runtimeMs: number;
}

function readEpisode(row: EpisodeRow): EpisodeRecord {
  return EpisodeRecordSchema.parse({
    id: row.id,
    assignment: { goal: row.goal, startUrl: row.startUrl, limits: JSON.parse(row.limits) as unknown },
    purpose: row.purpose,
    model: row.model ?? undefined,
    planner: row.planner,
    startedAt: row.startedAt,
    endedAt: row.endedAt ?? undefined,
    finish: row.finishKind === null ? undefined : { kind: row.finishKind, text: row.finishText },
    steps: row.steps,
    usage: { prompt: row.promptTokens, evaluated: row.evaluatedTokens, generated: row.generatedTokens },
  });
}

const EPISODE_COLUMNS = `
  e.id, e.goal, e.start_url AS startUrl, e.limits, e.purpose, e.model, e.planner, e.settings, e.started_at AS startedAt,
  e.ended_at AS endedAt, e.finish_kind AS finishKind, e.finish_text AS finishText, e.last_observation AS lastObservation,
  count(s.number) AS steps, coalesce(sum(s.prompt_tokens), 0) AS promptTokens,
  coalesce(sum(s.evaluated_tokens), 0) AS evaluatedTokens, coalesce(sum(s.generated_tokens), 0) AS generatedTokens`;

const STEP_COLUMNS = `
  episode_id AS episodeId, number, state, at, observation, decision, calls, outcome, verdicts, prompt_tokens AS promptTokens,
  evaluated_tokens AS evaluatedTokens, generated_tokens AS generatedTokens, model_ms AS modelMs, browser_ms AS browserMs,
  runtime_ms AS runtimeMs`;

function prepare(db: Database) {
  const statement = (sql: string): Statement => db.prepare(sql);
  return {
    insertEpisode: statement(
      `INSERT INTO episode (id, goal, start_url, limits, purpose, model, planner, settings, started_at)
       VALUES (@id, @goal, @startUrl, @limits, @purpose, @model, @planner, @settings, @at)`,
    ),
    nextNumber: statement('SELECT coalesce(max(number), 0) + 1 AS next FROM step WHERE episode_id = ?'),
    insertStep: statement(
      `INSERT INTO step (episode_id, number, state, at, fingerprint, action, observation, decision, calls)
       VALUES (@episodeId, @number, 'intended', @at, @fingerprint, @action, @observation, @decision, @calls)`,
    ),
    setOutcome: statement(
      `UPDATE step SET state = 'done', outcome = @outcome, status = @status, code = @code, prompt_tokens = @prompt,
         evaluated_tokens = @evaluated, generated_tokens = @generated, model_ms = @modelMs, browser_ms = @browserMs,
         runtime_ms = @runtimeMs
       WHERE episode_id = @episodeId AND number = @number`,
    ),
    setVerdicts: statement('UPDATE step SET verdicts = ? WHERE episode_id = ? AND number = ?'),
    setUnknown: statement(`UPDATE step SET state = 'unknown' WHERE episode_id = ? AND number = ? AND state = 'intended'`),
    endEpisode: statement(
      'UPDATE episode SET ended_at = @at, finish_kind = @kind, finish_text = @text, last_observation = @last WHERE id = @id',
    ),
    episode: statement(
      `SELECT ${EPISODE_COLUMNS} FROM episode e LEFT JOIN step s ON s.episode_id = e.id WHERE e.id = ? GROUP BY e.id`,
    ),
    episodes: statement(
      `SELECT ${EPISODE_COLUMNS} FROM episode e LEFT JOIN step s ON s.episode_id = e.id
       WHERE (@purpose IS NULL OR e.purpose = @purpose) AND (@model IS NULL OR e.model = @model)
         AND (@ended IS NULL OR (e.ended_at IS NOT NULL) = @ended)
       GROUP BY e.id ORDER BY e.started_at DESC, e.rowid DESC LIMIT @limit`,
    ),
    steps: statement(`SELECT ${STEP_COLUMNS} FROM step WHERE episode_id = ? ORDER BY number`),
  };
}
