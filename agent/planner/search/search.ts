import {
  type Action,
  type Candidate,
  type Clock,
  createRandom,
  type Observation,
  type Random,
  type SearchBudget,
  type SearchNodeKind,
  type SearchTree,
} from '../../../core/index.js';
import type { CloneSource } from '../../../tools/index.js';
import type { PlanContext } from '../../prompt-port.js';
import { openConditions } from '../../coverage.js';
import { resolveText } from '../../resolve-text.js';
import { addTo } from './combination.js';
import type { JudgedStep, ValueCritic } from './critics.js';
import { isRisky, leafKind } from './leaf.js';
import { decidedAt, type Moment, momentAfter } from './moment.js';
import { recordTree } from './record.js';
import { type SelectionSettings, selectionScore, widthOf } from './selection.js';
import { Stage } from './stage.js';
import { isExhausted, Valuation, type ValuationSettings } from './value.js';
import { isNode, newNode, newState, type Option, type SearchState, type SearchTreeNode, softmax } from './tree.js';

export interface SearchSettings extends SelectionSettings, ValuationSettings {
  /** Most actions ahead. */
  depth: number;
  /** Nats for a factor of e between the priors of two candidates. */
  temperature: number;
  /** Goes straight down until an end is reached, and only then looks left and right (SWE-Search). */
  finishFirst: boolean;
}

export interface SearchParts {
  settings: SearchSettings;
  budget: SearchBudget;
  critics: readonly ValueCritic[];
  clones: CloneSource;
  /** What the episode did to its page so far, text sources literal. */
  begin: readonly Action[];
  /** What may be done at a place, best first; empty where nothing may. */
  propose(context: PlanContext, signal?: AbortSignal): Promise<readonly Candidate[]>;
  rejectedOn(page: Observation): readonly Action[];
  keyOf(page: Observation): string;
  /** Keys of the pages that the episode has seen. */
  seen: ReadonlySet<string>;
  clock: Clock;
  /** Tokens that the model has used so far. */
  tokens(): number;
  seed: number;
  signal?: AbortSignal;
}

export interface SearchResult {
  /** The best-valued child of the root, among equals the one that was looked at most; undefined when there is none. */
  best?: { candidate: Candidate; value: number };
  tree: SearchTree;
}

/** Ways down that end in a circle add nothing: so many for each node of the budget, and the search ends. */
const DESCENTS_PER_NODE = 4;

/**
 * Monte Carlo tree search over real pages in a clone (SWE-Search, ReST-MCTS*, AlphaLLM): each descent goes by PUCT to an option that was
 * not tried, carries it out, values what came, and passes that up. Without rollouts: critics value the page at once. Pages with the same
 * fingerprint are one state. Stops at any time with the best so far; the clone is closed however it ends.
 */
export async function searchTree(parts: SearchParts, moment: Moment, candidates: readonly Candidate[]): Promise<SearchResult> {
  const search = new TreeSearch(parts, moment, candidates);
  return search.run();
}

class TreeSearch {
  readonly #parts: SearchParts;
  readonly #stage: Stage;
  readonly #valuation: Valuation;
  readonly #random: Random;
  readonly #root: SearchTreeNode;
  readonly #nodes: SearchTreeNode[];
  readonly #states = new Map<string, SearchState>();
  readonly #openAtStart: number;
  readonly #startedAt: number;
  readonly #tokensBefore: number;
  #finished = false;
  #ended: SearchTree['ended'] | undefined;

  constructor(parts: SearchParts, moment: Moment, candidates: readonly Candidate[]) {
    const { clones, begin, signal, critics, settings, clock, seed } = parts;
    this.#parts = parts;
    this.#stage = new Stage(clones, begin, signal);
    this.#valuation = new Valuation(critics, settings);
    this.#random = createRandom(seed);
    this.#openAtStart = openConditions(moment.context).length;
    this.#startedAt = clock.now();
    this.#tokensBefore = parts.tokens();
    const key = parts.keyOf(moment.context.observation);
    const state = newState({ key, moment, path: [], first: 0, depth: 0 });
    state.options = this.#optionsOf(candidates);
    this.#states.set(key, state);
    this.#root = newNode({ id: 0, kind: 'page', state, depth: 0 });
    this.#nodes = [this.#root];
    this.#valued(this.#root, { ...moment, kind: 'page', seenBefore: false });
    addTo(this.#root.tally, this.#root.own, 0);
  }

  async run(): Promise<SearchResult> {
    const { budget } = this.#parts;
    try {
      for (let descents = 0; !this.#isOver(); descents++) {
        if (descents >= budget.nodes * DESCENTS_PER_NODE) this.#ended = 'finished';
        else await this.#descend();
      }
    } catch (thrown) {
      if (!this.#parts.signal?.aborted) throw thrown;
      this.#ended = 'aborted';
    } finally {
      await this.#stage.close();
    }
    return this.#result();
  }

  #isOver(): boolean {
    const { budget, signal } = this.#parts;
    const { nodes, ms, tokens } = this.#spent();
    if (signal?.aborted) this.#ended = 'aborted';
    else if (nodes >= budget.nodes) this.#ended ??= 'nodes';
    else if (ms >= budget.ms) this.#ended ??= 'ms';
    else if (tokens >= budget.tokens) this.#ended ??= 'tokens';
    else if (isExhausted(this.#root, this.#parts.settings.depth)) this.#ended ??= 'finished';
    return this.#ended !== undefined;
  }

  #spent(): SearchTree['spent'] {
    const { clock, tokens } = this.#parts;
    return { nodes: this.#nodes.length - 1, ms: clock.now() - this.#startedAt, tokens: tokens() - this.#tokensBefore };
  }

  /** One way down, and what was found passed up. */
  async #descend(): Promise<void> {
    const path = [this.#root];
    for (;;) {
      const node = path[path.length - 1];
      const next = await this.#next(node, path);
      if (!next) break;
      if (isNode(next)) {
        path.push(next);
        continue;
      }
      const added = await this.#expand(node, next, path);
      if (added) path.push(added);
      break;
    }
    const last = path[path.length - 1];
    if (last.kind === 'end' || last.kind === 'decisive' || last.depth >= this.#parts.settings.depth || path.length === 1) {
      this.#finished = true;
    }
    if (last === this.#root) return;
    for (const node of path) {
      node.visits += 1;
      addTo(node.tally, last.own, last.depth);
    }
  }

  /** The child to go on to, or the option to try; undefined at a leaf. */
  async #next(node: SearchTreeNode, path: readonly SearchTreeNode[]): Promise<SearchTreeNode | Option | undefined> {
    const { settings, signal, propose } = this.#parts;
    const { state } = node;
    const again = path.some((one) => one !== node && one.state === state);
    if (node.kind !== 'page' || again || node.depth >= settings.depth) return undefined;
    if (!state.options && !state.closed) state.options = this.#optionsOf(await propose(state.moment.context, signal));
    signal?.throwIfAborted();
    const { children, options = [] } = state;
    const untried = state.closed ? [] : options;
    if (settings.finishFirst && !this.#finished) return straightDown(children, untried);
    const open = children.filter((child) => !isExhausted(child, settings.depth));
    const mayWiden = open.length === 0 || children.length < widthOf(node, this.#valuation, settings);
    return this.#best(node, [...open, ...(mayWiden ? untried : [])]);
  }

  #best(node: SearchTreeNode, offers: readonly (SearchTreeNode | Option)[]): SearchTreeNode | Option | undefined {
    let best: { offer: SearchTreeNode | Option; total: number; tie: number } | undefined;
    for (const offer of offers) {
      const { total } = selectionScore(node, offer, this.#valuation, this.#parts.settings);
      const { tie } = isNode(offer) ? offer.option! : offer;
      if (!best || total > best.total || (total === best.total && tie > best.tie)) best = { offer, total, tie };
    }
    return best?.offer;
  }

  /** Makes a node of an option; undefined when its page cannot be put up again. */
  async #expand(parent: SearchTreeNode, option: Option, path: readonly SearchTreeNode[]): Promise<SearchTreeNode | undefined> {
    const { state } = parent;
    const leaf = leafKind(option.candidate.action, state.moment.context.observation);
    const node = leaf ? this.#leaf(parent, option, leaf) : await this.#tryOut(parent, option, path);
    if (!node) return undefined;
    state.options = state.options?.filter((one) => one !== option);
    state.children.push(node);
    this.#valuation.added(state, node);
    this.#nodes.push(node);
    return node;
  }

  #leaf(parent: SearchTreeNode, option: Option, kind: SearchNodeKind, note = `not carried out: ${kind}`): SearchTreeNode {
    const { state } = parent;
    const decided = decidedAt(state.moment, option.candidate, candidatesOf(state));
    const node = this.#nodeOf(parent, option, { kind, state, note });
    return this.#valued(node, { context: state.moment.context, decided, kind, seenBefore: false });
  }

  async #tryOut(parent: SearchTreeNode, option: Option, path: readonly SearchTreeNode[]): Promise<SearchTreeNode | undefined> {
    const { state } = parent;
    const { clones, signal } = this.#parts;
    const { context } = state.moment;
    const { action } = option.candidate;
    const clone = await this.#stage.at(state);
    if (!clone) return this.#lose(state);
    if (!clones.sandbox) {
      state.wiring ??= await clone.wiring();
      if (isRisky(action, context.observation, state.wiring, clones)) return this.#leaf(parent, option, 'risky');
    }
    const literal = literally(action, context);
    if (!literal) return this.#leaf(parent, option, 'failed', 'its text cannot be told');
    const outcome = await clone.act(literal, signal);
    const page = clone.current;
    if (!page || outcome.code === 'PAGE_CRASHED') return this.#lose(state);
    const step = { candidate: option.candidate, candidates: candidatesOf(state), outcome, page };
    const { moment, label, reason } = momentAfter(state.moment, step, this.#parts.rejectedOn(page));
    const key = this.#parts.keyOf(page);
    const kind = kindOf(key, path, outcome.status);
    const reached = kind === 'page' ? this.#stateOf(key, moment, [...state.path, literal], parent.depth + 1) : state;
    this.#stage.movedTo(this.#states.get(key));
    const disappointed = kind !== 'page' || label === 'B' || label === 'C';
    const node = this.#nodeOf(parent, option, { kind, state: reached, note: reason, disappointed });
    const { decided } = moment;
    const seenBefore = kind === 'cycle' || this.#parts.seen.has(key);
    return this.#valued(node, { context: moment.context, decided, kind, outcome, label, seenBefore });
  }

  /** The page as it is known already, by the shorter way, or a new one. */
  #stateOf(key: string, moment: Moment, path: Action[], depth: number): SearchState {
    const known = this.#states.get(key);
    if (!known) {
      const state = newState({ key, moment, path, first: this.#nodes.length, depth });
      this.#states.set(key, state);
      return state;
    }
    if (depth < known.depth) Object.assign(known, { path, depth });
    return known;
  }

  #nodeOf(
    parent: SearchTreeNode,
    option: Option,
    fields: Pick<SearchTreeNode, 'kind' | 'state'> & Partial<SearchTreeNode>,
  ): SearchTreeNode {
    return newNode({ id: this.#nodes.length, parent, option, depth: parent.depth + 1, ...fields });
  }

  #valued(node: SearchTreeNode, step: Omit<JudgedStep, 'logprobs' | 'openAtStart'>): SearchTreeNode {
    const judged = { ...step, logprobs: logprobsOf(node), openAtStart: this.#openAtStart };
    node.own = Object.fromEntries(this.#parts.critics.map((critic) => [critic.name, critic.judge(judged)]));
    this.#valuation.see(node.own);
    return node;
  }

  #lose(state: SearchState): undefined {
    state.closed = true;
    this.#stage.movedTo(undefined);
    if (state === this.#root.state) this.#ended = 'lost';
    return undefined;
  }

  #optionsOf(candidates: readonly Candidate[]): Option[] {
    const priors = softmax(
      candidates.map(({ score }) => score),
      this.#parts.settings.temperature,
    );
    return candidates.map((candidate, i) => ({ candidate, prior: priors[i], tie: this.#random.next() }));
  }

  #result(): SearchResult {
    const { settings, budget, seed } = this.#parts;
    const worth = (node: SearchTreeNode): number => this.#valuation.of(node).total;
    const [best] = [...this.#root.state.children].sort((a, b) => worth(b) - worth(a) || b.visits - a.visits);
    const tree = recordTree(this.#nodes, {
      ...{ planner: 'mcts', seed, budget, spent: this.#spent(), ended: this.#ended ?? 'finished', chosen: best?.id },
      valuation: this.#valuation,
      selectionOf: (node) => node.parent && selectionScore(node.parent, node, this.#valuation, settings),
    });
    return { tree, ...(best ? { best: { candidate: best.option!.candidate, value: worth(best) } } : {}) };
  }
}

/** To the child that was added last, or to the best that was not tried, until an end is reached. */
function straightDown(children: readonly SearchTreeNode[], untried: readonly Option[]): SearchTreeNode | Option | undefined {
  const last = children[children.length - 1];
  return last?.kind === 'page' && !last.state.closed ? last : (untried[0] ?? last);
}

const candidatesOf = ({ options = [], children }: SearchState): Candidate[] =>
  [...children.map(({ option }) => option!.candidate), ...options.map(({ candidate }) => candidate)].sort(
    (a, b) => b.score - a.score,
  );

/** What came of an action, by where it led. */
function kindOf(key: string, path: readonly SearchTreeNode[], status: 'ok' | 'no-effect' | 'error'): SearchNodeKind {
  if (!path.some(({ state }) => state.key === key)) return 'page';
  return status === 'ok' ? 'cycle' : 'failed';
}

function literally(action: Action, { spans, observation }: PlanContext): Action | undefined {
  if (action.kind !== 'type') return action;
  const resolved = resolveText(action.text, spans, observation);
  return resolved.ok ? { ...action, text: { kind: 'literal', text: resolved.text } } : undefined;
}

function logprobsOf(node: SearchTreeNode | undefined): number[] {
  if (!node) return [];
  const own = node.option?.candidate.logprob;
  return [...logprobsOf(node.parent), ...(own === undefined ? [] : [own])];
}
