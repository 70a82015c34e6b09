import type { AgentSettings } from '../config/index.js';
import { type Action, type Decision, type Observation, type Outcome, printAction, type Random } from '../core/index.js';
import {
  createSkillRun,
  fitsPage,
  SKILL_PROPOSER,
  type Skill,
  type SkillArguments,
  type SkillMove,
  type SkillOutcome,
  type SkillRun,
} from '../skills/index.js';

/** Where the skills of an agent come from; `SkillLibrary` has it. */
export interface SkillSource {
  /** Skills that a goal asks for, with what it gives them, best first. `shadow`: also those that only replays have proven. */
  forGoal(goal: string, trust: AgentSettings['skills']['trust'], byRequests?: boolean): { skill: Skill; args: SkillArguments }[];
}

/** What the plan node takes over from a skill: a move to decide on, or why there is none. */
export type SkillWord = { action: Action; note: string; proposer: string } | { ended: string } | undefined;

export interface SkillUseParts {
  source: SkillSource;
  goal: string;
  settings: AgentSettings['skills'];
  random: Random;
}

/** A page that breaks one skill may break the next as well. */
const MOST_TRIES = 2;

/**
 * The skills of one episode: begins one where the page is as it wants it, and gives its moves one at a time, so that every inner
 * step passes through the loop like any other. What breaks leaves the page to the policy, where it stands.
 */
export class SkillUse {
  readonly outcomes: SkillOutcome[] = [];
  readonly #candidates: { skill: Skill; args: SkillArguments }[];
  readonly #heldOut: boolean;
  #run: SkillRun | undefined;

  constructor({ source, goal, settings, random }: SkillUseParts) {
    this.#candidates = settings.enabled ? source.forGoal(goal, settings.trust, settings.byRequests) : [];
    this.#heldOut = this.#candidates.length > 0 && random.chance(settings.holdOut);
  }

  /**
   * The next move on this page; `last` is what came of the previous action. Undefined when no skill is at work. `rejected` tells
   * what failed on this page before: a skill that wants it again is broken.
   */
  next(page: Observation, last: Outcome | undefined, rejected: (action: Action) => boolean): SkillWord {
    const run = this.#run ?? this.#begin(page);
    if (!run) return undefined;
    const move = run.next(page, this.#run ? last : undefined);
    this.#run = run;
    const outcome = this.outcomes[this.outcomes.length - 1];
    if (move.kind === 'act' && !rejected(move.action)) {
      outcome.steps++;
      return { action: move.action, proposer: SKILL_PROPOSER + outcome.name, note: `${callOf(run)}, step ${move.step}` };
    }
    return this.#end(run, outcome, move);
  }

  #begin(page: Observation): SkillRun | undefined {
    if (this.outcomes.length >= MOST_TRIES) return undefined;
    const at = this.#candidates.findIndex(({ skill, args }) => fitsPage(skill, page, args));
    if (at < 0) return undefined;
    const [{ skill, args }] = this.#candidates.splice(at, 1);
    const { name, version } = skill;
    this.outcomes.push({ name, version, arm: this.#heldOut ? 'without' : 'with', ended: 'open', steps: 0 });
    if (this.#heldOut) this.#candidates.length = 0; // the whole episode does without
    return this.#heldOut ? undefined : createSkillRun(skill, args);
  }

  #end(run: SkillRun, outcome: SkillOutcome, move: SkillMove): SkillWord {
    this.#run = undefined;
    const call = callOf(run);
    if (move.kind === 'act') return this.#broken(outcome, call, `${printAction(move.action)} failed on this page before`);
    if (move.kind === 'broken') return this.#broken(outcome, call, `${move.at}: ${move.why}`);
    outcome.ended = move.kind;
    if (move.kind === 'through') return { ended: `${call} is through; whether it is done, the page has to show` };
    const action: Action = { kind: 'stop', ...(move.answer ? { answer: move.answer } : {}) };
    return { action, proposer: SKILL_PROPOSER + outcome.name, note: `${call} is done: its postcondition holds` };
  }

  #broken(outcome: SkillOutcome, call: string, why: string): SkillWord {
    outcome.ended = 'broken';
    outcome.broken = why;
    return { ended: `${call} broke at ${why}` };
  }
}

/** `skill add-contact(name: "Ann")`, as the language of actions writes it. */
function callOf({ skill, args }: SkillRun): string {
  const given = Object.entries(args).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `skill ${skill.name}(${given.join(', ')})`;
}

/** A decision that a skill made: nothing was weighed, and no model was asked. */
export const skillDecision = (
  { action, proposer, note }: Extract<SkillWord, { action: Action }>,
  expectation: Decision['expectation'],
): Decision => ({ action, proposer, expectation, candidates: [], notes: [note] });
