import { createRandom } from '../../core/index.js';
import { type Citer, createContraryCiter, createRandomCiter } from './citers.js';
import { type Fold, type RankerDeps, withMemory } from './compare-rankers.js';
import { answerable, ingestAll, practise, score } from './measure.js';
import { average } from './metrics.js';

/** How retrieval fares after feedback that is worth nothing, or is meant to harm. */
export interface AdversaryReport {
  interactions: number;
  recallAt5: { fielded: number; afterRandomCitations: number; afterContraryCitations: number };
  /** No more than {@link TOLERATED} was lost. */
  holds: { random: boolean; contrary: boolean };
}

/** Points of recall@5, as a share. */
const TOLERATED = 0.02;

/**
 * Lets a memory learn from citers that do not help. A gate that compares learned weights with the start weights should stop the
 * random one; the contrary one is consistent, so that a gate which trusts citations can hardly see it, and it shows the worst.
 */
export async function measureAdversary({ train, test }: Fold, fielded: number, deps: RankerDeps): Promise<AdversaryReport> {
  const interactions = deps.interactions ?? answerable(train).length;
  const random = createRandom(`adversary/${deps.seed}`);
  const after = async (name: string, citer: Citer): Promise<number> => {
    deps.onProgress?.(`learning from ${name} citations`);
    const onInteraction = (n: number): void =>
      void (n % 50 === 0 && deps.onProgress?.(`${n} of ${interactions} ${name} citations`));
    return withMemory(deps.createMemory(deps), async (memory) => {
      await ingestAll(memory, train);
      await practise(memory, train, { citer, random, interactions, onInteraction });
      await ingestAll(memory, test);
      return average(await score(memory, test), 'recallAt5');
    });
  };
  const afterRandomCitations = await after('random', createRandomCiter(random));
  const afterContraryCitations = await after('contrary', createContraryCiter());
  return {
    interactions,
    recallAt5: { fielded, afterRandomCitations, afterContraryCitations },
    holds: { random: fielded - afterRandomCitations <= TOLERATED, contrary: fielded - afterContraryCitations <= TOLERATED },
  };
}
