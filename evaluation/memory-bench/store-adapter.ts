import { openStore, type NewTurn, type Span, type Store, type TurnRole } from '../../memory/index.js';
import { SpeakerSchema, type Turn } from './conversation.js';
import type { MemoryUnderTest, Recalled, RecallOptions } from './memory-under-test.js';
import type { SkillIndexUnderTest } from './skill-retrieval.js';

/** The agent's own long-term memory, in a store of its own in memory. Each log is a scope, as users of one store would be. */
export function createStoreMemory({ seed }: { seed: number }): MemoryUnderTest {
  const clock = createSetClock();
  return new StoreMemory(openStore(':memory:', { clock, seed }), clock);
}

/** Skills as procedures of the long-term memory, past requests as their keys. */
export function createStoreSkillIndex(): SkillIndexUnderTest {
  return new StoreSkills(openStore(':memory:'));
}

class StoreMemory implements MemoryUnderTest {
  readonly #store: Store;
  readonly #clock: SetClock;
  /** Turn ids by memory id, and back. */
  readonly #turnOf = new Map<number, string>();
  readonly #memoryOf = new Map<string, number>();
  #written = 0;

  constructor(store: Store, clock: SetClock) {
    this.#store = store;
    this.#clock = clock;
  }

  ingest(turns: readonly Turn[]): Promise<void> {
    this.#store.memories.batch(() => turns.forEach((turn) => this.#write(turn)));
    return Promise.resolve();
  }

  recall(query: string, { conversation, now, k, learning }: RecallOptions): Promise<Recalled> {
    this.#clock.set(Date.parse(now));
    const scopes = [scopeOf(conversation)];
    const terms = learning ? { purpose: 'train' as const } : { purpose: 'report' as const, record: false };
    const { requestId, hits } = this.#store.memories.recall({ query, scopes, limit: k, ...terms });
    return Promise.resolve({ requestId, ids: hits.flatMap(({ id }) => this.#turnOf.get(id) ?? []) });
  }

  cite(requestId: string, ids: readonly string[]): Promise<void> {
    const cited = ids.flatMap((id) => this.#memoryOf.get(id) ?? []);
    this.#store.memories.cite(requestId, cited, { purpose: 'train' });
    return Promise.resolve();
  }

  close(): void {
    this.#store.close();
  }

  #write(turn: Turn): void {
    this.#clock.set(Date.parse(turn.at));
    const { id } = this.#store.memories.addTurn(newTurn(turn, this.#written++));
    if (id === undefined) return; // refused: it cannot be found, and that is what is measured
    this.#turnOf.set(id, turn.id);
    this.#memoryOf.set(turn.id, id);
  }
}

class StoreSkills implements SkillIndexUnderTest {
  readonly #store: Store;
  readonly #idOf = new Map<string, number>();
  readonly #nameOf = new Map<number, string>();

  constructor(store: Store) {
    this.#store = store;
  }

  add({ name, description }: { name: string; description: string }): Promise<void> {
    const { id } = this.#store.memories.add({
      kind: 'procedure',
      subject: name.replace(/[-_]/g, ' '),
      body: description,
      sourceType: 'user',
      sources: [{ outside: `benchmark:${name}`, quote: description }],
      observedAt: Date.now(),
    });
    if (id !== undefined) {
      this.#idOf.set(name, id);
      this.#nameOf.set(id, name);
    }
    return Promise.resolve();
  }

  remember(name: string, request: string): Promise<void> {
    const id = this.#idOf.get(name);
    if (id !== undefined) this.#store.memories.addRequestKey(id, request, 'benchmark');
    return Promise.resolve();
  }

  find(request: string, k: number): Promise<string[]> {
    const { hits } = this.#store.memories.recall({ query: request, limit: k, purpose: 'report', record: false });
    return Promise.resolve(hits.flatMap(({ id }) => this.#nameOf.get(id) ?? []));
  }

  close(): void {
    this.#store.close();
  }
}

/** The store's clock stands where the log or the question is, so that ages are those of the user, not of the test. */
interface SetClock {
  now(): number;
  set(ms: number): void;
}

function createSetClock(): SetClock {
  let current = 0;
  return { now: () => current, set: (ms) => void (current = ms) };
}

const scopeOf = (conversation: string): `agent:${string}` => `agent:${conversation}`;

function newTurn(turn: Turn, seq: number): NewTurn {
  const speaker = SpeakerSchema.safeParse(turn.speaker).data;
  // People who talk to each other (LoCoMo) are users by another name; recalled text is the agent's prompt, marked as such.
  const role: TurnRole = speaker === 'memory' ? 'agent' : (speaker ?? 'user');
  return {
    session: turn.session,
    seq,
    role,
    speaker: turn.speaker,
    body: turn.text,
    observedAt: Date.parse(turn.at),
    scope: scopeOf(turn.conversation),
    ...(turn.url === undefined ? {} : { url: turn.url }),
    ...(speaker === 'memory' ? { injected: [[0, turn.text.length] satisfies Span] } : {}),
  };
}
