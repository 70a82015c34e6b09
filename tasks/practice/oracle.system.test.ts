import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type BrowserHandle, type BrowserSession } from '../../tools/index.js';
import { collectDemonstrations } from './batch.js';
import { FAMILIES } from './families/index.js';

const SEEDS = Array.from({ length: 12 }, (_, i) => i);

let browser: BrowserHandle;
let session: BrowserSession;

beforeAll(async () => {
  browser = await launchBrowser({});
  session = await browser.newSession({});
});
afterAll(() => browser?.close());

describe.each(FAMILIES.map((family) => [family.name, family] as const))('%s', (name, family) => {
  it('is solved by its oracle on every seed', async () => {
    const { demonstrations, failures } = await collectDemonstrations(session.page, { families: [name], seeds: SEEDS });
    expect(failures).toEqual([]);
    expect(demonstrations.length).toBe(SEEDS.length);
    expect(new Set(demonstrations.map((one) => one.goal)).size).toBeGreaterThan(1);
  });

  it('is solved by its oracle after mistakes, when it is recoverable', async () => {
    const { demonstrations, failures } = await collectDemonstrations(session.page, { families: [name], seeds: SEEDS, noise: 1 });
    expect(family.recoverable ? failures.slice(0, 3) : []).toEqual([]);
    expect(demonstrations.every((one) => one.steps.at(-1)?.target)).toBe(true);
  });

  it('is solved with the phrasings that are kept from demonstrations', async () => {
    const { failures } = await collectDemonstrations(session.page, { families: [name], seeds: SEEDS, purpose: 'report' });
    expect(failures).toEqual([]);
  });
});

it('does what is in sight in the order of the goal: an order that nothing shows could not be learned', async () => {
  const { demonstrations } = await collectDemonstrations(session.page, { families: ['several-fields'], seeds: SEEDS });
  const orders = demonstrations.map(({ steps }) =>
    steps.flatMap(({ action }) => (action.kind === 'type' && action.text.kind === 'quote' ? [action.text.index] : [])),
  );
  expect(orders.some((order) => order.length > 1)).toBe(true);
  for (const order of orders) expect(order).toEqual([...order].sort((a, b) => a - b));
});
