import type { AgentSettings } from '../../config/index.js';
import { AgentError, createRandom, type LanguageModel } from '../../core/index.js';
import type { BuiltPrompt, PlanContext } from '../prompt-port.js';
import { createMatchProposer } from './match/match.js';
import { createModelProposer } from './model.js';
import type { Proposer } from './proposer.js';
import { createRandomProposer } from './random.js';

export interface ProposerParts {
  settings: AgentSettings;
  /** Seed of this episode. */
  seed: number;
  policy?: { model: LanguageModel; build(context: PlanContext): BuiltPrompt };
}

type Maker = (parts: ProposerParts) => Proposer;

const MAKERS: Record<string, Maker> = {
  match: () => createMatchProposer(),
  random: ({ seed }) => createRandomProposer(createRandom(seed)),
  model: ({ settings, seed, policy }) => {
    if (!policy) throw modelMissing();
    return createModelProposer({ ...policy, ...settings.model, ...settings.retry, seed });
  },
};

/** The proposers by name. Errors: `PROPOSER_UNKNOWN`, `MODEL_MISSING`. */
export function createProposers(names: readonly string[], parts: ProposerParts): Proposer[] {
  return names.map((name) => {
    const make = Object.hasOwn(MAKERS, name) ? MAKERS[name] : undefined;
    if (make) return make(parts);
    throw new AgentError('PROPOSER_UNKNOWN', `There is no proposer "${name}". Known: ${Object.keys(MAKERS).join(', ')}.`);
  });
}

const modelMissing = (): AgentError =>
  new AgentError(
    'MODEL_MISSING',
    'The proposer "model" needs a language model, and none was given. Pass one, or choose the proposer "match".',
  );
