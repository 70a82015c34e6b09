import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type BrowserHandle } from '../../tools/index.js';
import { collectDemonstrations, type Collected, type CollectRequest } from './batch.js';
import { FAMILIES } from './families/index.js';

/** Pages of each family and test; `TEST_SEEDS=12` looks longer, for whoever changes a family. */
const SEEDS = Array.from({ length: Number(process.env.TEST_SEEDS ?? 3) }, (_, seed) => seed);
const NAMES = FAMILIES.map(({ name }) => name);

let browser: BrowserHandle;
beforeAll(async () => {
  browser = await launchBrowser({});
});
afterAll(() => browser?.close());

/** A fresh page for every call: thousands of built pages would slow one down. */
async function played(request: Partial<CollectRequest>): Promise<Collected> {
  const session = await browser.newSession({});
  const collected = await collectDemonstrations(session.page, { families: NAMES, seeds: SEEDS, ...request });
  await session.close();
  return collected;
}

describe('every family', () => {
  it('is solved by its oracle on every seed, with goals that differ', async () => {
    const { demonstrations, failures } = await played({});
    expect(failures).toEqual([]);
    expect(demonstrations.length).toBe(NAMES.length * SEEDS.length);
    const goalsOf = (name: string) => demonstrations.flatMap(({ family, goal }) => (family === name ? [goal] : []));
    expect(NAMES.filter((name) => new Set(goalsOf(name)).size < 2)).toEqual([]);
  });

  it('that ever asks for the impossible does so on as many pages as wanted', async () => {
    const asking = FAMILIES.filter(({ impossibleShare }) => impossibleShare).map(({ name }) => name);
    const { demonstrations } = await played({ families: asking, seeds: [0], impossible: 1 });
    expect(demonstrations.filter(({ impossible }) => !impossible).map(({ family }) => family)).toEqual([]);
  });

  it('is solved by its oracle after mistakes, when it is recoverable', async () => {
    const { demonstrations, failures } = await played({ noise: 1 });
    const recoverable = new Set(FAMILIES.flatMap(({ name, recoverable }) => (recoverable ? [name] : [])));
    expect(failures.filter(({ family }) => recoverable.has(family)).slice(0, 3)).toEqual([]);
    expect(demonstrations.filter(({ steps }) => !steps.at(-1)?.target).map(({ family }) => family)).toEqual([]);
    expect(demonstrations.filter(({ steps }) => steps.some(({ target }) => !target)).length).toBeGreaterThan(
      (NAMES.length * SEEDS.length) / 4,
    );
  });

  it('is solved with the phrasings that are kept from demonstrations', async () => {
    const { demonstrations, failures } = await played({ purpose: 'report' });
    expect(failures).toEqual([]);
    expect(demonstrations.length).toBe(NAMES.length * SEEDS.length);
  });
});

it('does what is in sight in the order of the goal: an order that nothing shows could not be learned', async () => {
  const { demonstrations } = await played({ families: ['several-fields'], seeds: Array.from({ length: 12 }, (_, seed) => seed) });
  const orders = demonstrations.map(({ steps }) =>
    steps.flatMap(({ action }) => (action.kind === 'type' && action.text.kind === 'quote' ? [action.text.index] : [])),
  );
  expect(orders.some((order) => order.length > 1)).toBe(true);
  for (const order of orders) expect(order).toEqual([...order].sort((a, b) => a - b));
});
