import { refuse, stop, type Family, type OracleStep, type Via } from '../../family.js';
import type { World } from '../../world.js';
import { sameText } from '../shared.js';

/** A question and where its answer stands. */
export interface Question {
  goal: string;
  answer: string;
  via?: Via;
  /** Steps that bring the answer into sight, as long as there are any. */
  look?: () => OracleStep | undefined;
  /** Other answers that are as good. */
  accepts?: (answer: string) => boolean;
}

/** A family that asks something about its page; `make` leaves the answer out on impossible pages. */
export function asking(name: string, skills: string[], make: (world: World) => Question, impossibleShare = 0): Family {
  return {
    name,
    skills: ['read', 'answer', ...skills],
    recoverable: true,
    impossibleShare,
    build(world) {
      const { goal, answer, via, look, accepts } = make(world);
      const next = (): OracleStep => look?.() ?? (world.impossible ? refuse() : stop(answer, via));
      return { goal, ends: 'stop', succeeded: (given) => sameText(given, answer) || (accepts?.(given) ?? false), next };
    },
  };
}
