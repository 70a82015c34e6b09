import type { StepRecord } from '../memory/index.js';
import type { SkillOutcome } from './learn.js';

/** Stands before a skill's name where a step names it as its proposer. */
export const SKILL_PROPOSER = 'skill:';

/**
 * What an episode did with skills, read back from its log: a step that a skill chose names it as its proposer. That a skill was held
 * out does not stand there.
 */
export function outcomesInLog(steps: readonly StepRecord[], versionOf: (name: string) => number): SkillOutcome[] {
  const names = [...new Set(steps.flatMap(({ decision }) => nameIn(decision.proposer) ?? []))];
  return names.map((name) => {
    const own = steps.filter(({ decision }) => nameIn(decision.proposer) === name);
    const why = steps
      .flatMap(({ decision }) => decision.notes)
      .find((note) => note.startsWith(`skill ${name}(`) && note.includes(' broke at '));
    const acts = own.filter(({ decision }) => decision.action.kind !== 'stop').length;
    const ended = why ? 'broken' : acts < own.length ? 'done' : 'open';
    return { name, version: versionOf(name), arm: 'with', ended, steps: acts, ...(why ? { broken: why } : {}) };
  });
}

const nameIn = (proposer: string): string | undefined =>
  proposer.startsWith(SKILL_PROPOSER) ? proposer.slice(SKILL_PROPOSER.length) : undefined;
