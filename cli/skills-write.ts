import { AgentError } from '../core/index.js';
import { checkSkill, type SkillEntry, type SkillLibrary } from '../skills/index.js';
import type { CommandContext } from './context.js';
import { withLibrary } from './skills-library.js';
import { describeState, lineOf } from './skills-text.js';

export interface ChangeOptions {
  version?: number;
  db?: string;
  json?: boolean;
}

export interface RemoveOptions {
  yes?: boolean;
  db?: string;
  json?: boolean;
}

/** Errors: `SKILL_UNKNOWN`, `SKILL_VERSION`; so for the others. */
export function promoteSkill(context: CommandContext, name: string, options: ChangeOptions): void {
  const { skill } = change(context, options, (library) => library.promote(name, options.version));
  for (const problem of checkSkill(skill)) context.note(`Promoted as you wish, but ${problem}.`);
}

export function archiveSkill(context: CommandContext, name: string, options: ChangeOptions & { reason?: string }): void {
  change(context, options, (library) => library.archive(name, options.version, options.reason));
}

export function rollBackSkill(context: CommandContext, name: string, options: ChangeOptions): void {
  change(context, options, (library) => library.rollback(name, options.version));
}

function change(context: CommandContext, { db, json }: ChangeOptions, move: (library: SkillLibrary) => SkillEntry): SkillEntry {
  const { entry, versions } = withLibrary(context, { db, access: 'change' }, (library) => {
    const moved = move(library);
    return { entry: moved, versions: library.versions(moved.skill.name).map(lineOf) };
  });
  const { name } = entry.skill;
  context.print(json ? JSON.stringify({ name, ...lineOf(entry), versions }) : describeState(entry, versions));
  return entry;
}

/** Errors: `SKILL_UNKNOWN`; `CONFIRMATION_MISSING` names what would be lost. */
export function removeSkill(context: CommandContext, name: string, { yes, db, json }: RemoveOptions): void {
  const access = yes ? 'change' : 'read';
  const lost = withLibrary(context, { db, access }, (library, store) => {
    const versions = library.versions(name).length;
    const uses = store.uses(name).length;
    const requests = store.requests(name).length;
    if (yes) store.remove(name);
    return { versions, uses, requests };
  });
  const what = `${count(lost.versions, 'version')}, ${count(lost.uses, 'recorded use')} and ${count(lost.requests, 'past request')}`;
  if (yes) return context.print(json ? JSON.stringify({ removed: name, ...lost }) : `${name} was removed for good: ${what}.`);
  throw new AgentError(
    'CONFIRMATION_MISSING',
    `This would delete ${name} for good, with ${what}. Add --yes to do it; "autodidact skills archive ${name}" only takes it out of use.`,
  );
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
