import type { Action } from '../../../core/action.js';
import { createRandom, type Random } from '../../../core/random.js';
import type { RawObservation, WalkOptions, WalkResult } from '../../../tools/page/types.js';
import type { Family } from '../family.js';
import { createWords } from '../words/index.js';
import type { EpisodeRequest } from './episode.js';
import { resolveStep, type ResolvedStep } from './resolve.js';
import { Stage } from './stage.js';

export interface BatchRequest extends EpisodeRequest {
  /** Makes random mistakes on the way. */
  noisy?: boolean;
}

export interface BatchStep {
  observation: RawObservation;
  action: Action;
  text?: string;
  /** False for a mistake that was made on purpose. */
  target: boolean;
}

export interface BatchEpisode {
  goal: string;
  success: boolean;
  impossible: boolean;
  /** Why there is no success: a bug of the family, or a mistake that could not be repaired. */
  problem: string;
  steps: BatchStep[];
}

/** Most steps of a demonstration; the evaluation's limit is lower. */
const MOST_STEPS = 40;
const MISTAKE_SHARE = 0.12;
const MOST_MISTAKES = 4;

/** Plays one episode by its oracle, synchronously. A family that cannot build its page is a failed episode, not the end of the batch. */
export function playEpisode(family: Family, request: BatchRequest, root: HTMLElement, options: WalkOptions): BatchEpisode {
  try {
    return playThrough(family, request, root, options);
  } catch (error) {
    const problem = `the page could not be built: ${error instanceof Error ? error.message : String(error)}`;
    return { goal: '', success: false, impossible: false, problem, steps: [] };
  }
}

function playThrough(family: Family, request: BatchRequest, root: HTMLElement, options: WalkOptions): BatchEpisode {
  const stage = new Stage(family, request, root, options);
  const play: Play = { stage, random: createRandom(`${request.seed}/mistakes`), steps: [] };
  const { scenario, world } = stage.episode;
  const result = (success: boolean, problem: string): BatchEpisode => {
    return { goal: scenario.goal, success, impossible: world.impossible, problem, steps: play.steps };
  };
  try {
    const { success, detail } = run(play, request.noisy ?? false);
    return result(success, success ? '' : detail);
  } catch (error) {
    return result(false, error instanceof Error ? error.message : String(error));
  }
}

interface Play {
  stage: Stage;
  random: Random;
  steps: BatchStep[];
}

function run(play: Play, noisy: boolean): { success: boolean; detail: string } {
  const { stage } = play;
  const { episode } = stage;
  let mistakes = 0;
  for (let i = 0; i < MOST_STEPS; i++) {
    const page = stage.look();
    if (noisy && mistakes < MOST_MISTAKES && play.random.chance(MISTAKE_SHARE) && blunder(play, page)) {
      mistakes++;
      continue;
    }
    const { action, text } = resolveStep(episode.scenario.next(), episode.scenario.goal, page);
    play.steps.push({ observation: page.observation, action, text, target: true });
    if (action.kind === 'stop') return episode.evaluate({ kind: 'stop', answer: text });
    if (action.kind === 'refuse') return episode.evaluate({ kind: 'refuse' });
    stage.perform({ action, text }, page);
    if (episode.ended()) return episode.evaluate({ kind: 'page' });
  }
  return { success: false, detail: `the oracle did not end within ${MOST_STEPS} steps` };
}

/** Does something wrong that does not end the episode; false when nothing wrong could be done. */
function blunder(play: Play, page: WalkResult): boolean {
  const { guard, scenario } = play.stage.episode;
  const right = scenario.next();
  const aim = 'on' in right ? right.on : undefined;
  const wrong = page.observation.elements.filter((element) => element.verbs.length > 0 && page.nodes[element.ref - 1] !== aim);
  const element = wrong.length > 0 ? play.random.pick(wrong) : undefined;
  if (!element) return false;
  const step = mistakeOn(element, play.random);
  if (!step) return false;
  guard.active = true;
  const before = guard.blocked;
  play.stage.perform(step, page);
  guard.active = false;
  if (guard.blocked > before) return true; // would have ended the episode: as if it had not been tried, the oracle mends the rest
  play.steps.push({ observation: page.observation, ...step, target: false });
  return true;
}

function mistakeOn(element: WalkResult['observation']['elements'][number], random: Random): ResolvedStep | undefined {
  const { ref } = element;
  if (element.verbs.includes('select')) {
    const others = (element.options ?? []).filter((option) => !option.selected);
    return others.length ? { action: { kind: 'select', ref, option: random.pick(others).label } } : undefined;
  }
  if (element.verbs.includes('type')) {
    if (element.role === 'slider') return undefined;
    const text = createWords(random).thing();
    return { action: { kind: 'type', ref, text: { kind: 'literal', text } }, text };
  }
  return element.verbs.includes('click') ? { action: { kind: 'click', ref } } : undefined;
}
