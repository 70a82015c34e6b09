/**
 * A broken program, file or setting. The message names the thing, what was found and the next move; `code` never
 * changes and has a heading in `docs/errors.md`. A failed browser action is not an error but an {@link Outcome}.
 */
export class AgentError extends Error {
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AgentError';
    this.code = code;
  }
}

/** The text of anything that was thrown, on one line. */
export function messageOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.replace(/\s+/g, ' ').trim();
}
