import { Command } from 'commander';
import type { Interval, MemoryBenchReport, RankerComparison, SkillReport } from '../evaluation/index.js';
import type { CommandContext, Execute } from './context.js';
import { percent, points, table } from './format.js';
import { shared, wholeNumber } from './options.js';

interface BenchMemoryOptions {
  seed: number;
  locomo?: string;
  metatool?: string;
  memories: number;
  json?: boolean;
}

/** `autodidact bench-memory`: how well memory finds what a question needs, and what learning from citations adds. */
export function benchMemoryCommand(execute: Execute): Command {
  return new Command('bench-memory')
    .description('measure the long-term memory on generated work logs: what it finds, what it learns, how fast it is')
    .addOption(shared.seed())
    .option('--locomo <file>', "also measure on LoCoMo's locomo10.json, which you have to get yourself")
    .option('--metatool <folder>', "also measure skill retrieval on MetaTool's data in this folder")
    .option('--memories <n>', 'memories of the latency part; 0 leaves it out', wholeNumber, 100_000)
    .addOption(shared.json())
    .addHelpText(
      'after',
      '\nExamples:\n  autodidact bench-memory --memories 0\n  autodidact bench-memory --seed 2 --json\n  autodidact bench-memory --locomo ~/data/locomo10.json --metatool ~/data/MetaTool',
    )
    .action((options: BenchMemoryOptions) => execute((context) => benchMemory(context, options)));
}

async function benchMemory(
  context: CommandContext,
  { seed, locomo, metatool, memories, json }: BenchMemoryOptions,
): Promise<void> {
  const bench = await import('../evaluation/index.js');
  const report = await bench.runMemoryBench({
    seed,
    memories,
    locomo: locomo === undefined ? undefined : bench.readLocomo(locomo),
    metatool: metatool === undefined ? undefined : bench.readMetaTool(metatool, seed),
    createMemory: bench.createStoreMemory,
    createSkillIndex: bench.createStoreSkillIndex,
    signal: context.signal,
    onProgress: (text) => context.progress(text),
  });
  context.print(json ? JSON.stringify(report) : describe(report));
}

function describe(report: MemoryBenchReport): string {
  const { adversary, latency100k: latency, skills, seed } = report;
  const parts = [
    comparison(`generated work logs, seed ${seed}`, report),
    kinds(report),
    comparison('questions written by hand', report.handwritten),
    ...(report.locomo ? [comparison('LoCoMo', report.locomo), kinds(report.locomo)] : []),
    skillTable('skills of our own', skills),
    ...(report.metatool ? [skillTable('MetaTool', report.metatool)] : []),
    `citations that do not help: recall@5 ${percent(adversary.recallAt5.fielded)} before; after ${adversary.interactions} random ones ` +
      `${percent(adversary.recallAt5.afterRandomCitations)} (${verdict(adversary.holds.random)}), after contrary ones ` +
      `${percent(adversary.recallAt5.afterContraryCitations)} (${verdict(adversary.holds.contrary)})`,
  ];
  if (latency)
    parts.push(
      `${latency.memories} memories: recall ${latency.p50Ms.toFixed(1)} ms (median), ${latency.p95Ms.toFixed(1)} ms (95th percentile) over ${latency.requests} requests; ${latency.writeMs.toFixed(2)} ms a write`,
    );
  return parts.join('\n\n');
}

const verdict = (holds: boolean): string => (holds ? 'held' : 'not held');

function comparison(title: string, { counts, intervals, ...measures }: RankerComparison): string {
  const names = [
    ['recall@5', 'recallAt5'],
    ['recall@10', 'recallAt10'],
    ['recall@20', 'recallAt20'],
    ['MRR', 'mrr'],
  ] as const;
  const rows = names.map(([name, key]) => {
    const row = measures[key];
    const gain = intervals[key].gainOverBm25;
    return [name, percent(row.bm25), percent(row.fielded), percent(row.reranked), `${points(row.gainOverBm25)} ${range(gain)}`];
  });
  return [
    `${title}: ${counts.questions} questions about ${counts.conversations} conversations, ${counts.turns} turns; reranked after ${counts.interactions} answers`,
    table([['measure', 'bm25', 'fielded', 'reranked', 'gain over bm25 (95%)'], ...rows]),
  ].join('\n');
}

function range([low, high]: Interval): string {
  return `(${points(low)} to ${points(high)})`;
}

function kinds({ byKind }: RankerComparison): string {
  const rows = Object.entries(byKind).map(([kind, { questions, recallAt5: row }]) => [
    kind,
    questions,
    percent(row.bm25),
    percent(row.fielded),
    percent(row.reranked),
  ]);
  return table([['recall@5 by kind', 'questions', 'bm25', 'fielded', 'reranked'], ...rows]);
}

function skillTable(title: string, { skills, requests, hitAt1, plain }: SkillReport): string {
  const rows = Object.entries(hitAt1).map(([count, hit]) => [Number(count), percent(plain.hitAt1[count] ?? 0), percent(hit)]);
  return [
    `${title}: ${requests} requests, ${skills} skills`,
    table([['past requests a skill', 'hit@1 plain', 'hit@1 store'], ...rows]),
  ].join('\n');
}
