import { AgentError, messageOf } from '../../core/index.js';
import type { BrowserSession } from '../../tools/index.js';
import type { UserSuite, UserTask } from './suite.js';

/** What a look at one task found. */
export interface TaskFinding {
  task: string;
  split: string;
  opens: boolean;
  /** Its check holds although nothing was done. */
  holdsAtStart: boolean;
  /** What must be mended. */
  problem?: string;
}

/**
 * Opens every task and judges it with nothing done and nothing said: a check that holds then would call everything a success.
 * Sessions are closed; what `newSession` throws is passed on.
 */
export async function checkSuite(suite: UserSuite, newSession: () => Promise<BrowserSession>): Promise<TaskFinding[]> {
  const findings: TaskFinding[] = [];
  for (const task of suite.everyTask()) {
    const session = await newSession();
    try {
      findings.push(await checkTask(task, session));
    } finally {
      await session.close();
    }
  }
  return findings;
}

async function checkTask(task: UserTask, session: BrowserSession): Promise<TaskFinding> {
  const found = { task: task.label, split: task.split };
  try {
    const open = await task.open(session);
    const { success, detail } = await open.evaluate({ kind: 'done', text: '' });
    await open.close();
    return { ...found, opens: true, holdsAtStart: success, ...problemOf(task, success, detail) };
  } catch (thrown) {
    if (!(thrown instanceof AgentError)) throw thrown;
    return { ...found, opens: false, holdsAtStart: false, problem: messageOf(thrown) };
  }
}

function problemOf(task: UserTask, success: boolean, detail: string): Pick<TaskFinding, 'problem'> {
  if (success === task.holdsAtStart) return {};
  if (!success) return { problem: `declared to hold at the start, and does not (${detail})` };
  return {
    problem: `holds before anything was done (${detail}); ask for what the task changes, or declare "holdsAtStart": true`,
  };
}
