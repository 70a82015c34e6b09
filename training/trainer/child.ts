/**
 * The trainer process: `node dist/training/trainer/child.js JOB.json [--attached]`. It is a process of its own because a
 * failed assertion inside ggml aborts the whole process. Says {@link TrainerEvent}s on standard output, one a line.
 * SIGTERM, SIGINT and, when attached, the end of standard input make it save a checkpoint and exit.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { AgentError, messageOf, systemClock } from '../../core/index.js';
import type { TrainerEvent } from './events.js';
import { lockFolder } from './folder-lock.js';
import { TrainingJobSchema, type TrainingJob } from './job.js';
import { TrainingRun } from './training-run.js';

const NICENESS = 10;

async function main(jobFile: string | undefined, attached: boolean): Promise<void> {
  lowerPriority();
  const job = readJob(jobFile);
  mkdirSync(job.out, { recursive: true });
  const unlock = lockFolder(job.out);
  try {
    const run = new TrainingRun(job, systemClock, say);
    const stop = (): void => run.stop();
    process.on('SIGTERM', stop).on('SIGINT', stop);
    process.stdout.on('error', stop); // nobody listens any more
    if (attached) process.stdin.on('end', stop).on('error', stop).resume();
    await run.run();
    run.close();
  } finally {
    unlock();
  }
}

function readJob(file: string | undefined): TrainingJob {
  try {
    return TrainingJobSchema.parse(JSON.parse(readFileSync(file ?? '', 'utf8')));
  } catch (cause) {
    throw new AgentError(
      'TRAINING_JOB',
      `The job file "${file ?? ''}" cannot be used: ${messageOf(cause)}. Give the path of a job in JSON.`,
      { cause },
    );
  }
}

function say(event: TrainerEvent): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

/** Training must not slow down what people do; systems that refuse train at normal priority. */
function lowerPriority(): void {
  try {
    os.setPriority(NICENESS);
  } catch (error) {
    process.stderr.write(`priority unchanged: ${messageOf(error)}\n`);
  }
}

main(process.argv[2], process.argv.includes('--attached')).then(
  () => process.stdin.pause(),
  (error: unknown) => {
    const code = error instanceof AgentError ? error.code : 'TRAINER_FAILED';
    if (!(error instanceof AgentError)) console.error(error);
    say({ type: 'error', code, message: messageOf(error) });
    process.exitCode = 1;
    process.stdin.pause();
  },
);
