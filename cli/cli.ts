import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import type { Config } from '../config/index.js';
import { AgentError, messageOf, packageRoot } from '../core/index.js';
import { ablateCommand } from './ablate.js';
import { benchMemoryCommand } from './bench-memory.js';
import { compareCommand } from './compare.js';
import { createContext, type Execute, type OutputStreams } from './context.js';
import { demoCommand } from './demo.js';
import { doctorCommand } from './doctor.js';
import { calibrateCommand } from './calibrate.js';
import { collectCommand } from './collect.js';
import { cycleCommand } from './cycle.js';
import { drillCommand } from './drill.js';
import { evalCommand } from './eval.js';
import { exportCommand } from './export.js';
import { exploreCommand } from './explore.js';
import { foreseeCommand } from './foresee.js';
import { memoryCommand } from './memory.js';
import { modelsCommand } from './models.js';
import { practiseCommand } from './practise.js';
import { raiseCommand } from './raise.js';
import { runCommand } from './run.js';
import { runsCommand } from './runs.js';
import { skillsCommand } from './skills.js';
import { suiteCommand } from './suite.js';

export interface CliEnvironment extends OutputStreams {
  /** Called once a command line makes sense. */
  loadConfig: () => Config;
  signal: AbortSignal;
}

/** Exit codes beside 0 and 1. */
const USAGE = 2;
const INTERRUPTED = 130;

/**
 * Runs one command line and returns its exit code: 0 only on success, 1 for an error or a task that was not done, 2 for a
 * command line that makes no sense, 130 after Ctrl-C. Errors are one line: `error CODE: what was found and the next move`.
 */
export async function runCli(args: readonly string[], environment: CliEnvironment): Promise<number> {
  let code = 0;
  const execute: Execute = async (work) => {
    const context = createContext(environment.loadConfig(), environment, environment.signal);
    code = (await work(context)) ?? 0;
  };
  try {
    await createProgram(execute, environment).parseAsync([...args], { from: 'user' });
    return environment.signal.aborted ? INTERRUPTED : code;
  } catch (error) {
    return report(error, environment);
  }
}

function createProgram(execute: Execute, streams: OutputStreams): Command {
  const { version } = JSON.parse(readFileSync(`${packageRoot}package.json`, 'utf8')) as { version: string };
  const program = new Command('autodidact')
    .description('A self-improving web agent: real browser, local model, everything on this machine.')
    .version(version, '-v, --version')
    .enablePositionalOptions() // sub-commands have a --version of their own
    .addHelpText(
      'after',
      '\nFirst steps:\n  autodidact doctor\n  autodidact demo\n  autodidact run "Search for trowel" --url http://127.0.0.1:8080/products.html',
    );
  const makers = [demoCommand, runCommand, exploreCommand, evalCommand, compareCommand, ablateCommand, benchMemoryCommand, calibrateCommand, drillCommand, practiseCommand, raiseCommand, foreseeCommand, collectCommand, cycleCommand, exportCommand, runsCommand, memoryCommand, skillsCommand, suiteCommand, modelsCommand, doctorCommand]; // prettier-ignore
  for (const make of makers) program.addCommand(make(execute));
  return configure(program, streams);
}

/** Settings of Commander that subcommands do not inherit when they are added ready-made. */
function configure(command: Command, streams: OutputStreams): Command {
  command.exitOverride().showSuggestionAfterError();
  command.configureOutput({
    writeOut: (text) => void streams.stdout.write(text),
    writeErr: (text) => void streams.stderr.write(text),
    outputError: () => undefined,
  });
  for (const child of command.commands) configure(child, streams);
  return command;
}

function report(error: unknown, { stderr, signal, loadConfig }: CliEnvironment): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    if (error.code !== 'commander.help') stderr.write(`error USAGE: ${usageMessage(error)}\n`);
    return USAGE;
  }
  if (error instanceof AgentError) stderr.write(`error ${error.code}: ${messageOf(error)}\n`);
  else if (!signal.aborted) {
    const stack = loadConfig().debug && error instanceof Error ? `\n${error.stack}` : '';
    stderr.write(`error UNEXPECTED: ${messageOf(error)}. This is a bug; AUTODIDACT_DEBUG=1 shows where it happened.${stack}\n`);
  }
  return signal.aborted ? INTERRUPTED : 1;
}

function usageMessage(error: CommanderError): string {
  const text = messageOf(error).replace(/^error: /, '');
  return `${text}${/[.)?]$/.test(text) ? '' : '.'} See "autodidact --help".`;
}
