import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { AgentError, messageOf, type Finish } from '../../core/index.js';
import type { BrowserSession } from '../../tools/index.js';
import type { Evaluation, OpenTask, Suite, Task, TaskPurpose } from '../task.js';
import { judge } from './judge.js';
import { planTasks, type PlannedTask } from './plan.js';
import { recordResponses } from './responses.js';
import { startPageServer } from './server.js';
import { readSuiteFile, USER_SPLITS, type UserSplit } from './suite-file.js';

/** A task of a suite file. */
export interface UserTask extends Task {
  /** Its entry and its values: `add-to-cart (Lamp)`. */
  label: string;
  /** Declared: the check holds before anything was done. */
  holdsAtStart: boolean;
}

export interface UserSuite extends Suite {
  /** Every task of the file once, in its order. */
  everyTask(): UserTask[];
}

const LIMITS = { tokens: 200_000, timeMs: 180_000 };

/**
 * The suite of a JSON file (`docs/suites.md`); each entry is a family, a seed picks among its values. Pages beside the file are
 * served on loopback. Errors: `FILE_READ`, `SUITE_INVALID`; of its methods `NO_SUCH_SPLIT`, `NO_SUCH_FAMILY`, `SUITE_SPLIT_EMPTY`,
 * `SUITE_SPLIT_PURPOSE`.
 */
export async function openUserSuite(file: string): Promise<UserSuite> {
  const suite = readSuiteFile(file);
  const planned = planTasks(suite, file);
  const server = planned.some(({ url }) => url.startsWith('./')) ? await startPageServer(file) : undefined;
  const limits = { ...LIMITS, steps: suite.maxSteps };
  const make = (task: PlannedTask, seed: number, purpose: TaskPurpose): UserTask => ({
    id: [suite.name, task.split, task.family, purpose, seed].join('/'),
    suite: suite.name,
    ...{ split: task.split, family: task.family, seed, recoverable: task.recoverable, impossible: task.impossible },
    label: task.values.length > 0 ? `${task.family} (${task.values.join(', ')})` : task.family,
    holdsAtStart: task.holdsAtStart,
    open: (session) => openTask(session, task, new URL(task.url, server?.origin).href, limits),
  });
  const tasksOf = (split: string): PlannedTask[] => tasksOfSplit(planned, split, suite.name);
  return {
    name: suite.name,
    version: `${suite.version}+${contentHash(file, planned)}`,
    splits: USER_SPLITS,
    families: (split) => [...new Set(tasksOf(split).map(({ family }) => family))],
    size: (split, family) => tasksOf(split).filter((task) => task.family === family).length,
    task: (split, family, seed, purpose = 'report') => {
      refuseTraining(split, purpose, suite.name);
      const choice = tasksOf(split).filter((task) => task.family === family);
      if (choice.length > 0) return make(choice[seed % choice.length], seed, purpose);
      throw new AgentError('NO_SUCH_FAMILY', `The split "${split}" of "${suite.name}" has no task "${family}".`);
    },
    everyTask: () => planned.map((task, i) => make(task, i, 'report')),
    maxSteps: suite.maxSteps,
    close: async () => server?.close(),
  };
}

/** Results of another file, or of other start pages, are not taken for results of this one. */
function contentHash(file: string, tasks: readonly PlannedTask[]): string {
  const local = new Set(tasks.flatMap(({ url }) => (url.startsWith('./') ? [url.replace(/[?#].*$/s, '')] : [])));
  const files = [file, ...[...local].sort().map((url) => path.join(path.dirname(file), url))];
  const hash = createHash('sha256');
  for (const name of files.filter((name) => fs.existsSync(name) && fs.statSync(name).isFile()))
    hash.update(fs.readFileSync(name));
  return hash.digest('hex').slice(0, 8);
}

function tasksOfSplit(tasks: readonly PlannedTask[], split: string, suite: string): PlannedTask[] {
  if (!USER_SPLITS.includes(split as UserSplit))
    throw new AgentError('NO_SUCH_SPLIT', `"${suite}" has no split "${split}". It has: ${USER_SPLITS.join(', ')}.`);
  const found = tasks.filter((task) => task.split === split);
  if (found.length > 0) return found;
  throw new AgentError(
    'SUITE_SPLIT_EMPTY',
    `None of the ${tasks.length} tasks of "${suite}" is in the split "${split}". Give some of them "split": "${split}", or add tasks: of every four without a split two go to train, one to gate and one to report.`,
  );
}

/** What is to be learned from may not gate or be reported. */
function refuseTraining(split: string, purpose: TaskPurpose, suite: string): void {
  if (purpose !== 'train' || split === 'train') return;
  throw new AgentError(
    'SUITE_SPLIT_PURPOSE',
    `Tasks of the split "${split}" of "${suite}" are not for training: that would spoil what they measure. Use the split "train".`,
  );
}

async function openTask(
  session: BrowserSession,
  task: PlannedTask,
  startUrl: string,
  limits: OpenTask['assignment']['limits'],
): Promise<OpenTask> {
  const responses = recordResponses(session.page);
  const outcome = await session.open(startUrl);
  const status = responses.pageStatus() ?? 200; // file: has none
  if (outcome.status === 'error' || status >= 400) {
    responses.stop();
    const cause = outcome.status === 'error' ? outcome.message : `the server answered ${status}.`;
    throw new AgentError('TASK_NOT_OPENED', `The page ${startUrl} of task "${task.family}" did not open: ${cause}`);
  }
  responses.forget(); // what the page loaded of itself is not the agent's doing
  return {
    assignment: { goal: task.goal, startUrl, limits },
    ended: () => Promise.resolve(false),
    evaluate: (finish) => evaluate(session, task, finish, responses.fine()),
    close: () => Promise.resolve(responses.stop()),
  };
}

async function evaluate(
  session: BrowserSession,
  { check, impossible }: PlannedTask,
  finish: Finish,
  requests: ReturnType<ReturnType<typeof recordResponses>['fine']>,
): Promise<Evaluation> {
  if (session.isClosed) return failed('the page is gone');
  if (impossible && finish.kind !== 'refused') return failed('it was to be refused');
  try {
    const observation = await session.observe();
    const { holds, detail } = check ? judge(check, { observation, finish, requests }) : { holds: true, detail: 'refused' };
    return { success: holds, reward: Number(holds), detail };
  } catch (thrown) {
    if (thrown instanceof AgentError && thrown.code.startsWith('PAGE_')) return failed(messageOf(thrown));
    throw thrown;
  }
}

const failed = (detail: string): Evaluation => ({ success: false, reward: 0, detail });
