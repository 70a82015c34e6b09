import { type Action, type Decision, NO_DIFF, type Observation, type Outcome } from '../../../core/index.js';
import type { Clone } from '../../../tools/index.js';
import { isDecisive, leadsOn } from '../../decisive.js';
import { isEnd } from '../../finish-check.js';
import type { AgentSession } from '../../session-port.js';

/** Whether an attempt is over with an action: it ends the episode or commits what was done. To be led on (next, search) does neither. */
const decides = (action: Action, page: Observation): boolean =>
  isEnd(action) || (isDecisive(action, page) && !leadsOn(action, page));

/** An attempt as a rehearsal sees it: up to the step that decides. */
export function untilDecided<Step extends { observation: Observation; decision: Pick<Decision, 'action'> }>(
  steps: readonly Step[],
): readonly Step[] {
  const at = steps.findIndex(({ observation, decision }) => decides(decision.action, observation));
  return at < 0 ? steps : steps.slice(0, at + 1);
}

/** A clone that an attempt is rehearsed in. */
export interface LeafSession extends AgentSession {
  /** True from the first action on that was not carried out. */
  readonly isOver: boolean;
}

/**
 * A clone as a session in which nothing that decides is carried out: the attempt is over where it would be. To try it would be to look at the
 * result before handing it in.
 */
export function leafSession(clone: Clone): LeafSession {
  let isOver = false;
  const look = (): Observation => {
    if (!clone.current) throw new Error('a clone shows a page from the start');
    return clone.current;
  };
  return {
    get isOver() {
      return isOver;
    },
    get current() {
      return clone.current;
    },
    observe: () => Promise.resolve(look()),
    async act(action, signal): Promise<Outcome> {
      if (!decides(action, look())) return clone.act(action, signal);
      isOver = true;
      return { status: 'no-effect', message: 'not carried out', diff: NO_DIFF, ms: 0 };
    },
    open: () => Promise.reject(new Error('a clone is open already')),
    isClosed: false,
  };
}
