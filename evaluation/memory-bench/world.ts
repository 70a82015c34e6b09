import type { Random } from '../../core/index.js';
import { CARDS, CITIES, DOCUMENTS, FIRST_NAMES, HOTELS, ITEMS, LAST_NAMES, MEETINGS, RESTAURANTS, ROLES, SHOPS, SITES, STREETS, SUBSCRIPTIONS } from './words.js'; // prettier-ignore

type Names = readonly string[];

/**
 * What one user's log is about. `newX` never gives the same thing twice, so that every question has one answer; shops, sites
 * and cards are few and come again and again, as they do in a life.
 */
export interface World {
  newItem(): Names;
  newPerson(): Names;
  newRole(): Names;
  newDocument(): Names;
  newSubscription(): Names;
  newMeeting(): Names;
  newHotel(): string;
  newRestaurant(): string;
  newAddress(): string;
  newSite(): Names;
  newCode(): string;
  newEmail(): string;
  shop(): Names;
  card(): string;
  city(): string;
  /** Whole euros in the range. */
  euros(low: number, high: number): string;
  time(): Names;
  /** Items and people of this log that have been drawn so far. */
  readonly items: readonly Names[];
  readonly people: readonly Names[];
}

export function createWorld(random: Random): World {
  const items: Names[] = [];
  const people: Names[] = [];
  const item = deck(ITEMS, random);
  const first = deck(FIRST_NAMES, random);
  const last = deck(LAST_NAMES, random);
  const street = deck(STREETS, random);
  const shops = random.sample(SHOPS, 4);
  const cities = random.sample(CITIES, 3);
  const provider = random.pick(['postbox', 'mailhaven', 'inboxly']);
  return {
    newItem: () => keep(items, item()),
    newPerson: () => keep(people, person(first(), last())),
    newRole: deck(ROLES, random),
    newDocument: deck(DOCUMENTS, random),
    newSubscription: deck(SUBSCRIPTIONS, random),
    newMeeting: deck(MEETINGS, random),
    newHotel: deck(HOTELS, random),
    newRestaurant: deck(RESTAURANTS, random),
    newAddress: () => `${random.integer(1, 180)} ${street()} ${random.pick(['Street', 'Lane', 'Road', 'Close'])}`,
    newSite: deck(SITES, random),
    newCode: () => code(random),
    newEmail: () =>
      `${first().toLowerCase()}.${random.pick(['home', 'work', 'mail', 'post', 'bills'])}${random.integer(2, 99)}@${provider}.example`,
    shop: () => random.pick(shops),
    card: () => random.pick(CARDS),
    city: () => random.pick(cities),
    euros: (low, high) => String(random.integer(low, high)),
    time: () => clockTime(random),
    items,
    people,
  };
}

/** Hands out every element once, in random order. Throws when it runs out: a topic asked for too much. */
function deck<T>(list: readonly T[], random: Random): () => T {
  const cards = random.shuffle(list);
  return () => {
    const card = cards.pop();
    if (card === undefined) throw new RangeError('a conversation uses more different things than the word lists have');
    return card;
  };
}

function keep(list: Names[], names: Names): Names {
  list.push(names);
  return names;
}

function person(first: string, last: string): Names {
  return [`${first} ${last}`, first, `${first} ${last.charAt(0)}.`];
}

function code(random: Random): string {
  const letters = Array.from({ length: random.integer(2, 3) }, () => random.pick([...'ABCDEFGHJKLMNPQRSTUVWXYZ'])).join('');
  return `${letters}${random.pick(['-', ''])}${random.integer(10_000, 999_999)}`;
}

const SPOKEN = ['twelve', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven'];

/** `15:30`, or `half past three`. */
function clockTime(random: Random): Names {
  const hour = random.integer(8, 20);
  const minute = random.pick(['00', '15', '30', '45']);
  const spoken = SPOKEN[hour % 12];
  const words = { '00': `${spoken} o'clock`, '15': `quarter past ${spoken}`, '30': `half past ${spoken}`, '45': '' }[minute];
  const short = `${hour % 12 || 12}${minute === '00' ? '' : `.${minute}`} ${hour < 12 ? 'am' : 'pm'}`;
  return [`${hour}:${minute}`, short, ...(words ? [words] : [])];
}
