import type { Command } from 'commander';
import { type Forgotten, labelOf, type SweepReport } from '../memory/index.js';
import type { CommandContext, Execute } from './context.js';
import { shorten } from './format.js';
import { memoryId } from './memory-options.js';
import { wordsOf } from './memory-text.js';
import { shared } from './options.js';
import { withStore } from './stores.js';

interface RemoveOptions {
  db?: string;
  json?: boolean;
}

/** `memory forget|sweep`: the one removes for good and has to be confirmed, the other archives and can be undone. */
export function addRemoving(memory: Command, execute: Execute): void {
  memory
    .command('forget')
    .argument('<id>', 'such as m12', memoryId)
    .description('remove a memory for good: text, sources, keys, vectors and history; without --yes it only says what would go')
    .option('--yes', 'do it; this cannot be undone')
    .addOption(shared.database())
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  autodidact memory forget m12\n  autodidact memory forget m12 --yes')
    .action((id: number, options: RemoveOptions & { yes?: boolean }) =>
      execute(async (context) => (options.yes ? forget(context, id, options) : preview(context, id, options))),
    );
  memory
    .command('sweep')
    .description('archive what is of no use: unimportant, and shown in vain or not used for 90 days; raw turns stay')
    .option('--dry-run', 'only say what would be archived')
    .addOption(shared.database())
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  autodidact memory sweep --dry-run')
    .action((options: RemoveOptions & { dryRun?: boolean }) => execute(async (context) => sweep(context, options)));
}

/** 1: nothing was forgotten. */
function preview(context: CommandContext, id: number, { db, json }: RemoveOptions): number {
  const { would, memory, runs } = withStore(context, { db }, ({ memories }) => ({
    would: memories.previewForget(id),
    memory: memories.get(id),
    runs: [...new Set(memories.sources(id).flatMap(({ episodeId }) => (episodeId === undefined ? [] : [episodeId])))],
  }));
  if (json) context.print(JSON.stringify({ ...would, runs, forgotten: false }));
  else {
    const logs = runs.map((run) => `The log of run ${run.slice(0, 8)}, which it comes from, is kept.`);
    const text = memory ? `\n  ${shorten(wordsOf(memory), 200)}` : '';
    const next = `Nothing was changed. To do it: autodidact memory forget ${labelOf(id)} --yes`;
    context.print([`${would.why}${text}`, ...describeOthers(would), ...logs, next].join('\n'));
  }
  return 1;
}

function forget(context: CommandContext, id: number, { db, json }: RemoveOptions): void {
  const done = withStore(context, { db, access: 'change' }, ({ memories }) => memories.forget(id, { actor: 'user' }));
  if (json) return context.print(JSON.stringify({ ...done, forgotten: true }));
  const purged = done.purged ? [] : ['Another process reads the file: the words leave the write-ahead log when it ends.'];
  context.print([done.why, ...describeOthers(done), ...purged].join('\n'));
}

function describeOthers({ madeFrom, quotedBy }: Forgotten): string[] {
  const turns = madeFrom.map(labelOf);
  const makers = quotedBy.map(labelOf);
  return [
    ...(turns.length > 0 ? [`It was made from ${turns.join(', ')}, which is kept and still says it: forget that too.`] : []),
    ...(makers.length > 0 ? [`Made from it, and kept without the words they quote: ${makers.join(', ')}.`] : []),
  ];
}

function sweep(context: CommandContext, { db, json, dryRun = false }: RemoveOptions & { dryRun?: boolean }): void {
  const access = 'change'; // also a dry run takes the lock, so that it sees what a sweep would see
  const report = withStore(context, { db, access }, ({ memories }) => memories.sweep({ actor: 'user', dryRun }));
  context.print(json ? JSON.stringify({ ...report, dryRun }) : describeSweep(report, dryRun));
}

function describeSweep({ looked, archived, expired, kept }: SweepReport, dryRun: boolean): string {
  const reasons = Object.entries(kept).filter(([, count]) => count > 0);
  const first = archived[0]?.id ?? expired[0];
  const undo = dryRun || first === undefined ? [] : [`Take it back: autodidact memory undo --memory ${labelOf(first)}`];
  return [
    `Looked at ${looked} memories in use.`,
    `${dryRun ? 'would archive' : 'archived'} ${archived.length}`,
    ...archived.map(({ id, why }) => `  ${labelOf(id)}: ${why}`),
    `${dryRun ? 'would expire' : 'expired'} ${expired.length}${expired.length > 0 ? `: ${expired.map(labelOf).join(', ')}` : ''}`,
    `kept ${reasons.map(([reason, count]) => `${count} ${reason}`).join(', ') || 'none'}`,
    ...undo,
  ].join('\n');
}
