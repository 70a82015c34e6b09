import path from 'node:path';
import { Argument, Command, Option } from 'commander';
import { AgentError, hash32 } from '../core/index.js';
import type { PracticeReport, Site } from '../evaluation/index.js';
import type { PracticeSplit } from '../tasks/index.js';
import type { CommandContext, Execute } from './context.js';
import { percent, table } from './format.js';
import { commaList, positiveInteger, positiveNumber, shared, webAddress } from './options.js';
import type { Parts } from './parts.js';

interface PractiseOptions {
  suite?: 'practice';
  split: PracticeSplit;
  families?: string[];
  sites?: number;
  sandbox?: boolean;
  episodes?: number;
  minutes?: number;
  seed: number;
  /** Commander turns `--no-go` into false. */
  go: boolean;
  propose: boolean;
  db?: string;
  headed?: boolean;
  json?: boolean;
}

/** `autodidact practise`: free play on pages that may be spoiled. */
export function practiseCommand(execute: Execute): Command {
  return new Command('practise')
    .description('play freely on a page, find out what can be reached there, and make draft skills of it; no model, no tasks')
    .addArgument(new Argument('[url]', 'a page that may be spoiled; needs --sandbox').argParser(webAddress))
    .addOption(new Option('--suite <suite>', 'practice sites instead of a page').choices(['practice']))
    .addOption(
      new Option('--split <split>', 'which practice families; the others are for gates and reports')
        .choices(['practice', 'seen'])
        .default('practice'),
    ) // prettier-ignore
    .option('--families <a,b>', 'only these practice families', commaList)
    .option('--sites <n>', 'practice sites, families in turn (default: one of each)', positiveInteger)
    .option('--sandbox', 'everything on this page may be pressed, sent and deleted')
    .option('--episodes <n>', 'free episodes (default: 200, unless --minutes is given)', positiveInteger)
    .option('--minutes <n>', 'time for free episodes', positiveNumber)
    .addOption(shared.seed())
    .option('--no-go', 'explore from the start page only, never from a mastered goal')
    .option('--no-propose', 'propose no goals made of mastered ones')
    .addOption(new Option('--db <file>', 'SQLite file (default: the usual one for a page, HOME/practice.db for the suite)'))
    .addOption(shared.headed())
    .addOption(shared.json())
    .addHelpText(
      'after',
      '\nWhat is claimed to be reached is replayed on a fresh page first; skills made of it are not used before they have proven themselves.\n\nExamples:\n  autodidact practise --suite practice --split practice --minutes 5 --seed 1\n  autodidact practise http://127.0.0.1:8080/contact.html --sandbox --episodes 100',
    )
    .action((url: string | undefined, options: PractiseOptions) => execute((context) => runPractise(context, url, options)));
}

async function runPractise(context: CommandContext, url: string | undefined, options: PractiseOptions): Promise<void> {
  if (!url === !options.suite)
    throw new AgentError('PRACTICE_PLACE', 'Say where: an address with --sandbox, or --suite practice.');
  if (url && !options.sandbox)
    throw new AgentError('PRACTICE_SANDBOX', `Free play presses, sends and deletes whatever it finds. Say --sandbox if ${url} may be spoiled.`); // prettier-ignore
  const { seed, minutes, json } = options;
  const [{ withParts }, { PRACTICE_DEFAULTS, PracticeLog, runPractice }, { SkillLibrary }] = await Promise.all([
    import('./parts.js'),
    import('../evaluation/index.js'),
    import('../skills/index.js'),
  ]);
  const report = await withParts(context, async (parts) => {
    const store = parts.store(options.db ?? (url ? undefined : path.join(context.config.home, 'practice.db')));
    return runPractice({
      sites: url ? [await pageOf(parts, url, options)] : await suiteSites(parts, options),
      ...{ seed, minutes, episodes: options.episodes ?? (minutes === undefined ? 200 : undefined) },
      settings: { ...(options.go ? {} : { go: 0 }), ...(options.propose ? {} : { propose: 0 }) },
      ...{ log: new PracticeLog(store), library: new SkillLibrary(store.skills) },
      signal: context.signal,
      onProgress: (text) => context.progress(text),
    });
  });
  const terms = url ? { url, seed } : { suite: 'practice', split: options.split, seed };
  const settings = { ...PRACTICE_DEFAULTS, ...(options.go ? {} : { go: 0 }), ...(options.propose ? {} : { propose: 0 }) };
  context.print(json ? JSON.stringify({ ...terms, settings, ...report }) : describe(report));
}

async function pageOf(parts: Parts, url: string, { headed }: PractiseOptions): Promise<Site> {
  const { pageSite } = await import('../evaluation/index.js');
  return pageSite(parts.sessions({ headed, allow: [new URL(url).hostname] }), url);
}

async function suiteSites(parts: Parts, { split, families, sites, seed, headed }: PractiseOptions): Promise<Site[]> {
  const [{ practiceSite }, { openRollouts, SPLITS }] = await Promise.all([import('../evaluation/index.js'), import('../tasks/index.js')]); // prettier-ignore
  const { page } = await parts.sessions({ headed })();
  const rollouts = await openRollouts(page);
  const names = families ?? SPLITS[split];
  return Array.from({ length: sites ?? names.length }, (_, i) => {
    const family = names[i % names.length];
    const site = hash32(`practise/${seed}/${family}/${Math.floor(i / names.length)}`);
    return practiceSite(rollouts, page, split, family, site);
  });
}

function describe({ claims, proposed, audit, ladder, later, diversity, ...report }: PracticeReport): string {
  const { rejected } = claims;
  const curve = report.curve.map(({ episodes, distinct }) => [episodes, distinct]);
  const verbs = Object.entries(diversity.verbs).map(([verb, count]) => `${verb} ${count}`);
  return [
    table([['free episodes', 'distinct goals'], ...curve]),
    '',
    `${report.distinct} distinct goals mastered on ${report.sites} sites, ${report.distinctPerMinute} a minute; ${diversity.controls} controls, ${diversity.steps} steps a goal, ${diversity.composed} made of others`,
    `verbs: ${verbs.join(', ') || 'none'}`,
    `claims: ${claims.made}, ${claims.known} known already, ${claims.replayed} replayed; rejected ${percent(claims.rejectedShare)}, false ${percent(claims.falseShare)} (${Object.entries(rejected).map(([why, count]) => `${why} ${count}`).join(', ')})`,
    `proposed goals: ${proposed.tried} tried, ${proposed.mastered} mastered`,
    `second reading of confirmed claims: ${audit.agrees} agree, ${audit.denies} deny, ${audit.silent} cannot tell`,
    `skills: ${ladder.drafts} drafts, ${ladder.admitted} in the shadow now, ${ladder.unproven} not tried on enough, ${ladder.covered} goals served by these; rejected ${Object.entries(ladder.rejected).map(([rung, count]) => `${rung} ${count}`).join(', ')}`,
    ...(later ? [`later visits: ${later.bound} of ${later.goals} goals ask for such a skill; ${later.done} done, ${later.broke} broke, ${later.false} false`] : []),
  ].join('\n'); // prettier-ignore
}
