import type { Random } from '../../core/index.js';
import type { StepRecord } from '../../memory/index.js';
import { type GoalArchive, goalKey, type MasteredGoal, type PracticeGoal, sentenceOf } from './archive.js';

/** Draws before it is given up: most pairs of a small archive were tried already. */
const MOST_DRAWS = 12;

/**
 * The goal proposer (LMA3) without a language model: two mastered goals of one page make a goal whose decomposition is known. Fields
 * come before what is pressed, as a press may leave the page. Undefined where nothing new can be proposed.
 */
export function proposeGoal(
  archive: GoalArchive,
  tried: ReadonlySet<string>,
  { random, mostParts }: { random: Random; mostParts: number },
): { goal: PracticeGoal; key: string; parts: [MasteredGoal, MasteredGoal] } | undefined {
  const goals = archive.all();
  if (goals.length < 2) return undefined;
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const parts = random.sample(goals, 2).sort((a, b) => Number(leaves(a)) - Number(leaves(b))) as [MasteredGoal, MasteredGoal];
    const [first, second] = parts;
    const shared = first.controls.some((control) => second.controls.includes(control));
    const isTooLong = partsOf(first).length + partsOf(second).length > mostParts;
    if (shared || isTooLong || leaves(first)) continue;
    const goal = joined(first, second);
    const key = goalKey(goal);
    if (!tried.has(key) && !archive.get(key)) return { goal, key, parts };
  }
  return undefined;
}

const leaves = ({ verbs }: PracticeGoal): boolean => verbs.includes('press') || verbs.includes('open');
const partsOf = ({ key, parts }: MasteredGoal): string[] => (parts.length > 0 ? parts : [key]);

function joined(first: MasteredGoal, second: MasteredGoal): PracticeGoal {
  const clauses = [...first.clauses, ...second.clauses];
  return {
    goal: sentenceOf(clauses),
    clauses,
    others: [...first.others, ...second.others],
    verbs: [...first.verbs, ...second.verbs],
    controls: [...first.controls, ...second.controls],
    values: [...first.values, ...second.values],
    condition: [...first.condition, ...second.condition],
    parts: [...partsOf(first), ...partsOf(second)],
  };
}

/** How many first steps two demonstrations share, such as opening the form that both fill in: nobody does these twice. */
export function sharedSteps(first: MasteredGoal, second: MasteredGoal): number {
  const [a, b] = [first, second].map(({ demonstration }) => demonstration.steps.map(stepKey));
  const differs = b.findIndex((step, i) => step !== a[i]);
  return differs < 0 ? b.length : differs;
}

function stepKey({ observation, decision: { action } }: StepRecord): string {
  const target = 'ref' in action ? observation.elements.find(({ ref }) => ref === action.ref) : undefined;
  return JSON.stringify([{ ...action, ref: undefined }, target && [target.role, target.name, target.context, target.cell?.row]]);
}
