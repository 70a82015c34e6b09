import type { AgentSettings } from '../../config/index.js';
import type { TrajectoryLog } from '../../memory/index.js';
import { type Sureness, vouched } from '../finish-check.js';
import type { Run } from '../run.js';
import type { AgentState } from '../state.js';

export interface FinishParts {
  log: Pick<TrajectoryLog, 'endEpisode'>;
  settings: Pick<AgentSettings, 'finishing'>;
  /** Absent without a fitted confidence model. */
  confidence?: Sureness;
}

/** Closes the episode in the log, with the page as it was left. */
export function createFinishNode(run: Run, { log, settings, confidence }: FinishParts) {
  return function finish({ ending, step }: AgentState): Promise<Partial<AgentState>> {
    const own = ending ?? { kind: 'gave-up' as const, text: 'nothing was left to do' };
    const how = vouched(own, run.decided.length > 0 ? confidence?.(run.decided, 'end') : undefined, settings.finishing);
    log.endEpisode(run.episodeId, how, run.session.current ?? run.observation);
    run.emit({ type: 'episode-end', episodeId: run.episodeId, finish: how, steps: step });
    return Promise.resolve({ ending: how });
  };
}
