import { AgentError, type Clock } from '../../core/index.js';
import { finished, type Run, tokensOf } from '../run.js';
import type { AgentState } from '../state.js';

/**
 * Looks at the page and ends the episode when a budget is spent, when it was aborted, or when the page itself ended it. Right
 * after an action the session has looked already. A browser that shows nothing yet is sent to the start page first.
 */
export function createPerceiveNode(run: Run, clock: Clock) {
  return async function perceive({ step }: AgentState): Promise<Partial<AgentState>> {
    const aborted = run.signal?.aborted ? finished('aborted', 'stopped by the caller') : undefined;
    if (aborted) return aborted;
    if (run.session.isClosed) return finished('crashed', 'the browser page is closed');
    const ended = await run.timer.browser(async () => run.ended?.());
    try {
      run.observation = (run.fresh && run.session.current) ?? (await run.timer.browser(() => look(run, ended === true)));
    } catch (error) {
      if (error instanceof AgentError && /^PAGE_/.test(error.code)) return finished('crashed', error.message);
      throw error;
    }
    if (ended) return finished('page-ended', 'the page ended the episode');
    const spent = spentBudget(run, step, clock);
    if (spent) return spent;
    run.emit({ type: 'step-start', step: step + 1 });
    run.emit({ type: 'observation', step: step + 1, observation: run.observation });
    return {};
  };
}

async function look(run: Run, ended: boolean) {
  const seen = await run.session.observe();
  if (ended || !isBlank(seen.url) || isBlank(run.assignment.startUrl)) return seen;
  const opened = await run.session.open(run.observation?.url ?? run.assignment.startUrl);
  if (opened.status === 'error') run.notes.push(`could not open the start page: ${opened.message}`);
  return run.session.current ?? run.session.observe();
}

const isBlank = (url: string): boolean => url === '' || url === 'about:blank';

function spentBudget(run: Run, steps: number, clock: Clock) {
  const { limits } = run.assignment;
  if (steps >= limits.steps) return finished('step-limit', `${limits.steps} steps were taken`);
  if (tokensOf(run) >= limits.tokens) return finished('token-limit', `${tokensOf(run)} of ${limits.tokens} tokens were used`);
  if (clock.now() - run.startedAt >= limits.timeMs) return finished('time-limit', `${limits.timeMs} ms have passed`);
  return undefined;
}
