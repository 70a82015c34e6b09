import type { Config } from '../config/index.js';

/** What every command gets: where to read and write, and when to stop. Tests hand in their own. */
export interface CommandContext {
  config: Config;
  /** A line of the result, to stdout. */
  print(text: string): void;
  /** A line about the work, to stderr. */
  note(text: string): void;
  /** A line that replaces the last one on a terminal; elsewhere at most one every ten seconds. To stderr. */
  progress(text: string): void;
  /** Fires on Ctrl-C: finish what must be finished, leave the rest resumable. */
  signal: AbortSignal;
}

/** Exit code of a command; nothing means 0. */
export type CommandResult = Promise<number | void>;

/** Wraps the work of a command: gives it its context, takes its exit code. */
export type Execute = (work: (context: CommandContext) => CommandResult) => Promise<void>;

export interface OutputStreams {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown; isTTY?: boolean; columns?: number };
}

const QUIET_MS = 10_000;

/** A context that writes to the given streams. */
export function createContext(config: Config, streams: OutputStreams, signal: AbortSignal): CommandContext {
  const { stdout, stderr } = streams;
  let open = false; // a progress line stands on the terminal
  let lastProgress = -Infinity;
  const clear = (): void => {
    if (open) stderr.write('\r\u001b[K');
    open = false;
  };
  return {
    config,
    signal,
    print: (text) => (clear(), void stdout.write(`${text}\n`)),
    note: (text) => (clear(), void stderr.write(`${text}\n`)),
    progress: (text) => {
      if (stderr.isTTY) {
        clear();
        stderr.write([...text].slice(0, (stderr.columns ?? 80) - 1).join(''));
        open = true;
      } else if (performance.now() - lastProgress > QUIET_MS) {
        lastProgress = performance.now();
        stderr.write(`${text}\n`);
      }
    },
  };
}
