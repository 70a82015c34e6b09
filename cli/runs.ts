import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { printAction, PurposeSchema } from '../core/index.js';
import { frictionOf } from '../reflection/index.js';
import { toJsonLines, type EpisodeRecord, type StepRecord } from '../memory/index.js';
import type { CommandContext, Execute } from './context.js';
import { ALL_EPISODES, findEpisode, unknownEpisode } from './episodes.js';
import { describeSureness, duration, localTime, shorten, table } from './format.js';
import { positiveInteger, shared } from './options.js';
import { withParts } from './parts.js';
import { describeTree } from './runs-tree.js';
import { withStore } from './stores.js';

interface ListOptions {
  limit: number;
  purpose?: EpisodeRecord['purpose'];
  db?: string;
  json?: boolean;
}

interface StoreOptions {
  db?: string;
  json?: boolean;
}

interface ShowOptions extends StoreOptions {
  tree?: boolean;
}

interface JudgeOptions extends StoreOptions {
  success?: boolean;
  failure?: boolean;
}

/** `autodidact runs list|show|judge|health|export`: what was done, from the trajectory log. */
export function runsCommand(execute: Execute): Command {
  const runs = new Command('runs').description('what was done: list, show, judge and export episodes; how healthy reflection is');
  runs
    .command('list')
    .description('newest episodes first')
    .option('--limit <n>', 'most episodes to list', positiveInteger, 20)
    .addOption(new Option('--purpose <purpose>', 'only episodes for this').choices(PurposeSchema.options))
    .addOption(shared.database())
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  autodidact runs list --limit 5')
    .action((options: ListOptions) => execute(async (context) => list(context, options)));
  runs
    .command('show <episode>')
    .description('one episode, step by step; the first letters of its id are enough')
    .option('--tree', 'only the searches behind its decisions, with all scores')
    .addOption(shared.database())
    .addOption(shared.json())
    .addHelpText('after', '\nExamples:\n  autodidact runs show 3f2a\n  autodidact runs show 3f2a --tree')
    .action((episode: string, options: ShowOptions) => execute(async (context) => show(context, episode, options)));
  runs
    .command('judge <episode>')
    .description('say whether a run did what was asked, so that the next ones learn from it')
    .addOption(new Option('--success', 'it did').conflicts('failure'))
    .option('--failure', 'it did not')
    .addOption(shared.database())
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  autodidact runs judge 3f2a --success')
    .action((episode: string, options: JudgeOptions, command: Command) => {
      if (!options.success && !options.failure) command.error('say --success or --failure');
      return execute((context) => judge(context, episode, options));
    });
  runs
    .command('health')
    .description('whether reflectors keep what is right and mend what is wrong, and how often what failed is tried again')
    .option('--db <file>', 'database of judged episodes (default: that of eval and ablate)')
    .addOption(shared.json())
    .addHelpText('after', '\nExample:\n  autodidact runs health --json')
    .action((options: ShowOptions) =>
      execute(async (context) => (await import('./runs-health.js')).showHealth(context, options)),
    );
  runs
    .command('export [episodes...]')
    .description('all rows of the named episodes, or of all, as JSON lines')
    .option('--out <file>', 'file to write (default: stdout)')
    .addOption(shared.database())
    .addHelpText('after', '\nExample:\n  autodidact runs export 3f2a --out run.jsonl')
    .action((episodes: string[], options: { out?: string; db?: string }) =>
      execute(async (context) => exportRuns(context, episodes, options)),
    );
  return runs;
}

function list(context: CommandContext, options: ListOptions): void {
  const { purpose, limit } = options;
  const episodes = withStore(context, options, (store) => store.log.episodes({ purpose, limit }));
  if (options.json) return context.print(JSON.stringify(episodes));
  if (episodes.length === 0) return context.print('No runs yet. Try: autodidact demo');
  const rows = episodes.map((e) => [
    e.id.slice(0, 8),
    localTime(e.startedAt),
    e.finish?.kind ?? 'not ended',
    e.steps,
    e.model ?? 'none',
    shorten(e.assignment.goal, 60),
  ]);
  context.print(table([['id', 'started', 'end', 'steps', 'model', 'goal'], ...rows]));
}

function show(context: CommandContext, name: string, options: ShowOptions): void {
  if (options.tree) return showTrees(context, name, options);
  const rows = withStore(context, options, (store) => {
    const { id } = findEpisode(store.log, name);
    return { episode: store.log.episode(id), steps: store.log.steps(id), evaluation: store.evaluations.find(id) };
  });
  if (!rows.episode) throw unknownEpisode(name);
  if (options.json) return context.print(JSON.stringify(rows));
  const { episode, steps, evaluation } = rows;
  context.print(
    `${episode.id}  ${localTime(episode.startedAt)}  ${episode.purpose}  model ${episode.model ?? 'none'}, planner ${episode.planner}`,
  );
  context.print(`goal   ${episode.assignment.goal}\nstart  ${episode.assignment.startUrl}`);
  for (const step of steps) context.print(describeStep(step));
  const { retries, repeats } = frictionOf(steps);
  if (retries > 0) context.print(`retry  ${repeats} of ${retries} steps after a failure came back to what had failed`);
  context.print(`end    ${describeEnd(episode)}`);
  if (evaluation)
    context.print(`judged ${evaluation.success ? 'success' : 'failure'} (reward ${evaluation.reward}): ${evaluation.detail}`);
}

function showTrees(context: CommandContext, name: string, options: StoreOptions): void {
  const trees = withStore(context, options, (store) => store.log.trees(findEpisode(store.log, name).id));
  if (options.json) return context.print(JSON.stringify(trees));
  if (trees.length === 0) return context.print('No step of this run was searched. Try: autodidact run ... --planner mcts');
  context.print(trees.map(describeTree).join('\n\n'));
}

async function judge(context: CommandContext, name: string, { success = false, db, json }: JudgeOptions): Promise<void> {
  const { judgeRun } = await import('./runs-judge.js');
  const { similarity } = context.config.agent.memory;
  const judgement = await withParts(context, (parts) => judgeRun(parts.store(db), name, success, similarity));
  if (json) return context.print(JSON.stringify(judgement));
  const { credited, drafts, doubted, lessons } = judgement;
  context.print(`judged ${success ? 'success' : 'failure'}`);
  if (credited.length > 0) context.print(`skills ${success ? 'paid' : 'demoted'}: ${credited.join(', ')}`);
  for (const draft of drafts) context.print(`draft of a skill: ${draft}. Try it and let it in: autodidact skills show ${draft}`);
  for (const lesson of lessons) context.print(lesson);
  if (doubted) context.print(`next time another way: ${doubted}`);
}

function describeEnd({ id, startedAt, endedAt, finish }: EpisodeRecord): string {
  if (!finish) return `not ended; if its process died, go on with: autodidact run --resume ${id.slice(0, 8)}`;
  const took = endedAt === undefined ? '' : ` after ${duration(endedAt - startedAt)}`;
  return `${finish.kind}${took}${describeSureness(finish)}${finish.text ? `: ${finish.text}` : ''}`;
}

function describeStep({ number, observation, decision, outcome, verdicts, state, ms }: StepRecord): string {
  const logprob = (decision.logprob === undefined ? '' : `, ln p ${decision.logprob.toFixed(2)}`) + describeSureness(decision);
  const verdict = verdicts.map(({ label, reason }) => ` [${label}: ${reason}]`).join('');
  const result = outcome ? `${outcome.status}: ${outcome.message}` : state;
  const time = `${Math.round(ms.model)} + ${Math.round(ms.browser)} + ${Math.round(ms.runtime)} ms`;
  return [
    `${String(number).padStart(2)}  ${observation.elements.length} elements on "${shorten(observation.title, 40)}"  (model + browser + rest: ${time})`,
    `    ${printAction(decision.action)}  (${decision.proposer}${logprob})${verdict}`,
    `    ${shorten(result, 120)}`,
  ].join('\n');
}

function exportRuns(context: CommandContext, names: string[], options: { out?: string; db?: string }): void {
  const text = withStore(context, options, (store) => {
    const ids =
      names.length > 0
        ? names.map((name) => findEpisode(store.log, name).id)
        : store.log
            .episodes({ limit: ALL_EPISODES })
            .map((e) => e.id)
            .reverse();
    return ids.map((id) => toJsonLines(store.exportEpisode(id)));
  });
  if (!options.out) return text.forEach((lines) => context.print(lines.trimEnd()));
  writeFileSync(options.out, text.join(''));
  context.note(`${text.length} episodes written to ${options.out}`);
}
