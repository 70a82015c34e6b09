import { playSkill, type SkillPlay, type SkillPlayStep } from '../agent/index.js';
import { AgentError } from '../core/index.js';
import {
  bindGoal,
  printSkillAction,
  readArguments,
  type Skill,
  type SkillArguments,
  type SkillEntry,
  type SkillStep,
} from '../skills/index.js';
import { fillTemplate } from '../tools/index.js';
import type { CommandContext } from './context.js';
import { describeOutcome } from './live-view.js';
import { openPage } from './open-page.js';
import { withParts } from './parts.js';
import { withLibrary } from './skills-library.js';
import { lineOf } from './skills-text.js';

export interface PlayOnPageOptions {
  url: string;
  goal?: string;
  arg?: Record<string, string>;
  version?: number;
  maxSteps?: number;
  headed?: boolean;
  db?: string;
  json?: boolean;
}

export interface RunOptions extends PlayOnPageOptions {
  /** The person's own verdict; without it nothing is recorded. */
  record?: 'success' | 'failure';
}

/**
 * Plays a skill alone on a live page and shows each step. 0 only where the skill says that it is done, and its postcondition did
 * not hold before. Errors: `SKILL_UNKNOWN`, `SKILL_VERSION`, `SKILL_GOAL`, `SKILL_ARGUMENTS`, `PAGE_UNREACHABLE`, and the browser's.
 */
export async function playOnPage(context: CommandContext, name: string, options: RunOptions): Promise<number> {
  const { url, db, json, record, headed, maxSteps } = options;
  const { skill } = withLibrary(context, { db }, (library) => library.get(name, options.version));
  const { args, goal } = callOf(skill, options);
  const steps: SkillPlayStep[] = [];
  const onStep = (step: SkillPlayStep): void => {
    steps.push(step);
    if (json) context.progress(`step ${step.number}`);
    else context.print(describeStep(skill, step));
  };
  if (!json) context.print(`${name} version ${skill.version} on ${url}\n${describeArguments(args)}`);
  const play = await withParts(context, async (parts) => {
    const session = await openPage(parts, url, { headed });
    return playSkill(skill, args, { session, goal, maxSteps, signal: context.signal, onStep });
  });
  const recorded = record && agrees(play, record) ? recordUse(context, skill, play, options) : undefined;
  const passed = play.ended === 'done' && !play.heldBefore;
  if (json) {
    const done = steps.map(({ number, id, outcome }) => {
      const { status, code, message, text } = outcome;
      return { number, id, does: actionOf(skill, id), status, code, message, text };
    });
    const now = recorded && lineOf(recorded);
    const { version } = skill;
    context.print(JSON.stringify({ name, version, goal: options.goal, args, url, passed, ...play, log: done, recorded: now }));
  } else {
    context.print(describeEnd(play));
    if (record) context.print(describeRecorded(record, recorded));
  }
  return passed ? 0 : 1;
}

/** The arguments that goal and options give, and the goal that they make where none was said. */
function callOf(skill: Skill, { goal, arg }: PlayOnPageOptions): { args: SkillArguments; goal: string } {
  const bound = goal === undefined ? {} : bindGoal(skill, goal);
  if (!bound && !arg) throw goalDoesNotBind(skill, goal ?? '');
  const args = readArguments(skill, { ...bound, ...arg });
  return { args, goal: goal ?? (skill.goals.length > 0 ? fillTemplate(skill.goals[0], args) : '') };
}

function goalDoesNotBind({ name, goals, parameters }: Skill, goal: string): AgentError {
  const asks = goals.length > 0 ? `it serves goals such as ${JSON.stringify(goals[0])}` : 'it is a part that no goal asks for';
  const args = parameters.map((one) => `--arg ${one.name}=${JSON.stringify(one.example)}`).join(' ');
  return new AgentError(
    'SKILL_GOAL',
    `The goal ${JSON.stringify(goal)} does not ask for skill "${name}": ${asks}. Say it so, or leave --goal out${args && ` and say the arguments: ${args}`}.`,
  );
}

const describeArguments = (args: SkillArguments): string =>
  Object.entries(args)
    .map(([name, value]) => `  ${name} = ${JSON.stringify(value)}`)
    .join('\n') || '  no arguments';

const describeStep = (skill: Skill, { number, id, outcome }: SkillPlayStep): string =>
  `${String(number).padStart(3)}  ${actionOf(skill, id)}\n     ${describeOutcome(outcome)}`;

/** A step of the program as a person reads it, or what is none of its steps: closing a notice before the first. */
function actionOf({ steps }: Skill, id: string): string {
  const flat = (list: readonly SkillStep[]): SkillStep[] =>
    list.flatMap((step) => (step.kind === 'do' ? step : flat(step.steps)));
  const step = flat(steps).find((one) => one.id === id);
  return step?.kind === 'do' ? printSkillAction(step.action) : 'close a notice that stands in the way';
}

function describeEnd({ ended, heldBefore, steps, answer, at, why }: SkillPlay): string {
  const after = `after ${steps} ${steps === 1 ? 'action' : 'actions'}`;
  if (ended === 'broken') return `Broken at ${at} ${after}: ${why}.`;
  if (ended === 'through')
    return `Every step was taken, ${after}, but nothing says what a good end looks like. Look at the page.`;
  const said = answer === undefined ? '' : ` It answers ${JSON.stringify(answer)}.`;
  if (heldBefore) return `Done ${after}, which proves nothing: what shows it was so before.${said}`;
  return `Done ${after}, and what shows it was not so before.${said}`;
}

/** A success needs both words: the person's and the skill's. */
const agrees = ({ ended, heldBefore }: SkillPlay, record: 'success' | 'failure'): boolean =>
  record === 'failure' || (ended !== 'broken' && !heldBefore);

function recordUse(context: CommandContext, skill: Skill, play: SkillPlay, { db, goal, record }: RunOptions): SkillEntry {
  const { name, version } = skill;
  const { steps, ended, at, why } = play;
  const broken = ended === 'broken' ? `${at}: ${why}` : undefined;
  return withLibrary(context, { db, access: 'change' }, (library) =>
    library.recordUse({ name, version, arm: 'with', success: record === 'success', steps, broken, goal }),
  );
}

function describeRecorded(record: 'success' | 'failure', entry: SkillEntry | undefined): string {
  if (!entry) return 'Nothing was recorded: a success needs your word and a good end of the skill, too.';
  const { skill, status, reason } = entry;
  return `Recorded as a ${record}: ${skill.name} version ${skill.version} is ${status} (${reason}).`;
}
