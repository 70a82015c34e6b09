import { AgentError } from '../../core/errors.js';
import type { Finish } from '../../core/episode.js';
import type { BrowserSession } from '../../tools/index.js';
import type { Evaluation, OpenTask, Suite, Task, TaskPurpose } from '../task.js';
import { FAMILIES } from './families/index.js';
import type { Family, PracticeFinish } from './family.js';
import { isImpossible } from './page/impossible.js';
import { pageSeed } from './seeds.js';
import { startPracticeServer, type PracticeServer } from './server.js';
import { PRACTICE_SPLITS, SPLITS, SUITE_VERSION, type PracticeSplit } from './splits.js';

export interface PracticeSuiteOptions {
  /** Only these families; all of each split otherwise. */
  families?: readonly string[];
}

const MAX_STEPS = 20;
const LIMITS = { steps: MAX_STEPS, tokens: 200_000, timeMs: 180_000 };

/**
 * The practice suite on a loopback server of its own. Errors: `NO_SUCH_SPLIT`, `NO_SUCH_FAMILY`, `PRACTICE_NOT_BUILT`.
 */
export async function openPracticeSuite(options: PracticeSuiteOptions = {}): Promise<Suite> {
  const server = await startPracticeServer();
  const byName = new Map(FAMILIES.map((family) => [family.name, family]));
  const families = (split: string): readonly string[] => {
    const names = SPLITS[asSplit(split)];
    return options.families ? names.filter((name) => options.families!.includes(name)) : names;
  };
  const draw = (split: string, name: string, seed: number, purpose: TaskPurpose = 'report', visit?: number): Task => {
    const family = byName.get(name);
    if (!family || !families(split).includes(name)) {
      throw new AgentError(
        'NO_SUCH_FAMILY',
        `The practice split "${split}" has no family "${name}". It has: ${families(split).join(', ')}.`,
      );
    }
    return practiceTask(server, { family, split: asSplit(split), seed, purpose, visit });
  };
  return {
    name: 'practice',
    version: SUITE_VERSION,
    splits: PRACTICE_SPLITS,
    families,
    task: draw,
    visit: (split, family, seed, visit, purpose) => draw(split, family, seed, purpose, visit),
    sandbox: true,
    maxSteps: MAX_STEPS,
    close: () => server.close(),
  };
}

function asSplit(split: string): PracticeSplit {
  const found = PRACTICE_SPLITS.find((name) => name === split);
  if (!found)
    throw new AgentError('NO_SUCH_SPLIT', `The practice suite has no split "${split}". It has: ${PRACTICE_SPLITS.join(', ')}.`);
  return found;
}

interface Drawn {
  family: Family;
  split: PracticeSplit;
  seed: number;
  purpose: TaskPurpose;
  visit?: number;
}

function practiceTask(server: PracticeServer, { family, split, seed, purpose, visit }: Drawn): Task {
  const page = pageSeed(split, family.name, purpose, seed);
  return {
    id: `practice/${split}/${family.name}/${purpose}/${seed}${visit === undefined ? '' : `/${visit}`}`,
    suite: 'practice',
    split,
    family: family.name,
    seed,
    recoverable: family.recoverable,
    impossible: isImpossible(family, page, visit),
    open: (session) => openTask(server, session, { family: family.name, seed: page, visit, heldOut: purpose !== 'train' }),
  };
}

async function openTask(
  server: PracticeServer,
  session: BrowserSession,
  request: Parameters<PracticeServer['register']>[0],
): Promise<OpenTask> {
  const url = server.register(request);
  const outcome = await session.open(url);
  if (outcome.status === 'error') {
    throw new AgentError(
      'TASK_NOT_OPENED',
      `The practice page ${url} did not open: ${outcome.message} Check that the browser can reach loopback.`,
    );
  }
  const goal = await session.page.evaluate(() => window.__practice!.goal());
  return {
    assignment: { goal, startUrl: url, limits: LIMITS },
    ended: () => (session.isClosed ? Promise.resolve(false) : session.page.evaluate(() => window.__practice?.ended() ?? false)),
    evaluate: (finish) => evaluate(session, finish),
    close: () => Promise.resolve(server.forget(url)),
  };
}

async function evaluate(session: BrowserSession, finish: Finish): Promise<Evaluation> {
  if (session.isClosed) return { success: false, reward: 0, detail: 'the page is gone' };
  const result = await session.page.evaluate((given) => window.__practice?.evaluate(given), practiceFinish(finish));
  if (!result) return { success: false, reward: 0, detail: 'the task page was left' };
  return { ...result, reward: result.success ? 1 : 0 };
}

/** The agent's word as the page's evaluator takes it. */
export function practiceFinish(finish: Finish): PracticeFinish {
  if (finish.kind === 'done') return { kind: 'stop', answer: finish.text };
  if (finish.kind === 'refused') return { kind: 'refuse' };
  return { kind: finish.kind === 'page-ended' ? 'page' : 'other' };
}
