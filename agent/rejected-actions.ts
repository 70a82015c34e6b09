import { type Action, type HistoryEntry, printAction } from '../core/index.js';

/** True for a step that is not to be tried again on the page where it was taken: it failed, did nothing, or led elsewhere. */
export function isFailure({ status, verdict }: Pick<HistoryEntry, 'status' | 'verdict'>): boolean {
  return status !== 'ok' || verdict === 'B' || verdict === 'C';
}

/**
 * Actions that did not work, by the page they did not work on (Feedback Friction). A page is known by its fingerprint, so
 * the same action is open again as soon as anything that matters has changed.
 */
export class RejectedActions {
  readonly #byPage = new Map<string, Map<string, { action: Action; reason: string }>>();

  /** `reason`: what a policy is told about it; empty when nothing is known. */
  add(fingerprint: string, action: Action, reason = ''): void {
    const actions = this.#byPage.get(fingerprint) ?? new Map<string, { action: Action; reason: string }>();
    this.#byPage.set(fingerprint, actions.set(printAction(action), { action, reason }));
  }

  has(fingerprint: string, action: Action): boolean {
    return this.#byPage.get(fingerprint)?.has(printAction(action)) ?? false;
  }

  /** In the order they were rejected. */
  on(fingerprint: string): Action[] {
    return [...(this.#byPage.get(fingerprint)?.values() ?? [])].map(({ action }) => action);
  }

  /** Why each was rejected, by its canonical line. */
  reasons(fingerprint: string): ReadonlyMap<string, string> {
    return new Map([...(this.#byPage.get(fingerprint) ?? [])].map(([line, { reason }]) => [line, reason]));
  }
}
