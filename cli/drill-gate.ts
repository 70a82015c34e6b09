import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { GatePair, GateSimulation } from '../training/index.js';
import type { CommandContext } from './context.js';
import { percent, points, table } from './format.js';

export interface GateDrillOptions {
  /** Folder of a cycle: the pairs that its gates played. */
  cycle: string;
  simulations: number;
  seed: number;
  json?: boolean;
}

/** True differences that are simulated. */
const DIFFERENCES = [0, 0.1, 0.05, -0.02, -0.05, -0.1];

/** `autodidact drill gate`: how often the gate would promote equal, better and worse candidates. */
export async function drillGate(context: CommandContext, { json, cycle, simulations, seed }: GateDrillOptions): Promise<void> {
  const { simulateGate, GATE_RULES } = await import('../training/index.js');
  const pairs = await loggedPairs(path.resolve(cycle));
  const rows = DIFFERENCES.map((difference) => simulateGate(pairs, { difference, simulations, seed }));
  if (json) return context.print(JSON.stringify({ pairs: pairs.length, seed, rules: GATE_RULES, simulations: rows }));
  const shown = rows.map(({ difference, verdicts, promoted, interval, pairs: used }: GateSimulation) => [
    points(difference),
    verdicts.promote,
    verdicts['no significant change'],
    verdicts.reject,
    `${percent(promoted)} [${percent(interval[0])}, ${percent(interval[1])}]`,
    Math.round(used),
  ]);
  context.print(table([['true difference', 'promoted', 'no change', 'rejected', 'share promoted (95%)', 'pairs'], ...shown]));
  context.print(
    `\n${simulations} simulations each from ${pairs.length} logged pairs, seed ${seed}; looks after ${GATE_RULES.looks.join(', ')} pairs`,
  );
}

async function loggedPairs(cycle: string): Promise<GatePair[]> {
  const [{ GatePairSchema }, { ResultFile }, { AgentError }] = await Promise.all([
    import('../training/index.js'),
    import('../evaluation/index.js'),
    import('../core/index.js'),
  ]);
  const rounds = existsSync(cycle) ? readdirSync(cycle).filter((name) => name.startsWith('round-')) : [];
  const files = rounds
    .flatMap((round) => ['gate', 'gate-control'].map((name) => path.join(cycle, round, `${name}.jsonl`)))
    .filter((file) => existsSync(file));
  const pairs = files.flatMap((file) => ResultFile.open(file, GatePairSchema, {}).rows());
  if (pairs.length === 0)
    throw new AgentError(
      'CYCLE_FOLDER',
      `"${cycle}" holds no pairs of a gate. Name the folder of a cycle that came to its gate.`,
    );
  return pairs;
}
