import { expect, it } from 'vitest';
import type { Action, Observation } from '../core/index.js';
import { element, observation } from '../tests/fakes/observations.js';
import { undoOf } from './reversal.js';

const CLICK: Action = { kind: 'click', ref: 1 };
const HOME = observation([element('checkbox', 'News', { states: ['unchecked'] }), element('button', 'More')]);

const undo = (after: Observation, trail: Parameters<typeof undoOf>[0]['trail'] = []): Action | undefined =>
  undoOf({ before: HOME, after, action: CLICK, keys: { before: HOME.fingerprint, after: after.fingerprint }, trail });

it('goes back from another page', () => {
  expect(undo(observation([element('heading', 'Shop')], { url: 'http://127.0.0.1/shop' }))).toEqual({ kind: 'back' });
});

it('closes with Escape what has opened over the page', () => {
  const inDialog = observation([...HOME.elements, element('button', 'Close', { region: 'dialog "Offer"' })]);
  expect(undo(inDialog)).toEqual({ kind: 'press', key: 'Escape' });
});

it('switches back what was switched', () => {
  const switched = [element('text', 'Sure?'), element('checkbox', 'News', { states: ['checked'] }), element('button', 'More')];
  expect(undo(observation(switched))).toEqual({ kind: 'click', ref: 2 });
});

it('does first what brought the page back before in this episode', () => {
  const away = observation([element('link', 'Home')], { url: 'http://127.0.0.1/shop' });
  const known = { fingerprint: away.fingerprint, after: HOME.fingerprint, action: CLICK, score: 0 };
  expect(undo(away, [known])).toEqual(CLICK);
});

it('knows no undo for text that was typed, nor for a page that is as it was', () => {
  expect(undo(observation([...HOME.elements, element('text', 'Invalid')]))).toBeUndefined();
  expect(undo(HOME)).toBeUndefined();
});
