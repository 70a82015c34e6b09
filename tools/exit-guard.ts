const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const GUARD = Symbol.for('autodidact.exit-guard');

type Listener = ((signal: NodeJS.Signals) => void) & { [GUARD]?: true };

/**
 * Closes something when a signal would end the process, then lets the signal do so. Where the program listens for that
 * signal itself, the program decides and the guard keeps still: a command that stops step by step still needs its browser.
 * Returns the function that takes the guard away.
 */
export function guardExit(close: () => Promise<void>): () => void {
  const onSignal: Listener = (signal) => {
    if (process.listeners(signal).some((listener) => !(listener as Listener)[GUARD])) return;
    void close().finally(() => {
      remove();
      // Of several guards the last one to finish passes the signal on.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  };
  onSignal[GUARD] = true;
  const remove = (): void => SIGNALS.forEach((signal) => process.removeListener(signal, onSignal));
  SIGNALS.forEach((signal) => process.on(signal, onSignal));
  return remove;
}
