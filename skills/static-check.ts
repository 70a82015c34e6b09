import { wordsOf } from '../core/index.js';
import { templateParts, templateSlots } from '../tools/index.js';
import { isLight } from './goal-words.js';
import type { Skill, SkillStep } from './schema.js';
import { slotsInUse, slotsOfCheck, slotsOfLocator } from './slots.js';

/** What is wrong with a skill as it is written, in words that name the place; empty for a sound one. Runs nothing. */
export function checkSkill(skill: Skill): string[] {
  return [...parameterProblems(skill), ...goalProblems(skill), ...stepProblems(skill), ...postconditionProblems(skill)];
}

function parameterProblems(skill: Skill): string[] {
  const names = skill.parameters.map(({ name }) => name);
  const used = slotsInUse(skill);
  const { visible, texts } = skill.preconditions;
  const mentioned = [
    ...used,
    ...skill.postcondition.flatMap(slotsOfCheck),
    ...visible.flatMap(slotsOfLocator),
    ...texts.flatMap(templateSlots),
    ...skill.goals.flatMap(templateSlots),
  ];
  return [
    ...names.filter((name, i) => names.indexOf(name) !== i).map((name) => `parameter "${name}" is declared twice`),
    ...names.filter((name) => !used.has(name)).map((name) => `parameter "${name}" is used by no step`),
    ...[...new Set(mentioned)].filter((name) => !names.includes(name)).map((name) => `{${name}} is no declared parameter`),
  ];
}

function goalProblems({ goals, parameters }: Skill): string[] {
  const fromGoal = parameters.filter(({ read }) => read === 'goal').map(({ name }) => name);
  if (goals.length === 0)
    return fromGoal.map((name) => `parameter "${name}" is read from the goal, but there is no goal template`);
  return goals.flatMap((goal) => {
    const slots = templateSlots(goal);
    const words = templateParts(goal).flatMap((part) => ('text' in part ? wordsOf(part.text) : []));
    return [
      ...fromGoal.filter((name) => !slots.includes(name)).map((name) => `goal "${goal}" does not say {${name}}`),
      ...(words.some((word) => !isLight(word)) ? [] : [`goal "${goal}" has no word that says what is asked`]),
    ];
  });
}

function stepProblems({ steps, answer, scope }: Skill): string[] {
  const all = flatten(steps);
  const ids = all.map(({ id }) => id);
  const idle = steps.length === 0 && !answer;
  return [
    ...(idle ? ['there is no step and no answer'] : []),
    ...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `step id "${id}" is used twice`),
    ...all.flatMap((step) => {
      if (step.kind !== 'do') return [];
      const { action } = step;
      if (action.kind === 'goto' && scope.includes('*')) return [`step ${step.id} goes to an address, but the scope is any page`];
      if ('target' in action && action.target && !isIdentified(action.target))
        return [`step ${step.id}: nothing identifies its target`];
      if (action.kind !== 'type' || action.text.kind !== 'calc') return [];
      const refs = [...action.text.expression.matchAll(/\$(\d+)/g)].map((match) => Number(match[1]));
      const { of } = action.text;
      return refs.some((n) => n < 1 || n > of.length)
        ? [`step ${step.id}: its expression names an element that "of" does not list`]
        : [];
    }),
  ];
}

const isIdentified = ({ name, context, inRegion, before, after }: Parameters<typeof slotsOfLocator>[0]): boolean =>
  name !== '' || context !== '' || inRegion !== undefined || before.length + after.length > 0;

const flatten = (steps: readonly SkillStep[]): SkillStep[] =>
  steps.flatMap((step) => (step.kind === 'do' ? [step] : [step, ...flatten(step.steps)]));

/**
 * A postcondition that would hold whatever is done proves nothing. Without one a skill never says that it is done; an answer would
 * be such a word.
 */
function postconditionProblems({ postcondition, answer }: Skill): string[] {
  if (postcondition.length === 0) return answer ? ['it answers, and the postcondition is empty'] : [];
  const proves = postcondition.some((check) => check.changed || slotsOfCheck(check).length > 0);
  return proves ? [] : ['no check of the postcondition depends on a parameter or on a change'];
}
