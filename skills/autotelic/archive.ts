import { normalizeText, type Random } from '../../core/index.js';
import { maskGoal } from '../goal-template.js';
import type { VerifiedEpisode } from '../induce/trace.js';
import type { SkillArguments } from '../parameters.js';
import type { Check, Skill } from '../schema.js';
import type { Achievement, GoalVerb } from './achievements.js';

/** What was claimed, without the page: a goal that can be set again. */
export interface PracticeGoal {
  goal: string;
  /** The goal is these, joined. */
  clauses: string[];
  /** The same clauses in other words. */
  others: string[];
  verbs: GoalVerb[];
  controls: string[];
  /** What was entered, in the order of the goal. */
  values: string[];
  condition: Check[];
  /** Keys of the mastered goals that it is made of; empty for one that was found. */
  parts: string[];
}

/** A goal that was reached again on a fresh page. */
export interface MasteredGoal extends PracticeGoal {
  key: string;
  /** The shortest way known: the steps of its best replay. */
  demonstration: VerifiedEpisode;
  /** The same as a program with durable locators. */
  program: { skill: Skill; args: SkillArguments };
  /** How often it was set out for, and reached; the replay that proved it counts. */
  attempts: number;
  successes: number;
}

/** The goal as one that was found. */
export const goalOf = ({ goal, other, verb, control, value, condition }: Achievement): PracticeGoal => ({
  ...{
    goal,
    clauses: [goal],
    others: [other],
    verbs: [verb],
    controls: [control],
    values: value === undefined ? [] : [value],
    condition,
    parts: [],
  },
});

/** `Set "Name" to "Ann", set "City" to "Rome" and check "News"`. */
export function sentenceOf(clauses: readonly string[]): string {
  const small = clauses.map((clause, i) => (i === 0 ? clause : clause[0].toLowerCase() + clause.slice(1)));
  return small.length > 1 ? `${small.slice(0, -1).join(', ')} and ${small.at(-1)}` : small.join('');
}

/** One key for goals of one place that differ only in what is entered: `set "e-mail" to {value}`. */
export function goalKey({ goal, values }: Pick<PracticeGoal, 'goal' | 'values'>): string {
  let from = 0;
  const ranges = values.map((value) => {
    const start = goal.indexOf(`"${value}"`, from) + 1;
    from = start + value.length;
    return { start, end: from, slot: 'value' };
  });
  return normalizeText(maskGoal(goal, ranges));
}

/** The distinct goals that are mastered on one page (LMA3's archive): each with the shortest way, and how often it worked. */
export class GoalArchive {
  readonly #goals = new Map<string, MasteredGoal>();

  get(key: string): MasteredGoal | undefined {
    return this.#goals.get(key);
  }

  all(): MasteredGoal[] {
    return [...this.#goals.values()];
  }

  /** Counts a proven goal; the shorter demonstration stays. Says what is new about it. */
  add(mastered: MasteredGoal): 'new' | 'shorter' | 'known' {
    const known = this.#goals.get(mastered.key);
    const isShorter = !!known && lengthOf(mastered) < lengthOf(known);
    const best = known && !isShorter ? known : mastered;
    const attempts = (known?.attempts ?? 0) + mastered.attempts;
    const successes = (known?.successes ?? 0) + mastered.successes;
    this.#goals.set(mastered.key, { ...best, attempts, successes });
    return !known ? 'new' : isShorter ? 'shorter' : 'known';
  }

  /** Writes down an attempt at a goal of the archive. */
  record(key: string, success: boolean): void {
    const known = this.#goals.get(key);
    if (known) this.#goals.set(key, { ...known, attempts: known.attempts + 1, successes: known.successes + Number(success) });
  }

  /** A goal to go to before exploring: the less often it was set out for, the likelier. Undefined for an empty archive. */
  sample(random: Random): MasteredGoal | undefined {
    const goals = this.all();
    return goals[random.weighted(goals.map(({ attempts }) => 1 / attempts))];
  }
}

export const lengthOf = ({ demonstration }: Pick<MasteredGoal, 'demonstration'>): number => demonstration.steps.length;
