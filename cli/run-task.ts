import { createAgent, createCheckpointer, type AgentEvent, type EpisodeResult } from '../agent/index.js';
import { AgentError, type Assignment } from '../core/index.js';
import type { Store } from '../memory/index.js';
import { SkillLibrary } from '../skills/index.js';
import { type BrowserSession, createCloneSource, type SessionOptions } from '../tools/index.js';
import type { CommandContext } from './context.js';
import { findEpisode } from './episodes.js';
import { createLiveView } from './live-view.js';
import { openPage } from './open-page.js';
import { withParts, type Parts } from './parts.js';
import { applySettings, changesOf, type Arm } from './settings.js';

export interface RunTaskOptions extends Arm {
  allow?: string[];
  headed?: boolean;
  /** The site may be spoiled. */
  sandbox?: boolean;
  threads?: number;
  db?: string;
  json?: boolean;
}

export interface TaskRun {
  result: EpisodeResult;
  assignment: Assignment;
  /** The file that holds the log. */
  database: string;
}

/**
 * One episode on a live page, shown as it happens and kept in the log. A model is loaded only when a proposer wants one.
 * Errors: `PAGE_UNREACHABLE`, and those of browser, model and database.
 */
export function runOnPage(context: CommandContext, assignment: Assignment, options: RunTaskOptions): Promise<TaskRun> {
  return withParts(context, async (parts) => {
    const store = parts.store(options.db);
    const session = await openPage(parts, assignment.startUrl, options);
    return runIn(context, parts, { store, session, assignment }, options);
  });
}

/** Goes on with an episode that a killed process left open, from the page where it was last. Errors: `EPISODE_ENDED`, `EPISODE_UNKNOWN`. */
export function resumeOnPage(context: CommandContext, name: string, options: RunTaskOptions): Promise<TaskRun> {
  return withParts(context, async (parts) => {
    const store = parts.store(options.db);
    const { id, assignment, finish } = findEpisode(store.log, name);
    if (finish)
      throw new AgentError('EPISODE_ENDED', `Episode "${id}" has ended already (${finish.kind}). Start a new one with its goal.`);
    const last = store.log.steps(id).at(-1)?.observation.url ?? assignment.startUrl;
    const session = await openPage(parts, last, options);
    return runIn(context, parts, { store, session, assignment, episodeId: id }, options);
  });
}

interface Opened {
  store: Store;
  session: BrowserSession;
  assignment: Assignment;
  episodeId?: string;
}

async function runIn(context: CommandContext, parts: Parts, opened: Opened, options: RunTaskOptions): Promise<TaskRun> {
  const { store, session, assignment, episodeId } = opened;
  const settings = applySettings(context.config.agent, changesOf(options));
  const brain = settings.proposers.includes('model') ? await parts.model(options) : undefined;
  const checkpointer = createCheckpointer(store.db);
  const skills = new SkillLibrary(store.skills);
  const agent = createAgent({
    model: brain?.model,
    prompt: brain?.prompt,
    confidence: brain?.confidence,
    log: store.log,
    memories: store.memories,
    sites: store.sites,
    skills,
    settings,
    checkpointer,
  });
  const show = createLiveView(context.print);
  const onEvent = (event: AgentEvent): void => (options.json ? reportStep(context, event) : show(event));
  const { startUrl } = assignment;
  const { headed, sandbox = false } = options;
  const newSession = async (own?: SessionOptions): Promise<BrowserSession> => parts.sessions({ headed }, own)();
  const clones = createCloneSource({ newSession, startUrl, sandbox });
  const result = await agent.run(assignment, { session, clones, episodeId, purpose: 'use', signal: context.signal, onEvent });
  return { result, assignment, database: store.path };
}

function reportStep(context: CommandContext, event: AgentEvent): void {
  if (event.type === 'step-start') context.progress(`step ${event.step}`);
}
