import type { AgentSettings } from '../../config/index.js';
import { createConsistency } from './consistency.js';
import { createDebate } from './debate.js';
import type { Deliberator, Speaker } from './deliberation.js';

export { thinkLonger, triggerOf } from './deliberation.js';
export type { Deliberated, Deliberator, Situation, Trigger } from './deliberation.js';

/** The way of thinking longer that the settings name. */
export function createDeliberator(
  speaker: Speaker,
  { mode, samples, temperature, rounds }: AgentSettings['deliberation'],
  { maxTokens, seed }: { maxTokens: number; seed: number },
): Deliberator {
  if (mode === 'debate') return createDebate(speaker, { rounds, maxTokens });
  return createConsistency(speaker, { samples, temperature, maxTokens, seed });
}
