import { refuse, stop, type Family } from '../../family.js';
import type { Phrasings } from '../../world.js';

const ASK: Phrasings = {
  seen: [
    'What is the {column} of {row}?',
    'Find the {column} of "{row}" and answer with it.',
    'Tell me the {column} for {row}.',
    '{column} of {row}?',
  ],
  heldOut: ['Which {column} does {row} have?', 'Look up {row} and report its {column}.'],
};

/** Reads one cell of a table by row and column and answers with it. */
export const pickCellValue: Family = {
  name: 'pick-cell-value',
  skills: ['read', 'table', 'answer'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, words, random, target } = world;
    const columns = words.distinct(random.integer(2, 4), words.field);
    const keys = words.distinct(random.integer(2, 6), random.pick([words.firstName, words.product, words.city, words.code]));
    const makers = columns.map(() =>
      random.pick([words.noun, words.price, words.email, words.country, () => words.digits(4), words.madeUp, words.time]),
    );
    const rows = keys.map((key) => [key, ...makers.map((make) => make())]);
    const row = target.integer(0, rows.length - 1);
    const column = target.integer(0, columns.length - 1);
    const { root, cells } = dom.table([random.pick(['Name', 'Item', 'Entry']), ...columns], rows.filter((_, i) => !world.impossible || i !== row)); // prettier-ignore
    if (random.chance(0.5)) dom.add(dom.heading(words.section()));
    dom.add(root);
    const answer = rows[row][column + 1];
    return {
      goal: world.phrase(ASK, { row: rows[row][0], column: columns[column] }),
      ends: 'stop',
      succeeded: (given) => given.trim().toLowerCase() === answer.toLowerCase(),
      next: () => (world.impossible ? refuse() : stop(answer, { from: cells[row][column + 1] })),
    };
  },
};
