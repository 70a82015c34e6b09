import type { OutcomeCode } from '../../core/index.js';

/** An action that could not be done: becomes an error outcome. Never leaves `tools/`. */
export class ActionFailure extends Error {
  readonly code: OutcomeCode;
  constructor(code: OutcomeCode, message: string) {
    super(message);
    this.name = 'ActionFailure';
    this.code = code;
  }
}

/**
 * Something came between a call and its answer: a dialog that holds the page up, another document, a page that is gone, or
 * a page that does not answer. Never leaves `tools/`.
 */
export class Interruption extends Error {
  readonly reason: 'dialog' | 'navigated' | 'crashed' | 'timeout';
  constructor(reason: Interruption['reason'], message: string) {
    super(message);
    this.name = 'Interruption';
    this.reason = reason;
  }
}

export function isInterruption(thrown: unknown, reason?: Interruption['reason']): thrown is Interruption {
  return thrown instanceof Interruption && (reason === undefined || thrown.reason === reason);
}
