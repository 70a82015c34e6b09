import { areCompatible, templateSlots } from '../../tools/index.js';
import { isLight } from '../goal-words.js';
import type { Skill, SkillAction, SkillStep } from '../schema.js';
import { slotsInUse } from '../slots.js';

/** Names for slots, after the fields they are typed into or the kind of thing they name, in the order of use. */
export function nameSlots(skill: Pick<Skill, 'steps' | 'answer'>): Record<string, string> {
  const names: Record<string, string> = {};
  const give = (slot: string, wanted: string): void => {
    if (slot in names) return;
    const base = identifier(wanted);
    const taken = new Set(Object.values(names));
    let name = base;
    for (let i = 2; taken.has(name); i++) name = `${base}_${i}`;
    names[slot] = name;
  };
  for (const action of actionsOf(skill.steps)) nameAfter(action, give);
  for (const step of skill.steps) {
    if (step.kind !== 'repeat') continue;
    for (const check of step.until)
      if (check.kind === 'value') for (const slot of templateSlots(check.text)) give(slot, check.target.name || 'value');
  }
  if (skill.answer?.kind === 'cell') {
    for (const slot of templateSlots(skill.answer.row)) give(slot, 'item');
    for (const slot of templateSlots(skill.answer.column)) give(slot, 'column');
  }
  for (const slot of slotsInUse(skill)) give(slot, 'value');
  return names;
}

export const actionsOf = (steps: readonly SkillStep[]): SkillAction[] =>
  steps.flatMap((step) => (step.kind === 'do' ? [step.action] : actionsOf(step.steps)));

function nameAfter(action: SkillAction, give: (slot: string, wanted: string) => void): void {
  if (!('target' in action) || !action.target) return;
  const { role, name, context, cell } = action.target;
  const slots = templateSlots;
  const label = slots(name).length === 0 && name ? name : 'value';
  if (action.kind === 'type') {
    const text =
      action.text.kind === 'parameter' ? [action.text.name] : action.text.kind === 'literal' ? slots(action.text.text) : [];
    const computed = action.text.kind === 'calc' ? slots(action.text.expression) : [];
    for (const slot of [...text, ...computed]) give(slot, label);
  }
  if (action.kind === 'select') for (const slot of slots(action.option)) give(slot, label);
  const kind = action.kind === 'type' || action.kind === 'select' ? 'field' : areCompatible(role, 'button') ? 'button' : role;
  for (const slot of slots(name)) give(slot, kind);
  for (const slot of [...slots(context), ...slots(cell?.row ?? '')]) give(slot, 'item');
  for (const slot of slots(cell?.column ?? '')) give(slot, 'column');
}

function identifier(text: string): string {
  const words =
    text
      .toLowerCase()
      .normalize('NFKD')
      .match(/[a-z0-9]+/g) ?? [];
  const name = words
    .slice(0, 3)
    .join('_')
    .replace(/^\d+_?/, '')
    .slice(0, 24)
    .replace(/_+$/, '');
  return /^[a-z]/.test(name) ? name : 'value';
}

/** Renames slots wherever they stand in a part of a skill: `{v1}` and parameters by name. */
export function renameSlots<T>(part: T, names: Readonly<Record<string, string>>): T {
  const rename = (value: unknown): unknown => {
    if (typeof value === 'string')
      return value.replace(/\{\{|\}\}|\{(\w+)\}/g, (whole, slot?: string) => (slot ? `{${names[slot] ?? slot}}` : whole));
    if (Array.isArray(value)) return value.map(rename);
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value).map(([key, inner]) => [key, rename(inner)] as const);
    const out = Object.fromEntries(entries) as Record<string, unknown>;
    if (out.kind === 'parameter' && typeof out.name === 'string') out.name = names[out.name] ?? out.name;
    return out;
  };
  return rename(part) as T;
}

/** `kebab-case` of the words of a goal template that say something. */
export function skillName(template: string, fallback: string): string {
  const words =
    template
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\{|\}/g, ' ')
      .match(/[a-z0-9]+/g) ?? [];
  const telling = words.filter((word) => !isLight(word) || word.length > 5).slice(0, 6);
  return telling.join('-').slice(0, 60).replace(/-+$/, '') || fallback;
}
