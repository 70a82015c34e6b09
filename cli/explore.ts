import { Command } from 'commander';
import type { ExploreReport } from '../agent/index.js';
import type { CommandContext, Execute } from './context.js';
import { duration, table } from './format.js';
import { positiveInteger, positiveNumber, repeated, shared, webAddress } from './options.js';

interface ExploreCommandOptions {
  minutes?: number;
  steps?: number;
  pages?: number;
  allow?: string[];
  sandbox?: boolean;
  show?: boolean;
  forget?: boolean;
  headed?: boolean;
  db?: string;
  json?: boolean;
}

const EXAMPLES = `
Examples (after: node examples/serve.mjs):
  autodidact explore http://127.0.0.1:8080/products.html --minutes 2
  autodidact explore http://127.0.0.1:8080/products.html --show

Nothing is pressed that may change what the site keeps, and no other host is reached. Ctrl-C keeps the map; the same command goes on.`;

/** `autodidact explore`: learns its way around a site before there is a task. */
export function exploreCommand(execute: Execute): Command {
  const command = new Command('explore')
    .description('look around on a site and remember where things are; run it again to go on, or to see what has changed')
    .argument('<url>', 'page to begin on', webAddress)
    .option('--minutes <n>', 'most minutes (default: 10)', positiveNumber)
    .option('--steps <n>', 'most actions (default: 400)', positiveInteger)
    .option('--pages <n>', 'most pages of the map (default: 150)', positiveInteger)
    .option('--allow <host>', 'a host that may be reached besides that of the page; may be repeated', repeated)
    .option('--sandbox', 'press also what changes or deletes things: only for a site that nobody uses')
    .option('--show', 'print what is known of the site, and explore nothing')
    .option('--forget', 'forget the map of the site, and explore nothing; its memories stay, see: memory forget')
    .addOption(shared.headed())
    .addOption(shared.database())
    .addOption(shared.json())
    .addHelpText('after', EXAMPLES);
  return command.action((url: string, options: ExploreCommandOptions) => {
    if (options.show && options.forget) command.error('--show and --forget exclude each other; give one of them');
    if ((options.show ?? options.forget) && options.sandbox) command.error('--sandbox is for exploring; leave it out');
    return execute((context) => work(context, url, options));
  });
}

async function work(context: CommandContext, url: string, options: ExploreCommandOptions): Promise<number> {
  if (options.show || options.forget) {
    const { showMap, forgetMap } = await import('./explore-map.js');
    (options.show ? showMap : forgetMap)(context, url, options);
    return 0;
  }
  const { exploreSite } = await import('./explore-run.js');
  const report = await exploreSite(context, url, options);
  context.print(options.json ? JSON.stringify(report) : describe(report, url));
  if (report.ended === 'crashed') context.note(`Ended early: ${report.why} The same command goes on.`);
  return report.ended === 'crashed' ? 1 : 0;
}

function describe(report: ExploreReport, url: string): string {
  const { steps, pages, newPages, states, controlsSeen, controlsTried, frontier, untried, notes, timeMs } = report;
  const rows = [
    ['pages', pages, `${newPages} new, and ${states} with something opened on them`],
    ['controls', controlsSeen, `${controlsTried} known by what they do`],
    ['left to try', frontier, frontier > 0 ? 'the same command goes on' : ''],
    ['not pressed', untried.held, 'may change something (--sandbox presses them)'],
    ['not followed', untried.elsewhere, 'lead to another site'],
    ['like others', untried.sampled, 'rows, turned pages and menus of which some were tried'],
    ['dropped', untried.dropped, 'did nothing, or failed twice'],
    ['memories', notes.added, `${notes.changed} replaced, ${notes.verified} seen to hold, ${notes.retired} expired`],
  ].map(([name, count, note]) => [name, Number(count), note] as (string | number)[]);
  return [
    table([['', 'count', ''], ...rows]),
    '',
    `${report.ended} after ${steps} steps in ${duration(timeMs)}: ${report.why}`,
    ...fenced(report),
    `map: autodidact explore ${url} --show   log: autodidact runs show ${report.episodeId.slice(0, 8)}`,
    `find: autodidact memory search "WORDS" --scope "site:${report.site}"`,
  ].join('\n');
}

/** What the network held back, and how to let it pass. */
function fenced({ writesBlocked, hostsBlocked }: ExploreReport): string[] {
  const hosts = Object.entries(hostsBlocked).map(([host, count]) => `${host} (${count})`);
  return [
    ...(writesBlocked > 0 ? [`held back: ${writesBlocked} requests that would have changed something`] : []),
    ...(hosts.length > 0 ? [`not reached: ${hosts.join(', ')}; --allow HOST lets the site use one`] : []),
  ];
}
