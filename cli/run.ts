import { Command } from 'commander';
import type { CommandContext, Execute } from './context.js';
import type { RunTaskOptions } from './run-task.js';
import { commaList, repeated, shared, webAddress } from './options.js';

interface RunOptions extends RunTaskOptions {
  url?: string;
  maxSteps?: number;
  resume?: string;
}

/** `autodidact run`: one task on a live page. */
export function runCommand(execute: Execute): Command {
  const command = new Command('run')
    .description('do one task on a page; exits with 0 when the agent says it is done')
    .argument('[goal]', 'what to do, in one sentence; put what is to be typed in double quotes')
    .option('--url <url>', 'page to start on', webAddress)
    .addOption(shared.model())
    .addOption(shared.planner())
    .addOption(shared.budget())
    .option('--proposers <a,b>', 'where candidates come from', commaList)
    .option('--set <name=value>', 'change any other setting of the agent; may be repeated', repeated)
    .option('--allow <host>', "only the start page's host and this one may be reached; may be repeated", repeated)
    .option('--sandbox', 'the site may be spoiled: a search may try out in clones what changes it')
    .option('--resume <episode>', 'go on with a run that a killed process left open, instead of a new goal')
    .addOption(shared.maxSteps())
    .addOption(shared.threads())
    .addOption(shared.headed())
    .addOption(shared.database())
    .addOption(shared.json())
    .addHelpText(
      'after',
      '\nExample (after: node examples/serve.mjs):\n  autodidact run \'Search for "trowel"\' --url http://127.0.0.1:8080/products.html',
    );
  return command.action((goal: string | undefined, options: RunOptions) => {
    const { resume, url } = options;
    if (resume !== undefined && (goal ?? url) !== undefined)
      command.error('--resume takes goal and page from the log; leave them out');
    if (resume !== undefined) return execute((context) => runTask(context, { resume }, options));
    if (goal === undefined || goal.trim() === '') return command.error("missing required argument 'goal'");
    if (url === undefined) return command.error("required option '--url <url>' not specified");
    return execute((context) => runTask(context, { goal, url }, options));
  });
}

type What = { goal: string; url: string } | { resume: string };

async function runTask(context: CommandContext, what: What, options: RunOptions): Promise<number> {
  const { resumeOnPage, runOnPage } = await import('./run-task.js');
  const { limits } = context.config;
  const { result, assignment, database } =
    'resume' in what
      ? await resumeOnPage(context, what.resume, options)
      : await runOnPage(
          context,
          { goal: what.goal, startUrl: what.url, limits: { ...limits, steps: options.maxSteps ?? limits.steps } },
          options,
        );
  const { episodeId, finish, steps, usage, lastObservation } = result;
  const done = finish.kind === 'done' && !finish.contested;
  if (options.json) {
    const page = lastObservation && { url: lastObservation.url, title: lastObservation.title };
    const { goal, startUrl: url } = assignment;
    context.print(JSON.stringify({ episodeId, goal, url, done, finish, steps, tokens: usage, page, database }));
  } else
    context.print(
      `\nlog: autodidact runs show ${episodeId.slice(0, 8)}${options.db ? ` --db ${options.db}` : ''}   (${database})`,
    );
  if (finish.contested)
    context.note(`Ended, but not vouched for (sure ${finish.confidence?.toFixed(2)}): look before you rely on it.`);
  if (finish.kind !== 'done') context.note(`Not done: ${finish.kind}${finish.text ? ` (${finish.text})` : ''}.`);
  return done ? 0 : 1;
}
