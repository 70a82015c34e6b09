import { AgentError } from '../core/index.js';
import type { EpisodeRecord, TrajectoryLog } from '../memory/index.js';

/** More episodes than a log will hold. */
export const ALL_EPISODES = 1_000_000;

/** The episode with this id, or the only one whose id begins so. Errors: `EPISODE_UNKNOWN`, `EPISODE_AMBIGUOUS`. */
export function findEpisode(log: Pick<TrajectoryLog, 'episode' | 'episodes'>, name: string): EpisodeRecord {
  const exact = log.episode(name);
  if (exact) return exact;
  const found = log.episodes({ limit: ALL_EPISODES }).filter((episode) => episode.id.startsWith(name));
  if (found.length === 1) return found[0];
  if (found.length === 0) throw unknownEpisode(name);
  throw new AgentError(
    'EPISODE_AMBIGUOUS',
    `${found.length} episodes begin with "${name}"; give more letters of the id. "autodidact runs list" shows them.`,
  );
}

/** No episode has this id, or begins with it. */
export function unknownEpisode(name: string): AgentError {
  return new AgentError('EPISODE_UNKNOWN', `No episode begins with "${name}". "autodidact runs list" shows what there is.`);
}
