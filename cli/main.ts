#!/usr/bin/env node
import { loadConfig } from '../config/index.js';
import { runCli } from './cli.js';

const stop = new AbortController();

/** First signal: stop in good order. Second: stop now; what is on disk is whole at any moment. */
function onSignal(code: number): () => void {
  return () => {
    if (stop.signal.aborted) process.exit(code);
    process.stderr.write('\nStopping; press Ctrl-C again to quit at once.\n');
    stop.abort();
  };
}
process.on('SIGINT', onSignal(130));
process.on('SIGTERM', onSignal(143));
// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const code = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  loadConfig: () => loadConfig(),
  signal: stop.signal,
});
// Native libraries may keep handles open; results are already written, so leave once the pipe is empty.
process.stdout.write('', () => process.exit(code));
