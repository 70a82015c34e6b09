import { goalSpans, printAction } from '../core/index.js';
import type { NewMemory, NewSource, StepRecord } from '../memory/index.js';
import type { EndedEpisode } from './prospective.js';
import { goalTemplate, stepKey } from './step-key.js';

/** Slots of lessons begin so. */
export const LESSON = 'lesson';
/** Slot of a step that a success did otherwise. Steps count from 1. */
export const lessonSlot = (step: number, key: string): string => `${LESSON} at step ${step}, rather than: ${key}`;

/**
 * At most three lessons from a failed and a successful episode of one kind on one site (contrast, as in Agent-R and GUI-Reflection's
 * online loop; here by rule): the first step that differs, the first step that only the success had, and the first condition that was
 * open at the failure's end and met at the success's. Each has a title, when to use it, and its steps as sources. What is true of
 * success and failure, evaluators have to have said. Departure: a site is its origin; pages with other data have other fingerprints.
 */
export function contrast(failed: EndedEpisode, succeeded: EndedEpisode): NewMemory[] {
  if (goalTemplate(failed.goal) !== goalTemplate(succeeded.goal) || failed.scope !== succeeded.scope) return [];
  const [wrong, right] = [keyed(failed), keyed(succeeded)];
  const other = firstDifference(wrong, right);
  const lessons = [other, missingStep(wrong, right, other?.shown), openCondition(failed, succeeded)];
  const base = { kind: 'failure', sourceType: 'tool', scope: failed.scope, subject: goalTemplate(failed.goal) } as const;
  return lessons.flatMap((lesson): NewMemory[] => {
    if (!lesson) return [];
    const { slot, title, when, sources } = lesson;
    return [{ ...base, slot, body: `${title}. When: ${when}.`, sources, observedAt: failed.at }];
  });
}

interface KeyedStep {
  key: string;
  step: StepRecord;
}

interface Lesson {
  slot: string;
  title: string;
  when: string;
  sources: NewSource[];
  /** Key of the success's step that it tells of. */
  shown?: string;
}

const keyed = ({ steps, goal }: EndedEpisode): KeyedStep[] =>
  steps.flatMap((step) => {
    const key = stepKey(step.decision.action, step.observation, goal);
    return key === undefined ? [] : [{ key, step }];
  });

function firstDifference(wrong: readonly KeyedStep[], right: readonly KeyedStep[]): Lesson | undefined {
  const at = wrong.findIndex(({ key }, i) => right[i] !== undefined && right[i].key !== key);
  if (at < 0) return undefined;
  const [bad, good] = [wrong[at], right[at]];
  return {
    slot: lessonSlot(bad.step.number, bad.key),
    title: `${good.key} succeeded where ${bad.key} failed`,
    when: at === 0 ? 'at the first step' : `after ${wrong[at - 1].key}`,
    sources: [sourceOf(bad), sourceOf(good)],
    shown: good.key,
  };
}

function missingStep(wrong: readonly KeyedStep[], right: readonly KeyedStep[], told: string | undefined): Lesson | undefined {
  const done = new Set(wrong.map(({ key }) => key));
  const at = right.findIndex(({ key, step }) => !done.has(key) && key !== told && step.decision.action.kind !== 'stop');
  if (at < 0) return undefined;
  const { key } = right[at];
  const when = at === 0 ? 'at the first step' : `after ${right[at - 1].key}`;
  return {
    slot: `${LESSON}, missing: ${key}`,
    title: `${key} is part of it; without it a task failed`,
    when,
    sources: [sourceOf(right[at])],
  };
}

/** Values differ between two goals of a kind, so that a condition is known by its place among the goal's spans. */
function openCondition(failed: EndedEpisode, succeeded: EndedEpisode): Lesson | undefined {
  const [last, end] = [failed.steps.at(-1), succeeded.steps.at(-1)];
  const [missed, met] = [last?.decision.conditions, end?.decision.conditions];
  if (!last || !end || !missed || !met) return undefined;
  const values = goalSpans(succeeded.goal).map(({ text }) => text);
  const place = goalSpans(failed.goal).findIndex(({ text }, i) => missed.open.includes(text) && values[i] !== undefined && !met.open.includes(values[i])); // prettier-ignore
  if (place < 0) return undefined;
  return {
    slot: `${LESSON}, condition ${place + 1}`,
    title: `Value ${place + 1} of the goal was still open at the end of a failure, and met at the end of a success`,
    when: 'before it is ended',
    sources: [last, end].map(({ episodeId, number, decision }) => ({
      episodeId,
      step: number,
      quote: printAction(decision.action),
    })),
  };
}

const sourceOf = ({ key, step }: KeyedStep): NewSource => ({ episodeId: step.episodeId, step: step.number, quote: key });
