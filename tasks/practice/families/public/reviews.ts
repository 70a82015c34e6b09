import { click, refuse, stop, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings, World } from '../../world.js';
import { actMaker, buttonMaker, goalOf, sameText } from '../apps/kit.js';
import { chooser, doing, records, shapeOf } from './kit.js';

const GUESTS = ['Families', 'Couples', 'Solo travellers', 'Groups', 'Cyclists', 'Business guests'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']; // prettier-ignore

interface Review {
  author: string;
  guest: string;
  /** Out of 100, as `7.4`. */
  mark: number;
  /** Months since January 2023. */
  month: number;
  text: string;
  helpful: boolean;
}

const dateOf = ({ month }: Review): string => `${MONTHS[month % 12]} ${2023 + Math.floor(month / 12)}`;
const markOf = ({ mark }: Review): string => (mark / 10).toFixed(1);

function makeReviews({ random, words }: World, guests: readonly string[]): Review[] {
  const count = random.integer(6, 8);
  const authors = words.distinct(count, words.firstName);
  const marks = words.distinct(count, () => words.number(21, 99));
  const months = words.distinct(count, () => words.number(0, 40));
  const rest = (i: number): string => guests[i % guests.length] ?? guests[0];
  return authors.map((author, i) => ({
    author,
    guest: i < guests.length * 2 ? rest(i) : random.pick(guests),
    mark: marks[i],
    month: months[i],
    text: words.sentence(),
    helpful: random.chance(0.1),
  }));
}

const COUNT: Phrasings = {
  seen: ['How many reviews did {guests} write about this place?', 'Count the reviews by {guests}.', 'Tell me the number of reviews that come from {guests}', 'I want to know how many {guests} have written a review.', 'Look only at {guests}: how many reviews are there?'],
  heldOut: ['The opinions of {guests} are how many?', 'Filter for {guests} and count what is left.'],
}; // prettier-ignore
const WHO: Phrasings = {
  seen: ['Who wrote the {extreme} review among {guests}?', 'Name the author of the {extreme} review by {guests}.', 'Look at what {guests} say: whose review is the {extreme}?', '{Guests} only: who gave the {extreme} review?', 'I would like to know who of the {guests} left the {extreme} review.'],
  heldOut: ['Of the reviews that {guests} left, the {extreme} one is by whom?', 'Leave out all but {guests}, then tell me the name on the {extreme} review.'],
}; // prettier-ignore
const WHEN: Phrasings = {
  seen: ['When was the {extreme} review by {guests} written?', 'In which month did {guests} leave their {extreme} review?', 'Tell me the date of the {extreme} review from {guests}.', 'Find the {extreme} review among {guests} and give me its date'],
  heldOut: ['How old is the {extreme} review of {guests}? Answer with the month it is from.', 'Month and year of the {extreme} review that {guests} wrote, please.'],
}; // prettier-ignore
const HELPFUL: Phrasings = {
  seen: ['Mark the {extreme} review by {guests} as helpful.', 'The {extreme} review among {guests} is helpful, say so.', 'Give a thumbs up to the {extreme} review from {guests}', 'Please find the {extreme} review of {guests} and mark it as helpful.', 'Read what {guests} wrote. Say of the {extreme} review that it helped.'],
  heldOut: ['It was the {extreme} review from {guests} that helped me; let them know by the button.', 'For {guests} only: vote the {extreme} review helpful.'],
}; // prettier-ignore
const MARK: Phrasings = {
  seen: ['What mark did {author} give?', 'Which mark is in the review of {author}?', 'Find the review by {author} and tell me the mark.', 'How did {author} rate this place?'],
  heldOut: ['{author} wrote a review, too. What mark does it have?', 'Say how many points {author} gave.'],
}; // prettier-ignore

const EXTREMES = {
  newest: { names: ['newest', 'latest', 'most recent'], better: (a: Review, b: Review) => b.month - a.month },
  oldest: { names: ['oldest', 'earliest'], better: (a: Review, b: Review) => a.month - b.month },
  best: { names: ['best', 'highest-rated'], better: (a: Review, b: Review) => b.mark - a.mark },
  worst: { names: ['worst', 'lowest-rated'], better: (a: Review, b: Review) => a.mark - b.mark },
};
type Extreme = keyof typeof EXTREMES;

/** Filters and sorts the reviews of a campsite or hotel, then answers or marks one as helpful. */
export const reviewFinder: Family = {
  name: 'review-finder',
  skills: ['filter', 'sort', 'read', 'compare', 'count', 'answer', 'load-more'],
  recoverable: true,
  impossibleShare: 0.07,
  build(world) {
    const { dom, words, random, target } = world;
    const guests = random.sample(GUESTS, random.integer(2, 3));
    const all = random.shuffle(makeReviews(world, guests));
    const ask = world.impossible ? MARK : target.pick([COUNT, WHO, WHEN, HELPFUL, HELPFUL, MARK]);
    const guest = target.pick(guests);
    const extreme = target.pick(Object.keys(EXTREMES) as Extreme[]);
    const ofGuest = all.filter((one) => one.guest === guest);
    const wanted = ask === MARK ? target.pick(all) : [...ofGuest].sort(EXTREMES[extreme].better)[0];
    const reviews = all.filter((one) => !world.impossible || one !== wanted);
    const any = random.pick(['All guests', 'Everyone']);
    const sorts: Record<string, Extreme | undefined> = { 'Most relevant': undefined, 'Newest first': 'newest', 'Best mark first': 'best', 'Worst mark first': 'worst' }; // prettier-ignore
    const filter = chooser(world, random.pick(['Show', 'Guests', 'Reviews by']), [any, ...guests], random.chance(0.8) ? any : random.pick(guests)); // prettier-ignore
    const sort = dom.select('Sort by', Object.keys(sorts), 'Most relevant');
    const shape = shapeOf(world);
    const act = actMaker(world, 0.2);
    const button = buttonMaker(world);
    const more = random.pick(['More reviews', 'Load more', 'Show all reviews']);
    const counted = random.chance(0.4);
    const name = `${random.pick(['Camping', 'Hotel', 'Campsite', 'Hostel'])} ${capital(words.noun())}`;
    world.reserve(more);
    const start = all.map((one) => one.helpful);
    let limit = 4;
    let total: HTMLElement | undefined;
    let keys = new Map<Review | string, HTMLElement>();
    let places = new Map<Review, Record<'author' | 'mark' | 'date', HTMLElement>>();
    const found = (): Review[] => {
      const by = sorts[sort.value()];
      const list = reviews.filter((one) => filter.value() === any || one.guest === filter.value());
      return by ? list.sort(EXTREMES[by].better) : list;
    };
    for (const control of [filter, sort])
      control.root.addEventListener(
        'change',
        doing(world, () => void (limit = 4)),
      );
    const row = (one: Review): (HTMLElement | string)[] => {
      const parts = { author: dom.element('span', one.author), mark: dom.element('span', markOf(one)), date: dom.element('span', dateOf(one)) }; // prettier-ignore
      places.set(one, parts);
      const key = act(
        'helpful',
        doing(world, () => void (one.helpful = !one.helpful)),
        { on: one.helpful, other: 'not helpful' },
      );
      keys.set(one, key);
      return [
        parts.author,
        one.guest,
        ask === MARK ? parts.mark : markOf(one),
        ask === WHEN ? parts.date : dateOf(one),
        one.text,
        key,
      ];
    };
    world.show('reviews', () => {
      [keys, places] = [new Map(), new Map()];
      dom.add(dom.heading(name), dom.wrap('div', [filter, sort], 'line'));
      total = dom.element('p', `${found().length} reviews`);
      if (counted) dom.add(total);
      dom.add(records(world, shape, ['Name', 'Guest', 'Mark', 'Date', 'Review', ''], found().slice(0, limit).map(row)));
      if (found().length > limit) {
        keys.set(
          more,
          button(
            more,
            doing(world, () => void (limit += 4)),
          ),
        );
        dom.add(keys.get(more)!);
      }
    });
    const asked = (one: Review): boolean => (ask === HELPFUL && one === wanted) || start[all.indexOf(one)];
    const wrong = (): Review | undefined => reviews.find((one) => one.helpful !== asked(one) && keys.has(one)) ?? reviews.find((one) => one.helpful !== asked(one)); // prettier-ignore
    const answer = ask === COUNT ? String(ofGuest.length) : ask === MARK ? markOf(wanted) : ask === WHEN ? dateOf(wanted) : wanted.author; // prettier-ignore
    const next = (): OracleStep => {
      const mistaken = wrong();
      if (mistaken && !(ask === HELPFUL && mistaken === wanted)) {
        if (keys.has(mistaken)) return click(keys.get(mistaken)!);
        return filter.step(any) ?? click(keys.get(more)!);
      }
      const filtering = filter.step(ask === MARK ? any : guest);
      if (filtering) return filtering;
      const enough = ask === COUNT ? counted : ask === MARK && places.has(wanted);
      if (keys.has(more) && !enough) return click(keys.get(more)!);
      if (world.impossible) return refuse();
      if (ask === HELPFUL) return mistaken ? click(keys.get(wanted)!) : stop();
      if (ask === COUNT) return stop(answer, counted ? { calc: 'number($1)', of: [total!] } : undefined);
      const { author, mark, date } = places.get(wanted)!;
      return stop(answer, { from: ask === MARK ? mark : ask === WHEN ? date : author });
    };
    const goal = goalOf(world, ask, {
      guests: target.chance(0.5) ? guest : guest.toLowerCase(),
      Guests: guest,
      extreme: target.pick(EXTREMES[extreme].names),
      author: wanted.author,
    });
    const done = (given: string): boolean => wrong() === undefined && (ask === HELPFUL || sameText(given, answer));
    return { goal, ends: 'stop', succeeded: done, next };
  },
};
