import { type Locator, templateSlots } from '../tools/index.js';
import type { Check, Skill, SkillAction, SkillStep, SkillText } from './schema.js';

/** Every parameter that a part of a skill names, each once. */
export function slotsOfLocator({ name, context, region, cell }: Locator): string[] {
  return [name, context, region, cell?.row ?? '', cell?.column ?? ''].flatMap(templateSlots);
}

export function slotsOfText(text: SkillText): string[] {
  switch (text.kind) {
    case 'literal':
      return templateSlots(text.text);
    case 'parameter':
      return [text.name];
    case 'element':
      return slotsOfLocator(text.target);
    case 'cell':
      return [...templateSlots(text.row), ...templateSlots(text.column)];
    case 'calc':
      return [...templateSlots(text.expression), ...text.of.flatMap(slotsOfLocator)];
    case 'goal-span':
    case 'secret':
      return [];
  }
}

export function slotsOfAction(action: SkillAction): string[] {
  const target = 'target' in action && action.target ? slotsOfLocator(action.target) : [];
  switch (action.kind) {
    case 'type':
      return [...target, ...slotsOfText(action.text)];
    case 'select':
      return [...target, ...templateSlots(action.option)];
    case 'drag':
      return [...target, ...slotsOfLocator(action.to)];
    case 'goto':
      return templateSlots(action.url);
    default:
      return target;
  }
}

export function slotsOfCheck(check: Check): string[] {
  const target = 'target' in check ? slotsOfLocator(check.target) : [];
  if (check.kind === 'url') return templateSlots(check.contains);
  return 'text' in check ? [...target, ...templateSlots(check.text)] : target;
}

export function slotsOfStep(step: SkillStep): string[] {
  if (step.kind === 'do') return slotsOfAction(step.action);
  const inner = step.steps.flatMap(slotsOfStep);
  return step.kind === 'repeat' ? [...step.until.flatMap(slotsOfCheck), ...inner] : [...slotsOfLocator(step.target), ...inner];
}

/** What the steps and the answer use: a parameter outside of it changes nothing. */
export function slotsInUse({ steps, answer }: Pick<Skill, 'steps' | 'answer'>): Set<string> {
  return new Set([...steps.flatMap(slotsOfStep), ...(answer ? slotsOfText(answer) : [])]);
}
