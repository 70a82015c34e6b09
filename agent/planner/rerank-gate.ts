import type { TrajectoryLog } from '../../memory/index.js';
import type { DecidedStep } from '../../reflection/index.js';

/** How the note of a decision begins that was reranked by value. */
export const RERANKED = 'rerank:';

export interface RerankRecord {
  /** Steps where the value put another candidate first. */
  reranked: number;
  /** Of those, how many did what they should, by the action reflector's word. */
  right: number;
}

/** What became of reranked decisions. Steps that nobody judged do not count. */
export function rerankRecord(steps: readonly DecidedStep[]): RerankRecord {
  const judged = steps.filter(
    ({ decision, label }) => label !== undefined && label !== 'D' && decision.notes.some((note) => note.startsWith(RERANKED)),
  );
  return { reranked: judged.length, right: judged.filter(({ label }) => label === 'A').length };
}

/** Episodes that are looked back at. */
const LOOK_BACK = 30;

/** The same over the latest episodes for training and for use; those that only measure teach nothing. */
export function rerankHistory(log: Pick<TrajectoryLog, 'episodes' | 'steps'>): RerankRecord {
  const episodes = (['train', 'use'] as const).flatMap((purpose) => log.episodes({ purpose, ended: true, limit: LOOK_BACK }));
  return episodes
    .filter(({ planner }) => planner === 'best-of-k')
    .map(({ id }) =>
      log
        .steps(id)
        .map(({ decision, verdicts }) => ({ decision, label: verdicts.find(({ level }) => level === 'action')?.label })),
    ) // prettier-ignore
    .map(rerankRecord)
    .reduce(addRecords, { reranked: 0, right: 0 });
}

export const addRecords = (a: RerankRecord, b: RerankRecord): RerankRecord => ({
  reranked: a.reranked + b.reranked,
  right: a.right + b.right,
});

/**
 * Whether reranking by value is trusted (Self-PRM: self-judgement below a floor of precision does more harm than good). Until there are
 * `evidence` judged reranks it is.
 */
export const isTrusted = ({ reranked, right }: RerankRecord, { floor, evidence }: { floor: number; evidence: number }): boolean =>
  reranked < evidence || right / reranked >= floor;
