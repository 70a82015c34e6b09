import type { SearchNode, SearchScore, SearchTree } from '../core/index.js';
import type { TreeRecord } from '../memory/index.js';
import { shorten } from './format.js';

/** The search behind one step, for a person: each node under its parent, with what its value is made of. */
export function describeTree({ number, tree, error }: TreeRecord): string {
  const { planner, spent, ended, nodes, seed } = tree;
  const wrong = error === undefined ? '' : `, prediction wrong by ${error.toFixed(2)}`;
  const tokens = spent.tokens > 0 ? `, ${spent.tokens} tokens` : '';
  return [
    `step ${number}: ${planner}, ${spent.nodes} nodes in ${Math.round(spent.ms)} ms${tokens}, seed ${seed}, ended by ${ended}${wrong}`,
    ...describeBelow(tree, nodes[0], 0),
  ].join('\n');
}

function describeBelow(tree: SearchTree, node: SearchNode, level: number): string[] {
  const children = tree.nodes.filter(({ parent }) => parent === node.id);
  return [
    describeNode(node, node.id === tree.chosen, level),
    ...children.flatMap((child) => describeBelow(tree, child, level + 1)),
  ];
}

function describeNode(node: SearchNode, chosen: boolean, level: number): string {
  const { id, action, target, kind, page, same, prior, visits, own, value, selection, note, foretold } = node;
  const what = action === '' ? `page ${page}` : `${action}${target ? ` ${shorten(target, 40)}` : ''}`;
  const where = kind === 'page' ? (same === undefined ? '' : ` = node ${same}`) : ` [${kind}]`;
  const numbers = [
    `value ${printScore(value)}`,
    ...(level > 0 ? [`own ${own.total.toFixed(2)}`, `prior ${prior.toFixed(2)}`] : []),
    `visits ${visits}`,
    ...(selection ? [`select ${printScore(selection)}`] : []),
    ...(foretold ? [`foretold by ${foretold.by}`] : []),
  ];
  const told = note ? `  "${shorten(note, 60)}"` : '';
  return `${'  '.repeat(level)}${chosen ? '*' : '-'} ${id} ${what}${where}  ${numbers.join(', ')}${told}`;
}

function printScore({ total, parts }: SearchScore): string {
  const terms = Object.entries(parts).map(([name, part]) => `${name} ${part.toFixed(2)}`);
  return `${total.toFixed(2)}${terms.length > 1 ? ` (${terms.join(' + ')})` : ''}`;
}
