import type { Locator } from '../tools/index.js';
import type { Check, Skill, SkillAction, SkillStep, SkillText } from './schema.js';

/** `button "Delete" (Milk)`: what a person would call it. */
export function printLocator({ role, name, context }: Locator): string {
  return role + (name ? ` ${JSON.stringify(name)}` : '') + (context ? ` (${context})` : '');
}

export function printSkillText(text: SkillText): string {
  switch (text.kind) {
    case 'literal':
      return JSON.stringify(text.text);
    case 'parameter':
      return `{${text.name}}`;
    case 'goal-span':
      return `quote ${text.index} of the goal`;
    case 'element':
      return `what ${printLocator(text.target)} says`;
    case 'cell':
      return `what the table says for ${text.row}${text.column ? `, ${text.column}` : ''}`;
    case 'calc':
      return `calc ${text.expression}${text.of.map((one, i) => `, $${i + 1}: ${printLocator(one)}`).join('')}`;
    case 'secret':
      return `secret "${text.name}"`;
  }
}

/** One line, e.g. `type {email} into textbox "E-mail"`. */
export function printSkillAction(action: SkillAction): string {
  switch (action.kind) {
    case 'click':
      return `click ${printLocator(action.target)}${action.becomes ? ` unless ${action.becomes}` : ''}`;
    case 'type':
      return `type ${printSkillText(action.text)} into ${printLocator(action.target)}`;
    case 'select':
      return `select ${JSON.stringify(action.option)} in ${printLocator(action.target)}`;
    case 'press':
      return `press ${action.key}`;
    case 'scroll':
      return `scroll ${action.target ? printLocator(action.target) : 'page'} ${action.direction}`;
    case 'drag':
      return `drag ${printLocator(action.target)} to ${printLocator(action.to)}`;
    case 'hover':
      return `hover ${printLocator(action.target)}`;
    case 'goto':
      return `goto ${action.url}`;
    case 'back':
    case 'wait':
      return action.kind;
  }
}

export function printCheck(check: Check): string {
  switch (check.kind) {
    case 'text-present':
      return `the page says ${JSON.stringify(check.text)}`;
    case 'text-absent':
      return `the page does not say ${JSON.stringify(check.text)}`;
    case 'element-present':
      return `${printLocator(check.target)} is there`;
    case 'element-absent':
      return `${printLocator(check.target)} is not there`;
    case 'value':
      return `${printLocator(check.target)} holds ${JSON.stringify(check.text)}`;
    case 'state':
      return `${printLocator(check.target)} is ${check.state}`;
    case 'url':
      return `the address contains ${JSON.stringify(check.contains)}`;
  }
}

/** One line per step; bodies are indented. */
export function printSteps(steps: readonly SkillStep[], indent = ''): string[] {
  return steps.flatMap((step) => {
    if (step.kind === 'do') return [`${indent}- ${printSkillAction(step.action)}`];
    const head =
      step.kind === 'repeat'
        ? `repeat at most ${step.max} times until ${step.until.map(printCheck).join(' and ')}:`
        : `if ${printLocator(step.target)} is visible:`;
    return [`${indent}- ${head}`, ...printSteps(step.steps, `${indent}  `)];
  });
}

/** `fill-form(email, city)`: how a policy calls it. */
export const printSignature = ({ name, parameters }: Pick<Skill, 'name' | 'parameters'>): string =>
  `${name}(${parameters.map((parameter) => parameter.name).join(', ')})`;
