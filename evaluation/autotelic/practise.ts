import { AgentError, createRandom, type Random } from '../../core/index.js';
import {
  type Achievement,
  achievementsOf,
  GoalArchive,
  goalKey,
  goalOf,
  holds,
  lengthOf,
  type MasteredGoal,
  type PracticeGoal,
  printCheck,
  proposeGoal,
  sharedSteps,
  type Transition,
  type VerifiedEpisode,
} from '../../skills/index.js';
import { type Attempt, attempt, attemptAt, episodeOf, programOf, type Program, type Rejection } from './attempt.js';
import { explore, type Tries } from './explore.js';
import type { PracticeLog } from './log.js';
import type { OpenPlace, Site, Where } from './place.js';

export interface PractiseOptions {
  /** Taken in turn. */
  sites: readonly Site[];
  seed: number;
  /** Free episodes; it also ends when `minutes` are over. One of the two is needed. */
  episodes?: number;
  minutes?: number;
  settings?: Partial<PracticeSettings>;
  /** Reads goals from what happened; default: by rule. Whatever it claims is replayed before it counts. */
  relabel?: (transition: Transition) => Achievement[];
  /** Keeps what was mastered, and gives back what earlier sessions mastered. */
  log?: PracticeLog;
  signal?: AbortSignal;
  onProgress?: (text: string) => void;
}

export interface PracticeSettings {
  /** Share of free episodes that begin with a goal of the archive ("go, then explore"); 0 always explores from the start page. */
  go: number;
  /** Most random actions past the end. */
  steps: number;
  /** Share of free episodes after which a composed goal is proposed and tried; 0 never proposes. */
  propose: number;
  /** Most mastered goals that a proposed one is made of. */
  mostParts: number;
}

export const PRACTICE_DEFAULTS: PracticeSettings = { go: 0.6, steps: 5, propose: 0.5, mostParts: 4 };

/** What practice came to, before the ladder. */
export interface Practice {
  episodes: number;
  seconds: number;
  claims: {
    made: number;
    /** Claims of what is mastered already, by a shorter or equal way. Not replayed. */
    known: number;
    replayed: number;
    rejected: Record<Rejection, number>;
    /** Rejected of those that were not known. */
    rejectedShare: number;
    /** Without those that are so when the page opens: what was claimed of the steps and is false. */
    falseShare: number;
  };
  /** Composed goals that were proposed, and reached. */
  proposed: { tried: number; mastered: number };
  /** What other means of reading the page say of claims that the replay confirmed. */
  audit: { agrees: number; denies: number; silent: number };
  /** Distinct goals over time, at most 20 points. */
  curve: { episodes: number; distinct: number }[];
  /** Some of the rejected claims, for a person. */
  rejections: { place: string; goal: string; why: string }[];
  /** Confirmed claims that the second reading denies. */
  denials: { place: string; goal: string }[];
}

/** One page with what is known of it. */
export interface PracticePlace extends Where {
  archive: GoalArchive;
}

const MOST_REJECTIONS = 20;

/**
 * Free practice (LMA3): go to a mastered goal, explore past it, read by rule what was reached, and replay each claim on a fresh page
 * before it is believed. Mastered goals are combined into new ones whose parts are known. Nobody sets a task and no model is asked.
 * Errors: `PRACTICE_ENDLESS`, and those of the pages.
 */
export async function practise(options: PractiseOptions): Promise<{ practice: Practice; places: PracticePlace[] }> {
  const { episodes = Infinity, minutes = Infinity, seed, signal } = options;
  if (episodes === Infinity && minutes === Infinity)
    throw new AgentError('PRACTICE_ENDLESS', 'Say when practice ends: after a number of episodes or of minutes.');
  const session = new Session(options, createRandom(`practice ${seed}`));
  const started = performance.now();
  const until = started + minutes * 60_000;
  while (session.practice.episodes < episodes && performance.now() < until && !signal?.aborted)
    await session.episode().catch(unlessAborted(signal));
  return session.end((performance.now() - started) / 1000);
}

/** What breaks because it was stopped is no error. */
const unlessAborted =
  (signal: AbortSignal | undefined) =>
  (thrown: unknown): void => {
    if (!signal?.aborted) throw thrown;
  };

class Session {
  readonly practice: Practice = {
    ...{ episodes: 0, seconds: 0, proposed: { tried: 0, mastered: 0 }, audit: { agrees: 0, denies: 0, silent: 0 } },
    claims: { made: 0, known: 0, replayed: 0, rejected: { 'held before': 0, broke: 0, 'does not hold': 0, 'no program': 0 }, rejectedShare: 0, falseShare: 0 }, // prettier-ignore
    ...{ curve: [], rejections: [], denials: [] },
  };
  readonly #settings: PracticeSettings;
  readonly #sites: { tries: Tries; places: (PracticePlace & { tried: Set<string> })[] }[];

  constructor(
    readonly options: PractiseOptions,
    readonly random: Random,
  ) {
    this.#settings = { ...PRACTICE_DEFAULTS, ...options.settings };
    this.#sites = options.sites.map((site) => ({
      tries: new Map(),
      places: site.places.map((place) => {
        const archive = new GoalArchive();
        for (const mastered of options.log?.mastered({ site, place }) ?? []) archive.add(mastered);
        return { site, place, archive, tried: new Set() };
      }),
    }));
  }

  get #places(): (PracticePlace & { tried: Set<string> })[] {
    return this.#sites.flatMap(({ places }) => places);
  }

  /** Go, explore, relabel, replay; now and then a goal of its own. */
  async episode(): Promise<void> {
    const { practice, random } = this;
    const { tries, places } = this.#sites[practice.episodes % this.#sites.length];
    const here = random.pick(places);
    const open = await here.place.open();
    const way = await this.#wander(open, here, tries).finally(() => open.close());
    practice.episodes++;
    for (const [at, step] of way.steps.entries()) {
      if (at < way.gone) continue; // known: that is how it came here
      const relabel = this.options.relabel ?? achievementsOf;
      for (const claim of relabel(step)) await this.#consider(goalOf(claim), way.steps.slice(0, at + 1), here);
    }
    if (random.chance(this.#settings.propose)) await this.#propose(here);
    const distinct = this.#distinct();
    practice.curve.push({ episodes: practice.episodes, distinct });
    this.options.onProgress?.(`${practice.episodes} free episodes, ${distinct} distinct goals mastered`);
  }

  /** The first `gone` steps went to a mastered goal. */
  async #wander(open: OpenPlace, { archive }: PracticePlace, tries: Tries): Promise<{ steps: Transition[]; gone: number }> {
    const { random, options } = this;
    const target = random.chance(this.#settings.go) ? archive.sample(random) : undefined;
    const gone: Transition[] = [];
    if (target) {
      const went = await attempt(open, target, [target.program], options);
      archive.record(target.key, went.success);
      if (!went.success) return { steps: [], gone: 0 };
      gone.push(...transitionsOf(went));
    }
    const steps = await explore(open, { steps: random.integer(1, this.#settings.steps), random, tries });
    return { steps: [...gone, ...steps], gone: gone.length };
  }

  /** A claim is replayed on a fresh page: first its last step alone, then all that led to it. */
  async #consider(goal: PracticeGoal, way: readonly Transition[], here: PracticePlace): Promise<void> {
    const { claims } = this.practice;
    const known = here.archive.get(goalKey(goal));
    claims.made++;
    if (known && lengthOf(known) <= way.length) return void claims.known++;
    const held = goal.condition.find((check) => holds(check, way[0].before, {}));
    if (held) return this.#reject(goal, here, 'held before', `${printCheck(held)} on the page as it opens`); // such as undoing what was just done
    const ways = way.length > 1 ? [way.slice(-1), way] : [way];
    let last: Attempt | undefined;
    claims.replayed++;
    for (const steps of ways) {
      const program = programOf(episodeOf(goal, steps), goal.others);
      if (!program) continue;
      last = await attemptAt(here.place, goal, [program], { ...this.options, audit: true });
      if (last.success && this.#keep(goal, last, here)) return;
    }
    this.#reject(goal, here, last?.why || 'no program', last?.detail ?? 'its steps make no program');
  }

  #reject({ goal }: PracticeGoal, here: PracticePlace, reason: Rejection, why: string): void {
    const { claims, rejections } = this.practice;
    claims.rejected[reason]++;
    if (rejections.length < MOST_REJECTIONS) rejections.push({ place: placeName(here), goal, why });
  }

  async #propose(here: PracticePlace & { tried: Set<string> }): Promise<void> {
    const { random, practice } = this;
    const proposal = proposeGoal(here.archive, here.tried, { random, mostParts: this.#settings.mostParts });
    if (!proposal) return;
    here.tried.add(proposal.key);
    practice.proposed.tried++;
    const reached = await attemptAt(here.place, proposal.goal, chained(proposal.parts), { ...this.options, audit: true });
    if (reached.success && this.#keep(proposal.goal, reached, here)) practice.proposed.mastered++;
  }

  /** The replay is the demonstration: it holds what was needed and nothing else. False where it cannot be said as one program. */
  #keep(goal: PracticeGoal, { steps, last, audit }: Attempt, here: PracticePlace): boolean {
    const { condition } = goal;
    const id = `${placeName(here)} ${goal.goal}`;
    const demonstration = { id, goal: goal.goal, purpose: 'train', success: true, steps, last, condition } as const;
    const program = programOf(demonstration, goal.others);
    if (!program) return false;
    const counts = this.practice.audit;
    counts[audit === undefined ? 'silent' : audit ? 'agrees' : 'denies']++;
    if (audit === false) this.practice.denials.push({ place: placeName(here), goal: goal.goal });
    const mastered: MasteredGoal = { ...goal, key: goalKey(goal), demonstration, program, attempts: 1, successes: 1 };
    here.archive.add(this.options.log?.keep(mastered, here) ?? mastered);
    return true;
  }

  #distinct(): number {
    return new Set(this.#places.flatMap(({ site, archive }) => archive.all().map(({ key }) => `${site.id} ${key}`))).size;
  }

  end(seconds: number): { practice: Practice; places: PracticePlace[] } {
    const { practice } = this;
    const { claims, curve } = practice;
    const rejected = Object.values(claims.rejected).reduce((sum, count) => sum + count, 0);
    const every = Math.max(1, Math.ceil(curve.length / 20));
    const points = curve.filter((_, i) => (i + 1) % every === 0 || i === curve.length - 1);
    for (const { archive } of this.#places) for (const mastered of archive.all()) this.options.log?.count(mastered);
    const share = (count: number, of: number): number => (of === 0 ? 0 : Number((count / of).toFixed(4)));
    const shares = {
      rejectedShare: share(rejected, claims.made - claims.known),
      falseShare: share(rejected - claims.rejected['held before'], claims.replayed),
    };
    return { practice: { ...practice, seconds, curve: points, claims: { ...claims, ...shares } }, places: this.#places };
  }
}

/** The second part goes on from where the first has led. */
function chained([first, second]: readonly [MasteredGoal, MasteredGoal]): Program[] {
  const { steps, last } = second.demonstration;
  const rest = transitionsOf({ steps, last: last! }).slice(sharedSteps(first, second));
  const going = rest.length > 0 && rest.length < steps.length ? programOf(episodeOf(second, rest), second.others) : undefined;
  return [first.program, going ?? second.program];
}

const placeName = ({ site, place }: Where): string => (site.id === place.id ? site.id : `${site.id} ${place.id}`);

const transitionsOf = ({ steps, last }: Pick<Attempt, 'last'> & Pick<VerifiedEpisode, 'steps'>): Transition[] =>
  steps.map(({ observation, decision }, i) => ({
    before: observation,
    action: decision.action,
    after: steps[i + 1]?.observation ?? last,
  }));
