import { createAgent, type AgentEvent } from '../agent/index.js';
import { AgentError } from '../core/index.js';
import { runEpisode, scheduleEpisodes, type EpisodeRow, type ScheduledEpisode } from '../evaluation/index.js';
import type { Store } from '../memory/index.js';
import type { Suite, Task } from '../tasks/index.js';
import type { CommandContext } from './context.js';
import type { DemoOptions, DemoRow } from './demo.js';
import { createLiveView } from './live-view.js';
import { withParts } from './parts.js';

/** Practised kinds and new ones, in turn. */
const SPLITS = ['seen', 'near'] as const;

/** A few tasks one after the other, each shown live; the log goes to the user's own database. */
export async function runDemo(context: CommandContext, options: DemoOptions): Promise<{ rows: DemoRow[]; database: string }> {
  return withParts(context, async (parts) => {
    const suite = await parts.suite('practice');
    const { model, prompt, confidence } = await parts.model(options);
    const store = parts.store(options.db);
    const agent = createAgent({ model, prompt, confidence, log: store.log, settings: context.config.agent });
    const newSession = parts.sessions({ headed: options.headed });
    const rows: DemoRow[] = [];
    for (const { split, episode } of pickEpisodes(suite, options)) {
      if (context.signal.aborted)
        throw new AgentError('DEMO_INTERRUPTED', `Stopped after ${rows.length} tasks; they are in ${store.path}.`);
      const task = suite.task(split, episode.family, episode.seed);
      const view = options.json ? undefined : createLiveView(context.print);
      let goal = '';
      const onEvent = (event: AgentEvent): void => {
        if (event.type === 'episode-start') announce(context, task, (goal = event.goal), options.json);
        view?.(event);
      };
      const row = await runEpisode(episode.key, task, {
        agent,
        newSession,
        purpose: 'use',
        maxSteps: suite.maxSteps,
        signal: context.signal,
        onEvent,
      });
      recordVerdict(store, suite, task, row);
      if (!options.json)
        context.print(`  evaluator: ${row.success ? 'solved' : 'not solved'}${row.detail ? ` (${row.detail})` : ''}`);
      rows.push({
        family: task.family,
        goal,
        episodeId: row.episodeId,
        steps: row.steps,
        said: row.finish.contested ? `${row.finish.kind}, in doubt` : row.finish.kind,
        success: row.success,
      });
    }
    return { rows, database: store.path };
  });
}

/** Kinds spread over the whole of each split, so that the demo does not show six of one sort. */
function pickEpisodes(suite: Suite, { tasks, seed }: DemoOptions): { split: string; episode: ScheduledEpisode }[] {
  const perSplit = SPLITS.map((split, i) => {
    const families = suite.families(split);
    const count = Math.min(families.length, Math.floor(tasks / SPLITS.length) + (i < tasks % SPLITS.length ? 1 : 0));
    const spread = Array.from({ length: count }, (_, k) => families[Math.floor(((k + 0.5) * families.length) / count)]);
    return scheduleEpisodes(spread, count, { suite: suite.name, split, purpose: 'use', seed }).map((episode) => ({
      split,
      episode,
    }));
  });
  return Array.from({ length: tasks }, (_, i) => perSplit.map((list) => list[i]))
    .flat()
    .filter((item) => item !== undefined);
}

function announce(context: CommandContext, task: Task, goal: string, json: boolean | undefined): void {
  if (json) context.progress(`${task.family}: ${goal}`);
  else context.print(`\n${'='.repeat(80)}\n${task.family} (${task.split})\n  goal: ${goal}`);
}

function recordVerdict(store: Store, suite: Suite, task: Task, row: EpisodeRow): void {
  const { episodeId, success, reward, detail } = row;
  const { split, family, seed } = task;
  store.evaluations.record({
    episodeId,
    suite: suite.name,
    suiteVersion: suite.version,
    split,
    family,
    seed,
    success,
    reward,
    detail,
  });
}
