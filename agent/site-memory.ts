import type { AgentSettings } from '../config/index.js';
import type { Action, Observation, Purpose, Random } from '../core/index.js';
import type { LongTermMemory, MemoryRecord, NewMemory, StepRecord } from '../memory/index.js';
import {
  doubtOf,
  doubtSlot,
  goalTemplate,
  contrast,
  HABIT,
  LESSON,
  lessonSlot,
  occasionOf,
  pitfallSlot,
  reflectProspectively,
  stepKey,
  templateSimilarity,
} from '../reflection/index.js';
import { originPattern } from '../skills/index.js';

/** Memories of a site that are looked at, newest first. */
const MOST_LOOKED_AT = 500;

export interface SiteMemoryParts {
  memories: LongTermMemory;
  goal: string;
  settings: AgentSettings['memory'];
  random: Random;
  /** Steps of an earlier episode: the page that a memory comes from. */
  stepsOf?: (episodeId: string) => readonly StepRecord[];
}

/**
 * What earlier episodes left about requests of this kind on this site. It is read once per site: what concerns another kind of
 * request, or is disputed, is not looked at again (Self-RAG's retrieve on demand, by rule).
 */
export class SiteMemory {
  readonly #parts: SiteMemoryParts;
  readonly #known = new Map<string, Map<string, MemoryRecord>>();

  constructor(parts: SiteMemoryParts) {
    this.#parts = parts;
  }

  /** Whether asking the model about this step changed nothing before; now and then it is asked all the same. */
  isHabit(action: Action, page: Observation): boolean {
    const { habits } = this.#parts.settings;
    const found = habits.enabled ? this.#find(action, page, (key) => key) : undefined;
    return (
      found !== undefined &&
      found.body === HABIT &&
      found.evidence >= habits.evidence &&
      !this.#parts.random.chance(habits.recheck)
    );
  }

  /** What speaks against an action that failed in a request of this kind; undefined when nothing does. */
  pitfall(action: Action, page: Observation): string | undefined {
    const found = this.#parts.settings.pitfalls.enabled ? this.#find(action, page, pitfallSlot) : undefined;
    return found && `it failed in an earlier task of this kind (m${found.id})`;
  }

  /** Whether an earlier task of this kind failed, and this decision, at this step counted from 1, was the least certain. */
  doubt(action: Action, page: Observation, step: number): string | undefined {
    const { enabled } = this.#parts.settings.doubts;
    const found = enabled ? this.#find(action, page, (key) => doubtSlot(step, key)) : undefined;
    return found && `a task of this kind failed, and this was the least certain (m${found.id})`;
  }

  /** Whether a task of this kind failed with this step, and another succeeded by doing otherwise here. */
  lesson(action: Action, page: Observation, step: number): string | undefined {
    const { enabled } = this.#parts.settings.lessons;
    const found = enabled ? this.#find(action, page, (key) => lessonSlot(step, key)) : undefined;
    return found && `${found.body.replace(/\. When: .*$/s, '')} (m${found.id})`;
  }

  /** All lessons about tasks of this kind on this site, in words; empty when they are switched off. */
  lessons(page: Observation): string[] {
    if (!this.#parts.settings.lessons.enabled) return [];
    const known = [...this.#of(scopeOf(page.url)).values()].filter(({ slot }) => slot.startsWith(LESSON));
    return known.map(({ id, body }) => `${body} [m${id}]`);
  }

  /** Writes down what an episode showed. */
  remember(episode: { id: string; steps: readonly StepRecord[]; at: number }): void {
    const first = episode.steps[0]?.observation.url;
    if (first === undefined) return;
    const { memories, goal } = this.#parts;
    const earlier = [...this.#of(scopeOf(first)).values()];
    const notes = reflectProspectively({ ...episode, goal, scope: scopeOf(first) });
    const author = { actor: 'reflection', reason: `end of episode ${episode.id}` };
    for (const note of notes) memories.add(note, author);
    if (this.#parts.settings.expiry.enabled) for (const memory of earlier) this.#check(memory, episode.steps, notes, author);
  }

  /** Verified where the page bears it out; archived where it has not done so for several tasks in a row. */
  #check(
    memory: MemoryRecord,
    steps: readonly StepRecord[],
    notes: readonly NewMemory[],
    author: { actor: string; reason: string },
  ): void {
    const { memories, goal, settings, stepsOf } = this.#parts;
    const source = memories.sources(memory.id).at(-1);
    const origin =
      source?.episodeId === undefined ? undefined : stepsOf?.(source.episodeId).find(({ number }) => number === source.step);
    const occasion = origin && occasionOf(memory, origin.observation.url, steps, notes, goal);
    if (occasion === 'agreed') memories.verify(memory.id, true, author);
    if (occasion === 'agreed' || occasion === 'seen') memories.found(memory.id);
    if (occasion === 'contradicted' || occasion === 'missing')
      memories.missed(memory.id, settings.expiry.misses, { ...author, reason: `${occasion}, ${author.reason}` });
  }

  #find(action: Action, page: Observation, slotOf: (key: string) => string): MemoryRecord | undefined {
    const key = stepKey(action, page, this.#parts.goal);
    return key === undefined ? undefined : this.#of(scopeOf(page.url)).get(slotOf(key));
  }

  #of(scope: string): Map<string, MemoryRecord> {
    const known = this.#known.get(scope) ?? this.#read(scope);
    this.#known.set(scope, known);
    return known;
  }

  #read(scope: string): Map<string, MemoryRecord> {
    const { memories, goal, settings } = this.#parts;
    const own = goalTemplate(goal);
    const found = memories.list({ scope, limit: MOST_LOOKED_AT }).filter(({ subject }) => templateSimilarity(own, subject) >= settings.similarity); // prettier-ignore
    const disputed = new Set(found.filter(({ status }) => status === 'disputed').map(({ slot }) => slot));
    const standing = found.filter(({ status, slot }) => status === 'active' && !disputed.has(slot));
    return new Map(standing.reverse().map((memory) => [memory.slot, memory])); // of several kinds alike, the newest
  }
}

const scopeOf = (url: string): string => `site:${originPattern(url)}`;

/**
 * Learns from an evaluator's word that an episode failed: its least certain decision is doubted from now on, and what was doubted
 * before to no avail is not any more. Returns the slot of the decision, where there was one to doubt.
 */
export function learnFromFailure(
  memories: LongTermMemory,
  episode: { id: string; goal: string; steps: readonly StepRecord[]; at: number },
  { similarity }: Pick<AgentSettings['memory'], 'similarity'>,
): string | undefined {
  const first = episode.steps[0]?.observation.url;
  if (first === undefined) return undefined;
  const [scope, subject] = [scopeOf(first), goalTemplate(episode.goal)];
  const earlier = memories
    .list({ scope, kind: 'failure', limit: MOST_LOOKED_AT })
    .filter(({ slot, subject: of }) => slot.startsWith('doubt ') && templateSimilarity(subject, of) >= similarity);
  const doubt = doubtOf({ ...episode, scope }, new Set(earlier.map(({ slot }) => slot)));
  if (!doubt) return undefined;
  const supersedes = earlier.filter(({ status }) => status === 'active').map(({ id }) => id);
  memories.add({ ...doubt, supersedes }, { actor: 'reflection', reason: `episode ${episode.id} failed` });
  return doubt.slot;
}

/** An episode that an evaluator or a person has spoken about. */
export interface JudgedRun {
  id: string;
  goal: string;
  purpose: Purpose;
  success: boolean;
  steps: readonly StepRecord[];
  /** When it ended, milliseconds since 1970. */
  at: number;
}

/**
 * Holds an episode against the newest one of its kind on its site that ended the other way, and writes down at most three lessons.
 * Nothing is learned from episodes that are for measuring. Returns the slots of what was written.
 */
export function learnByContrast(memories: LongTermMemory, episode: JudgedRun, others: readonly JudgedRun[]): string[] {
  if (!mayTeach(episode)) return [];
  const opposite = others.filter((one) => mayTeach(one) && one.success !== episode.success).sort((a, b) => b.at - a.at);
  for (const other of opposite) {
    const [failed, succeeded] = episode.success ? [other, episode] : [episode, other];
    const lessons = contrast({ ...failed, scope: scopeOf(failed.steps[0].observation.url) }, { ...succeeded, scope: scopeOf(succeeded.steps[0].observation.url) }); // prettier-ignore
    if (lessons.length === 0) continue;
    const author = { actor: 'reflection', reason: `${failed.id} failed where ${succeeded.id} succeeded` };
    const written = lessons.filter((lesson) => memories.add(lesson, author).done !== 'refused');
    return written.map(({ slot = '' }) => slot);
  }
  return [];
}

const mayTeach = ({ purpose, steps }: JudgedRun): boolean => (purpose === 'train' || purpose === 'use') && steps.length > 0;
