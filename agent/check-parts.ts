import type { AgentSettings } from '../config/index.js';
import { AgentError, type LanguageModel } from '../core/index.js';
import { renderObservation } from '../tools/index.js';
import { checkPlanner } from './planner/create-planner.js';
import { createCompactPrompt, createFullPrompt, type RenderPage } from './prompt/index.js';
import type { PolicyPrompt } from './prompt-port.js';
import { createProposers } from './proposers/create-proposers.js';

/** A model with a format of its own speaks `compact`; any other is a general one and gets chat messages. */
export function defaultPrompt({ capabilities }: LanguageModel): PolicyPrompt {
  if (capabilities.promptFormat !== undefined) return createCompactPrompt();
  return createFullPrompt(renderPage);
}

export const renderPage: RenderPage = (observation, maxCharacters) => renderObservation(observation, { maxCharacters });

/** Names and formats are checked before a run needs them. Errors: `MODEL_FORMAT`, `MODEL_MISSING`, `MODEL_UNSUPPORTED`, `PROPOSER_UNKNOWN`, `PLANNER_UNKNOWN`. */
export function checkParts(
  { model, prompt = model && defaultPrompt(model) }: { model?: LanguageModel; prompt?: PolicyPrompt },
  settings: AgentSettings,
): void {
  checkPlanner(settings.planner);
  createProposers(
    settings.proposers.filter((name) => name !== 'model'),
    { settings, seed: 0 },
  );
  if (!model && settings.proposers.includes('model')) createProposers(['model'], { settings, seed: 0 });
  const format = model?.capabilities.promptFormat;
  const { enabled, mode } = settings.deliberation;
  if (model && format !== undefined && enabled && mode === 'debate') throw noDebate(model.id);
  if (model && prompt && format !== undefined && format !== prompt.format) throw wrongFormat(model.id, format, prompt.format);
}

const noDebate = (model: string): AgentError =>
  new AgentError(
    'MODEL_UNSUPPORTED',
    `"${model}" was raised to say actions and cannot debate. Use deliberation.mode=consistency, or a chat model.`,
  );

const wrongFormat = (model: string, found: string, expected: string): AgentError =>
  new AgentError(
    'MODEL_FORMAT',
    `"${model}" was made for prompt format ${found}, but the prompt speaks ${expected}. ` +
      `Raise it again with "autodidact raise", or choose another model with "autodidact models list".`,
  );
