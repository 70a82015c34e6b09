import { Command } from 'commander';
import path from 'node:path';
import type { PlayedEpisode, SearchedReport, SearchedTask } from '../evaluation/index.js';
import type { ConfidenceReport, ForecastReport } from '../reflection/index.js';
import type { PracticeSplit } from '../tasks/index.js';
import type { CommandContext, Execute } from './context.js';
import { percent, table } from './format.js';
import { commaList, positiveInteger, shared, wholeNumber } from './options.js';
import type { Parts } from './parts.js';

interface CalibrateOptions {
  model?: string;
  episodes: number;
  held: number;
  searched: number;
  splits: string[];
  report: string[];
  seed: number;
  threads?: number;
  json?: boolean;
}

const EXAMPLES =
  '\nExamples:\n  autodidact calibrate\n  autodidact calibrate --model models/mine.gguf --episodes 1000 --held 1000\n  autodidact calibrate --report near,far --json';

/** `autodidact calibrate`: fits how sure an agent with one model may be, and shows how true that is on other pages. */
export function calibrateCommand(execute: Execute): Command {
  return new Command('calibrate')
    .description('fit confidence to outcomes on practice tasks, and judge it on tasks that it has not seen')
    .addOption(shared.model())
    .option('--episodes <n>', 'episodes that are fitted on', positiveInteger, 2000)
    .option('--held <n>', 'episodes that are only judged by', positiveInteger, 2000)
    .option(
      '--searched <n>',
      'tasks that are attempted six times each, for the planner rollouts to choose by; 0: none',
      wholeNumber,
      200,
    )
    .option('--splits <a,b>', 'practice splits to fit on; others are for other things', commaList, ['seen', 'practice'])
    .option('--report <a,b>', 'splits to judge on: the same ones on fresh pages, or near, far for a report', commaList, [
      'seen',
      'practice',
    ])
    .addOption(shared.seed())
    .addOption(shared.threads())
    .addOption(shared.json())
    .addHelpText('after', EXAMPLES)
    .action((options: CalibrateOptions) => execute((context) => calibrate(context, options)));
}

/** What the command prints as JSON. */
export interface CalibrationReport extends ConfidenceReport {
  model: string;
  seed: number;
  fitted: { splits: string[]; episodes: number; successes: number };
  held: { splits: string[]; episodes: number; successes: number };
  /** What choosing among searched attempts is worth on families that it was not fitted on. */
  searched?: SearchedReport;
  file: string;
}

async function calibrate(context: CommandContext, { json, ...options }: CalibrateOptions): Promise<void> {
  const { withParts } = await import('./parts.js');
  const report = await withParts(context, (parts) => fitAndJudge(context, parts, options));
  context.print(json ? JSON.stringify(report) : describe(report));
}

/** Pages that are fitted on and pages that are judged by have seeds of their own, far from all others. */
const FIT_SEEDS = 71_000_000;
const HELD_SEEDS = 72_000_000;
const SEEDS_PER_SEED = 10_000;
const MOST_STEPS = 20;
const SEARCHED_SEEDS = 73_000_000;
const ATTEMPTS = 6;

async function fitAndJudge(context: CommandContext, parts: Parts, options: CalibrateOptions): Promise<CalibrationReport> {
  const [{ createAgent, confidenceFileOf, writeConfidence }, { codeFingerprint, collectForecasts, collectSearched, fileFingerprint, judgeSearched, PlayedEpisodeSchema, ResultFile, SearchedTaskSchema }, { fitConfidence, fitSearched, judgeConfidence }, tasks, { openStore }, { AgentError, hash32 }] =
    await Promise.all([import('../agent/index.js'), import('../evaluation/index.js'), import('../reflection/index.js'), import('../tasks/index.js'), import('../memory/index.js'), import('../core/index.js')]); // prettier-ignore
  const unfit = options.splits.find((split) => split !== 'seen' && split !== 'practice');
  if (unfit) throw new AgentError('PRACTICE_SPLIT', `Nothing may be fitted on "${unfit}". Choose from seen, practice.`);
  const unknown = options.report.find((split) => !(split in tasks.SPLITS));
  if (unknown)
    throw new AgentError('NO_SUCH_SPLIT', `There is no split "${unknown}". Known: ${Object.keys(tasks.SPLITS).join(', ')}.`);
  const { model, prompt, file } = await parts.model({ ...options, confidence: false });
  if (!file) throw new AgentError('CONFIDENCE_MODEL', `Confidence is kept beside a model file, and "${model.id}" is none of this machine. Choose a GGUF file.`); // prettier-ignore
  const store = openStore(':memory:');
  try {
    const agent = createAgent({ model, prompt, log: store.log, settings: context.config.agent });
    const browser = await parts.browser();
    const terms = { model: fileFingerprint(file), code: codeFingerprint(), settings: agent.settings, seed: options.seed };
    const play = (
      splits: readonly string[],
      episodes: number,
      first: number,
      purpose: 'train' | 'report',
    ): Promise<PlayedEpisode[]> => {
      const name = `calibrate-${model.id}-${purpose}-${hash32(JSON.stringify({ ...terms, splits })).toString(16)}.jsonl`;
      return collectForecasts({
        ...{ browser, agent, episodes, purpose, maxSteps: MOST_STEPS, signal: context.signal },
        splits: splits.map((split) => tasks.SPLITS[split as PracticeSplit]),
        pages: context.config.evaluation.jobs,
        seed: first + options.seed * SEEDS_PER_SEED,
        results: ResultFile.open(path.join(context.config.evaluations, name), PlayedEpisodeSchema, terms),
        onProgress: (done) => context.progress(`${purpose === 'train' ? 'to fit' : 'to judge'}: ${done.episodes} of ${episodes} episodes, ${done.successes} solved`),
      }); // prettier-ignore
    };
    const search = (): Promise<SearchedTask[]> =>
      collectSearched({
        ...{ browser, agent, tasks: options.searched, attempts: ATTEMPTS, maxSteps: MOST_STEPS, signal: context.signal },
        families: options.splits.flatMap((split) => tasks.SPLITS[split as PracticeSplit]),
        pages: context.config.evaluation.jobs,
        seed: SEARCHED_SEEDS + options.seed * SEEDS_PER_SEED,
        results: ResultFile.open(path.join(context.config.evaluations, `searched-${model.id}-${hash32(JSON.stringify(terms)).toString(16)}.jsonl`), SearchedTaskSchema, terms),
        onProgress: (done) => context.progress(`searched: ${done.tasks} of ${options.searched} tasks, ${done.own} solved at once, ${done.any} in the end`),
      }); // prettier-ignore
    const fitted = await play(options.splits, options.episodes, FIT_SEEDS, 'train');
    const held = await play(options.report, options.held, HELD_SEEDS, 'report');
    if (context.signal?.aborted) throw new AgentError('ABORTED', 'Stopped. Run the same command again to go on from there.');
    const tasksSearched = await search();
    if (context.signal?.aborted) throw new AgentError('ABORTED', 'Stopped. Run the same command again to go on from there.');
    const target = confidenceFileOf(path.resolve(file));
    const fittedOnce = fitConfidence(model.id, fitted);
    const confidence =
      tasksSearched.length > 0
        ? { ...fittedOnce, searched: fitSearched(tasksSearched.flatMap(({ attempts }) => attempts)) }
        : fittedOnce;
    writeConfidence(target, confidence);
    const solved = (episodes: readonly { success: boolean }[]): number => episodes.filter(({ success }) => success).length;
    return {
      model: model.id,
      seed: options.seed,
      fitted: { splits: options.splits, episodes: fitted.length, successes: solved(fitted) },
      held: { splits: options.report, episodes: held.length, successes: solved(held) },
      ...judgeConfidence(confidence, fitted, held),
      ...(tasksSearched.length > 0
        ? { searched: judgeSearched(confidence, tasksSearched, agent.settings.search.rollouts.lead) }
        : {}),
      file: target,
    };
  } finally {
    store.close();
  }
}

function describe({ model, seed, fitted, held, end, ahead, feasible, searched, file }: CalibrationReport): string {
  const row = (name: string, one: ForecastReport): (string | number)[] => [
    name,
    one.forecasts,
    percent(one.baseRate),
    one.brier.toFixed(3),
    one.skill.toFixed(3),
    one.ece.toFixed(3),
    one.auroc.toFixed(3),
  ];
  return [
    table([
      ['forecast', 'episodes', 'came true', 'Brier', 'skill', 'ECE', 'AUROC'],
      row('the task was done, at the last step', end),
      row('it will be done, on the way', ahead),
      row('it can be done, at the first step', feasible),
    ]),
    '',
    table([['surest share', 'of them wrong', 'confidence from'], ...end.riskCoverage.map(({ coverage, risk, threshold }) => [percent(coverage), percent(risk), threshold.toFixed(2)])]),
    '',
    `model ${model}, seed ${seed}: fitted on ${fitted.episodes} episodes of ${fitted.splits.join(', ')}, judged on ${held.episodes} others of ${held.splits.join(', ')}`,
    ...(searched ? [`searched: of ${searched.tasks} tasks ${searched.own} are solved at once, ${searched.chosen} by the attempt that is chosen, ${searched.any} by any of ${searched.attempts}`] : []),
    `kept in ${file}`,
  ].join('\n'); // prettier-ignore
}
