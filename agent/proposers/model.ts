import type { Action, LanguageModel } from '../../core/index.js';
import type { BuiltPrompt, PlanContext } from '../prompt-port.js';
import type { ProposedAction, Proposer } from './proposer.js';

export interface ModelProposerParts {
  model: LanguageModel;
  build(context: PlanContext): BuiltPrompt;
  samples: number;
  maxTokens: number;
  /** Temperature of the first attempt and what each further one adds, up to a cap (Feedback Friction). */
  temperature: number;
  temperatureStep: number;
  maxTemperature: number;
  seed: number;
}

/** Asks the language model for its next action: the most likely one, or samples. */
export function createModelProposer(parts: ModelProposerParts): Proposer {
  return {
    name: 'model',
    advice: 'takes',
    async propose(context, signal) {
      const built = parts.build(context);
      const answers = Array.from({ length: temperatureOf(parts, context) > 0 ? parts.samples : 1 }, (_, i) =>
        ask(parts, built, context, i, signal),
      );
      return (await Promise.all(answers)).filter((answer) => answer !== undefined);
    },
  };
}

/** 0, .15, .30, ... above the base with every attempt that brought only rejected actions. */
export function temperatureOf(
  { temperature, temperatureStep, maxTemperature }: ModelProposerParts,
  { attempt }: PlanContext,
): number {
  return Math.max(temperature, Math.min(maxTemperature, temperature + temperatureStep * attempt));
}

async function ask(
  parts: ModelProposerParts,
  built: BuiltPrompt,
  context: PlanContext,
  sample: number,
  signal: AbortSignal | undefined,
): Promise<ProposedAction | undefined> {
  const result = await parts.model.generate({
    prompt: built.prompt,
    grammar: built.grammar,
    schema: built.schema,
    maxTokens: parts.maxTokens,
    temperature: temperatureOf(parts, context),
    seed: parts.seed + context.history.length * 1000 + context.attempt * 100 + sample, // differs per step, attempt and sample
    signal,
  });
  const action: Action | undefined = result.finish === 'abort' ? undefined : built.parse(result.text);
  if (!action) return undefined;
  const logprob = result.tokens?.reduce((sum, token) => sum + token.logprob, 0);
  return { action, prior: 0, ...(logprob === undefined ? {} : { logprob }) };
}
