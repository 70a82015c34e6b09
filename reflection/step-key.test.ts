import { describe, expect, it } from 'vitest';
import type { Action } from '../core/index.js';
import { element, observation } from '../tests/fakes/observations.js';
import { goalTemplate, stepKey, templateSimilarity } from './step-key.js';

describe('the template of a goal', () => {
  it('leaves its values out', () => {
    expect(goalTemplate('Set "Size" to 4, then press Save.')).toBe('set _ to _ then press _');
    expect(goalTemplate('Set "Color" to 12, then press Save.')).toBe(goalTemplate('Set "Size" to 4, then press Save.'));
  });

  it.each([
    ['take plugos as the name and carrail in case of trouble', 'take mirjan as the name and laican in case of trouble', 0.6, 1],
    ['delete the mail from _', 'what does _ cost', 0, 0.2],
    ['_', '_', 1, 1],
  ])('tells requests of one kind by their words: %s | %s', (a, b, low, high) => {
    expect(templateSimilarity(a, b)).toBeGreaterThanOrEqual(low);
    expect(templateSimilarity(a, b)).toBeLessThanOrEqual(high);
  });
});

describe('the key of a step', () => {
  const page = observation([
    element('textbox', 'Name'),
    element('button', 'Delete', { context: 'Milk' }),
    element('select', 'Size', { options: [{ label: 'Large', selected: false }] }),
  ]);
  it.each<[Action, string | undefined]>([
    [{ kind: 'type', ref: 1, text: { kind: 'quote', index: 1 } }, 'type textbox "Name" from quote'],
    [{ kind: 'click', ref: 2 }, 'click button "_" (_)'],
    [{ kind: 'select', ref: 3, option: 'Large' }, 'select "Large" in select "Size"'],
    [{ kind: 'stop', answer: { kind: 'from', ref: 1 } }, 'stop with from'],
    [{ kind: 'press', key: 'Enter' }, 'press Enter'],
    [{ kind: 'wait' }, undefined],
  ])('%j', (action, key) => {
    expect(stepKey(action, page, 'Delete Milk, and type "x" as it says.')).toBe(key);
  });
});
