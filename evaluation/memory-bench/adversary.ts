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
const TOLERATED = 0.003;

/**
 * Lets a memory learn from citers that do not help, and asks the same questions before and after. A gate that compares learned weights
 * with the start weights stops the random one; the contrary one is consistent, so that a gate which trusts citations cannot see it,
 * and it shows the worst.
 */
export async function measureAdversary({ train, test }: Fold, deps: RankerDeps): Promise<AdversaryReport> {
  const interactions = deps.interactions ?? answerable(train).length;
  const random = createRandom(`adversary/${deps.seed}`);
  const measure = async (name: string, citer: Citer): Promise<{ before: number; after: number }> => {
    deps.onProgress?.(`learning from ${name} citations`);
    const onInteraction = (n: number): void =>
      void (n % 50 === 0 && deps.onProgress?.(`${n} of ${interactions} ${name} citations`));
    return withMemory(deps.createMemory(deps), async (memory) => {
      await ingestAll(memory, [...train, ...test]);
      const before = average(await score(memory, test), 'recallAt5');
      await practise(memory, train, { citer, random, interactions, onInteraction });
      return { before, after: average(await score(memory, test), 'recallAt5') };
    });
  };
  const byChance = await measure('random', createRandomCiter(random));
  const contrary = await measure('contrary', createContraryCiter());
  return {
    interactions,
    recallAt5: {
      fielded: byChance.before,
      afterRandomCitations: byChance.after,
      afterContraryCitations: contrary.after,
    },
    holds: { random: byChance.before - byChance.after <= TOLERATED, contrary: contrary.before - contrary.after <= TOLERATED },
  };
}
