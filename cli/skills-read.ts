import { betaScore, type SkillEntry, skillEffect, type SkillLibrary, type SkillStatus } from '../skills/index.js';
import type { CommandContext } from './context.js';
import { allVersions, NO_SKILLS, withLibrary } from './skills-library.js';
import { describeSkills, describeWholeSkill, lineOf, type SkillSummary, type WholeSkill } from './skills-text.js';

export interface ListOptions {
  status?: SkillStatus;
  db?: string;
  json?: boolean;
}

export interface ShowOptions {
  version?: number;
  db?: string;
  json?: boolean;
}

export function listSkills(context: CommandContext, { status, db, json }: ListOptions): void {
  const { skills, total } = withLibrary(context, { db }, (library) => {
    const all = allVersions(library);
    const shown = all.filter((entry) => (status ? entry.status === status : entry.current));
    return { skills: shown.map((entry) => summaryOf(library, entry)), total: all.length };
  });
  if (json) return context.print(JSON.stringify({ skills }));
  if (total === 0) return context.print(NO_SKILLS);
  if (skills.length === 0)
    return context.print(`No version of a skill is ${status}. "autodidact skills list" shows what there is.`);
  context.print(describeSkills(skills));
}

function summaryOf(library: SkillLibrary, entry: SkillEntry): SkillSummary {
  const { name, scope, evidence } = entry.skill;
  const { uses, successes } = evidence;
  return {
    ...{ name, ...lineOf(entry), versions: library.versions(name).length },
    ...{ scope, uses, successes, effect: effectOf(library, entry) },
  };
}

/** Error `SKILL_UNKNOWN`, `SKILL_VERSION`. */
export function showSkill(context: CommandContext, name: string, { version, db, json }: ShowOptions): void {
  const whole = withLibrary(context, { db }, (library, store): WholeSkill => {
    const entry = library.get(name, version);
    const { uses, successes } = entry.skill.evidence;
    return {
      ...entry,
      score: betaScore(successes, uses - successes),
      arms: library.arms(name, entry.skill.version),
      effect: effectOf(library, entry),
      requests: store.requests(name),
      versions: library.versions(name).map(lineOf),
    };
  });
  context.print(json ? JSON.stringify(whole) : describeWholeSkill(whole));
}

/** What a version is worth by its own hold-out; undefined until both arms have runs. */
function effectOf(library: SkillLibrary, { skill }: SkillEntry): SkillSummary['effect'] {
  const { having, without } = library.arms(skill.name, skill.version);
  return having.runs > 0 && without.runs > 0 ? skillEffect(having, without) : undefined;
}
