import type { AgentParts, PlanContext } from '../../agent/index.js';
import { type Action, type LanguageModel, printAction } from '../../core/index.js';

/** A model that says the listed actions in turn, the last one for ever; prompt and answer are canonical lines. */
export function modelThatSays(
  actions: Action[],
  onAsk?: (temperature: number) => void,
  scoreOf?: (line: string) => number,
): { model: LanguageModel; prompt: NonNullable<AgentParts['prompt']> } {
  let at = 0;
  const usage = { prompt: 10, evaluated: 10, generated: 2 };
  const model: LanguageModel = {
    id: 'scripted',
    capabilities: { contextTokens: 1000, logprobs: false, score: scoreOf !== undefined, grammar: false, parts: true },
    generate: ({ temperature }) => {
      onAsk?.(temperature);
      const action = actions[Math.min(at++, actions.length - 1)];
      return Promise.resolve({ text: printAction(action), usage, ms: 1, finish: 'end' });
    },
    score: ({ continuations }) =>
      Promise.resolve({ logprobs: continuations.map((parts) => [scoreOf?.(parts.join('')) ?? 0]), usage, ms: 1 }),
    close: () => Promise.resolve(),
  };
  const byLine = new Map(actions.map((action) => [printAction(action), action]));
  const prompt = {
    name: 'plain',
    format: 'plain-1',
    build: (_: PlanContext) => ({
      prompt: { kind: 'parts' as const, parts: ['what next?'] },
      parse: (text: string) => byLine.get(text),
      print: (action: Action) => [printAction(action)],
    }),
  };
  return { model, prompt };
}
