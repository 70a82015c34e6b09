import type { Statement } from 'better-sqlite3';
import type { Database } from './database.js';
import { type EpisodeRecord, EpisodeRecordSchema } from './records.js';

export interface EpisodeRow {
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

export interface StepRow {
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

export interface TreeRow {
  episodeId: string;
  number: number;
  tree: string;
  error: number | null;
}

/** An episode of its row. */
export function readEpisode(row: EpisodeRow): EpisodeRecord {
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

type StatementName =
  | 'insertEpisode'
  | 'nextNumber'
  | 'insertStep'
  | 'setOutcome'
  | 'setVerdicts'
  | 'setUnknown'
  | 'endEpisode'
  | 'episode'
  | 'episodes'
  | 'steps'
  | 'insertTree'
  | 'setTreeError'
  | 'trees';

/** Every statement of the log, prepared once. */
export function prepareStatements(db: Database): Record<StatementName, Statement> {
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
    insertTree: statement(
      'INSERT INTO search_tree (episode_id, number, planner, nodes, tree) VALUES (@episodeId, @number, @planner, @nodes, @tree)',
    ),
    setTreeError: statement('UPDATE search_tree SET error = ? WHERE episode_id = ? AND number = ?'),
    trees: statement('SELECT episode_id AS episodeId, number, tree, error FROM search_tree WHERE episode_id = ? ORDER BY number'),
    steps: statement(`SELECT ${STEP_COLUMNS} FROM step WHERE episode_id = ? ORDER BY number`),
  };
}
