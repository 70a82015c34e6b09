import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openStore, type Store } from '../../memory/index.js';
import { fitConfidence, judgeConfidence, type JudgedEpisode } from '../../reflection/index.js';
import type { GateReport } from '../gate/index.js';
import { HABITS, readAttempts, readVerdicts, type Trajectory } from '../rows/index.js';
import { type TrainerEvent, TrainerEventSchema } from '../trainer/index.js';
import type { CycleReport, RoundReport } from './cycle.js';

/** Of one round, read from what its stages left. */
interface RoundFacts {
  round: RoundReport;
  /** By split: tasks, those solved at once, and those solved at last. */
  success: Map<string, { tasks: number; atOnce: number; atLast: number }>;
  calibration?: Calibration;
  losses: Map<string, TrainerEvent[]>;
}

interface Calibration {
  episodes: number;
  skill: number;
  ece: number;
  auroc: number;
}

/**
 * Writes the page of a cycle into its folder: tables and curves (Mermaid, which Git hosts draw) of success by split and round, what was left out and why,
 * how attempts were thought out, loss, calibration, positions and time. Ready to be put into docs.
 */
export function writeCycleReport(report: CycleReport): void {
  const folder = path.dirname(report.page);
  const facts = report.rounds.map((round) => factsOf(path.join(folder, `round-${round.number}`), round));
  writeFileSync(report.page, pageOf(report, facts));
}

function factsOf(folder: string, round: RoundReport): RoundFacts {
  const store = openStore(path.join(folder, 'rollouts.db'), { readOnly: true });
  try {
    const losses = new Map(['candidate', 'control'].map((arm) => [arm, lossesOf(path.join(folder, arm, 'events.jsonl'))]));
    return { round, success: successOf(store), calibration: calibrationOf(store), losses };
  } finally {
    store.close();
  }
}

function successOf(store: Store): RoundFacts['success'] {
  const splits: RoundFacts['success'] = new Map();
  for (const { key, verdicts } of readVerdicts(store)) {
    const [split] = key.split('/');
    const { tasks, atOnce, atLast } = splits.get(split) ?? { tasks: 0, atOnce: 0, atLast: 0 };
    const succeeded = verdicts.map(({ success }) => success);
    splits.set(split, {
      tasks: tasks + 1,
      atOnce: atOnce + Number(succeeded[0]),
      atLast: atLast + Number(succeeded.includes(true)),
    });
  }
  return splits;
}

/** Fewer episodes than this tell nothing of forecasts. */
const LEAST_EPISODES = 80;

/** How well success could be foretold of first attempts: fitted on every other task, judged on the rest. */
function calibrationOf(store: Store): Calibration | undefined {
  const firsts: JudgedEpisode[] = [];
  for (const { attempts } of readAttempts(store)) if (attempts[0].steps.length > 0) firsts.push(judgedOf(attempts[0]));
  if (firsts.length < LEAST_EPISODES || new Set(firsts.map(({ success }) => success)).size < 2) return undefined;
  const [fitted, held] = [0, 1].map((side) => firsts.filter((_, i) => i % 2 === side));
  const { skill, ece, auroc } = judgeConfidence(fitConfidence('', fitted), fitted, held).end;
  return { episodes: held.length, skill, ece, auroc };
}

const judgedOf = ({ steps, success }: Trajectory): JudgedEpisode => ({
  steps: steps.map(({ decision, verdicts }) => ({ decision, label: verdicts.find(({ level }) => level === 'action')?.label })),
  success,
  feasible: true,
});

function lossesOf(file: string): TrainerEvent[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => parsed(line))
    .filter(({ type }) => type === 'evaluation');
}

/** A killed trainer may leave half a line. */
function parsed(line: string): TrainerEvent[] {
  try {
    return [TrainerEventSchema.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const signed = (share: number): string => `${share > 0 ? '+' : ''}${(100 * share).toFixed(1)}`;
const millions = (count: number): string => `${(count / 1e6).toFixed(2)} M`;
const minutes = (seconds: number): string => `${(seconds / 60).toFixed(0)} min`;

const tableOf = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] =>
  rows.length === 0 ? [] : [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).concat('');

function pageOf({ name, seed, suites, rounds, model }: CycleReport, facts: readonly RoundFacts[]): string {
  return [
    `# Cycle ${name}`,
    '',
    `Practised: ${suites.join(', ')}; seed ${seed}. ${rounds.map(({ number, verdict, why }) => `Round ${number}: **${verdict}** (${why}).`).join(' ')} Best model: \`${path.basename(model)}\`.`,
    '',
    '## Success in practice',
    '',
    ...successTable(facts),
    '## At the gate',
    '',
    ...tableOf(
      ['round', 'arm', 'pairs', 'before', 'after', 'difference', 'gained, lost', 'verdict'],
      rounds.flatMap(({ number, gate, controlGate }) => [
        ...gateRow(number, 'candidate', gate),
        ...gateRow(number, 'control', controlGate),
      ]),
    ),
    '## What was learned from',
    '',
    ...tableOf(
      ['round', 'attempts', 'rows', 'made of', 'left out'],
      rounds.map(({ number, data }) => [number, data.attempts, data.rows, listed(data.byBuilder), listed(data.drops)]),
    ),
    ...tableOf(
      ['round', 'attempts', ...HABITS, 'all four'],
      rounds.map(({ number, data: { habits } }) => [
        number,
        habits.attempts,
        ...HABITS.map((habit) => habits[habit]),
        habits['all four'],
      ]),
    ),
    '## Training',
    '',
    ...tableOf(
      ['round', 'arm', 'positions', 'time', 'loss on held-out demonstrations', 'whole answers right'],
      facts.flatMap(({ round, losses }) =>
        ['candidate', 'control'].flatMap((arm) => trainingRow(round, arm as 'candidate' | 'control', losses.get(arm) ?? [])),
      ),
    ),
    ...facts.flatMap(({ round, losses }) => chart(`Loss in round ${round.number}`, losses)),
    '## Foretelling success',
    '',
    ...calibrationTable(facts),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

const listed = (counts: Partial<Record<string, number>>): string =>
  Object.entries(counts).map(([what, count]) => `${count} ${what}`).join(', ') || 'nothing'; // prettier-ignore

const successTable = (facts: readonly RoundFacts[]): string[] =>
  tableOf(
    ['round', 'split', 'tasks', 'solved at once', 'solved in the end'],
    facts.flatMap(({ round, success }) =>
      [...success].map(([split, { tasks, atOnce, atLast }]) => [
        round.number,
        split,
        tasks,
        percent(atOnce / tasks),
        percent(atLast / tasks),
      ]),
    ),
  );

const gateRow = (number: number, arm: string, gate?: GateReport): (string | number)[][] =>
  gate
    ? [[number, arm, gate.pairs, percent(gate.incumbent), percent(gate.candidate), `${signed(gate.difference)} [${gate.interval.map(signed).join(', ')}]`, `${gate.gained}, ${gate.lost}`, gate.verdict]] // prettier-ignore
    : [];

function trainingRow(round: RoundReport, arm: 'candidate' | 'control', losses: readonly TrainerEvent[]): (string | number)[][] {
  const trained = round[arm];
  if (!trained) return [];
  const [first, last] = [losses.at(0), losses.at(-1)];
  const change = (of: 'nll' | 'exact', show: (value: number) => string): string =>
    first?.type === 'evaluation' && last?.type === 'evaluation' ? `${show(first[of])} -> ${show(last[of])}` : '';
  return [[round.number, arm, millions(trained.tokens), minutes(trained.seconds), change('nll', (nll) => nll.toFixed(3)), change('exact', percent)]]; // prettier-ignore
}

/** Both arms over positions in millions; they are looked at equally often. */
function chart(title: string, losses: RoundFacts['losses']): string[] {
  const lines = [...losses.values()].map((events) => events.flatMap((event) => (event.type === 'evaluation' ? event : [])));
  const drawn = lines.filter(({ length }) => length > 1);
  if (drawn.length === 0) return [];
  const points = Math.min(...drawn.map(({ length }) => length));
  const axis = drawn[0].slice(0, points).map(({ tokens }) => `"${(tokens / 1e6).toFixed(2)}"`);
  return [
    ...['```mermaid', 'xychart-beta', `  title "${title} (${drawn.length > 1 ? 'candidate, control' : 'candidate'})"`],
    ...[`  x-axis "positions, millions" [${axis.join(', ')}]`, '  y-axis "loss, nats a token"'],
    ...drawn.map((line) => `  line [${line.slice(0, points).map(({ nll }) => nll.toFixed(4)).join(', ')}]`), // prettier-ignore
    ...['```', ''],
  ];
}

function calibrationTable(facts: readonly RoundFacts[]): string[] {
  const rows = facts.flatMap(({ round, calibration }) =>
    calibration
      ? [
          [
            round.number,
            calibration.episodes,
            calibration.skill.toFixed(2),
            calibration.ece.toFixed(3),
            calibration.auroc.toFixed(2),
          ],
        ]
      : [],
  );
  if (rows.length === 0) return [`Fewer than ${LEAST_EPISODES} first attempts: nothing to tell.`];
  return tableOf(['round', 'first attempts judged', 'Brier skill', 'ECE', 'AUROC'], rows);
}
