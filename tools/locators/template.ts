import { AgentError } from '../../core/index.js';

/** Values of slots by name. */
export type SlotValues = Readonly<Record<string, string>>;

const PART = /\{\{|\}\}|\{([a-z][a-z0-9_]*)\}/g;

/** A text with slots filled: `Delete {item}`; `{{` and `}}` are braces. Error `TEMPLATE_SLOT` when a value is missing. */
export function fillTemplate(template: string, values: SlotValues): string {
  return template.replace(PART, (part, name: string | undefined) => {
    if (name === undefined) return part[0];
    if (Object.hasOwn(values, name)) return values[name];
    const known = Object.keys(values).join(', ') || 'none';
    throw new AgentError('TEMPLATE_SLOT', `"${template}" needs a value for {${name}}, and was given: ${known}. Pass one.`);
  });
}

/** The names of the slots of a template, in order, each once. */
export function templateSlots(template: string): string[] {
  const names = [...template.matchAll(PART)].flatMap((match) => match[1] ?? []);
  return [...new Set(names)];
}

/** A text in which every brace stands for itself. Inverse of filling a template without slots. */
export const escapeTemplate = (text: string): string => text.replace(/[{}]/g, (brace) => brace + brace);

/** Text between slots, and slots, in order. */
export function templateParts(template: string): ({ text: string } | { slot: string })[] {
  const parts: ({ text: string } | { slot: string })[] = [];
  let text = '';
  let at = 0;
  for (const match of template.matchAll(PART)) {
    text += template.slice(at, match.index);
    at = match.index + match[0].length;
    if (match[1] === undefined) text += match[0][0];
    else {
      if (text) parts.push({ text });
      parts.push({ slot: match[1] });
      text = '';
    }
  }
  text += template.slice(at);
  return text ? [...parts, { text }] : parts;
}
