import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createAgent } from '../agent/index.js';
import { codeFingerprint, fileFingerprint, runEvaluation } from '../evaluation/index.js';
import type { Store } from '../memory/index.js';
import type { Suite } from '../tasks/index.js';
import type { CommandContext } from './context.js';
import { percent } from './format.js';
import type { Parts } from './parts.js';

/** What one checkpoint did on tasks of the trained families. */
export interface Rollouts {
  model: string;
  episodes: number;
  successes: number;
}

/** Sampled, so that a checkpoint shows what it may do and not only what it does most. */
const TEMPERATURE = 0.5;

/**
 * Lets the half-trained checkpoints and the finished model act, and keeps every episode with its evaluator's verdict in the
 * trajectory log, for training: what a weak policy gets wrong is what a value model has to learn from, and it comes for free.
 * Runs again where it stopped.
 */
export async function keepRollouts(
  context: CommandContext,
  parts: Parts,
  { out, model, episodes, seed }: { out: string; model: string; episodes: number; seed: number },
): Promise<Rollouts[]> {
  const done: Rollouts[] = [];
  const store = parts.store();
  const suite = await parts.suite('practice');
  for (const file of [...snapshots(path.join(out, 'training')), model]) {
    const name = path.basename(file, '.gguf');
    const report = await rollOut(context, parts, file, { suite, store, name, out, episodes, seed });
    context.note(`${name}: ${percent(report.rate)} of ${report.episodes} sampled episodes solved; kept for training`);
    done.push({ model: name, episodes: report.episodes, successes: report.successes });
  }
  return done;
}

function snapshots(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => /^snapshot-\d+\.gguf$/.test(name));
  return files.sort().map((name) => path.join(folder, name));
}

interface RolloutTerms {
  suite: Suite;
  store: Store;
  name: string;
  out: string;
  episodes: number;
  seed: number;
}

async function rollOut(
  context: CommandContext,
  parts: Parts,
  file: string,
  { suite, store, name, out, episodes, seed }: RolloutTerms,
) {
  const { config } = context;
  const { model, prompt } = await parts.model({ model: file });
  const settings = { ...config.agent, proposers: ['model'], model: { ...config.agent.model, temperature: TEMPERATURE } };
  try {
    const { report } = await runEvaluation({
      ...{ suite, split: 'seen', purpose: 'train', episodes, seed, jobs: config.evaluation.jobs },
      agent: createAgent({ model, prompt, log: store.log, settings }),
      configuration: { model: name, planner: settings.planner, proposers: settings.proposers },
      fingerprint: { settings, code: codeFingerprint(), weights: fileFingerprint(file), database: config.database },
      evaluations: store.evaluations,
      newSession: parts.sessions(),
      resultsFolder: path.join(out, 'rollouts'),
      signal: context.signal,
      onProgress: ({ done, total }) => context.progress(`${name}: ${done} of ${total} rollouts`),
    });
    return report;
  } finally {
    await model.close(); // the next checkpoint is opened after it
  }
}
