import type { Observation } from '../../core/index.js';
import { describeElement, findElement, type Locator, type SlotValues } from '../../tools/index.js';
import { holds } from '../checks.js';
import { slotsOfAction } from '../slots.js';
import type { Check, DoStep, SkillAction, SkillStep } from '../schema.js';
import { abstractLocator, abstractText, type AbstractStep } from './abstract.js';
import { type Column, unifyLocators } from './align.js';
import type { SlotValue } from './slots.js';
import type { Trace } from './trace.js';

/** One trace of a group with its values. */
export interface Sample {
  trace: Trace;
  values: readonly SlotValue[];
  args: SlotValues;
}

/** Iterations that are allowed beyond the most that were seen. */
const SPARE_ITERATIONS = 2;
const MOST_ITERATIONS = 50;
/** Equal steps in a row that are kept as they are when nothing says when to stop. */
const MOST_COPIES = 6;

/** Columns as steps: what only some traces did becomes `if-visible`, what they did in various numbers becomes `repeat`. */
export function programOf(columns: readonly Column[], samples: readonly Sample[]): SkillStep[] | undefined {
  const out: SkillStep[] = [];
  for (const [i, column] of columns.entries()) {
    const steps = column.steps.some((step) => !step)
      ? optional(column, columns.slice(i + 1), samples, out.length)
      : stepsOf(column, columns[i + 1], samples, out.length);
    if (!steps) return undefined;
    out.push(...steps);
  }
  return out;
}

const idOf = (count: number): string => `s${count + 1}`;
const doStep = (action: SkillAction, count: number): DoStep => ({ id: idOf(count), kind: 'do', action });

/** Only where the traces that left it out did not see its target at that point: else something else decides, and it is not known. */
function optional(column: Column, later: readonly Column[], samples: readonly Sample[], count: number): SkillStep[] | undefined {
  const { action } = column;
  if (!('target' in action) || !action.target || slotsOfAction(action).length > 0) return undefined;
  if (column.steps.some((step) => step && step.runs.length > 1)) return undefined;
  const { target } = action;
  const unseen = samples.every(({ args, trace }, k) => {
    if (column.steps[k]) return true;
    const page = later.flatMap((one) => one.steps[k]?.runs[0].before ?? [])[0] ?? trace.last;
    return findElement(page, target, args) === undefined;
  });
  return unseen
    ? [{ id: idOf(count), kind: 'if-visible', target, steps: [{ ...doStep(action, count), id: `${idOf(count)}a` }] }]
    : undefined;
}

function stepsOf(column: Column, next: Column | undefined, samples: readonly Sample[], count: number): SkillStep[] | undefined {
  const runs = column.steps.map((step) => (step as AbstractStep).runs.length);
  const most = Math.max(...runs);
  if (most === 1) return [doStep(column.action, count)];
  const until = untilOf(column, next, samples);
  if (until) {
    const body = [{ ...doStep(column.action, count), id: `${idOf(count)}a` }];
    return [
      {
        id: idOf(count),
        kind: 'repeat',
        max: Math.min(MOST_ITERATIONS, most * 2 + SPARE_ITERATIONS),
        until: [until],
        steps: body,
      },
    ];
  }
  if (runs.some((times) => times !== most) || most > MOST_COPIES) return undefined;
  return Array.from({ length: most }, (_, k) => doStep(column.action, count + k));
}

/** What was true after the last of the equal steps and before none of them, in every trace. */
function untilOf(column: Column, next: Column | undefined, samples: readonly Sample[]): Check | undefined {
  const pages = samples.map((sample, k) => {
    const { runs } = column.steps[k] as AbstractStep;
    return { sample, before: runs.map((run) => run.before), after: runs[runs.length - 1].after };
  });
  const ends = (check: Check): boolean =>
    pages.every(
      ({ sample, before, after }) => holds(check, after, sample.args) && !before.some((page) => holds(check, page, sample.args)),
    );
  return untilCandidates(column, next, pages[0]).find(ends);
}

interface RunPages {
  sample: Sample;
  before: Observation[];
  after: Observation;
}

/** First what a parameter says, then the next target coming into sight, then the target going away. */
function untilCandidates({ action }: Column, next: Column | undefined, { sample, after }: RunPages): Check[] {
  const { values, trace } = sample;
  const valued = after.elements.flatMap((element): Check[] => {
    if (element.value === undefined || element.value === '') return [];
    const text = abstractText(element.value, values);
    return /^\{\w+\}$/.test(text)
      ? [{ kind: 'value', target: abstractLocator(after, element.ref, { goal: trace.goal, values }), text, changed: true }]
      : [];
  });
  const said = after.elements.flatMap((element): Check[] => {
    const text = abstractText(element.name, values);
    return /\{\w+\}/.test(text) && !element.verbs.includes('select') ? [{ kind: 'text-present', text, changed: true }] : [];
  });
  const target = 'target' in action ? action.target : undefined;
  const follows = next && 'target' in next.action ? next.action.target : undefined;
  return [
    ...valued,
    ...said,
    ...(follows ? [{ kind: 'element-present', target: follows, changed: true } as const] : []),
    ...(target ? [{ kind: 'element-absent', target, changed: true } as const] : []),
  ];
}

/** What has to be in sight to begin: the first target, and what else of the first page the steps will use. */
export function preconditionsOf(columns: readonly Column[], samples: readonly Sample[]): Locator[] {
  const targets = columns.flatMap(({ action, steps }) =>
    'target' in action && action.target && steps.every(Boolean) ? [action.target] : [],
  );
  const seen = targets.filter((target) => samples.every(({ trace, args }) => findElement(trace.first, target, args)));
  return seen.slice(0, MOST_PRECONDITIONS);
}

const MOST_PRECONDITIONS = 3;

/** Headings of the first page that all traces share and no value of a goal names. */
export function anchorsOf(samples: readonly Sample[]): Locator[] {
  if (samples.length < 2) return []; // what one page says may be said by no other
  const [{ trace, values }, ...others] = samples;
  const headings = trace.first.elements.filter(
    ({ role, name }) => role === 'heading' && name !== '' && abstractText(name, values) === name,
  );
  return headings.flatMap(({ ref }) => {
    const own: Locator | undefined = describeElement(trace.first, ref);
    const same = others.reduce<Locator | undefined>((locator, other) => {
      const found = locator && findElement(other.trace.first, locator, other.args);
      return found && found.level <= 2 ? unifyLocators(locator, describeElement(other.trace.first, found.ref)) : undefined;
    }, own);
    return same ? [same] : [];
  });
}
