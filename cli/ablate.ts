import { Command } from 'commander';
import { AgentError } from '../core/index.js';
import type { AblationStage, MechanismEffect } from '../evaluation/index.js';
import type { CommandContext, Execute } from './context.js';
import { addTerms, defaultSplit } from './eval.js';
import { percent, points, table } from './format.js';
import type { Terms } from './measure.js';
import { commaList, positiveInteger, repeated } from './options.js';
import type { Arm } from './settings.js';

interface AblateOptions extends Omit<Terms, 'split'>, Pick<Arm, 'model' | 'set'> {
  split?: string;
  mechanisms?: string[];
  all?: boolean;
  list?: boolean;
  /** Tasks of a chain. */
  chain: number;
  json?: boolean;
}

/** What `ablate --json` prints, with the terms. */
interface AblationReport {
  suite: string;
  split: string;
  seed: number;
  episodes: number;
  chain: number;
  model: string;
  proposers: readonly string[];
  mechanisms: Record<string, MechanismEffect>;
}

/** `autodidact ablate`: what each mechanism is worth, on the same tasks and seeds. */
export function ablateCommand(execute: Execute): Command {
  const command = new Command('ablate').description('measure mechanisms of the agent one at a time, with and without');
  return addTerms(command)
    .option('--mechanisms <a,b>', 'which mechanisms; "list" shows what there is', commaList)
    .option('--all', 'every mechanism: a night of work')
    .option('--list', 'show what there is')
    .option('--model <model>', 'as for run (default: seed)')
    .option('--set <name=value>', 'change a setting of both arms; may be repeated', repeated)
    .option('--chain <n>', 'tasks of a chain, for mechanisms that act between tasks; the last one counts', positiveInteger, 3)
    .addHelpText(
      'after',
      '\nAll comparisons share one arm with everything on. Ctrl-C loses nothing: the same command goes on.\n\nExamples:\n  autodidact ablate --list\n  autodidact ablate --split far --mechanisms critic,coverage --episodes 300\n  autodidact ablate --mechanisms memory,skills --chain 3 --episodes 300 --json\n  autodidact ablate --all',
    )
    .action((options: AblateOptions) => execute((context) => runAblation(context, options)));
}

async function runAblation(context: CommandContext, { json, list, all, mechanisms, ...options }: AblateOptions): Promise<void> {
  const { ablate, findMechanism, MECHANISMS, switchable } = await import('../evaluation/index.js');
  if (list || mechanisms?.includes('list')) {
    const known = MECHANISMS.map(({ name, acts, about }) => ({ name, acts, about }));
    return context.print(json ? JSON.stringify({ mechanisms: known }) : table([['mechanism', 'measured on', 'what it does'], ...known.map(({ name, acts, about }) => [name, `${acts}s`, about])])); // prettier-ignore
  }
  if (!mechanisms && !all)
    throw new AgentError('MECHANISM_UNKNOWN', 'Say which mechanisms: --mechanisms a,b or --all; --list shows what there is.');
  mechanisms?.forEach(findMechanism); // before anything is opened
  const [{ withParts }, { openStages }] = await Promise.all([import('./parts.js'), import('./ablate-stages.js')]);
  const terms = { ...options, split: options.split ?? defaultSplit(options.suite) };
  const report = await withParts(context, async (parts): Promise<AblationReport> => {
    const opened = await openStages(context, parts, options, terms);
    const { model, proposers } = opened.configuration;
    const effects = await ablate(all ? switchable(opened.episode.settings) : mechanisms!, opened);
    const { suite, split, seed, episodes, chain } = terms;
    return { suite, split, seed, episodes, chain, model, proposers, mechanisms: effects };
  });
  context.print(json ? JSON.stringify(report) : describe(report));
}

/** Both stages, and who plays. */
export interface OpenStages {
  episode: AblationStage;
  chain: AblationStage;
  configuration: { model: string; proposers: readonly string[] };
}

function describe({ mechanisms, ...terms }: AblationReport): string {
  const rows = Object.entries(mechanisms).map(([name, effect]) => [
    name,
    effect.pairs,
    percent(effect.off),
    percent(effect.on),
    `${points(effect.delta)} (${points(effect.interval[0])} to ${points(effect.interval[1])})`,
    effect.p.toPrecision(2),
    `${effect.onlyOff} / ${effect.onlyOn}`,
    `${effect.steps.off} -> ${effect.steps.on}`,
    `${effect.modelCalls.off} -> ${effect.modelCalls.on}`,
  ]);
  const chained = Object.values(mechanisms).some(({ acts }) => acts === 'chain');
  return [
    table([['mechanism', 'pairs', 'off', 'on', 'on - off', 'p', 'only off / on', 'steps', 'model calls'], ...rows]),
    '',
    `${terms.suite} ${terms.split}, seed ${terms.seed}, ${terms.episodes} episodes an arm; model ${terms.model}, proposers ${terms.proposers.join(' + ')}`,
    'intervals: 95 %, paired bootstrap; p: McNemar, exact; off -> on, means an episode',
    ...(chained ? [`between tasks: the last of chains of ${terms.chain} visits of one site`] : []),
  ].join('\n');
}
