import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AgentError } from '../core/index.js';
import {
  checkSkill,
  readSkillFolder,
  type Skill,
  type SkillEntry,
  type SkillLibrary,
  skillsFromJson,
  skillsToJson,
  writeSkillFolder,
} from '../skills/index.js';
import type { CommandContext } from './context.js';
import { reading, writing } from './file-access.js';
import { allVersions, NO_SKILLS, withLibrary } from './skills-library.js';

export interface ExportOptions {
  out: string;
  db?: string;
  json?: boolean;
}

/** Writes the current versions. Errors: `SKILL_UNKNOWN`, `FILE_WRITE`. */
export function exportSkills(context: CommandContext, names: readonly string[], { out, db, json }: ExportOptions): void {
  const skills = withLibrary(context, { db }, (library) =>
    (names.length > 0 ? [...new Set(names)].map((name) => library.get(name)) : library.list()).map(({ skill }) => skill),
  );
  if (skills.length === 0 && !json) return context.print(`${NO_SKILLS} Nothing was written.`);
  if (skills.length > 0) writing(out, () => write(skills, out));
  const written = skills.map(({ name, version }) => ({ name, version }));
  context.print(
    json
      ? JSON.stringify({ out, skills: written })
      : `${skills.length} ${skills.length === 1 ? 'skill' : 'skills'} written to ${out}`,
  );
}

const isJson = (file: string): boolean => file.toLowerCase().endsWith('.json');

function write(skills: readonly Skill[], out: string): void {
  if (!isJson(out)) return skills.forEach((skill) => void writeSkillFolder(skill, out));
  mkdirSync(path.dirname(out), { recursive: true });
  writeFileSync(out, skillsToJson(skills));
}

/** A skill that came in. */
interface Imported {
  entry: SkillEntry;
  /** The library had this program already. */
  known: boolean;
  /** What is wrong with it as it is written; it stays a draft all the same. */
  problems: string[];
}

/** Takes over skills as drafts, all or none. Errors: `FILE_READ`, `SKILL_INVALID`. */
export function importSkills(context: CommandContext, file: string, { db, json }: { db?: string; json?: boolean }): void {
  const next = 'Check the path; "autodidact skills export --out FOLDER" writes what can be imported.';
  const skills = reading(file, next, () => read(file)); // all of them, before the library is touched
  const imported = withLibrary(context, { db, access: 'create' }, (library) => skills.map((skill) => take(library, skill, file)));
  if (!json) return context.print(imported.map(describeImported).join('\n'));
  const rows = imported.map(({ entry: { skill, status }, known, problems }) => {
    const { name, version } = skill;
    return { name, version, status, known, problems };
  });
  context.print(JSON.stringify({ skills: rows }));
}

function read(file: string): Skill[] {
  const isSkill = (folder: string): boolean => ['skill.json', 'SKILL.md'].some((name) => existsSync(path.join(folder, name)));
  if (!statSync(file).isDirectory()) return skillsFromJson(readFileSync(file, 'utf8'), file);
  if (isSkill(file)) return [readSkillFolder(file)];
  const inside = readdirSync(file).map((name) => path.join(file, name));
  const folders = inside.filter(isSkill).sort();
  if (folders.length > 0) return folders.map(readSkillFolder);
  throw new AgentError(
    'SKILL_INVALID',
    `"${file}" holds no skill: neither it nor a folder in it has a skill.json. Name a folder that "autodidact skills export" wrote.`,
  );
}

function take(library: SkillLibrary, skill: Skill, file: string): Imported {
  const same = allVersions(library).find((entry) => programOf(entry.skill) === programOf(skill));
  return { entry: same ?? library.add(skill, `imported from ${file}`), known: same !== undefined, problems: checkSkill(skill) };
}

/** A skill without what differs between two libraries that hold the same one. */
function programOf({ name: _name, version: _version, provenance: _provenance, evidence: _evidence, ...program }: Skill): string {
  return JSON.stringify(program);
}

function describeImported({ entry: { skill, status }, known, problems }: Imported): string {
  const state = known ? 'is here already, as' : 'came in as';
  return [
    `${skill.name} ${state} version ${skill.version}, ${status}`,
    ...problems.map((problem) => `  mend before it is used: ${problem}`),
    ...(known ? [] : [`  try it: autodidact skills test ${skill.name} --version ${skill.version} --url URL --goal "..."`]),
  ].join('\n');
}
