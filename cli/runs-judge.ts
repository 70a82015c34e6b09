import { type JudgedRun, learnByContrast, learnFromFailure } from '../agent/index.js';
import { AgentError } from '../core/index.js';
import type { Store } from '../memory/index.js';
import { outcomesInLog, SkillLearner, SkillLibrary } from '../skills/index.js';
import { findEpisode } from './episodes.js';

export interface Judgement {
  episodeId: string;
  success: boolean;
  /** Skills that were paid or demoted. */
  credited: string[];
  /** Drafts that were made of it; they wait for a person: nothing on a live page is replayed to prove them. */
  drafts: string[];
  /** The decision that will not be taken again in a task of this kind. */
  doubted?: string;
  /** What a run that ended the other way did otherwise, at most three slots of memory. */
  lessons: string[];
}

/**
 * Takes a person's word for whether a run did what was asked, and learns from it: skills that were used are paid or demoted, a success
 * becomes a draft, a failure makes its least certain decision doubtful, and what a run that ended the other way did otherwise is a lesson. Errors: `EPISODE_UNKNOWN`, `EPISODE_OPEN`, `EPISODE_JUDGED`.
 */
export async function judgeRun(store: Store, name: string, success: boolean, similarity: number): Promise<Judgement> {
  const { id, assignment, finish, purpose, endedAt } = findEpisode(store.log, name);
  if (!finish)
    throw new AgentError('EPISODE_OPEN', `Episode "${id}" has not ended. Go on with: autodidact run --resume ${id.slice(0, 8)}`);
  if (store.evaluations.find(id))
    throw new AgentError(
      'EPISODE_JUDGED',
      `Episode "${id}" was judged before, and is learned from once. See: autodidact runs show ${id.slice(0, 8)}`,
    );
  const library = new SkillLibrary(store.skills);
  const steps = store.log.steps(id);
  const known = new Set(library.list().map(({ skill }) => skill.name));
  const skills = outcomesInLog(steps, (skill) => (known.has(skill) ? library.get(skill).skill.version : 0)).filter((one) => known.has(one.name)); // prettier-ignore
  const episode = { id, goal: assignment.goal, purpose, success, steps, last: store.log.lastObservation(id), skills };
  const learner = new SkillLearner({ library, purposes: ['train', 'use'] });
  const { drafts } = await learner.learn(episode);
  const at = endedAt ?? Date.now();
  const doubted = success ? undefined : learnFromFailure(store.memories, { ...episode, at }, { similarity });
  const lessons = learnByContrast(store.memories, { ...episode, at }, judgedBefore(store));
  const detail = 'judged by a person';
  store.evaluations.record({ episodeId: id, suite: 'live', suiteVersion: '1', split: '', family: '', seed: 0, success, reward: Number(success), detail }); // prettier-ignore
  return {
    episodeId: id,
    success,
    credited: skills.map((one) => one.name),
    drafts: drafts.map((draft) => draft.name),
    ...(doubted ? { doubted } : {}),
    lessons,
  };
}

/** Most earlier runs that are looked through. */
const MOST_EARLIER = 200;

/** Runs that a person or an evaluator has spoken about, newest last. */
function judgedBefore({ log, evaluations }: Store): JudgedRun[] {
  return evaluations
    .list()
    .slice(-MOST_EARLIER)
    .flatMap(({ episodeId, success }) => {
      const known = log.episode(episodeId);
      if (!known) return [];
      const { id, assignment, purpose, startedAt } = known;
      return [{ id, goal: assignment.goal, purpose, success, steps: log.steps(id), at: startedAt }];
    });
}
