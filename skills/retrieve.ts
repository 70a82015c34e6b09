import { type Observation, wordsOf } from '../core/index.js';
import { templateParts } from '../tools/index.js';
import { targetOf } from './checks.js';
import { bindGoal } from './goal-template.js';
import { isLight } from './goal-words.js';
import { betaScore } from './credit.js';
import type { SkillArguments } from './parameters.js';
import type { Skill } from './schema.js';
import { inScope } from './scope.js';

/** What a skill is found by, besides what it says of itself. */
export interface SkillDocument {
  skill: Skill;
  /** Goals that it served well. */
  requests: readonly string[];
}

export interface RetrievedSkill {
  skill: Skill;
  /** Arguments that the goal gives; absent when the goal only looks alike, and somebody else has to say them. */
  args?: SkillArguments;
  /** Higher is better; made of binding, shared terms and success rate. */
  score: number;
}

export interface SkillQuery {
  goal: string;
  observation: Observation;
  /** Default 3. */
  limit?: number;
}

/** What a goal that binds is worth beside shared terms, which are at most 1, and the success rate. */
const BOUND = 2;
/** A skill that does not bind has to share this much to be worth a thought. */
const LEAST_OVERLAP = 0.3;

/**
 * The skills for a goal on a page, best first: those whose site, and whose preconditions are in sight, ranked by whether the goal
 * binds, by the terms it shares with description and past requests (idf-weighted; past requests as keys), and by success.
 */
export function retrieveSkills(
  documents: readonly SkillDocument[],
  { goal, observation, limit = 3 }: SkillQuery,
): RetrievedSkill[] {
  const overlap = sharedTerms(documents);
  return documents
    .flatMap(({ skill }, i): RetrievedSkill[] => {
      if (!inScope(skill.scope, observation.url)) return [];
      const args = bindGoal(skill, goal);
      if (!isReady(skill, observation, args)) return [];
      const shared = overlap(goal, i);
      if (!args && shared < LEAST_OVERLAP) return [];
      const { uses, successes } = skill.evidence;
      const score = (args ? BOUND : 0) + shared + betaScore(successes, uses - successes).mean;
      return [{ skill, ...(args ? { args } : {}), score }];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
}

/**
 * How much of a goal's terms, weighted by rarity, the best key of a document holds, from 0 to 1: keys are what a skill says of itself,
 * and the requests it served. The documents are counted from 0.
 */
export const sharedTerms = (documents: readonly SkillDocument[]): ((goal: string, document: number) => number) =>
  termOverlap(documents.map(keysOf));

/** Whether a skill could begin on this page: its site, and what it needs is in sight. */
export const fitsPage = (skill: Skill, observation: Observation, args: SkillArguments): boolean =>
  inScope(skill.scope, observation.url) && isReady(skill, observation, args);

/** Preconditions that need an argument are left to the run where there is none yet. */
function isReady({ preconditions }: Skill, observation: Observation, args: SkillArguments | undefined): boolean {
  return preconditions.visible.every((locator) => {
    const needsValue =
      [locator.name, locator.context, locator.region].some((text) => /\{\w+\}/.test(text)) ||
      locator.cell?.row.includes('{') === true;
    return needsValue && !args ? true : targetOf(observation, locator, args ?? {}) !== undefined;
  });
}

function keysOf({ skill, requests }: SkillDocument): string[][] {
  const plain = (template: string): string =>
    templateParts(template)
      .flatMap((part) => ('text' in part ? part.text : []))
      .join(' ');
  return [skill.name, skill.purpose, ...skill.goals.map(plain), ...requests].map(termsOf);
}

const termsOf = (text: string): string[] => [...new Set(wordsOf(text.replace(/\{\w+\}/g, ' ')))].filter((word) => !isLight(word));

/** Share of a query's idf weight that the best key of a document holds, 0 to 1. */
function termOverlap(documents: readonly (readonly string[][])[]): (query: string, document: number) => number {
  const frequency = new Map<string, number>();
  for (const keys of documents) for (const term of new Set(keys.flat())) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const idf = (term: string): number => Math.log(1 + (documents.length + 1) / (0.5 + (frequency.get(term) ?? 0)));
  return (query, document) => {
    const terms = termsOf(query);
    const total = terms.reduce((sum, term) => sum + idf(term), 0);
    if (total === 0) return 0;
    const held = documents[document].map((key) => terms.reduce((sum, term) => sum + (key.includes(term) ? idf(term) : 0), 0));
    return Math.max(0, ...held) / total;
  };
}
