import { z } from 'zod';
import { AgentError, normalizeText, parseDate } from '../core/index.js';
import type { SlotValues } from '../tools/index.js';
import type { Parameter, Skill } from './schema.js';

/** The kinds of goal spans (`goalSpans`), as a schema. */
export const GoalKindSchema = z.enum(['quoted', 'date', 'time', 'expression', 'address', 'code', 'number', 'name']);

/** Values of a skill's parameters by name, each checked and in the form that is typed. */
export type SkillArguments = SlotValues;

const YES = /^(?:yes|on|true|enabled?|checked|ticked)$/i;
const NO = /^(?:no|off|false|disabled?|unchecked|unticked)$/i;

/** The value as its type wants it: option labels as the page writes them, booleans as true and false; undefined when it is none. */
export function readValue(parameter: Parameter, text: string): string | undefined {
  const value = text.trim();
  if (value === '') return undefined;
  switch (parameter.type) {
    case 'text':
      return value;
    case 'number':
      return /^[-−+]?[$€£]?\d+(?:[.,]\d+)*%?$/.test(value) ? value : undefined;
    case 'date':
      return isDate(value) ? value : undefined;
    case 'boolean':
      return YES.test(value) ? 'true' : NO.test(value) ? 'false' : undefined;
    case 'option':
      return parameter.options ? parameter.options.find((option) => normalizeText(option) === normalizeText(value)) : value;
  }
}

/** What kind of parameter some values are examples of. Never `boolean`: "on" may as well be a text that is typed. */
export function typeOfValues(texts: readonly string[]): 'number' | 'date' | 'text' {
  if (texts.every((text) => /^[-−+]?\d+(?:[.,]\d+)?$/.test(text))) return 'number';
  return texts.every((text) => /\d/.test(text) && isDate(text)) ? 'date' : 'text';
}

function isDate(text: string): boolean {
  try {
    parseDate(text);
    return true;
  } catch {
    return false;
  }
}

/** Every parameter with a valid value, and nothing else. Error `SKILL_ARGUMENTS` names the parameter and what it wants. */
export function readArguments(skill: Pick<Skill, 'name' | 'parameters'>, args: SlotValues): SkillArguments {
  const extra = Object.keys(args).find((name) => !skill.parameters.some((parameter) => parameter.name === name));
  if (extra) throw badArguments(skill, `it has no parameter "${extra}"`);
  return Object.fromEntries(
    skill.parameters.map((parameter) => {
      const given = Object.hasOwn(args, parameter.name) ? args[parameter.name] : undefined;
      if (given === undefined) throw badArguments(skill, `"${parameter.name}" is missing`);
      const value = readValue(parameter, given);
      if (value === undefined) throw badArguments(skill, `"${parameter.name}" cannot be "${given}"`);
      return [parameter.name, value];
    }),
  );
}

function badArguments({ name, parameters }: Pick<Skill, 'name' | 'parameters'>, problem: string): AgentError {
  const wanted = parameters.map((one) => `${one.name} (${one.type}, e.g. ${JSON.stringify(one.example)})`).join(', ');
  return new AgentError('SKILL_ARGUMENTS', `Skill "${name}": ${problem}. Give it ${wanted || 'nothing'}.`);
}
