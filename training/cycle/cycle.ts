import { existsSync } from 'node:fs';
import path from 'node:path';
import type { AgentSettings } from '../../config/index.js';
import { AgentError } from '../../core/index.js';
import type { AttemptSearch, CollectProgress, TaskSource } from '../collect/index.js';
import type { GateReport, GateRules, GateSource, Verdict } from '../gate/index.js';
import { type CurationOptions, readVerdicts } from '../rows/index.js';
import type { TrainerEvent, TrainingJobInput } from '../trainer/index.js';
import { openStore } from '../../memory/index.js';
import type { DatasetReport, Recipe } from './dataset.js';
import { writeCycleReport } from './report-page.js';
import type { CorrectionReport } from './demonstration-queue.js';
import { type RoundStart, runRound, type TrainedModel } from './round.js';
import { StageFolder } from './stages.js';

export interface CycleOptions {
  /** Folder of everything that is written; a cycle found there is continued. */
  out: string;
  /** Of the models it makes: `NAME-ROUND`. */
  name: string;
  /** Weights to begin with. */
  model: string;
  sources: readonly TaskSource[];
  gate: GateSource;
  rounds: number;
  /** Of one round, wall time. */
  minutes: number;
  settings: AgentSettings;
  /** Most tasks of a source and round, and most attempts at one. */
  tasks: number;
  attempts: number;
  /** How attempts after the first look for success. */
  search: AttemptSearch;
  /** Also trains a control arm each round, and shows it to the gate. */
  control: boolean;
  /** What is learned from the rollouts. */
  recipe: Recipe;
  /** Has tasks demonstrated that no attempt solved, where that is allowed. */
  demonstrate: boolean;
  /** Rows of demonstrations to rehearse, and rows to watch the loss on; made once. */
  replay: () => Promise<RoundStart['replay']>;
  curation?: Partial<CurationOptions>;
  rules?: GateRules;
  trainer?: Partial<TrainingJobInput>;
  seed: number;
  jobs: number;
  threads?: number;
  signal?: AbortSignal;
  /** Called when a candidate has won, before the next round begins; it must bear being called twice. */
  promote: (round: RoundReport) => Promise<void>;
  onEvent?: (event: CycleEvent) => void;
}

export type CycleEvent =
  | { type: 'round'; round: number; incumbent: string }
  | { type: 'replay' }
  | ({ type: 'collect'; round: number; suite: string } & CollectProgress)
  | { type: 'correct'; round: number; episodes: number; queued: number; rows: number }
  | { type: 'train'; round: number; arm: 'candidate' | 'control'; event: TrainerEvent }
  | { type: 'gate'; round: number; pairs: number; wanted: number; gained: number; lost: number }
  | { type: 'verdict'; round: number; verdict: Verdict; why: string };

/** What one round did. */
export interface RoundReport {
  /** Counted from 1. */
  number: number;
  incumbent: string;
  collected: CollectProgress;
  /** Of what practice could not solve; absent where nothing was demonstrated. */
  corrections?: CorrectionReport;
  data: DatasetReport;
  /** Temperatures that the next round samples at. */
  temperatures: number[];
  candidate?: TrainedModel;
  control?: TrainedModel;
  gate?: GateReport;
  controlGate?: GateReport;
  verdict: Verdict;
  why: string;
}

/** What a whole cycle did. */
export interface CycleReport {
  name: string;
  seed: number;
  suites: string[];
  rounds: RoundReport[];
  /** The weights that came out best: the last promoted candidate, else what it began with. */
  model: string;
  /** Tables and curves of all this, as Markdown. */
  page: string;
}

/** Choice-temperatures of the first round, in nats; later rounds follow the balance of B-STaR. */
const TEMPERATURES = [1, 1.8, 0.6];

/**
 * Offline self-training (expert iteration: STaR, ReST, WebEvolver's cycle): collect -> curate -> rows -> train -> gate -> promote or keep, round
 * by round, each from the best model so far. Only the gate decides, and only on tasks that nothing was trained on. It survives
 * being killed anywhere: the same call goes on. Errors: `CYCLE_FOLDER`, `EVALUATOR_SUSPECT`, `ABORTED` and those of trainer and browser.
 */
export async function runCycle(options: CycleOptions): Promise<CycleReport> {
  const folder = new StageFolder(options.out);
  checkFolder(folder, options);
  options.onEvent?.({ type: 'replay' });
  const replay = await options.replay();
  const rounds: RoundReport[] = [];
  let model = options.model;
  for (let number = 1; number <= options.rounds; number++) {
    options.onEvent?.({ type: 'round', round: number, incumbent: model });
    const round = await runRound(options, startOf(folder, { number, model, rounds, replay }));
    rounds.push(round);
    options.onEvent?.({ type: 'verdict', round: number, verdict: round.verdict, why: round.why });
    if (round.verdict === 'promote' && round.candidate) {
      await options.promote(round);
      model = round.candidate.file;
    }
    folder.write('cycle', reportOf(options, rounds, model));
    writeCycleReport(reportOf(options, rounds, model));
  }
  return reportOf(options, rounds, model);
}

function startOf(
  folder: StageFolder,
  {
    number,
    model,
    rounds,
    replay,
  }: { number: number; model: string; rounds: readonly RoundReport[]; replay: RoundStart['replay'] },
): RoundStart {
  const earlier = rounds.map((round) => folder.at(`round-${round.number}`));
  const last = rounds.at(-1);
  const known = last && greedySuccess(folder.at(`round-${last.number}/rollouts.db`));
  return {
    number,
    incumbent: model,
    earlier,
    replay,
    temperatures: last?.temperatures ?? TEMPERATURES,
    ...(known ? { known } : {}),
  };
}

/** Success of the first attempt at each task, by family. */
function greedySuccess(file: string): Map<string, number> {
  const store = openStore(file, { readOnly: true });
  try {
    const families = new Map<string, boolean[]>();
    for (const { family, verdicts } of readVerdicts(store))
      families.set(family, [...(families.get(family) ?? []), verdicts[0].success]);
    return new Map([...families].map(([family, all]) => [family, all.filter(Boolean).length / all.length]));
  } finally {
    store.close();
  }
}

/** The weights that the cycle in a folder began with; undefined where there is none. What is in use may be another model by now. */
export const begunWith = (out: string): string | undefined =>
  existsSync(out) ? new StageFolder(out).read<{ model: string }>('terms')?.model : undefined;

/** A folder belongs to one cycle: rows of another model or suite would be taken for its own. */
function checkFolder(folder: StageFolder, { name, model, seed, sources }: CycleOptions): void {
  const terms = {
    name,
    model,
    seed,
    suites: sources.map(({ suite, families }) => `${suite}: ${Object.keys(families).join(', ')}`),
  };
  const known = folder.read<typeof terms>('terms');
  if (known && JSON.stringify(known) !== JSON.stringify(terms))
    throw new AgentError(
      'CYCLE_FOLDER',
      `"${folder.path}" holds another cycle (${known.name} from ${known.model}, seed ${known.seed}). Choose another folder with --out, or the same terms.`,
    );
  folder.write('terms', terms);
}

const reportOf = ({ name, seed, sources, out }: CycleOptions, rounds: readonly RoundReport[], model: string): CycleReport => ({
  name,
  seed,
  suites: sources.map(({ suite }) => suite),
  rounds: [...rounds],
  model,
  page: path.join(out, 'report.md'),
});
