import {
  hash32,
  printAction,
  SEARCH_TREE_FORMAT,
  type SearchNode,
  type SearchScore,
  type SearchTree,
} from '../../../core/index.js';
import { printElement } from '../../../tools/index.js';
import { elementOf } from '../../decisive.js';
import type { SearchTreeNode } from './tree.js';
import type { Valuation } from './value.js';

interface RecordParts extends Omit<SearchTree, 'format' | 'nodes'> {
  valuation: Pick<Valuation, 'own' | 'of'>;
  selectionOf(node: SearchTreeNode): SearchScore | undefined;
}

/** A finished tree as data: pages by a short key, no observation and no object twice. */
export function recordTree(
  nodes: readonly SearchTreeNode[],
  { valuation, selectionOf, chosen, ...terms }: RecordParts,
): SearchTree {
  const record = (node: SearchTreeNode): SearchNode => {
    const { id, parent, kind, state, option, visits, note } = node;
    const target = targetOf(node);
    const selection = selectionOf(node);
    return {
      id,
      ...(parent ? { parent: parent.state.first } : {}),
      action: option ? printAction(option.candidate.action) : '',
      ...(target === undefined ? {} : { target }),
      kind,
      page: hash32(state.key).toString(16),
      ...(kind === 'page' && state.first !== id ? { same: state.first } : {}),
      prior: option?.prior ?? 1,
      visits,
      own: valuation.own(node),
      value: valuation.of(node),
      ...(selection ? { selection } : {}),
      ...(note === '' ? {} : { note }),
    };
  };
  return { format: SEARCH_TREE_FORMAT, ...terms, ...(chosen === undefined ? {} : { chosen }), nodes: nodes.map(record) };
}

function targetOf({ parent, option }: SearchTreeNode): string | undefined {
  const action = option?.candidate.action;
  const ref = action && 'ref' in action ? action.ref : undefined;
  const element = ref === undefined || !parent ? undefined : elementOf(parent.state.moment.context.observation, ref);
  return element && printElement(element);
}
