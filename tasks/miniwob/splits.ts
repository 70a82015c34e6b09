import { createRandom } from '../../core/index.js';

/** The 66 text tasks of MiniWoB++ that may be used for development; all others are for final scoring by other people. */
export const MINIWOB_DEV: readonly string[] = [
  'click-test', 'click-test-2', 'click-test-transfer', 'click-button', 'click-button-sequence', 'click-dialog', 'click-color',
  'click-shades', 'focus-text', 'focus-text-2', 'ascending-numbers', 'tic-tac-toe', 'generate-number', 'click-checkboxes',
  'click-checkboxes-large', 'click-checkboxes-transfer', 'click-option', 'choose-list', 'click-tab', 'click-tab-2',
  'click-tab-2-easy', 'click-tab-2-medium', 'click-collapsible', 'click-collapsible-nodelay', 'click-menu-2', 'click-pie',
  'click-pie-nodelay', 'enter-text', 'enter-text-2', 'enter-text-dynamic', 'enter-password', 'enter-date', 'login-user',
  'text-transform', 'copy-paste', 'copy-paste-2', 'simple-arithmetic', 'guess-number', 'use-slider', 'use-slider-2',
  'find-word', 'read-table', 'scroll-text', 'scroll-text-2', 'sign-agreement', 'form-sequence', 'form-sequence-2',
  'multi-layouts', 'search-engine', 'choose-date', 'choose-date-easy', 'choose-date-medium', 'choose-date-nodelay',
  'email-inbox', 'email-inbox-delete', 'email-inbox-forward', 'email-inbox-forward-nl', 'email-inbox-important',
  'email-inbox-noscroll', 'email-inbox-reply', 'email-inbox-star-reply', 'social-media', 'social-media-all', 'click-shape',
  'identify-shape', 'grid-coordinate',
]; // prettier-ignore

const shuffled = createRandom('miniwob dev split 1').shuffle(MINIWOB_DEV);

/** `practised` may be used for self-practice from the cycle on; `unpractised` is only ever reported. Drawn by a seeded shuffle. */
export const MINIWOB_SPLITS: Readonly<Record<'dev' | 'practised' | 'unpractised', readonly string[]>> = {
  dev: MINIWOB_DEV,
  practised: shuffled.slice(0, 44),
  unpractised: shuffled.slice(44),
};
