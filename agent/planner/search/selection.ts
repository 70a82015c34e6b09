import type { SearchScore } from '../../../core/index.js';
import { nameSimilarity } from '../../../tools/index.js';
import { elementOf } from '../../decisive.js';
import { totalOf } from './combination.js';
import type { Valuation } from './value.js';
import { isNode, type Option, type SearchTreeNode } from './tree.js';

export interface SelectionSettings {
  /** Weight of what was not looked at yet (PUCT). */
  exploration: number;
  /** What a sibling that came to nothing takes from an option like it. */
  hindsight: number;
  /** `base * visits^power` options of a page may be looked at, more where they turn out differently. */
  widening: { base: number; power: number };
}

/**
 * PUCT (AlphaZero): value + exploration * prior * sqrt(visits of the page) / (1 + own visits), less what hindsight says.
 * An option that was not tried counts as much as its page by itself (first play urgency).
 * Hindsight feedback (SWE-Search) is a rule here instead of a model's advice: what came of a sibling speaks against options like it.
 */
export function selectionScore(
  parent: SearchTreeNode,
  of: SearchTreeNode | Option,
  valuation: Valuation,
  settings: SelectionSettings,
): SearchScore {
  const node = isNode(of) ? of : undefined;
  const option = isNode(of) ? of.option! : of;
  const visits = node?.visits ?? 0;
  const parts: Record<string, number> = {
    value: node ? valuation.of(node).total : valuation.own(parent).total,
    explore: (settings.exploration * option.prior * Math.sqrt(Math.max(1, parent.visits))) / (1 + visits),
  };
  const feedback = node ? 0 : settings.hindsight * likenessToFailures(parent, option);
  if (feedback > 0) parts.hindsight = -feedback;
  return { total: totalOf(parts), parts };
}

/** 0 to 1: how much an option is like a sibling that came to nothing. */
function likenessToFailures({ state }: SearchTreeNode, option: Option): number {
  const page = state.moment.context.observation;
  const target = targetOf(option);
  if (!target) return 0;
  const failures = state.children.filter(({ disappointed }) => disappointed).flatMap((child) => targetOf(child.option!) ?? []);
  return Math.max(0, ...failures.map((failed) => (failed.role === target.role ? nameSimilarity(failed.name, target.name) : 0)));

  function targetOf({ candidate: { action } }: Option): ReturnType<typeof elementOf> {
    return 'ref' in action && action.ref !== undefined ? elementOf(page, action.ref) : undefined;
  }
}

/**
 * How many options of a page may be looked at: progressive widening, and wider where the children differ in value (AlphaLLM's
 * importance: the greatest distance of a child from the mean of all).
 */
export function widthOf(node: SearchTreeNode, valuation: Valuation, { widening }: SelectionSettings): number {
  const values = node.state.children.map((child) => valuation.of(child).total);
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const importance = Math.max(0, ...values.map((value) => Math.abs(value - mean)));
  return Math.ceil(widening.base * Math.max(1, node.visits) ** widening.power * (1 + importance));
}
