import { Command } from 'commander';
import type { CommandContext, Execute } from './context.js';
import { shorten, table } from './format.js';
import { positiveInteger, shared } from './options.js';

export interface DemoOptions {
  tasks: number;
  seed: number;
  model?: string;
  threads?: number;
  headed?: boolean;
  db?: string;
  json?: boolean;
}

/** What the demo's closing table says of one task. */
export interface DemoRow {
  family: string;
  goal: string;
  episodeId: string;
  steps: number;
  /** The agent's own word. */
  said: string;
  /** The evaluator's. */
  success: boolean;
}

/** `autodidact demo`: the agent at work on a handful of practice pages. */
export function demoCommand(execute: Execute): Command {
  return new Command('demo')
    .description('watch the seed model work on a few practice pages: what it sees, decides and does')
    .option('--tasks <n>', 'how many tasks, each of another kind', positiveInteger, 6)
    .addOption(shared.seed())
    .addOption(shared.model())
    .addOption(shared.threads())
    .addOption(shared.headed())
    .addOption(shared.database())
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  autodidact demo --headed --tasks 3')
    .action((options: DemoOptions) => execute((context) => demo(context, options)));
}

async function demo(context: CommandContext, options: DemoOptions): Promise<void> {
  const { runDemo } = await import('./demo-run.js');
  const { rows, database } = await runDemo(context, options);
  if (options.json)
    return context.print(JSON.stringify({ tasks: rows, solved: rows.filter((row) => row.success).length, database }));
  const lines = rows.map((row) => [
    row.episodeId.slice(0, 8),
    row.family,
    shorten(row.goal, 48),
    row.steps,
    row.said,
    row.success ? 'solved' : 'not solved',
  ]);
  context.print(`\n${table([['run', 'kind', 'goal', 'steps', 'agent said', 'evaluator'], ...lines])}`);
  context.print(
    `\n${rows.filter((row) => row.success).length} of ${rows.length} solved. A handful of tasks measures nothing: "autodidact eval" does.`,
  );
  context.print(
    `Log: ${database}. Look at a run again: autodidact runs show ${rows[0]?.episodeId.slice(0, 8) ?? 'ID'}${options.db ? ` --db ${options.db}` : ''}`,
  );
}
