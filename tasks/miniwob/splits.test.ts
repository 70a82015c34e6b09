import { expect, it } from 'vitest';
import { MINIWOB_DEV, MINIWOB_SPLITS } from './splits.js';

it('splits the 66 dev tasks into 44 practised and 22 unpractised, the same on every machine', () => {
  const { practised, unpractised } = MINIWOB_SPLITS;
  expect(new Set([...practised, ...unpractised])).toEqual(new Set(MINIWOB_DEV));
  expect([practised.length, unpractised.length]).toEqual([44, 22]);
  expect(unpractised.slice(0, 3)).toMatchInlineSnapshot(`
    [
      "copy-paste-2",
      "email-inbox-noscroll",
      "click-shades",
    ]
  `);
});
