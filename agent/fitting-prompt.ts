import type { LanguageModel } from '../core/index.js';
import type { BuiltPrompt, PlanContext, PolicyPrompt } from './prompt-port.js';

/** Shares of the usual length that are tried when odd words take more tokens than was estimated. */
const SHORTER = [1, 0.85, 0.7, 0.55];
/** Left for an answer. */
const ANSWER_TOKENS = 40;

/** The longest prompt that leaves room for an answer. */
export function fittingPrompt(model: LanguageModel, prompt: PolicyPrompt, context: PlanContext): BuiltPrompt {
  const room = model.capabilities.contextTokens - ANSWER_TOKENS;
  for (const share of SHORTER) {
    const built = prompt.build(context, share);
    if (!model.countTokens || model.countTokens(built.prompt) <= room) return built;
  }
  return prompt.build(context, SHORTER.at(-1)); // the model says by how much it is too long
}
