import {
  type ArmCounts,
  type BetaScore,
  type Check,
  type Parameter,
  printCheck,
  printSignature,
  printSteps,
  type Skill,
  type SkillArms,
  type SkillEffect,
  type SkillEntry,
  type SkillStatus,
  type SkillText,
} from '../skills/index.js';
import { percent, points, shorten, table } from './format.js';

/** A version in its place among the others. */
export interface VersionLine {
  version: number;
  status: SkillStatus;
  /** True for the version that the name stands for. */
  current: boolean;
  reason: string;
}

export interface SkillSummary extends VersionLine {
  name: string;
  /** How many there are. */
  versions: number;
  scope: string[];
  uses: number;
  successes: number;
  effect?: SkillEffect;
}

/** A version with everything that is known of it. */
export interface WholeSkill extends SkillEntry {
  score: BetaScore;
  arms: SkillArms;
  effect?: SkillEffect;
  requests: string[];
  versions: VersionLine[];
}

const ANSWERS: Readonly<Record<SkillText['kind'], string>> = {
  literal: 'a text of its own',
  parameter: 'an argument',
  'goal-span': 'a quote of the goal',
  element: 'what an element says',
  cell: 'what a table says',
  calc: 'what it works out',
  secret: 'a secret',
};

export const lineOf = ({ skill, status, current, reason }: SkillEntry): VersionLine => ({
  version: skill.version,
  status,
  current,
  reason,
});

export function describeSkills(skills: readonly SkillSummary[]): string {
  const rows = skills.map(({ name, version, versions, status, scope, uses, successes, effect, reason }) => [
    name,
    `${version} of ${versions}`,
    status,
    scope.join(' '),
    `${successes} of ${uses}`,
    effect ? describeEffect(effect) : '-',
    shorten(reason, 70),
  ]);
  return table([['name', 'version', 'status', 'site', 'succeeded', 'effect, points', 'reason'], ...rows]);
}

export function describeWholeSkill({ skill, status, reason, score, arms, effect, requests, versions }: WholeSkill): string {
  const { purpose, goals, parameters, steps, answer, postcondition, evidence } = skill;
  const { uses, successes, shadowWins, shadowLosses } = evidence;
  return [
    `${printSignature(skill)}  version ${skill.version}, ${status}: ${reason}`,
    purpose,
    '',
    ...section('asked for by', goals),
    ...section('parameters', parameters.map(describeParameter)),
    ...section('begins', beginsOf(skill)),
    ...section('does', [...printSteps(steps), ...(answer ? [`- answer with ${ANSWERS[answer.kind]}`] : [])]),
    ...section('done when', postcondition.map(describePostcondition)),
    ...section('made of', sourcesOf(skill)),
    'evidence',
    `  ${successes} of ${uses} uses succeeded: rate ${percent(score.mean)} (${percent(score.low)} to ${percent(score.high)})`,
    `  ${describeArm('with it', arms.having)}; ${describeArm('held out', arms.without)}`,
    ...(effect ? [`  effect ${describeEffect(effect)} points, ${(effect.steps ?? 0).toFixed(1)} steps`] : []),
    `  as a watcher it agreed ${shadowWins} times and disagreed ${shadowLosses} times`,
    ...section('past requests', requests),
    ...describeVersions(versions),
  ].join('\n');
}

/** What a skill is now, after a change. */
export function describeState({ skill, status, reason }: SkillEntry, versions: readonly VersionLine[]): string {
  return [`${skill.name} version ${skill.version} is ${status}: ${reason}.`, ...describeVersions(versions)].join('\n');
}

const describeVersions = (versions: readonly VersionLine[]): string[] =>
  section(
    'versions',
    versions.map(({ version, status, current, reason }) => `${version}  ${status}${current ? ', current' : ''}: ${reason}`),
  );

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];

function describeParameter({ name, type, read, example, options }: Parameter): string {
  const from = read === 'goal' ? 'read from the goal' : 'said by the caller';
  const only = options ? `, one of ${options.join(', ')}` : '';
  return `${name}  ${type}, ${from}, e.g. ${JSON.stringify(example)}${only}`;
}

function beginsOf({ scope, preconditions }: Skill): string[] {
  const needed: Check[] = [
    ...preconditions.visible.map((target) => ({ kind: 'element-present', target, changed: false }) as const),
    ...preconditions.texts.map((text) => ({ kind: 'text-present', text, changed: false }) as const),
  ];
  return [`on ${scope.join(' or ')}`, ...needed.map((check) => `where ${printCheck(check)}`)];
}

const describePostcondition = (check: Check): string => `${printCheck(check)}${check.changed ? ', which was not so before' : ''}`;

/** `run 3f2a91c0, steps 1, 2, 4`: one line an episode. */
function sourcesOf({ provenance }: Skill): string[] {
  const episodes = [...new Set(provenance.steps.map(({ episodeId }) => episodeId))];
  const lines = episodes.map((id) => {
    const numbers = provenance.steps.filter(({ episodeId }) => episodeId === id).map(({ number }) => number);
    return `run ${id}, steps ${numbers.join(', ')}`;
  });
  return [provenance.by === 'person' ? 'a person wrote it' : provenance.by, ...lines];
}

const describeArm = (name: string, { runs, successes }: ArmCounts): string => `${name} ${successes} of ${runs} succeeded`;

/** In percentage points, with an interval of about 90 %. */
const describeEffect = ({ difference, low, high }: SkillEffect): string =>
  `${points(difference)} (${points(low)} to ${points(high)})`;
