import { AgentError } from '../core/index.js';
import { noSuchSkill, type NewSkillUse, type SkillStore, type SkillUse, type SkillVersion } from '../memory/index.js';
import { type Admission, nextStatus, type AdmissionPolicy, ADMISSION_DEFAULTS, type SkillStatus } from './admission.js';
import { betaScore, type ArmCounts, retirement, RETIREMENT_DEFAULTS, type RetirementRule } from './credit.js';
import { bindGoal } from './goal-template.js';
import type { SkillArguments } from './parameters.js';
import { parseSkill } from './parse.js';
import { retrieveSkills, type RetrievedSkill, sharedTerms, type SkillQuery } from './retrieve.js';
import type { Evidence, Skill } from './schema.js';

/** One version of a skill as the library keeps it. */
export interface SkillEntry {
  skill: Skill;
  status: SkillStatus;
  /** Why it has this status. */
  reason: string;
  /** The version that the name stands for. */
  current: boolean;
}

export interface SkillLibraryRules {
  admission?: AdmissionPolicy;
  retirement?: RetirementRule;
}

/** Runs of a skill's goals with it and, held out, without it. */
export interface SkillArms {
  having: ArmCounts;
  without: ArmCounts;
}

/** The skills of one store: kept in versions, moved along the ladder by evidence, found for a goal and a page. */
export class SkillLibrary {
  readonly #store: SkillStore;
  readonly #admission: AdmissionPolicy;
  readonly #retirement: RetirementRule;
  /** Definitions never change once they are written. */
  readonly #parsed = new Map<string, Skill>();

  constructor(store: SkillStore, rules: SkillLibraryRules = {}) {
    this.#store = store;
    this.#admission = rules.admission ?? ADMISSION_DEFAULTS;
    this.#retirement = rules.retirement ?? RETIREMENT_DEFAULTS;
  }

  /**
   * Keeps a skill as a draft: as the next version of its name where the goals are the same, under a new name where they are not. A
   * live version goes on counting until the new one is promoted. Returns the entry with its real name and version.
   */
  add(skill: Skill, reason = 'added'): SkillEntry {
    const name = this.#nameFor(skill);
    const isLive = this.#store.find(name)?.status === 'live';
    const version = this.#store.addVersion(name, { ...skill, name }, { status: 'draft', reason, current: !isLive });
    return this.get(name, version);
  }

  /** A version, the current one by default. Errors: `SKILL_UNKNOWN`, `SKILL_VERSION`. */
  get(name: string, version?: number): SkillEntry {
    if (version === undefined) {
      const current = this.#store.find(name);
      if (!current) throw noSuchSkill(name);
      return this.#read(current);
    }
    const known = this.versions(name);
    const found = known.find(({ skill }) => skill.version === version);
    if (!found) throw noSuchVersion(name, version, known);
    return found;
  }

  /** The current version of every skill, oldest first. */
  list(status?: SkillStatus): SkillEntry[] {
    return this.#store.list().filter((row) => !status || row.status === status).map((row) => this.#read(row)); // prettier-ignore
  }

  /** Oldest first. Error `SKILL_UNKNOWN`. */
  versions(name: string): SkillEntry[] {
    const rows = this.#store.versions(name);
    if (rows.length === 0) throw noSuchSkill(name);
    return rows.map((row) => this.#read(row));
  }

  /** Writes down what the admission ladder found. Errors: `SKILL_UNKNOWN`, `SKILL_VERSION`. */
  admit({ skill }: SkillEntry, admission: Admission): SkillEntry {
    const status = admission.verdict === 'shadow' ? 'shadow' : 'archived';
    return this.#move(skill.name, skill.version, status, `${admission.rung}: ${admission.reason}`);
  }

  /** Makes a version live, whatever its evidence: a person's decision. The version before steps back. Errors: `SKILL_UNKNOWN`, `SKILL_VERSION`. */
  promote(name: string, version?: number, reason = 'promoted by hand'): SkillEntry {
    const entry = this.get(name, version);
    return this.#move(name, entry.skill.version, 'live', reason);
  }

  /** Takes a version out of use; it stays readable. Errors: `SKILL_UNKNOWN`, `SKILL_VERSION`. */
  archive(name: string, version?: number, reason = 'archived by hand'): SkillEntry {
    return this.#move(name, this.get(name, version).skill.version, 'archived', reason);
  }

  /**
   * Goes back to an earlier version, by default to the last one that was not a draft, and archives the present one. Errors:
   * `SKILL_UNKNOWN`, `SKILL_VERSION` when there is nothing to go back to.
   */
  rollback(name: string, version?: number): SkillEntry {
    const present = this.get(name);
    const known = this.versions(name);
    const earlier = known.filter(({ skill, status }) => skill.version < present.skill.version && status !== 'draft').at(-1);
    const target = version ?? earlier?.skill.version;
    if (target === undefined) throw nothingBefore(name, present.skill.version);
    this.get(name, target);
    const back = this.#move(name, target, 'live', `rolled back from version ${present.skill.version}`);
    if (target !== present.skill.version)
      this.#store.move(name, present.skill.version, { status: 'archived', reason: `rolled back to version ${target}` });
    return back;
  }

  /**
   * Skills that a goal asks for, wherever they work, with the arguments that it gives them; those first that succeed most often and
   * served requests like it. `live`: what has proven itself; `shadow`: also what only replays have proven so far. Without
   * `byRequests` success alone counts.
   */
  forGoal(goal: string, trust: 'live' | 'shadow' = 'live', byRequests = true): { skill: Skill; args: SkillArguments }[] {
    const rows = [...this.#store.withStatus('live'), ...(trust === 'shadow' ? this.#store.withStatus('shadow') : [])];
    const bound = rows
      .filter((row) => row.status === 'shadow' || row.current)
      .flatMap((row) => {
        const { skill } = this.#read(row);
        const args = bindGoal(skill, goal);
        return args ? [{ skill, args, requests: byRequests ? this.#store.requests(row.name) : [] }] : [];
      });
    const shared = byRequests && bound.length > 1 ? sharedTerms(bound) : () => 0;
    return bound
      .map(({ skill, args }, i) => ({ skill, args, score: rateOf(skill.evidence) + shared(goal, i) }))
      .sort((a, b) => b.score - a.score)
      .map(({ skill, args }) => ({ skill, args }));
  }

  /** Skills for a goal on a page, best first: live ones, or those that only watch. */
  retrieve(query: SkillQuery, status: 'live' | 'shadow' = 'live'): RetrievedSkill[] {
    const rows = this.#store.withStatus(status).filter((row) => status === 'shadow' || row.current);
    return retrieveSkills(
      rows.map((row) => ({ skill: this.#read(row).skill, requests: this.#store.requests(row.name) })),
      query,
    );
  }

  /**
   * Writes down one occasion and moves the skill where the evidence says. `goal` becomes a key for retrieval when the skill served
   * it. Returns the entry as it is now. Errors: `SKILL_UNKNOWN`, `SKILL_VERSION`.
   */
  recordUse(use: NewSkillUse & { goal?: string }): SkillEntry {
    const { goal, ...occasion } = use;
    const before = this.get(use.name, use.version);
    this.#store.recordUse(occasion);
    if (goal !== undefined && use.arm === 'with' && use.success) this.#store.addRequest(use.name, goal);
    const { skill } = this.get(use.name, use.version);
    const tells = use.arm !== 'without' && (before.status === 'shadow' || !use.success);
    const next = tells ? nextStatus(before.status, skill.evidence, this.#admission) : before;
    const { having, without } = this.arms(use.name, use.version);
    const end = retirement(having, without, this.#retirement);
    if (before.status === 'live' && end.retire) return this.#move(use.name, use.version, 'archived', end.why);
    if (!('why' in next) || next.status === before.status) return this.get(use.name, use.version);
    return this.#move(use.name, use.version, next.status, next.why);
  }

  /** What came of the goals that a version bound, with it and held out. */
  arms(name: string, version: number): SkillArms {
    const uses = this.#store.uses(name, version);
    return { having: countArm(uses, 'with'), without: countArm(uses, 'without') };
  }

  #move(name: string, version: number, status: SkillStatus, reason: string): SkillEntry {
    const present = this.#store.find(name);
    if (status === 'live' && present && present.version !== version && present.status === 'live')
      this.#store.move(name, present.version, { status: 'archived', reason: `version ${version} took its place` });
    this.#store.move(name, version, { status, reason, ...(status === 'live' ? { current: true as const } : {}) });
    return this.get(name, version);
  }

  #nameFor({ name, goals }: Skill): string {
    for (let i = 1; ; i++) {
      const wanted = i === 1 ? name : `${name}-${i}`;
      const known = this.#store.find(wanted);
      if (!known || sharesGoal(this.#read(known).skill.goals, goals)) return wanted;
    }
  }

  #read(row: SkillVersion): SkillEntry {
    const key = `${row.name} ${row.version} ${row.createdAt}`;
    const parsed =
      this.#parsed.get(key) ?? parseSkill(row.definition, `skill "${row.name}" version ${row.version} of the database`);
    this.#parsed.set(key, parsed);
    const uses = this.#store.uses(row.name, row.version);
    const skill = { ...parsed, name: row.name, version: row.version, evidence: countEvidence(uses) };
    return { skill, status: row.status, reason: row.reason, current: row.current };
  }
}

const sharesGoal = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === 0 && b.length === 0 ? true : a.some((goal) => b.includes(goal));

const rateOf = ({ uses, successes }: Evidence): number => betaScore(successes, uses - successes).mean;

/** Shadow runs, and uses on trial, count from the last failure of a use on: what was demoted has to prove itself anew. */
function countEvidence(uses: readonly SkillUse[]): Evidence {
  const live = uses.filter(({ arm }) => arm === 'with');
  const lastFailure = uses.findLastIndex(({ arm, success }) => arm === 'with' && !success);
  const shadow = uses.slice(lastFailure + 1).filter(({ arm }) => arm !== 'without');
  return {
    uses: live.length,
    successes: live.filter(({ success }) => success).length,
    failuresInRow: live.length - 1 - live.findLastIndex(({ success }) => success),
    shadowWins: shadow.filter(({ success }) => success).length,
    shadowLosses: shadow.filter(({ success }) => !success).length,
  };
}

function countArm(uses: readonly SkillUse[], arm: SkillUse['arm']): ArmCounts {
  const own = uses.filter((use) => use.arm === arm);
  return {
    runs: own.length,
    successes: own.filter(({ success }) => success).length,
    steps: own.reduce((sum, { steps }) => sum + steps, 0),
  };
}

const noSuchVersion = (name: string, version: number, known: readonly SkillEntry[]): AgentError =>
  new AgentError(
    'SKILL_VERSION',
    `Skill "${name}" has no version ${version}; it has ${known.map(({ skill }) => skill.version).join(', ')}. Choose one of those.`,
  );

const nothingBefore = (name: string, version: number): AgentError =>
  new AgentError('SKILL_VERSION', `Skill "${name}" has no version before ${version} that was ever admitted. Archive it instead.`);
