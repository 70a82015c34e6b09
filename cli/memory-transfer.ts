import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { ImportReport } from '../memory/index.js';
import type { CommandContext, Execute } from './context.js';
import { reading, writing } from './file-access.js';
import { shared } from './options.js';
import { withStore } from './stores.js';

interface TransferOptions {
  db?: string;
  json?: boolean;
}

/** `memory export|import`: memories as JSON lines, to keep a copy or to take them to another machine. */
export function addTransfer(memory: Command, execute: Execute): void {
  const command = memory
    .command('export [file]')
    .description('all memories as JSON lines, also what was forgotten (as hashes), to a file or to stdout')
    .addOption(shared.database())
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  autodidact memory export memories.jsonl');
  command.action((file: string | undefined, options: TransferOptions) => {
    if (options.json && file === undefined)
      command.error('error: --json reports about a file; name one, or leave --json out: stdout gets JSON lines.');
    return execute(async (context) => exportMemories(context, file, options));
  });
  memory
    .command('import <file>')
    .description('take over exported memories, all or none; what is here already stays as it is')
    .addOption(shared.database())
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  autodidact memory import memories.jsonl')
    .action((file: string, options: TransferOptions) => execute(async (context) => importMemories(context, file, options)));
}

function exportMemories(context: CommandContext, file: string | undefined, { db, json }: TransferOptions): void {
  const lines = withStore(context, { db }, ({ memories }) => [...memories.exportLines()]);
  if (file === undefined) return lines.forEach((line) => context.print(line));
  writing(file, () => writeFileSync(file, lines.map((line) => `${line}\n`).join('')));
  context.print(json ? JSON.stringify({ file, lines: lines.length }) : `${lines.length} lines written to ${file}`);
}

function importMemories(context: CommandContext, file: string, { db, json }: TransferOptions): void {
  const next = 'Check the path; "autodidact memory export FILE" writes such a file.';
  const lines = reading(file, next, () => readFileSync(file, 'utf8')).split('\n');
  const report = withStore(context, { db, access: 'create' }, ({ memories }) => memories.importLines(lines));
  context.print(json ? JSON.stringify(report) : describe(report));
}

function describe({ added, known, forgotten, refused }: ImportReport): string {
  return [
    `added ${added}, known already ${known}, refused ${refused.length}, newly barred because they were forgotten elsewhere ${forgotten}`,
    ...refused.map(({ line, why }) => `  line ${line}: ${why}`),
  ].join('\n');
}
