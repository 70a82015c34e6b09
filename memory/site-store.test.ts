import { expect, it } from 'vitest';
import { openMemoryBench } from '../tests/fakes/memories.js';
import type { SiteRow } from './site-store.js';

const SITE = 'https://shop.example';
const row = (page: number, definition: unknown, edge?: string): SiteRow => ({ page, definition, ...(edge ? { edge } : {}) });

it('keeps the map of each site apart, and replaces what has the same number', () => {
  const { store, reopen } = openMemoryBench();
  store.sites.save(SITE, [row(1, { title: 'Home' }), row(2, { title: 'Cart' }), row(1, { to: 2 }, 'click link "Cart"')]);
  store.sites.save(SITE, [row(2, { title: 'Basket' })]);
  store.sites.save('https://other.example', [row(1, {})]);
  expect(reopen().sites.load(SITE)).toEqual([
    row(1, { title: 'Home' }),
    row(2, { title: 'Basket' }),
    row(1, { to: 2 }, 'click link "Cart"'),
  ]);
  expect(store.sites.sites().map(({ site, pages }) => [site, pages])).toEqual([['https://other.example', 1], [SITE, 2]]); // prettier-ignore
});

it('writes all or nothing: an edge needs its page', () => {
  const { store } = openMemoryBench();
  expect(() => store.sites.save(SITE, [row(1, {}), row(7, {}, 'click link "Cart"')])).toThrow(/FOREIGN KEY/);
  expect(store.sites.load(SITE)).toEqual([]);
});

it('forgets a map with its edges, and writes no secret', () => {
  const { store } = openMemoryBench({ redact: (text) => text.replaceAll('hunter2', '***') });
  store.sites.save(SITE, [row(1, { title: 'hunter2' }), row(1, {}, 'click link "Cart"')]);
  expect(store.sites.load(SITE)[0].definition).toEqual({ title: '***' });
  expect(store.sites.remove(SITE)).toBe(true);
  expect(store.sites.load(SITE)).toEqual([]);
  expect(store.sites.remove(SITE)).toBe(false);
});
