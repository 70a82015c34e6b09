import type { Store } from '../memory/index.js';
import { type SkillEntry, SkillLibrary } from '../skills/index.js';
import type { CommandContext } from './context.js';
import { type StoreChoice, withStore } from './stores.js';

/** What there is to say of an empty library. */
export const NO_SKILLS =
  'No skills yet. They are made of runs that succeeded: say so with "autodidact runs judge ID --success". "autodidact eval --chain 3" ' +
  'measures such learning in a library of its own; "autodidact skills import PATH" takes over exported skills.';

/** Runs `work` on the skill library of a store and closes the store. */
export function withLibrary<T>(
  context: CommandContext,
  { db, access }: StoreChoice,
  work: (library: SkillLibrary, store: Store['skills']) => T,
): T {
  return withStore(context, { db, access }, ({ skills }) => work(new SkillLibrary(skills), skills));
}

/** Every version of every skill, oldest name first. */
export function allVersions(library: SkillLibrary): SkillEntry[] {
  return library.list().flatMap(({ skill }) => library.versions(skill.name));
}
