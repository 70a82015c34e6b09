import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { AgentError } from '../core/index.js';
import type { GateReport } from '../training/index.js';
import type { CommandContext, Execute } from './context.js';
import { percent, points } from './format.js';
import { describeModel, modelFile } from './model-files.js';
import { positiveInteger, shared, suiteName } from './options.js';
import type { Parts } from './parts.js';

interface JudgeCommandOptions {
  against: string;
  suite: string;
  pairs: number;
  promote?: string;
  seed: number;
  jobs?: number;
  threads?: number;
  json?: boolean;
}

const EXAMPLES =
  '\nExamples:\n  autodidact models judge mine.gguf\n  autodidact models judge mine.gguf --against seed --promote mine --json';

/** `autodidact models judge`: the gate of a cycle for weights that came from anywhere. */
export function judgeCommand(execute: Execute): Command {
  return new Command('judge')
    .description(
      'whether a model is better than another, on paired tasks that nothing was trained on; run it again to go on after a stop',
    )
    .argument('<candidate>', 'a name or a GGUF file')
    .option('--against <model>', 'what it has to beat', 'best')
    .option('--suite <suite>', 'practice, or a file of your own tasks with a split "gate"', suiteName, 'practice')
    .option('--pairs <n>', 'most pairs of tasks', positiveInteger, 600)
    .option('--promote <name>', 'register it by this name and use it from now on, if it is better')
    .addOption(shared.seed())
    .option('--jobs <n>', 'episodes at a time', positiveInteger)
    .addOption(shared.threads())
    .addOption(shared.json())
    .addHelpText('after', EXAMPLES)
    .action((candidate: string, options: JudgeCommandOptions) => execute((context) => judge(context, { candidate, ...options })));
}

/** Of the thousand-seed ranges that a seed has: rounds of a cycle count from 1, and the drill has the last. */
const RANGE = 48;

async function judge(context: CommandContext, { json, ...options }: JudgeCommandOptions & { candidate: string }): Promise<void> {
  const { withParts } = await import('./parts.js');
  const { report, promoted } = await withParts(context, async (parts) => {
    if (options.suite === 'miniwob')
      throw new AgentError(
        'USAGE',
        'MiniWoB++ may be practised on, but decides nothing. Use practice, or a file of your own tasks.',
      );
    const files = { candidate: fileOf(context, options.candidate), incumbent: fileOf(context, options.against) };
    const report = await play(context, parts, files, options);
    const promoted = report.verdict === 'promote' ? options.promote : undefined;
    if (promoted) await promote(parts, promoted, files, report);
    return { report, promoted };
  });
  const { candidate, against, suite, seed } = options;
  const printed = { models: { candidate, against }, suite, seed, ...report, promoted: promoted ?? null };
  context.print(json ? JSON.stringify(printed) : describe(report, promoted));
}

function fileOf({ config }: CommandContext, model: string): string {
  const file = modelFile(config, model);
  if (file) return file;
  throw new AgentError('MODEL_UNKNOWN', `"${model}" is neither a file nor a named model. See "autodidact models list".`);
}

interface Files {
  candidate: string;
  incumbent: string;
}

async function play(context: CommandContext, parts: Parts, files: Files, options: JudgeCommandOptions): Promise<GateReport> {
  const [{ gateSeed, judgeModels, GATE_RULES }, { gateSource, looksOf }] = await Promise.all([
    import('../training/index.js'),
    import('./task-sources.js'),
  ]);
  const { config, signal } = context;
  const gate = await gateSource(parts, [options.suite]);
  const folder = path.join(config.cycles, 'judged');
  mkdirSync(folder, { recursive: true });
  const terms = JSON.stringify([options.suite, config.agent]); // pairs of another agent are not gone on from
  const both = [files.candidate, files.incumbent].map((file) => readFileSync(file));
  const mark = both.reduce((hash, content) => hash.update(content), createHash('sha256').update(terms)).digest('hex');
  return judgeModels({
    ...{ ...files, gate, signal, settings: config.agent },
    jobs: options.jobs ?? config.evaluation.jobs,
    threads: options.threads ?? config.model.threads,
    seed: gateSeed(options.seed, RANGE),
    rules: { ...GATE_RULES, looks: looksOf(gate, options.pairs, (text) => context.note(text)) },
    file: path.join(folder, `${mark.slice(0, 12)}-${options.seed}.jsonl`),
    onProgress: ({ pairs, wanted, gained, lost }) =>
      context.progress(`${pairs} of ${wanted} pairs, ${gained} gained, ${lost} lost`),
  });
}

async function promote(parts: Parts, name: string, { candidate, incumbent }: Files, gate: GateReport): Promise<void> {
  const { models } = parts.store();
  models.register({ ...(await describeModel(candidate)), name, parent: path.basename(incumbent), card: { gate } });
  models.promote({ model: name, why: `gate: ${gate.why}`, at: Date.now() });
}

const describe = ({ verdict, why, pairs, incumbent, candidate, difference, interval }: GateReport, promoted?: string): string =>
  [
    `${verdict}: ${why}`,
    `${percent(incumbent)} before, ${percent(candidate)} after: ${points(difference)} [${interval.map(points).join(', ')}] in ${pairs} pairs`,
    ...(promoted ? [`${promoted} is used from now on; back again: autodidact models rollback`] : []),
  ].join('\n');
