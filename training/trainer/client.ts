import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { AgentError, packageRoot } from '../../core/index.js';
import { unavailable } from '../ffi/index.js';
import { TrainerEventSchema, type Evaluation, type TrainerEvent } from './events.js';
import { TrainingJobSchema, type TrainingJobInput } from './job.js';

export interface RunTrainerOptions {
  onEvent?: (event: TrainerEvent) => void;
  /** Aborting saves a checkpoint; the promise then resolves with `finished: false`. */
  signal?: AbortSignal;
  /** Script of the trainer process; the built one of this package unless given. */
  script?: string;
}

export interface TrainingOutcome {
  /** False when it was stopped before its budget was spent; the same job continues it. */
  finished: boolean;
  /** The model file, or the checkpoint when not finished. */
  file: string;
  /** The adapter alone, where one was trained. */
  adapter?: string;
  step: number;
  tokens: number;
  seconds: number;
  evaluation?: Evaluation;
}

/**
 * Trains in a child process and resolves when it is done. The job's folder then holds `model.gguf`, `checkpoint.bin`,
 * `events.jsonl` and `trainer.log`; a job whose folder holds a checkpoint is continued. Raises the trainer's own error, or
 * `TRAINER_CRASHED` when the process died, after which the same call resumes.
 */
export async function runTrainer(job: TrainingJobInput, options: RunTrainerOptions = {}): Promise<TrainingOutcome> {
  const parsed = TrainingJobSchema.parse(job);
  const script = options.script ?? path.join(packageRoot, 'dist/training/trainer/child.js');
  if (!existsSync(script)) throw unavailable(`${script} is missing`, 'run "npm run build"');
  mkdirSync(parsed.out, { recursive: true });
  const jobFile = path.join(parsed.out, 'job.json');
  writeFileSync(jobFile, JSON.stringify(parsed, null, 2));
  const log = openSync(path.join(parsed.out, 'trainer.log'), 'a');
  const child = spawn(process.execPath, [script, jobFile, '--attached'], { stdio: ['pipe', 'pipe', log] });
  closeSync(log);
  const stop = (): void => void child.kill('SIGTERM');
  options.signal?.addEventListener('abort', stop);
  if (options.signal?.aborted) stop();
  try {
    return await outcomeOf(child, parsed.out, options.onEvent);
  } finally {
    options.signal?.removeEventListener('abort', stop);
  }
}

async function outcomeOf(child: ChildProcess, out: string, onEvent?: (event: TrainerEvent) => void): Promise<TrainingOutcome> {
  const exit = new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  let last: TrainerEvent | undefined;
  for await (const line of createInterface({ input: child.stdout! })) {
    last = TrainerEventSchema.parse(JSON.parse(line));
    onEvent?.(last);
  }
  const ending = await exit;
  if (last?.type === 'error') throw new AgentError(last.code, last.message);
  if (last?.type !== 'done' && last?.type !== 'stopped') throw crashed(out, ending);
  const { step, tokens, seconds, file } = last;
  return {
    finished: last.type === 'done',
    file,
    step,
    tokens,
    seconds,
    ...(last.type === 'done' ? { adapter: last.adapter, evaluation: last.evaluation } : {}),
  };
}

function crashed(out: string, ending: string): AgentError {
  return new AgentError(
    'TRAINER_CRASHED',
    `The trainer process died (${ending}); its last words are in "${path.join(out, 'trainer.log')}". Run the same command again: it resumes from the last checkpoint.`,
  );
}
