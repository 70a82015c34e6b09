import { AgentError } from '../core/index.js';
import { checkJudge, createModelJudge, type JudgeReport, REFLECTOR_CASES } from '../reflection/index.js';
import type { CommandContext } from './context.js';
import { percent } from './format.js';
import { withParts } from './parts.js';

/** `autodidact models examine`: whether a chat model may judge steps. Errors: `MODEL_UNSUPPORTED`, those of the model. */
export async function examineModel(context: CommandContext, name: string, { json }: { json?: boolean }): Promise<void> {
  const { maxTokens } = context.config.agent.reflector;
  const report = await withParts(context, async (parts): Promise<JudgeReport> => {
    const { model } = await parts.model({ model: name });
    if (model.capabilities.promptFormat === undefined)
      return checkJudge(createModelJudge(model, maxTokens), REFLECTOR_CASES, context.signal);
    throw new AgentError(
      'MODEL_UNSUPPORTED',
      `"${name}" was raised to say actions and answers no questions. Name a chat model, e.g. openai:qwen3-4b.`,
    );
  });
  if (json) return context.print(JSON.stringify(report));
  context.print(
    `${report.flagged ? `left out: ${report.flagged}` : 'may judge'}\n` +
      `same answer in another order ${percent(report.orderAgreement)}, in other words ${percent(report.paraphraseAgreement)}; ` +
      `most on one place ${percent(report.onePlace)}; ${report.calls} calls`,
  );
}
