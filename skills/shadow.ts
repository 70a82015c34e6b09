import { type Action, normalizeText, type Observation, type TextSource } from '../core/index.js';
import { type Trace } from './induce/trace.js';
import type { SkillArguments } from './parameters.js';
import { createSkillRun } from './run.js';
import type { Skill } from './schema.js';

/**
 * Whether a skill that only watched would have done what then succeeded: from the first page on, each of its moves is the action
 * that the trace shows there, and it reports done on the last page. `none`: it would not have begun.
 */
export function shadowVerdict(skill: Skill, args: SkillArguments, trace: Trace): 'win' | 'loss' | 'none' {
  const run = createSkillRun(skill, args);
  const pages = [...trace.steps.map(({ before }) => before), trace.last];
  for (const [i, page] of pages.entries()) {
    const move = run.next(page);
    if (move.kind === 'done' || move.kind === 'through') return i === trace.steps.length ? 'win' : 'loss'; // done early: it left out what mattered
    if (move.kind === 'broken') return i === 0 && /^(?:scope|precondition)$/.test(move.at) ? 'none' : 'loss';
    const done = trace.steps[i]?.action;
    if (!done || !isSame(move.action, done, page)) return 'loss';
  }
  return 'loss';
}

function isSame(move: Action, done: Action, page: Observation): boolean {
  if (move.kind !== done.kind) return false;
  if ('ref' in move && 'ref' in done && move.ref !== done.ref) return false;
  if (move.kind === 'select' && done.kind === 'select') return normalizeText(move.option) === normalizeText(done.option);
  if (move.kind === 'press' && done.kind === 'press') return move.key === done.key;
  if (move.kind === 'type' && done.kind === 'type') return mayBeSame(literal(move.text, page), literal(done.text, page));
  return true;
}

/** Sources that point elsewhere than to a text on this page are not compared: the page after the step shows what came of them. */
const literal = (source: TextSource, { elements }: Observation): string | undefined => {
  if (source.kind === 'literal') return source.text;
  const element = source.kind === 'from' ? elements.find(({ ref }) => ref === source.ref) : undefined;
  return element && (element.value || element.name);
};

const mayBeSame = (a: string | undefined, b: string | undefined): boolean => a === undefined || b === undefined || a === b;
