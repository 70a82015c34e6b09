import type { World } from '../world.js';

/** 3 to 8 options of one kind for a list to choose from. */
export function optionNames({ random, words }: World): string[] {
  const kinds = [
    words.color,
    words.city,
    words.country,
    words.product,
    words.noun,
    words.firstName,
    words.month,
    words.thing,
    words.adjective,
  ];
  return words.distinct(random.integer(3, 8), random.pick(kinds));
}
