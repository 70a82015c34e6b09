import { hash32, printAction, type SearchNode, type SearchNodeKind, type SearchTree } from '../../../core/index.js';
import { printElement } from '../../../tools/index.js';
import { elementOf } from '../../decisive.js';
import { isEnd } from '../../finish-check.js';
import { pageKey } from '../../run.js';
import { softmax } from '../search/tree.js';
import type { Attempt, RehearsedStep } from './rollouts.js';

/** Attempts as one tree: what they began with alike are the same nodes, an end has what the judge gave it, and a node the best below it. */
export function treeOf(attempts: readonly Attempt[], terms: Omit<SearchTree, 'nodes'>, best: number): SearchTree {
  const first = attempts[0].steps[0];
  const nodes: SearchNode[] = [
    { id: 0, action: '', kind: 'page', page: keyOf(first), prior: 1, visits: 0, own: NOTHING, value: NOTHING },
  ];
  let chosen: number | undefined;
  for (const [number, { steps, worth }] of attempts.entries()) {
    const value = { total: worth, parts: { judge: worth } };
    const raise = (node: SearchNode): void => {
      node.visits++;
      if (node.value.total < worth || node.value === NOTHING) node.value = value;
    };
    let at = nodes[0];
    raise(at);
    for (const [i, step] of steps.entries()) {
      const action = printAction(step.decision.action);
      const ends = i === steps.length - 1;
      const known = nodes.find((node) => node.parent === at.id && node.action === action && (node.kind !== 'page') === ends);
      const next = known ?? nodeOf(nodes.length, at.id, step, ends ? undefined : steps[i + 1]);
      if (!known) nodes.push(next);
      if (ends) next.own = value;
      if (i === 0 && number === best) chosen = next.id;
      raise(next);
      at = next;
    }
  }
  return { ...terms, ...(chosen === undefined ? {} : { chosen }), nodes };
}

const NOTHING = { total: 0, parts: {} };

const keyOf = ({ observation }: RehearsedStep): string => hash32(pageKey(observation)).toString(16);

function nodeOf(id: number, parent: number, step: RehearsedStep, after?: RehearsedStep): SearchNode {
  const { action } = step.decision;
  const element = 'ref' in action && action.ref !== undefined ? elementOf(step.observation, action.ref) : undefined;
  const kind: SearchNodeKind = after ? 'page' : isEnd(action) ? 'end' : 'decisive';
  return {
    ...{ id, parent, action: printAction(action), kind, page: keyOf(after ?? step), prior: priorOf(step) },
    ...(element ? { target: printElement(element) } : {}),
    ...{ visits: 0, own: NOTHING, value: NOTHING },
  };
}

/** What the policy gave the action among all that it weighed. */
function priorOf({ decision: { candidates, action } }: RehearsedStep): number {
  const at = candidates.findIndex((one) => printAction(one.action) === printAction(action));
  return softmax(candidates.map(({ score }) => score), 1)[at] ?? 0; // prettier-ignore
}
