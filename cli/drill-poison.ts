import { existsSync } from 'node:fs';
import path from 'node:path';
import type { GateReport } from '../training/index.js';
import type { CommandContext } from './context.js';
import { percent, points } from './format.js';

export interface PoisonOptions {
  /** Folder of a cycle with a finished round. */
  cycle: string;
  out?: string;
  tokens: number;
  seed: number;
  threads?: number;
  json?: boolean;
}

/** `autodidact drill poison`: a candidate trained on nonsense has to be rejected. Exit code 1 when the gate lets it pass. */
export async function drillPoison(context: CommandContext, { json, ...options }: PoisonOptions): Promise<number> {
  const { withParts } = await import('./parts.js');
  const { report, rows } = await withParts(context, async (parts) => {
    const [{ begunWith, trainPoisoned, judgeModels, gateSeed }, { gateSource }, { AgentError }] = await Promise.all([
      import('../training/index.js'),
      import('./task-sources.js'),
      import('../core/index.js'),
    ]);
    const { config, signal } = context;
    const cycle = path.resolve(options.cycle);
    const own = path.join(cycle, 'round-1', 'own.rows');
    const incumbent = begunWith(cycle);
    if (!existsSync(own) || !incumbent)
      throw new AgentError(
        'CYCLE_FOLDER',
        `"${cycle}" has no rows of a first round. Name the folder of a cycle that has trained.`,
      );
    const out = path.resolve(options.out ?? path.join(cycle, 'poison'));
    const threads = options.threads ?? config.model.threads;
    const onProgress = (done: number): void => context.progress(`training on nonsense: ${percent(done)}`);
    const poisoned = await trainPoisoned({ rows: own, from: incumbent, out, tokens: options.tokens, seed: options.seed, threads, signal, onProgress }); // prettier-ignore
    const report = await judgeModels({
      ...{ incumbent, candidate: poisoned.model, threads, signal, settings: config.agent, jobs: config.evaluation.jobs },
      gate: await gateSource(parts, ['practice']),
      seed: gateSeed(options.seed, 49), // the last of the seed's decisions; a cycle has fewer rounds
      file: path.join(out, 'gate.jsonl'),
      onProgress: ({ pairs, wanted, gained, lost }) =>
        context.progress(`gate: ${pairs} of ${wanted} pairs, ${gained} gained, ${lost} lost`),
    });
    return { report, rows: poisoned.rows };
  });
  context.print(json ? JSON.stringify({ ...options, rows, gate: report }) : describe(report, rows));
  return report.verdict === 'reject' ? 0 : 1;
}

const describe = ({ verdict, why, pairs, incumbent, candidate, difference, interval }: GateReport, rows: number): string =>
  `${verdict}: ${why}\n${percent(incumbent)} before, ${percent(candidate)} after ${rows} poisoned rows: ${points(difference)} [${interval.map(points).join(', ')}] in ${pairs} pairs`;
