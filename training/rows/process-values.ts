import { pageKey, processValues } from '../../agent/index.js';
import { printAction, type PromptPart } from '../../core/index.js';
import { spokenStep } from './spoken.js';
import type { TaskAttempts } from './trajectory.js';

/** What a step is worth as a part of the way, 0 to 1. */
export interface ValueRow {
  episodeId: string;
  /** Counted from 1. */
  step: number;
  family: string;
  prompt: PromptPart[];
  answer: PromptPart[];
  value: number;
}

/**
 * Process values (ReST-MCTS*, Zhang et al. 2024; the formula is at `processValues`) on the tree that the attempts at a task make together: they part
 * where they did different things, and their ends have known outcomes. Departure: of the searches within a step nothing is used, as what they
 * looked at was not gone on with to an end.
 */
export function processValueRows({ attempts, family }: TaskAttempts): ValueRow[] {
  const nodes: { id: number; parent?: number }[] = [{ id: 0 }];
  const known = new Map<string, number>();
  const correct = new Set<number>();
  const rows: (Omit<ValueRow, 'value'> & { node: number })[] = [];
  for (const { steps, success } of attempts) {
    let at = 0;
    for (const record of steps) {
      const key = JSON.stringify([at, pageKey(record.observation), printAction(record.decision.action)]);
      const node = known.get(key) ?? nodes.push({ id: nodes.length, parent: at }) - 1;
      const spoken = known.has(key) ? undefined : spokenStep(record);
      known.set(key, node);
      at = node;
      if (!spoken) continue;
      const { episodeId, step, prompt, answer } = spoken;
      rows.push({ episodeId, step, family, prompt, answer, node });
    }
    if (success) correct.add(at);
  }
  const values = processValues({ nodes }, correct);
  return rows.map(({ node, ...row }) => ({ ...row, value: values.get(node) ?? 0 }));
}
