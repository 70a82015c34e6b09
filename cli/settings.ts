import { AgentSettingsSchema, type AgentSettings } from '../config/index.js';
import { AgentError } from '../core/index.js';

/** What is different about one configuration of the agent. */
export interface Arm {
  /** A model, or the name of a baseline (`random`, `match`). */
  model?: string;
  planner?: string;
  proposers?: readonly string[];
  /** What a planner that searches may spend on a decision. */
  budget?: Readonly<Record<string, number>>;
  /** More settings, as NAME=VALUE. */
  set?: readonly string[];
}

/** The configuration as changes for {@link applySettings}. */
export function changesOf({ proposers, planner, budget = {}, set = [] }: Arm): string[] {
  return [
    ...(proposers ? [`proposers=${proposers.join('+')}`] : []),
    ...(planner ? [`planner=${planner}`] : []),
    ...Object.entries(budget).map(([unit, most]) => `search.${planner === 'rollouts' ? 'rollouts.' : ''}budget.${unit}=${most}`),
    ...set,
  ];
}

/**
 * The agent's settings with changes such as `coverage.enabled=false` applied. Values are JSON, or else text; lists may be written
 * with `+`: `proposers=model+match`. Errors: `SETTING_UNKNOWN`, `SETTING_INVALID`.
 */
export function applySettings(base: AgentSettings, changes: readonly string[]): AgentSettings {
  const draft = structuredClone(base) as unknown as Record<string, unknown>;
  for (const change of changes) applyOne(draft, change);
  const parsed = AgentSettingsSchema.safeParse(draft);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0];
  throw new AgentError(
    'SETTING_INVALID',
    `The setting ${path.join('.')} cannot be ${JSON.stringify(valueAt(draft, path))}: ${message}.`,
  );
}

function applyOne(draft: Record<string, unknown>, change: string): void {
  const [name, ...rest] = change.split('=');
  const keys = name.trim().split('.');
  const last = keys.pop() ?? '';
  const parent = valueAt(draft, keys);
  if (rest.length === 0 || parent === null || typeof parent !== 'object' || !Object.hasOwn(parent, last))
    throw unknown(change, draft, keys);
  const holder = parent as Record<string, unknown>;
  holder[last] = readValue(rest.join('=').trim(), holder[last]);
}

function readValue(text: string, present: unknown): unknown {
  if (Array.isArray(present)) return text.split('+').map((item) => item.trim());
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function valueAt(draft: unknown, keys: readonly PropertyKey[]): unknown {
  return keys.reduce<unknown>(
    (value, key) => (value !== null && typeof value === 'object' ? (value as Record<PropertyKey, unknown>)[key] : undefined),
    draft,
  );
}

function unknown(change: string, draft: unknown, keys: readonly string[]): AgentError {
  const there = valueAt(draft, keys);
  const names = Object.keys(there !== null && typeof there === 'object' ? there : (draft as object));
  const where = there !== null && typeof there === 'object' && keys.length > 0 ? ` under ${keys.join('.')}` : '';
  return new AgentError(
    'SETTING_UNKNOWN',
    `"${change}" does not name a setting as NAME=VALUE. There are${where}: ${names.join(', ')}.`,
  );
}
