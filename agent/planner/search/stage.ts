import type { Action } from '../../../core/index.js';
import type { Clone, CloneSource } from '../../../tools/index.js';
import type { SearchState } from './tree.js';

/**
 * The one clone of a search. It stays where the last action left it, so that going on from there costs nothing; any other page is put
 * up again in a new context.
 */
export class Stage {
  readonly #source: CloneSource;
  readonly #begin: readonly Action[];
  readonly #signal: AbortSignal | undefined;
  #clone: Clone | undefined;
  #at: SearchState | undefined;

  /** `begin`: what the episode did so far. */
  constructor(source: CloneSource, begin: readonly Action[], signal?: AbortSignal) {
    this.#source = source;
    this.#begin = begin;
    this.#signal = signal;
  }

  /** A clone that shows this page; undefined when the page cannot be put up again. */
  async at(state: SearchState): Promise<Clone | undefined> {
    if (this.#clone && this.#at === state) return this.#clone;
    await this.close();
    this.#clone = await this.#source.clone([...this.#begin, ...state.path], state.moment.context.observation, this.#signal);
    this.#at = this.#clone && state;
    return this.#clone;
  }

  /** The clone was led to this page; undefined where it is not known which. */
  movedTo(state: SearchState | undefined): void {
    this.#at = state;
  }

  async close(): Promise<void> {
    const clone = this.#clone;
    this.#clone = this.#at = undefined;
    await clone?.close();
  }
}
