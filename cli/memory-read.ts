import { existsSync, statSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { systemClock } from '../core/index.js';
import {
  MemoryKindSchema,
  type MemoryKind,
  MemoryStatusSchema,
  type MemoryStatus,
  type Scope,
  unknownMemory,
} from '../memory/index.js';
import type { CommandContext, Execute } from './context.js';
import { positiveInteger, shared } from './options.js';
import { kindOption, memoryId, scope, scopes } from './memory-options.js';
import { describeList, describeRecall, describeStatistics, describeWhole, type PolicyLine } from './memory-text.js';
import { withStore } from './stores.js';

interface ReadOptions {
  db?: string;
  json?: boolean;
}

interface SearchOptions extends ReadOptions {
  kind?: MemoryKind;
  scope?: Scope[];
  limit: number;
  why?: boolean;
}

interface ListOptions extends ReadOptions {
  kind?: MemoryKind;
  scope?: Scope;
  status?: MemoryStatus;
  subject?: string;
  limit: number;
}

/** `memory search|list|show|stats`: none of them writes anything. */
export function addReading(memory: Command, execute: Execute): void {
  memory
    .command('search <words>')
    .description('what would be recalled for these words; nothing is recorded, and nothing learned from it')
    .addOption(kindOption(MemoryKindSchema.options, 'only memories of this kind'))
    .option('--scope <scope>', 'who asks: memories of this scope, and global ones (default: user); may be repeated', scopes)
    .option('--limit <n>', 'most hits', positiveInteger, 5)
    .option('--why', 'show what each feature added to the score, and what came next')
    .addOption(shared.database())
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  autodidact memory search "when is an invoice due" --why')
    .action((words: string, options: SearchOptions) => execute(async (context) => search(context, words, options)));
  memory
    .command('list')
    .description('newest first, whatever their status')
    .addOption(kindOption(MemoryKindSchema.options, 'only memories of this kind'))
    .option('--scope <scope>', 'only memories of this scope', scope)
    .addOption(new Option('--status <status>', 'only memories of this status').choices(MemoryStatusSchema.options))
    .option('--subject <subject>', 'only memories about this, written exactly so')
    .option('--limit <n>', 'most memories to list', positiveInteger, 20)
    .addOption(shared.database())
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  autodidact memory list --status disputed')
    .action((options: ListOptions) => execute(async (context) => list(context, options)));
  memory
    .command('show')
    .argument('<id>', 'such as m12', memoryId)
    .description('one memory: its text, where it comes from, what it is linked to, and every change, to be undone by number')
    .addOption(shared.database())
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  autodidact memory show m12')
    .action((id: number, options: ReadOptions) => execute(async (context) => show(context, id, options)));
  memory
    .command('stats')
    .description('how many of what, what is stale, disputed or never cited, and what was learned about ranking')
    .addOption(shared.database())
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  autodidact memory stats')
    .action((options: ReadOptions) => execute(async (context) => stats(context, options)));
}

function search(context: CommandContext, query: string, options: SearchOptions): void {
  const { kind, scope, limit, why = false, json } = options;
  const found = withStore(context, options, ({ memories }) => {
    const result = memories.recall({ query, kinds: kind && [kind], scopes: scope, limit, record: false });
    const shown = new Set(result.hits.map(({ id }) => id));
    const next = result.candidates.filter(({ id }) => !shown.has(id)).slice(0, limit);
    return { ...result, next: next.map((candidate) => ({ ...candidate, memory: memories.get(candidate.id) })) };
  });
  const { hits, terms, none, next } = found;
  context.print(json ? JSON.stringify({ hits, terms, none, ...(why ? { next } : {}) }) : describeRecall(found, why));
}

function list(context: CommandContext, { db, json, ...filter }: ListOptions): void {
  const found = withStore(context, { db }, ({ memories }) => memories.list(filter));
  if (json) return context.print(JSON.stringify({ memories: found }));
  if (found.length === 0) return context.print('No such memory. Write one: autodidact memory add "TEXT"');
  context.print(describeList(found, systemClock.now()));
  if (found.length === filter.limit) context.note(`These are the newest ${filter.limit}; --limit shows more.`);
}

function show(context: CommandContext, id: number, options: ReadOptions): void {
  const whole = withStore(context, options, ({ memories }) => {
    const memory = memories.get(id);
    if (!memory) throw unknownMemory(id);
    const [sources, keys] = [memories.sources(id), memories.keys(id)];
    const [edges, edgesTo, operations] = [memories.edges(id), memories.edgesTo(id), memories.operations(id)];
    return { memory, turn: memories.turn(id), sources, keys, edges, edgesTo, operations };
  });
  context.print(options.json ? JSON.stringify(whole) : describeWhole(whole, systemClock.now()));
}

function stats(context: CommandContext, options: ReadOptions): void {
  const file = options.db ?? context.config.database;
  const { statistics, policies } = withStore(context, options, ({ memories }) => ({
    statistics: memories.stats(),
    policies: memories.policies().map(({ state, ...line }): PolicyLine => ({ ...line, serves: isServed(state) })),
  }));
  const bytes = [file, `${file}-wal`].reduce((sum, name) => sum + (existsSync(name) ? statSync(name).size : 0), 0);
  const report = { file, bytes, ...statistics, policies };
  context.print(options.json ? JSON.stringify(report) : describeStatistics(report));
}

/** States of earlier builds do not say. */
const isServed = (state: unknown): boolean => (state as { serves?: boolean }).serves === true;
