import type { Token } from 'node-llama-cpp';
import type { Grammar } from '../../core/index.js';
import type { FreeShape } from './vocabulary.js';

/** What of a vocabulary a grammar is compiled against. */
export interface GrammarVocabulary {
  text(text: string): readonly Token[];
  special(text: string): Token;
  free(token: Token): FreeShape | undefined;
}

/** What may come next: given tokens, any token of free text that `fits`, or the end of the sentence. */
export interface Options {
  tokens: Token[];
  free: boolean;
  end: boolean;
}

/** One place in the grammar. The counts matter inside free text only. */
interface Position {
  node: number;
  characters: number;
  /** Not 0 in the middle of a character. */
  utf8: number;
}
export type State = readonly Position[];

type Node =
  | { kind: 'end' }
  | { kind: 'token'; token: Token; next: number }
  | { kind: 'split'; to: number[] }
  | { kind: 'free'; maxCharacters: number; next: number };

/**
 * A grammar over tokens: a nondeterministic automaton whose state is the set of places that the sentence may have reached.
 * A literal is one tokenisation, the one that training rows have; joins of literals are made before tokenising (see `joined`).
 */
export class TokenAutomaton {
  readonly #nodes: Node[] = [{ kind: 'end' }];
  readonly #vocabulary: GrammarVocabulary;
  readonly start: State;

  constructor(grammar: Grammar, vocabulary: GrammarVocabulary) {
    this.#vocabulary = vocabulary;
    this.start = this.#closure([at(this.#build(joined(grammar), 0))]);
  }

  options(state: State): Options {
    const tokens = new Set<Token>();
    let free = false;
    let end = false;
    for (const position of state) {
      const node = this.#nodes[position.node]!;
      if (node.kind === 'token') tokens.add(node.token);
      else if (node.kind === 'free') free ||= position.characters < node.maxCharacters || position.utf8 > 0;
      else end = true;
    }
    return { tokens: [...tokens], free, end };
  }

  /** Empty when the token is not allowed here. */
  advance(state: State, token: Token): State {
    return this.#closure(state.flatMap((position) => this.#step(position, token)));
  }

  /** Whether `token` may continue free text here. */
  fits(state: State, token: Token): boolean {
    return state.some((position) => this.#nodes[position.node]!.kind === 'free' && this.#step(position, token).length > 0);
  }

  #step(position: Position, token: Token): Position[] {
    const node = this.#nodes[position.node]!;
    if (node.kind === 'token') return node.token === token ? [at(node.next)] : [];
    if (node.kind !== 'free') return [];
    const shape = this.#vocabulary.free(token);
    const utf8 = shape?.after[position.utf8];
    const characters = position.characters + (shape?.characters ?? 0);
    return utf8 === undefined || characters > node.maxCharacters ? [] : [{ node: position.node, characters, utf8 }];
  }

  /** Follows splits, and leaves free text wherever no character is half written. */
  #closure(positions: Position[]): State {
    const seen = new Map<string, Position>();
    const visit = (position: Position): void => {
      const node = this.#nodes[position.node]!;
      if (node.kind === 'split') return node.to.forEach((next) => visit(at(next)));
      const key = `${position.node} ${position.characters} ${position.utf8}`;
      if (seen.has(key)) return;
      seen.set(key, position);
      if (node.kind === 'free' && position.utf8 === 0) visit(at(node.next));
    };
    positions.forEach(visit);
    return [...seen.values()];
  }

  /** Adds the grammar before the node `next`; returns where it begins. */
  #build(grammar: Grammar, next: number): number {
    if (typeof grammar === 'string') return this.#chain(this.#vocabulary.text(grammar), next);
    if ('token' in grammar) return this.#chain([this.#vocabulary.special(grammar.token)], next);
    if ('free' in grammar) return this.#add({ kind: 'free', maxCharacters: grammar.free.maxCharacters, next });
    if ('seq' in grammar) return grammar.seq.reduceRight((after, part) => this.#build(part, after), next);
    if (grammar.any.length === 0) throw new RangeError('a grammar choice needs at least one alternative');
    return this.#add({ kind: 'split', to: grammar.any.map((choice) => this.#build(choice, next)) });
  }

  #chain(tokens: readonly Token[], next: number): number {
    return tokens.reduceRight((after, token) => this.#add({ kind: 'token', token, next: after }), next);
  }

  #add(node: Node): number {
    return this.#nodes.push(node) - 1;
  }
}

const at = (node: number): Position => ({ node, characters: 0, utf8: 0 });

/** Past so many joined literals the seam stays where the grammar has it. */
const MOST_JOINED = 256;

/**
 * Joins neighbouring literals before they are tokenised: `seq('scroll ', any('up', 'down'))` becomes `any('scroll up',
 * 'scroll down')`, because a general tokenizer writes ` up` as one token and a model expects it so.
 */
export function joined(grammar: Grammar): Grammar {
  if (typeof grammar === 'string' || 'token' in grammar || 'free' in grammar) return grammar;
  if ('any' in grammar) return oneOf(grammar.any.map(joined));
  const out: Grammar[] = [];
  let literals = [''];
  const flush = (): void => {
    if (literals.length > 1 || literals[0] !== '') out.push(oneOf(literals));
    literals = [''];
  };
  for (const part of flattened(grammar.seq)) {
    const texts = textsOf(part);
    if (!texts || texts.length * literals.length > MOST_JOINED) flush();
    if (texts) literals = literals.flatMap((head) => texts.map((tail) => head + tail));
    else out.push(part);
  }
  flush();
  return out.length === 1 ? out[0]! : { seq: out };
}

function flattened(parts: readonly Grammar[]): Grammar[] {
  return parts.map(joined).flatMap((part) => (typeof part !== 'string' && 'seq' in part ? part.seq : [part]));
}

function oneOf(choices: Grammar[]): Grammar {
  return choices.length === 1 ? choices[0]! : { any: choices };
}

/** The texts of a literal or of a choice of literals. */
function textsOf(grammar: Grammar): string[] | undefined {
  if (typeof grammar === 'string') return [grammar];
  if (!('any' in grammar)) return undefined;
  const texts = grammar.any.map(textsOf);
  return texts.every((list) => list !== undefined) ? texts.flat() : undefined;
}
