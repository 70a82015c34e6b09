import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { AgentError } from '../../core/index.js';
import type { BrowserSession } from '../../tools/index.js';
import type { Evaluation, OpenTask, Suite, Task, TaskPurpose } from '../task.js';
import { MINIWOB_SPLITS } from './splits.js';
import { startMiniwobServer, type MiniwobServer } from './server.js';

const MAX_STEPS = 15;
const LIMITS = { steps: MAX_STEPS, tokens: 200_000, timeMs: 120_000 };
const VIEWPORT = { width: 500, height: 400 };
/** Drawn for people or already given as the goal. */
const NOT_OBSERVED = '#reward-display,#click-canvas,#sync-task-cover,#query';

/**
 * MiniWoB++ from a folder of the user (`miniwob/html` of a checkout), never copied. Success is its own binary rule: raw
 * reward of exactly 1, reached by user input. Errors: `MINIWOB_FOLDER`, `NO_SUCH_SPLIT`, `NO_SUCH_FAMILY`.
 */
export async function openMiniwobSuite(folder: string): Promise<Suite> {
  if (!existsSync(path.join(folder, 'core', 'core.js')) || !existsSync(path.join(folder, 'miniwob'))) {
    throw new AgentError(
      'MINIWOB_FOLDER',
      `"${folder}" holds no core/core.js and miniwob/. Name the folder miniwob/html of a MiniWoB++ checkout.`,
    );
  }
  const server = await startMiniwobServer(folder);
  const families = (split: string): readonly string[] =>
    splitOf(split).filter((name) => existsSync(path.join(folder, 'miniwob', `${name}.html`)));
  const task = (split: string, family: string, seed: number, purpose: TaskPurpose = 'report'): Task => {
    if (families(split).includes(family)) return wobTask(server, { split, family, seed, purpose });
    throw new AgentError('NO_SUCH_FAMILY', `The split "${split}" of MiniWoB++ has no task "${family}" in "${folder}".`);
  };
  return {
    name: 'miniwob',
    version: 'miniwob-plusplus',
    splits: Object.keys(MINIWOB_SPLITS),
    families,
    task,
    maxSteps: MAX_STEPS,
    close: () => server.close(),
  };
}

function splitOf(name: string): readonly string[] {
  const list = (MINIWOB_SPLITS as Readonly<Record<string, readonly string[]>>)[name];
  if (list) return list;
  throw new AgentError(
    'NO_SUCH_SPLIT',
    `MiniWoB++ has no split "${name}" here. It has: ${Object.keys(MINIWOB_SPLITS).join(', ')}.`,
  );
}

type Drawn = Pick<Task, 'split' | 'family' | 'seed'> & { purpose: TaskPurpose };

function wobTask(server: MiniwobServer, { split, family, seed, purpose }: Drawn): Task {
  return {
    id: `miniwob/${split}/${family}/${purpose}/${seed}`,
    suite: 'miniwob',
    split,
    family,
    seed,
    recoverable: false, // a wrong click ends most of its episodes
    impossible: false,
    open: (session) => openTask(server, session, family, episodeSeed(family, purpose, seed)),
  };
}

/** Salted, so that pages of different purposes never meet. */
function episodeSeed(family: string, purpose: TaskPurpose, seed: number): string {
  return createHash('sha256').update(`autodidact/${purpose}/${family}/${seed}`).digest('hex').slice(0, 16);
}

async function openTask(server: MiniwobServer, session: BrowserSession, family: string, seed: string): Promise<OpenTask> {
  const url = `${server.origin}/miniwob/${family}.html`;
  session.skipSelector = NOT_OBSERVED;
  await session.page.setViewportSize(VIEWPORT);
  const outcome = await session.open(url);
  if (outcome.status === 'error') throw new AgentError('TASK_NOT_OPENED', `The page ${url} did not open: ${outcome.message}`);
  const goal = await session.page.evaluate((key) => window.__wob!.start(key), seed);
  await session.observe(); // what was seen so far is the page before the episode began
  return {
    assignment: { goal, startUrl: url, limits: LIMITS },
    ended: () => (session.isClosed ? Promise.resolve(false) : session.page.evaluate(() => window.__wob?.end() !== undefined)),
    evaluate: () => evaluate(session),
    close: () => Promise.resolve(),
  };
}

async function evaluate(session: BrowserSession): Promise<Evaluation> {
  if (session.isClosed) return { success: false, reward: 0, detail: 'the page is gone' };
  const end = await session.page.evaluate(() => window.__wob?.end());
  if (!end) return { success: false, reward: 0, detail: 'the page did not end the episode' };
  if (end.scripted) return { success: false, reward: 0, detail: 'suspect: ended by script, not by user input' };
  return { success: end.raw === 1, reward: end.raw, detail: end.reason || `raw reward ${end.raw}` };
}
