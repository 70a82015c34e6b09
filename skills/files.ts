import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AgentError } from '../core/index.js';
import { parseSkill, parseSkillText, readJson } from './parse.js';
import { printCheck, printLocator, printSignature, printSteps } from './print.js';
import { NO_EVIDENCE, type Parameter, type Skill } from './schema.js';

/** Skills as one JSON text, for moving a library. */
export function skillsToJson(skills: readonly Skill[]): string {
  return `${JSON.stringify({ skills }, undefined, 2)}\n`;
}

/** Reads what {@link skillsToJson} wrote. Evidence stays behind: it has to be earned where a skill is used. Error `SKILL_INVALID`. */
export function skillsFromJson(text: string, from: string): Skill[] {
  const data = readJson(text, from);
  const skills = typeof data === 'object' && data !== null && 'skills' in data ? data.skills : undefined;
  if (!Array.isArray(skills))
    throw new AgentError('SKILL_INVALID', `"${from}" holds no list of skills under "skills". Export the library again.`);
  return skills.map((skill, i) => imported(parseSkill(skill, `${from}, skill ${i + 1}`)));
}

/** Writes `FOLDER/<name>/SKILL.md` for people and `skill.json` for the machine. Returns the folder of the skill. */
export function writeSkillFolder(skill: Skill, folder: string): string {
  const own = path.join(folder, skill.name);
  mkdirSync(own, { recursive: true });
  writeFileSync(path.join(own, 'skill.json'), `${JSON.stringify(skill, undefined, 2)}\n`);
  writeFileSync(path.join(own, 'SKILL.md'), skillToMarkdown(skill));
  return own;
}

/**
 * Reads a folder that {@link writeSkillFolder} wrote and somebody may have edited. `skill.json` is what counts; the head of SKILL.md
 * may not contradict it. Error `SKILL_INVALID`.
 */
export function readSkillFolder(folder: string): Skill {
  const file = path.join(folder, 'skill.json');
  if (!existsSync(file))
    throw new AgentError(
      'SKILL_INVALID',
      `"${folder}" has no skill.json. Name the folder of one skill, as "skills export" writes it.`,
    );
  const skill = parseSkillText(readFileSync(file, 'utf8'), file);
  const readable = path.join(folder, 'SKILL.md');
  if (existsSync(readable)) requireSameHead(readFileSync(readable, 'utf8'), skill, readable);
  return imported(skill);
}

const imported = (skill: Skill): Skill => ({
  ...skill,
  provenance: { ...skill.provenance, by: 'imported' },
  evidence: NO_EVIDENCE,
});

function requireSameHead(text: string, { name }: Skill, file: string): void {
  const said = /^---\n[\s\S]*?^name: *(.+)$/m.exec(text.replace(/\r/g, ''))?.[1].trim();
  if (said === name) return;
  throw new AgentError(
    'SKILL_INVALID',
    `"${file}" is headed ${said ? `"${said}"` : 'by no name'}, and skill.json beside it is "${name}". Make both say the same; skill.json is what runs.`,
  );
}

/** What a person reads: what for, when, how, and what has come of it. Made from the skill; edits belong into skill.json. */
export function skillToMarkdown(skill: Skill): string {
  const { preconditions, evidence, provenance } = skill;
  const seen = [
    ...preconditions.visible.map((one) => `${printLocator(one)} is in sight`),
    ...preconditions.texts.map((one) => `the page says ${JSON.stringify(one)}`),
  ];
  const episodes = [...new Set(provenance.steps.map(({ episodeId }) => episodeId))];
  return [
    '---',
    `name: ${skill.name}`,
    `description: ${JSON.stringify(skill.purpose)}`,
    `version: ${skill.version}`,
    '---',
    '',
    `# ${printSignature(skill)}`,
    '',
    skill.purpose,
    '',
    ...(skill.goals.length > 0
      ? ['Asked for by goals such as:', '', ...skill.goals.map((goal) => `- ${oneLine(goal)}`), '']
      : []),
    ...parameterTable(skill.parameters),
    '## When',
    '',
    ...[`on ${skill.scope.join(' or ')}`, ...seen].map((line) => `- ${line}`),
    '',
    '## Steps',
    '',
    ...printSteps(skill.steps),
    '',
    '## Done when',
    '',
    ...skill.postcondition.map((check) => `- ${printCheck(check)}${check.changed ? ', which was not so before' : ''}`),
    '',
    '## Evidence',
    '',
    `${evidence.successes} of ${evidence.uses} uses succeeded; as a watcher it agreed ${evidence.shadowWins} times and disagreed ${evidence.shadowLosses} times.`,
    `${provenance.by === 'person' ? 'Written by a person' : 'Made of episodes'} ${episodes.join(', ')}`.trim() + '.',
    '',
    '`skill.json` beside this file is what runs.',
    '',
  ].join('\n');
}

function parameterTable(parameters: readonly Parameter[]): string[] {
  if (parameters.length === 0) return [];
  const rows = parameters.map(
    ({ name, type, example, read }) => `| ${name} | ${type} | ${oneLine(example).replaceAll('|', '\\|')} | ${read} |`,
  );
  return ['| parameter | type | example | read from |', '|---|---|---|---|', ...rows, ''];
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
