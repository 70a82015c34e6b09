import path from 'node:path';
import type { CorrectionHealth } from '../evaluation/index.js';
import { type Friction, frictionOf } from '../reflection/index.js';
import type { Store } from '../memory/index.js';
import type { CommandContext } from './context.js';
import { ALL_EPISODES } from './episodes.js';
import { percent, table } from './format.js';
import { withStore } from './stores.js';

export interface HealthOptions {
  db?: string;
  json?: boolean;
}

/** What `runs health --json` prints. */
export interface HealthReport {
  reflectors: Record<string, CorrectionHealth>;
  friction: Friction;
}

/** `autodidact runs health`: whether reflectors keep what is right and mend what is wrong, from judged episodes in the log. */
export async function showHealth(context: CommandContext, { db, json }: HealthOptions): Promise<void> {
  const { reflectorHealth } = await import('../evaluation/index.js');
  const database = path.join(context.config.evaluations, 'evaluations.db'); // what `eval` and `ablate` write
  const there = { ...context, config: { ...context.config, database } };
  const report = withStore(there, { db }, (store): HealthReport => ({ reflectors: reflectorHealth(store), friction: frictionIn(store) })); // prettier-ignore
  context.print(json ? JSON.stringify(report) : describe(report));
}

function frictionIn({ log }: Store): Friction {
  const each = log.episodes({ limit: ALL_EPISODES }).map(({ id }) => frictionOf(log.steps(id)));
  const sum = (key: 'retries' | 'repeats'): number => each.reduce((total, one) => total + one[key], 0);
  const [retries, repeats] = [sum('retries'), sum('repeats')];
  return { retries, repeats, ...(retries > 0 ? { share: repeats / retries } : {}) };
}

function describe({ reflectors, friction }: HealthReport): string {
  const two = (value: number | undefined): string => (value === undefined ? '-' : value.toFixed(2));
  const rows = Object.entries(reflectors).map(([name, { items, accuracy, confidence, critique, relative, alarm }]) => [
    ...[name, items, percent(accuracy[0]), percent(accuracy[1])],
    ...[two(confidence), two(critique), two(relative), alarm ?? ''],
  ]);
  const share = friction.share === undefined ? '' : ` (${percent(friction.share)})`;
  const none = 'No reflector was played both ways yet. Try: autodidact ablate --mechanisms loops,coverage --episodes 60';
  return [
    rows.length === 0 ? none : table([['reflector', 'tasks', 'without', 'with', 'CL', 'CS', 'RSS', 'alarm'], ...rows]),
    '',
    'CL: right that stays right; CS: wrong that becomes right; RSS: 0.5 where nothing is gained or lost',
    `friction: ${friction.repeats} of ${friction.retries} retries came back to what had failed${share}`,
  ].join('\n');
}
