import type { PromptPart } from '../../core/index.js';
import { mark, SECTION } from './vocabulary.js';

/**
 * How the compact profile asks a model about the future, with marks that it has: after an action and its end, whether the task
 * will succeed with it (Q, P(True)); in place of an action, whether the task can be done at all (P(IK)). The answer is one
 * token, so that asking costs one more than scoring the action does.
 */
export const YES: PromptPart = mark('<ok>');
export const NO: PromptPart = mark('<wrong>');

/** Continuation of a step's prompt that asks about an action; `printed` as {@link printCompact} gives it, without the end. */
export const askWhether = (printed: readonly PromptPart[]): PromptPart[] => [...printed, SECTION.end];
/** Continuation of a step's prompt that asks whether its task can be done. */
export const ASK_FEASIBLE: readonly PromptPart[] = [mark('<unsure>')];
