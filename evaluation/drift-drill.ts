import { AgentError, hash32 } from '../core/index.js';
import { admitSkill, bindGoal, induceSkills, type ReplaySituation, type Skill, type SkillArguments } from '../skills/index.js';
import { type Drift, DRIFTS, type RolloutEpisode, type RolloutPage, SPLITS, type PracticeSplit } from '../tasks/index.js';
import type { LocatorLevel } from '../tools/index.js';
import { demonstrateByOracle, playSkillAlone, type SkillPlay } from './skill-rollouts.js';
import { type Interval, wilsonInterval } from './statistics.js';

export interface DriftDrillOptions {
  /** A blank page for in-page episodes. */
  rollouts: RolloutPage;
  split: PracticeSplit;
  /** All of the split by default. */
  families?: readonly string[];
  /** Most skills that are drilled. Sites are tried until there are so many, at most {@link SITES_PER_SKILL} a skill. */
  skills: number;
  seed: number;
  signal?: AbortSignal;
  onProgress?: (text: string) => void;
}

/** What became of the skills on one kind of page. */
export interface DrillArm {
  runs: number;
  /** Done, and the evaluator agrees. */
  survived: number;
  /** Stopped without a claim: the policy would go on from there. */
  brokenCount: number;
  /** Done, and the evaluator denies. */
  falseSuccess: number;
  /** Survived of runs. */
  rate: number;
  interval: Interval;
  /** How many targets were found by each locator level. */
  levels: Record<LocatorLevel, number>;
}

export interface DriftDrillReport {
  split: PracticeSplit;
  seed: number;
  skills: number;
  /** Of how many families and sites the skills are, and how many sites were tried. */
  families: number;
  sites: number;
  sitesTried: number;
  /** The same visits without drift. */
  control: DrillArm;
  byDrift: Record<ChangingDrift, DrillArm>;
  /** All drifts together. */
  total: DrillArm;
  /** Every run that did not survive: where it broke, or that the evaluator denied it. */
  failures: { family: string; site: number; drift: Drift; skill: string; goal: string; at: string; why: string }[];
}

type ChangingDrift = Exclude<Drift, 'none'>;

/** Visits of a site: the first is demonstrated, some prove the skill, and from `FRESH` on nobody has seen them. */
const SIBLINGS = [1, 2, 3, 4, 5];
const FRESH = [6, 7, 8, 9, 10, 11];
const SITES_PER_SKILL = 10;

interface Drilled {
  family: string;
  site: number;
  skill: Skill;
}

/**
 * Do skills find their targets again when a site changes? Skills are made of one demonstration by the oracle and admitted by replay
 * on the unchanged site, as ever; then each plays one fresh visit as it is and the same visit under each drift.
 * Errors: `DRILL_EMPTY` when no skill was admitted, `DRILL_INTERRUPTED`.
 */
export async function runDriftDrill(options: DriftDrillOptions): Promise<DriftDrillReport> {
  const { split, seed, onProgress } = options;
  const families = SPLITS[split].filter((family) => options.families?.includes(family) ?? true);
  const drilled: Drilled[] = [];
  const plays: Played[] = [];
  let sitesTried = 0;
  while (drilled.length < options.skills && families.length > 0 && sitesTried < options.skills * SITES_PER_SKILL) {
    const family = families[sitesTried % families.length];
    const site = hash32(`drill/drift/${seed}/${family}/${Math.floor(sitesTried / families.length)}`);
    sitesTried++;
    for (const skill of (await admittedSkills(options, family, site)).slice(0, options.skills - drilled.length)) {
      const played = await drillSkill(options, { family, site, skill });
      if (played.length === 0) continue; // no fresh visit asks for it
      drilled.push({ family, site, skill });
      plays.push(...played);
    }
    onProgress?.(`${drilled.length} of ${options.skills} skills drilled, ${sitesTried} sites tried`);
  }
  if (drilled.length === 0)
    throw new AgentError('DRILL_EMPTY', `No skill was admitted on ${sitesTried} sites of "${split}". Choose another split.`);
  const arm = (drift: Drift): DrillArm => summarize(plays.filter((one) => one.drift === drift));
  return {
    split,
    seed,
    skills: drilled.length,
    families: new Set(drilled.map(({ family }) => family)).size,
    sites: new Set(drilled.map(({ family, site }) => `${family}/${site}`)).size,
    sitesTried,
    control: arm('none'),
    byDrift: Object.fromEntries(DRIFTS.map((drift) => [drift, arm(drift)])) as DriftDrillReport['byDrift'],
    total: summarize(plays.filter(({ drift }) => drift !== 'none')),
    failures: plays.flatMap(failureOf),
  };
}

/** Made of the oracle's first visit, and proven there and on sibling visits. */
async function admittedSkills(options: DriftDrillOptions, family: string, site: number): Promise<Skill[]> {
  const open = (visit: number, drift?: Drift): Promise<RolloutEpisode> => begin(options, family, site, visit, drift);
  const source: ReplaySituation = { id: '0', goal: (await open(0)).goal };
  const drafts = induceSkills([await demonstrateByOracle('0', await open(0))]);
  if (drafts.length === 0) return [];
  const siblings: ReplaySituation[] = [];
  for (const visit of SIBLINGS) {
    const { goal, impossible } = await open(visit);
    if (!impossible) siblings.push({ id: String(visit), goal });
  }
  const admitted: Skill[] = [];
  for (const skill of drafts) {
    const { verdict } = await admitSkill(skill, {
      source: [source],
      siblings,
      replay: async (one, args, { id }) => playSkillAlone(one, args, await open(Number(id))),
    });
    if (verdict === 'shadow') admitted.push(skill);
  }
  return admitted;
}

interface Played extends Drilled {
  drift: Drift;
  goal: string;
  play: SkillPlay;
}

/** One fresh visit whose goal asks for the skill: as it is, and under each drift. */
async function drillSkill(options: DriftDrillOptions, drilled: Drilled): Promise<Played[]> {
  const { family, site, skill } = drilled;
  const asked = await freshVisit(options, drilled);
  if (!asked) return [];
  const played: Played[] = [];
  for (const drift of ['none', ...DRIFTS] as const) {
    const episode = await begin(options, family, site, asked.visit, drift);
    played.push({ ...drilled, drift, goal: episode.goal, play: await playSkillAlone(skill, asked.args, episode) });
  }
  return played;
}

async function freshVisit(
  options: DriftDrillOptions,
  { family, site, skill }: Drilled,
): Promise<{ visit: number; args: SkillArguments } | undefined> {
  for (const visit of FRESH) {
    const { goal, impossible } = await begin(options, family, site, visit);
    const args = impossible ? undefined : bindGoal(skill, goal);
    if (args) return { visit, args };
  }
  return undefined;
}

function begin(
  { rollouts, signal }: DriftDrillOptions,
  family: string,
  site: number,
  visit: number,
  drift?: Drift,
): Promise<RolloutEpisode> {
  if (signal?.aborted) throw new AgentError('DRILL_INTERRUPTED', 'Stopped before the drill was over; nothing of it is kept.');
  return rollouts.begin(family, site, { visit, drift });
}

function summarize(plays: readonly Played[]): DrillArm {
  const runs = plays.length;
  const survived = plays.filter(({ play }) => play.success).length;
  const brokenCount = plays.filter(({ play }) => !play.success && play.ended !== 'done').length;
  const levels: DrillArm['levels'] = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 };
  for (const level of plays.flatMap(({ play }) => play.levels)) levels[level]++;
  const interval = wilsonInterval(survived, runs);
  return { runs, survived, brokenCount, falseSuccess: runs - survived - brokenCount, rate: survived / runs, interval, levels };
}

function failureOf({ family, site, drift, skill, goal, play }: Played): DriftDrillReport['failures'] {
  if (play.success) return [];
  const why = play.ended === 'done' ? 'the evaluator denies it' : (play.why ?? 'it did not come to an end');
  return [{ family, site, drift, skill: skill.name, goal, at: play.at ?? 'end', why }];
}
