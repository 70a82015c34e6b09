import { type Grammar, isFinite, sentences, toGbnf } from '../../core/index.js';

/** Up to so many sentences are listed one by one. */
const LISTED = 120;

/** The grammar in words, for a model that cannot be constrained. */
export function describeGrammar(grammar: Grammar): string {
  const listed = isFinite(grammar) ? sentences(grammar, LISTED + 1) : undefined;
  if (listed && listed.length <= LISTED) {
    const lines = listed.map((parts) => parts.map((part) => (typeof part === 'string' ? part : part.token)).join(''));
    return `Answer with exactly one of these lines and nothing else:\n${lines.join('\n')}`;
  }
  return `Answer with one line of this grammar (GBNF) and nothing else, no explanation, no code fence:\n${toGbnf(grammar)}`;
}
