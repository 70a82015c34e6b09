import { areCompatible, isOrdinal, type Locator } from '../../tools/index.js';
import type { SkillAction, SkillText } from '../schema.js';
import { type AbstractStep, signature } from './abstract.js';

/** One step of the common program: what each trace did there; undefined where it did nothing. */
export interface Column {
  action: SkillAction;
  steps: (AbstractStep | undefined)[];
}

export const columnsOf = (steps: readonly AbstractStep[]): Column[] =>
  steps.map((step) => ({ action: step.action, steps: [step] }));

/**
 * Anti-unification of one more trace into the columns of others: the longest common sequence of equal steps, with gaps. What
 * differs inside a step is dropped from its locator when the rest still tells the target. Undefined when nothing is in common.
 */
export function alignTrace(columns: readonly Column[], steps: readonly AbstractStep[]): Column[] | undefined {
  const width = columns[0]?.steps.length ?? 0;
  const common = commonSequence(columns, steps);
  if (common.length === 0 && (columns.length > 0 || steps.length > 0)) return undefined;
  const out: Column[] = [];
  let [i, j] = [0, 0];
  const gap = (untilColumn: number, untilStep: number): void => {
    for (; i < untilColumn; i++) out.push({ ...columns[i], steps: [...columns[i].steps, undefined] });
    for (; j < untilStep; j++)
      out.push({ action: steps[j].action, steps: [...Array<undefined>(width).fill(undefined), steps[j]] });
  };
  for (const [column, step, action] of common) {
    gap(column, step);
    out.push({ action, steps: [...columns[column].steps, steps[step]] });
    i = column + 1;
    j = step + 1;
  }
  gap(columns.length, steps.length);
  return out;
}

type Match = [column: number, step: number, action: SkillAction];

function commonSequence(columns: readonly Column[], steps: readonly AbstractStep[]): Match[] {
  const actions = columns.map((column) => steps.map((step) => unifyActions(column.action, step.action)));
  const length = Array.from({ length: columns.length + 1 }, () => Array<number>(steps.length + 1).fill(0));
  for (let i = columns.length - 1; i >= 0; i--)
    for (let j = steps.length - 1; j >= 0; j--)
      length[i][j] = Math.max(actions[i][j] ? length[i + 1][j + 1] + 1 : 0, length[i + 1][j], length[i][j + 1]);
  const out: Match[] = [];
  for (let [i, j] = [0, 0]; i < columns.length && j < steps.length; ) {
    const action = actions[i][j];
    if (action && length[i][j] === length[i + 1][j + 1] + 1) out.push([i++, j++, action]);
    else if (length[i + 1][j] >= length[i][j + 1]) i++;
    else j++;
  }
  return out;
}

/** The least general step that both are; undefined when they do different things. */
export function unifyActions(a: SkillAction, b: SkillAction): SkillAction | undefined {
  if (signature(a) !== signature(b)) return unifyByRow(a, b);
  if (!('target' in a) || !a.target || !('target' in b) || !b.target) return a;
  const target = unifyLocators(a.target, b.target);
  if (!target) return undefined;
  if (a.kind === 'type' && b.kind === 'type') {
    const text = unifyTexts(a.text, b.text);
    return text && { ...a, target, text };
  }
  if (a.kind === 'drag' && b.kind === 'drag') {
    const to = unifyLocators(a.to, b.to);
    return to && { ...a, target, to };
  }
  const becomes = a.kind === 'click' && b.kind === 'click' && a.becomes === b.becomes ? a.becomes : undefined;
  return a.kind === 'click' ? { kind: 'click', target, ...(becomes ? { becomes } : {}) } : ({ ...a, target } as SkillAction);
}

/** Equal but for a context that only counts twins, or that one page needed and the other did not. */
function unifyByRow(a: SkillAction, b: SkillAction): SkillAction | undefined {
  if (!('target' in a) || !a.target || !('target' in b) || !b.target) return undefined;
  const [x, y] = [a.target.context, b.target.context];
  if (x === y || !(x === '' || y === '' || (isOrdinal(x) && isOrdinal(y)))) return undefined;
  const bare = <T extends SkillAction>(action: T, target: Locator): T => ({ ...action, target: { ...target, context: '' } });
  return unifyActions(bare(a, a.target), bare(b, b.target));
}

/** What two locators agree on; undefined when they name different things. */
export function unifyLocators(a: Locator, b: Locator): Locator | undefined {
  if (!areCompatible(a.role, b.role) || a.name !== b.name || a.context !== b.context) return undefined;
  const same = <T>(x: T, y: T): T | undefined => (JSON.stringify(x) === JSON.stringify(y) ? x : undefined);
  const shared = (x: readonly string[], y: readonly string[]): string[] => x.filter((one) => y.includes(one));
  const [cell, depth, place, inRegion] = [same(a.cell, b.cell), same(a.depth, b.depth), same(a.place, b.place), same(a.inRegion, b.inRegion)]; // prettier-ignore
  const options = a.options && b.options ? shared(a.options, b.options) : [];
  const unified = {
    role: a.role,
    name: a.name,
    context: a.context,
    region: a.region === b.region ? a.region : kindOf(a.region) === kindOf(b.region) ? kindOf(a.region) : '',
    ...(cell ? { cell } : {}),
    ...(options.length > 0 ? { options } : {}),
    states: shared(a.states, b.states),
    ...(depth === undefined ? {} : { depth }),
    ...(place ? { place } : {}),
    ...(inRegion ? { inRegion } : {}),
    before: shared(a.before, b.before),
    after: shared(a.after, b.after),
    siblings: shared(a.siblings, b.siblings),
  };
  const known =
    unified.name !== '' || unified.context !== '' || unified.inRegion || unified.before.length + unified.after.length > 0;
  return known ? unified : undefined;
}

const kindOf = (region: string): string => region.split(' ')[0];

export function unifyTexts(a: SkillText, b: SkillText): SkillText | undefined {
  if (a.kind === 'element' && b.kind === 'element') {
    const target = unifyLocators(a.target, b.target);
    return target && { kind: 'element', target };
  }
  if (a.kind === 'calc' && b.kind === 'calc') {
    const of = a.of.map((one, i) => (b.of[i] ? unifyLocators(one, b.of[i]) : undefined));
    if (a.expression !== b.expression || of.some((one) => !one)) return undefined;
    return { ...a, of: of as Locator[] };
  }
  return JSON.stringify(a) === JSON.stringify(b) ? a : undefined;
}
