import { AgentError } from '../core/index.js';
import { type Skill, SKILL_FORMAT, SkillSchema } from './schema.js';

/**
 * A skill of outside data: a row, a file, a model's text. Error `SKILL_INVALID` names the place, what is wrong and the next move;
 * `from` says where it was read.
 */
export function parseSkill(data: unknown, from: string): Skill {
  const format = typeof data === 'object' && data !== null && 'format' in data ? data.format : undefined;
  if (format !== SKILL_FORMAT) {
    throw new AgentError(
      'SKILL_INVALID',
      `"${from}" is no skill of format ${SKILL_FORMAT}: its "format" is ${JSON.stringify(format) ?? 'missing'}. Export it again with this version.`,
    );
  }
  const parsed = SkillSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue.path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
  const more = parsed.error.issues.length > 1 ? ` (and ${parsed.error.issues.length - 1} more)` : '';
  throw new AgentError(
    'SKILL_INVALID',
    `"${from}" is no skill: ${place || 'it'}: ${issue.message}${more}. Mend that place, or export the skill again.`,
  );
}

/** JSON text as a skill. Error `SKILL_INVALID`. */
export function parseSkillText(text: string, from: string): Skill {
  return parseSkill(readJson(text, from), from);
}

export function readJson(text: string, from: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new AgentError('SKILL_INVALID', `"${from}" is no JSON: ${problem}. Mend that place, or export the skill again.`, {
      cause,
    });
  }
}
