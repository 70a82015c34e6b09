import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { Command, Option } from 'commander';
import type { BuilderName } from '../training/index.js';
import type { CommandContext, Execute } from './context.js';
import { commaList, namesOf, shared } from './options.js';
import { ROW_HELP, ROW_NAMES } from './row-names.js';

interface ExportOptions {
  format: 'sft' | 'dpo' | 'kto' | 'prm' | 'value';
  rows?: BuilderName[];
  chat?: boolean;
  sources?: boolean;
  db?: string;
  splits: string[];
  strictness: number;
  habits: number;
  out: string;
  json?: boolean;
}

const EXAMPLES =
  '\nExamples:\n  autodidact collect --out rollouts.db --tasks 200\n  autodidact export --db rollouts.db --format sft --out rows.jsonl\n  autodidact export --db rollouts.db --format dpo --chat --out pairs.jsonl\n  autodidact export --rows success,revision,world-model --sources --out rows.jsonl';

/** `autodidact export`: verified attempts as rows for other trainers. */
export function exportCommand(execute: Execute): Command {
  return new Command('export')
    .description('write what was learned from verified attempts as JSON lines, in the shapes that TRL documents')
    .addOption(
      new Option(
        '--format <name>',
        'sft: prompt and completion; dpo: preferences; kto: good and bad; prm: judged steps; value: what steps are worth',
      )
        .choices(['sft', 'dpo', 'kto', 'prm', 'value'])
        .default('sft'),
    )
    .option('--rows <a,b>', 'what is made of the attempts; see below', namesOf(ROW_NAMES))
    .option('--sources', 'add to each row the builder, episode and step that it comes from')
    .option('--chat', 'conversational form: messages with roles')
    .addOption(shared.database())
    .option('--splits <a,b>', 'only of these splits', commaList, ['seen', 'practice', 'practised', 'train'])
    .option('--strictness <0..1>', 'of success: 0 keeps every success, 1 only the shortest without a slip', Number, 0)
    .option(
      '--habits <0..4>',
      'of success: only attempts that show so many of the four habits (verification, backtracking, subgoals, backward chaining)',
      Number,
      0,
    )
    .requiredOption('--out <file>', 'JSON lines')
    .addOption(shared.json())
    .addHelpText('after', ROW_HELP + '\n' + EXAMPLES)
    .action((options: ExportOptions) => execute((context) => exportRows(context, options)));
}

async function exportRows(context: CommandContext, { json, ...options }: ExportOptions): Promise<void> {
  const [{ withParts }, { exportLines }] = await Promise.all([import('./parts.js'), import('../training/index.js')]);
  const file = path.resolve(options.out);
  const report = await withParts(context, async (parts) => {
    const out = createWriteStream(file);
    const failed = once(out, 'error').then(([cause]) => Promise.reject(cause as Error));
    const report = exportLines(parts.store(options.db && path.resolve(options.db)), options, (line) => out.write(line));
    out.end();
    await Promise.race([once(out, 'finish'), failed]);
    return report;
  });
  if (json) return context.print(JSON.stringify({ ...report, out: file }));
  const drops = Object.entries(report.drops).map(([why, n]) => `${n} ${why}`);
  context.print(`${report.rows} rows of ${report.attempts} attempts at ${report.tasks} tasks in ${file}`);
  if (drops.length > 0) context.print(`left out: ${drops.join(', ')}`);
  if (report.rows === 0)
    context.print('Nothing to export: gather attempts with "autodidact collect", or name their database with --db.');
}
