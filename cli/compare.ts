import { Command } from 'commander';
import { AgentError } from '../core/index.js';
import { comparePaired, type EvaluationRun, type PairedComparison } from '../evaluation/index.js';
import type { CommandContext, Execute } from './context.js';
import { addTerms, defaultSplit } from './eval.js';
import { percent, points, table } from './format.js';
import type { Terms } from './measure.js';
import { applySettings, type Arm, changesOf } from './settings.js';

interface CompareOptions extends Omit<Terms, 'split'> {
  split?: string;
  a: Arm;
  b: Arm;
  json?: boolean;
}

/** `autodidact compare`: two configurations on the very same tasks and seeds. */
export function compareCommand(execute: Execute): Command {
  const command = new Command('compare').description('measure two configurations on the same tasks and say whether they differ');
  return addTerms(command)
    .requiredOption(
      '--a <settings>',
      'the control: model=..., planner=..., or any setting of the agent, with commas between',
      readArm,
    )
    .requiredOption('--b <settings>', 'the change, in the same form; lists are written with +', readArm)
    .addHelpText(
      'after',
      '\nExamples:\n  autodidact compare --split near --episodes 300 --a model=match --b model=seed\n  autodidact compare --a coverage.enabled=false --b coverage.enabled=true\n  autodidact compare --a proposers=model --b proposers=model+match',
    )
    .action((options: CompareOptions) => execute((context) => compare(context, options)));
}

/** `model=seed,proposers=model+match,coverage.enabled=false`. Errors: `SETTING_UNKNOWN`. */
export function readArm(text: string): Arm {
  const changes = text.split(',').map((change) => change.trim());
  const wrong = changes.find((change) => !/^[\w.]+=./.test(change));
  if (wrong !== undefined)
    throw new AgentError('SETTING_UNKNOWN', `"${wrong}" is not NAME=VALUE, such as model=seed or coverage.enabled=false.`);
  const model = changes.find((change) => change.startsWith('model='));
  return { ...(model ? { model: model.slice('model='.length) } : {}), set: changes.filter((change) => change !== model) };
}

async function compare(context: CommandContext, { a, b, json, ...options }: CompareOptions): Promise<void> {
  const [{ withParts }, { measure }] = await Promise.all([import('./parts.js'), import('./measure.js')]);
  for (const arm of [a, b]) applySettings(context.config.agent, changesOf(arm)); // a fault of the second is told before the first is measured
  const terms = { ...options, split: options.split ?? defaultSplit(options.suite) };
  const [runA, runB] = await withParts(context, async (parts) => {
    const first = await measure(context, parts, a, terms, 'a');
    return [first, await measure(context, parts, b, terms, 'b')] as const;
  });
  const comparison = comparePaired(runA.rows, runB.rows);
  context.print(json ? JSON.stringify({ a: runA.report, b: runB.report, comparison }) : describe(runA, runB, comparison));
}

function describe(runA: EvaluationRun, runB: EvaluationRun, result: PairedComparison): string {
  const rows = result.byFamily.map(({ family, pairs, successesA, successesB }) => [
    family,
    pairs,
    successesA,
    successesB,
    points((successesB - successesA) / pairs),
  ]);
  const arm = (name: string, { report }: EvaluationRun, rate: number): string =>
    `${name}  ${percent(rate)}  model ${report.model}, proposers ${report.proposers.join(' + ')}, ${report.stepsMean} steps an episode`;
  return [
    table([['family', 'pairs', 'a', 'b', 'b - a'], ...rows]),
    '',
    arm('a', runA, result.rateA),
    arm('b', runB, result.rateB),
    `b - a  ${points(result.difference)} points (95%: ${points(result.interval[0])} to ${points(result.interval[1])}), ${result.pairs} pairs`,
    `only a solved ${result.onlyA}, only b solved ${result.onlyB}; McNemar p = ${result.p.toPrecision(2)}: ${verdict(result)}`,
  ].join('\n');
}

function verdict({ p, difference }: PairedComparison): string {
  if (p >= 0.05) return 'no significant difference';
  return difference > 0 ? 'b is better' : 'a is better';
}
