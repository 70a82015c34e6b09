import type { AgentSettings } from '../config/index.js';
import { type Action, isUnchanged, type LanguageModel, type Observation, printAction, type Verdict } from '../core/index.js';
import { createModelJudge, createModelReflector, type Examination, isSure, spelledLogprobs } from '../reflection/index.js';
import { elementOf } from './decisive.js';
import type { RenderPage } from './prompt/index.js';
import type { FreshStep } from './run.js';

/** What a model says about a step, where it is worth asking; undefined where it is not. */
export type SecondOpinion = (step: FreshStep, after: Observation, signal?: AbortSignal) => Promise<Verdict | undefined>;

export interface SecondOpinionParts {
  model: LanguageModel;
  goal: string;
  renderPage: RenderPage;
  /** Shared by the runs of an agent: its judge is examined once. */
  examination: Examination;
}

/** Most characters of one page in a question. */
const PAGE_CHARACTERS = 4_000;

/**
 * Reflection on demand: the model is asked about a step unless it was sure of the action's verb and target when it chose it. An action
 * that no logged answer spells, such as a rule's, is one that it was not sure of.
 */
export function createSecondOpinion(
  { model, goal, renderPage, examination }: SecondOpinionParts,
  { threshold, maxTokens }: AgentSettings['reflector'],
): SecondOpinion {
  const reflector = createModelReflector(createModelJudge(model, maxTokens), examination);
  return async ({ before, decision, outcome, calls }, after, signal) => {
    if (isSure(spelledIn(calls, decision.action), threshold)) return undefined;
    const told = {
      ...{ goal, action: describe(decision.action, before), expectation: expectationText(decision.expectation) },
      ...{ before: renderPage(before, PAGE_CHARACTERS), after: renderPage(after, PAGE_CHARACTERS) },
      isUnchanged: isUnchanged(outcome.diff),
    };
    return reflector.judge(told, signal);
  };
}

/** The latest answer that says the action. */
function spelledIn(calls: FreshStep['calls'], action: Action): ReturnType<typeof spelledLogprobs> {
  for (const { text, tokens } of [...calls].reverse()) {
    const spelled = text === undefined ? undefined : spelledLogprobs(text, tokens, action);
    if (spelled) return spelled;
  }
  return undefined;
}

function describe(action: Action, page: Observation): string {
  const target = 'ref' in action && action.ref !== undefined ? elementOf(page, action.ref) : undefined;
  return printAction(action) + (target ? ` (${target.role} "${target.name}")` : '');
}

const EFFECTS: Record<FreshStep['decision']['expectation']['effect'], string> = {
  ...{ value: 'a field has another value', state: 'a control has another state', page: 'another page or other content' },
  ...{ scroll: 'the view moves', any: 'something changes', none: 'nothing has to change' },
};

function expectationText({ effect, element, becomes }: FreshStep['decision']['expectation']): string {
  const what = element ? `${EFFECTS[effect]}: ${element}` : EFFECTS[effect];
  return becomes === undefined ? what : `${what} becomes "${becomes}"`;
}
