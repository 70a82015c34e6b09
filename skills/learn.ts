import type { Purpose } from '../core/index.js';
import {
  ADMISSION_DEFAULTS,
  admitSkill,
  type Admission,
  type AdmissionPolicy,
  type Replay,
  type ReplaySituation,
} from './admission.js';
import { induceSkills } from './induce.js';
import { traceOf, type VerifiedEpisode } from './induce/trace.js';
import type { SkillLibrary } from './library.js';
import { bindGoal } from './goal-template.js';
import type { Skill } from './schema.js';
import { originPattern } from './scope.js';
import { shadowVerdict } from './shadow.js';

/** What an episode did with a skill: what its evidence is made of. */
export interface SkillOutcome {
  name: string;
  version: number;
  /** `without`: it was held out on purpose. */
  arm: 'with' | 'without';
  /** The skill's own word, see `SkillMove`; `open`: the episode ended before it had one. */
  ended: 'done' | 'through' | 'broken' | 'open';
  /** Actions that it chose. */
  steps: number;
  /** Where and why it broke. */
  broken?: string;
}

/** An episode that has ended and was judged by an evaluator. */
export interface JudgedEpisode extends VerifiedEpisode {
  skills: readonly SkillOutcome[];
}

export interface LearnerParts {
  library: SkillLibrary;
  /** Opens the task of an earlier episode afresh; the situation's id is that of the episode. Without it drafts stay drafts. */
  replay?: Replay;
  policy?: AdmissionPolicy;
  /** What episodes may be learned from; default `train`. A person's word makes one for `use` such an episode. */
  purposes?: readonly Purpose[];
}

/** What one episode taught. */
export interface Learned {
  /** Drafts that were made, and what the ladder said of them. */
  drafts: { name: string; version: number; admission?: Admission }[];
  /** Skills that watched, and whether they would have done the same. */
  watched: { name: string; agreed: boolean }[];
}

/** Successes that new drafts are generalised over; observations are large. */
const MOST_KEPT = 24;

/**
 * The learn step after an episode (SAGE's sequential rollout): pays and demotes the skills that were used, lets those in the shadow
 * watch, makes drafts of a success that no skill brought about, and sends these up the ladder. A failure teaches no skill.
 */
export class SkillLearner {
  readonly #parts: LearnerParts;
  #successes: VerifiedEpisode[] = [];

  constructor(parts: LearnerParts) {
    this.#parts = parts;
  }

  /** `siblings`: other tasks of the same kind to replay on. Error `SKILL_PURPOSE` for episodes that may not be learned from. */
  async learn(episode: JudgedEpisode, siblings: readonly ReplaySituation[] = []): Promise<Learned> {
    for (const outcome of episode.skills) this.#credit(outcome, episode);
    if (!episode.success) return { drafts: [], watched: [] };
    const watched = this.#watch(episode);
    const served = episode.skills.some(({ arm, ended }) => arm === 'with' && ended !== 'broken');
    const known = served || watched.some(({ agreed }) => agreed); // nothing that a skill would not have done
    const drafts = known ? [] : await this.#induce(episode, siblings);
    this.#successes = [...this.#successes, episode].slice(-MOST_KEPT);
    return { drafts, watched };
  }

  #credit({ name, version, arm, ended, broken }: SkillOutcome, { id, goal, success, steps }: JudgedEpisode): void {
    const well = success && (arm === 'without' || ended !== 'broken');
    this.#parts.library.recordUse({ name, version, episodeId: id, arm, success: well, steps: steps.length, broken, goal });
  }

  #watch(episode: JudgedEpisode): Learned['watched'] {
    const { library } = this.#parts;
    const used = new Set(episode.skills.filter(({ arm }) => arm === 'with').map(({ name }) => name));
    const trace = traceOf(episode, this.#parts.purposes);
    if (!trace) return [];
    return library.list('shadow').flatMap(({ skill }) => {
      const args = used.has(skill.name) ? undefined : bindGoal(skill, episode.goal);
      const verdict = args ? shadowVerdict(skill, args, trace) : 'none';
      if (verdict === 'none') return [];
      const agreed = verdict === 'win';
      const { name, version } = skill;
      library.recordUse({ name, version, episodeId: episode.id, arm: 'shadow', success: agreed, steps: episode.steps.length });
      return [{ name, agreed }];
    });
  }

  async #induce(episode: JudgedEpisode, siblings: readonly ReplaySituation[]): Promise<Learned['drafts']> {
    const { library, replay, policy = ADMISSION_DEFAULTS } = this.#parts;
    const alike = this.#successes.filter((one) => siteOf(one) === siteOf(episode));
    const goals = new Map([...alike, episode].map(({ id, goal }) => [id, goal]));
    const fresh = induceSkills([...alike, episode], { purposes: this.#parts.purposes }).filter(
      (skill) => skill.goals.length > 0 && isMadeOf(skill, episode.id),
    );
    const drafts: Learned['drafts'] = [];
    for (const skill of fresh) {
      if (this.#isKnown(skill)) continue;
      const entry = library.add(skill, `made of ${goals.size > 1 ? 'several episodes' : 'one episode'}`);
      const { name, version } = entry.skill;
      const source = [...goals].flatMap(([id, goal]) => (isMadeOf(skill, id) ? { id, goal } : []));
      const admission = replay && (await admitSkill(entry.skill, { source, siblings, replay, policy }));
      if (admission) library.admit(entry, admission);
      drafts.push({ name, version, ...(admission ? { admission } : {}) });
    }
    return drafts;
  }

  /** A skill that does the same for the same goals is being tried already, or was found wanting. */
  #isKnown(skill: Skill): boolean {
    return this.#parts.library.list().some((entry) => programOf(entry.skill) === programOf(skill));
  }
}

const siteOf = ({ steps }: VerifiedEpisode): string => originPattern(steps[0]?.observation.url ?? '');
const isMadeOf = ({ provenance }: Skill, id: string): boolean => provenance.steps.some(({ episodeId }) => episodeId === id);
const programOf = ({ goals, steps, answer, postcondition }: Skill): string =>
  JSON.stringify([goals, steps, answer, postcondition]);
