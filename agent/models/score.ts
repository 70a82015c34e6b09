import type { Token } from 'node-llama-cpp';
import type { Evaluation } from './evaluation.js';

/** Tokens that may follow a place, each with its log-probability there (once known) and the place after it. */
type Fork = Map<Token, { logprob: number; after: Fork }>;

/**
 * Log-probability of every token of each continuation. Continuations form a tree: what they share is evaluated once, and
 * after each branch the sequence goes back to the fork. The last token of a continuation is never evaluated.
 */
export async function scoreContinuations(
  run: Evaluation,
  continuations: readonly (readonly Token[])[],
  signal?: AbortSignal,
): Promise<number[][]> {
  const root: Fork = new Map();
  continuations.forEach((tokens) => insert(root, tokens));
  await fill(run, root, signal);
  return continuations.map((tokens) => read(root, tokens));
}

function insert(root: Fork, tokens: readonly Token[]): void {
  let fork = root;
  for (const token of tokens) {
    if (!fork.has(token)) fork.set(token, { logprob: 0, after: new Map() });
    fork = fork.get(token)!.after;
  }
}

function read(root: Fork, tokens: readonly Token[]): number[] {
  let fork = root;
  return tokens.map((token) => {
    const step = fork.get(token)!;
    fork = step.after;
    return step.logprob;
  });
}

/** Fills in the tree below the place where the sequence stands: one question for as long as there is no choice, then each branch. */
async function fill(run: Evaluation, from: Fork, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const line = [from];
  const tokens: Token[] = [];
  for (let fork = from; fork.size === 1; line.push(fork)) {
    const [token, step] = [...fork][0]!;
    if (step.after.size === 0) break;
    tokens.push(token);
    fork = step.after;
  }
  if (from.size === 0) return;
  const logits = await run.ask(
    tokens,
    line.map((fork) => ({ tokens: [...fork.keys()] })),
  );
  line.forEach((fork, i) => fork.forEach((step, token) => (step.logprob = logits[i]!.values.get(token)! - logits[i]!.total)));
  const branches = [...line.at(-1)!].filter(([, step]) => step.after.size > 0);
  const length = run.length;
  for (const [i, [token, step]] of branches.entries()) {
    if (i > 0) await run.rewind(length);
    run.push(token);
    await fill(run, step.after, signal);
  }
}
