import type { Action, Expectation, Observation, PageElement } from '../core/index.js';
import { printElement } from '../tools/index.js';
import { elementOf } from './decisive.js';

/** Pressing one of these changes the control itself. */
const TOGGLES = new Set(['checkbox', 'radio', 'switch', 'option', 'tab', 'menuitemcheckbox', 'menuitemradio', 'treeitem']);
const PICKED_ONE = new Set(['radio', 'option', 'tab', 'menuitemradio', 'treeitem']);

/**
 * What an action should bring about, derived from its verb and the role of its element (PReP's anticipation, without a
 * model). `text` is what will be typed, once its source was resolved.
 */
export function expectationOf(action: Action, observation: Observation, text?: string): Expectation {
  switch (action.kind) {
    case 'type':
      return { effect: 'value', ...named(observation, action.ref), ...(text === undefined ? {} : { becomes: text }) };
    case 'select':
      return { effect: 'value', ...named(observation, action.ref), becomes: action.option };
    case 'click':
      return expectationOfClick(observation, action.ref);
    case 'scroll':
      return { effect: 'scroll', ...(action.ref ? named(observation, action.ref) : {}) };
    case 'goto':
    case 'back':
      return { effect: 'page' };
    case 'press':
    case 'drag':
    case 'hover':
      return { effect: 'any' };
    case 'wait':
    case 'find':
    case 'note':
    case 'ask':
    case 'stop':
    case 'refuse':
      return { effect: 'none' };
  }
}

function expectationOfClick(observation: Observation, ref: number): Expectation {
  const element = elementOf(observation, ref);
  if (!element) return { effect: 'any' };
  if (element.role === 'link') return { effect: 'page', element: printElement(element) };
  if (!TOGGLES.has(element.role)) return { effect: 'any', element: printElement(element) };
  return { effect: 'state', element: printElement(element), becomes: stateAfterPress(element) };
}

function stateAfterPress(element: PageElement): string {
  if (element.states.includes('closed')) return 'open';
  if (element.states.includes('open')) return 'closed';
  const holds = element.role === 'tab' || element.role === 'option' || element.role === 'treeitem' ? 'selected' : 'checked';
  return element.states.includes(holds) && !PICKED_ONE.has(element.role) ? `un${holds}` : holds;
}

function named(observation: Observation, ref: number): { element?: string } {
  const element = elementOf(observation, ref);
  return element ? { element: printElement(element) } : {};
}
