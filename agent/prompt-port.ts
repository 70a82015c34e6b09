import type { z } from 'zod';
import type { Action, Condition, GoalSpan, Grammar, HistoryEntry, Observation, Prompt, PromptPart } from '../core/index.js';
import type { ProposedAction } from './proposers/proposer.js';

/** All that a policy may know when it plans one step. No evaluator, family, seed or reward is ever in here. */
export interface PlanContext {
  goal: string;
  spans: readonly GoalSpan[];
  observation: Observation;
  /** All own steps so far, oldest first. */
  history: readonly HistoryEntry[];
  /** Actions that failed on this very page; they are not taken again. */
  rejected: readonly Action[];
  /** Why each of those was rejected, by its canonical line. */
  reasons?: ReadonlyMap<string, string>;
  /** The agent's own notes of this episode. */
  notes: readonly string[];
  /** The working memory: what was really done, the conditions of the goal, and why the plan has to be made anew, if it has to. */
  progress?: { done: readonly string[]; conditions: readonly Condition[]; replan?: string };
  /** Texts of retrieved lessons and skills, when those mechanisms are on. */
  lessons?: readonly string[];
  skills?: readonly string[];
  /** What the proposers that need no model put forward, best first, when they advise the model. */
  advice?: readonly ProposedAction[];
  /** Whether the prompt may tell what belongs to what, places and extremes; it may unless this is false. */
  relations?: boolean;
  /** What is left of the step limit, this step included. */
  stepsLeft: number;
  /** 0 at first; goes up when everything that was proposed for this step had been rejected. */
  attempt: number;
}

/** A prompt for one step, with what is needed to read the answer. At most one of `grammar` and `schema`. */
export interface BuiltPrompt {
  prompt: Prompt;
  grammar?: Grammar;
  schema?: z.ZodType;
  /** The action that an answer says; undefined when it says none. */
  parse(text: string): Action | undefined;
  /** The action as a continuation of the prompt; undefined when this surface form cannot say it. */
  print(action: Action): PromptPart[] | undefined;
  /** How a model with foresight is asked; absent where this surface form has no such question. */
  foresight?: ForesightForm;
}

/** `yes` after a printed action: will the task succeed with it? `yes` after `feasible`: can it be done at all? */
export interface ForesightForm {
  yes: PromptPart;
  feasible: readonly PromptPart[];
}

/** How one kind of model is talked to. Implementations: `compact` for the seed model, `full` for chat models. */
export interface PolicyPrompt {
  readonly name: string;
  /** Version of the format, held against `ModelCapabilities.promptFormat`. */
  readonly format: string;
  /** `share`: of the usual length, for when that turned out too long for the model; a profile may pay no heed to it. */
  build(context: PlanContext, share?: number): BuiltPrompt;
}
