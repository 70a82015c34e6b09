import { click, type Family, type OracleStep, type Via } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings, World } from '../../world.js';
import { buttonMaker, goalOf, message } from '../apps/kit.js';
import { ask, askingWords, doing, named, records, shapeOf } from './kit.js';

interface Lot {
  name: string;
  /** Dollars. */
  current: number;
  /** By how much a bid has to be higher. */
  step: number;
  bid?: number;
  watched: boolean;
}

function makeLots({ random, words }: World): Lot[] {
  const count = random.integer(4, 7);
  const currents = words.distinct(count, () => words.number(10, 480));
  return words
    .distinct(count, () => `${capital(words.adjective())} ${words.noun()}`)
    .map((name, i) => ({ name, current: currents[i], step: random.pick([1, 2, 5, 10, 20, 25]), watched: random.chance(0.2) }));
}

const least = (lot: Lot): number => lot.current + lot.step;

/** What the agent has to do: a bid (`undefined`: the least that is allowed) or a mark on a lot. */
interface Wish {
  lot: Lot;
  bid?: number;
  isLeast?: boolean;
  watch?: boolean;
  ask: Phrasings;
  slots: Record<string, string | number>;
}

const ASK_LEAST: Phrasings = {
  seen: ['Place the lowest possible bid on {lot}.', 'Bid as little as is allowed on "{lot}".', 'I want to bid on {lot}, but not a dollar more than I have to', 'Please bid the minimum on the lot "{lot}".', 'What is the smallest bid that {lot} takes? Place it.'],
  heldOut: ['Outbid the others on {lot} by the smallest step.', 'For "{lot}" go just as high as the rules demand, and bid.'],
}; // prettier-ignore
const ASK_LIMIT: Phrasings = {
  seen: ['If the current bid on {lot} is below ${limit}, bid ${bid} on it, otherwise put it on the watch list.', 'Look at "{lot}": under ${limit} place a bid of ${bid}; else just watch it.', 'Bid ${bid} on {lot} as long as it stands below ${limit}. If it does not, add it to the watch list', 'When {lot} is at ${limit} or more, only watch it. When it is cheaper, bid ${bid}.', 'Is {lot} still below ${limit}? Then bid ${bid}, if not, watch it.'],
  heldOut: ['My limit for {lot} is ${limit}. Below it I offer ${bid}, from there on I only watch.', 'Watch "{lot}" if its bid reached ${limit} already; otherwise offer ${bid} for it.'],
}; // prettier-ignore
const ASK_EXTREME: Phrasings = {
  seen: ['Find the lot with the {extreme} current bid and place the minimum bid on it.', 'Bid the least that is allowed on the lot that has the {extreme} bid now.', 'Which lot stands {extreme}? Place the smallest possible bid on it', 'On the lot with the {extreme} bid, please bid the minimum.'],
  heldOut: ['Compare all lots: the one with the {extreme} bid gets the smallest bid that is possible.', 'The {extreme} current bid - find its lot and go one step higher.'],
}; // prettier-ignore
const ASK_PLAIN: Phrasings = {
  seen: ['Bid ${bid} on {lot} and put {other} on the watch list.', 'Place a bid of ${bid} on "{lot}". Also watch "{other}".', 'I offer ${bid} for {lot}, and I want to watch {other}', 'Watch {other}, and bid ${bid} on {lot}.', '{lot}: bid ${bid}. {other}: only watch.'],
  heldOut: ['My bid for {lot} is ${bid}. Keep an eye on {other} for me, too, with the watch list.', 'Make sure "{other}" is watched and "{lot}" has my bid of ${bid}.'],
}; // prettier-ignore

function drawWish({ target }: World, lots: readonly Lot[]): Wish {
  const lot = target.pick(lots);
  const slots = { lot: lot.name };
  switch (target.pick(['least', 'limit', 'limit', 'extreme', 'plain'])) {
    case 'least':
      return { lot, isLeast: true, bid: least(lot), ask: ASK_LEAST, slots };
    case 'limit': {
      const limit = Math.max(5, lot.current + target.pick([-40, -20, -5, 0, 1, 5, 20, 60]));
      const bid = Math.max(limit, least(lot)) + target.pick([0, 3, 10, 30]);
      const bids = lot.current < limit;
      return { lot, bid: bids ? bid : undefined, watch: !bids, ask: ASK_LIMIT, slots: { ...slots, limit, bid } };
    }
    case 'extreme': {
      const high = target.chance(0.4);
      const wanted = [...lots].sort((a, b) => (high ? b.current - a.current : a.current - b.current))[0];
      return {
        lot: wanted,
        isLeast: true,
        bid: least(wanted),
        ask: ASK_EXTREME,
        slots: { extreme: high ? 'highest' : 'lowest' },
      };
    }
    default: {
      const other = target.pick(lots.filter((one) => one !== lot));
      const bid = least(lot) + target.integer(0, 60);
      return { lot, bid, ask: ASK_PLAIN, slots: { ...slots, bid, other: other.name } };
    }
  }
}

/** Bids on one of several lots: a given amount, the least that is allowed, or, depending on the present bid, watches it instead. */
export const auctionBid: Family = {
  name: 'auction-bid',
  skills: ['compare', 'calculate', 'condition', 'navigate', 'dialog', 'validation', 'undo'],
  recoverable: true,
  build(world) {
    const { dom, random, words } = world;
    const lots = makeLots(world);
    const wish = drawWish(world, lots);
    const start = new Map(lots.map((lot) => [lot, lot.watched]));
    const watched = (lot: Lot): boolean => (lot === wish.lot && wish.watch) || lot.name === wish.slots.other || start.get(lot)!;
    const bidOf = (lot: Lot): number | undefined => (lot === wish.lot ? wish.bid : undefined);
    const right = (lot: Lot): boolean => lot.bid === bidOf(lot) && lot.watched === watched(lot);
    const shape = shapeOf(world);
    const button = buttonMaker(world);
    const asking = askingWords(world, 'bid');
    const confirms = random.chance(0.6);
    const stepShown = random.chance(0.6); // else the page says at once what the least bid is
    const facts = random.sample(['Estimate', 'Shipping', 'Starting price', 'Insurance'], random.integer(0, 2)).map((key): [string, string] => [key, `$${words.number(5, 300)}`]); // prettier-ignore
    const [bidName, watchName, unwatchName] = [random.pick(['Place bid', 'Bid', 'Bid now']), random.pick(['Watch', 'Add to watch list']), random.pick(['Stop watching', 'Remove from watch list'])]; // prettier-ignore
    world.reserve(bidName, watchName, unwatchName, 'Withdraw bid');
    const field = named(dom.field(random.pick(['Your bid', 'Bid amount', 'Your maximum bid ($)'])));
    let open: Lot | undefined;
    let problem = '';
    let offered: number | undefined;
    let keys = new Map<Lot | string, HTMLElement>();
    let shown: HTMLElement[] = [];
    let dialog: ReturnType<typeof ask> | undefined;
    const put = (key: Lot | string, label: string, press: () => void): HTMLElement => (keys.set(key, button(label, press)), keys.get(key)!); // prettier-ignore
    const list = (): void => {
      [open, dialog, offered, problem, keys] = [undefined, undefined, undefined, '', new Map()];
      field.set('');
      for (const lot of lots) keys.set(lot, dom.link(lot.name, () => world.go(`lot ${lot.name}`, () => detail(lot))).control);
      const rows = lots.map((lot) => [keys.get(lot)!, `$${lot.bid ?? lot.current}`, [lot.bid ? 'your bid' : '', lot.watched ? 'watched' : ''].join(' ').trim() || '–']); // prettier-ignore
      dom.add(dom.heading(random.pick(['Auction', 'Lots', 'Charity auction', 'Current auctions'])), records(world, shape, ['Lot', 'Current bid', 'Status'], rows)); // prettier-ignore
    };
    const offer = (lot: Lot) => (): void => {
      const amount = Number(field.value().replace('$', '').trim() || 'none');
      problem = amount >= least(lot) ? '' : `Your bid has to be $${least(lot)} or more.`;
      if (problem) offered = undefined;
      else if (confirms) offered = amount;
      else lot.bid = amount;
      world.refresh();
    };
    const detail = (lot: Lot): void => {
      [open, keys] = [lot, new Map()];
      const price: [string, string][] = stepShown ? [['Current bid', `$${lot.current}`], ['Minimum step', `$${lot.step}`]] : [['Current bid', `$${lot.current}`], ['Minimum bid', `$${least(lot)}`]]; // prettier-ignore
      const pairs = dom.pairs([...price, ...facts]);
      shown = pairs.values;
      dom.add(
        put('back', 'All lots', () => world.back()),
        dom.heading(lot.name),
        pairs,
      );
      dom.add(
        put(
          'watch',
          lot.watched ? unwatchName : watchName,
          doing(world, () => void (lot.watched = !lot.watched)),
        ),
      );
      if (lot.bid !== undefined) dom.add(dom.wrap('div', [message(world, `You bid $${lot.bid}.`), put('withdraw', 'Withdraw bid', doing(world, () => void (lot.bid = undefined)))])); // prettier-ignore
      else dom.add(dom.wrap('div', [field, ' ', put('bid', bidName, offer(lot))]), ...(problem ? [message(world, problem, 'alert')] : [])); // prettier-ignore
      const answer = (yes: boolean): void => doing(world, () => (yes && (lot.bid = offered), (offered = undefined)))();
      dialog = offered === undefined ? undefined : ask(world, asking, 'Confirm your bid', [dom.element('p', `${lot.name}: $${offered}`)], answer); // prettier-ignore
    };
    world.show('lots', list);
    const via = (): Via | undefined =>
      !wish.isLeast ? undefined : stepShown ? { calc: 'number($1) + number($2)', of: [shown[0], shown[1]] } : { calc: 'number($1)', of: [shown[1]] }; // prettier-ignore
    const onLot = (lot: Lot): OracleStep => {
      if (dialog) return click(offered === bidOf(lot) ? dialog.yes : dialog.no);
      if (lot.bid !== undefined && lot.bid !== bidOf(lot)) return click(keys.get('withdraw')!);
      if (lot.watched !== watched(lot)) return click(keys.get('watch')!);
      if (lot.bid === bidOf(lot)) return click(keys.get('back')!);
      const amount = `${wish.isLeast ? '' : '$'}${bidOf(lot)}`; // as it stands in the goal
      return field.step(amount, via()) ?? click(keys.get('bid')!);
    };
    const next = (): OracleStep => {
      const wrong = lots.find((lot) => !right(lot));
      if (open && (dialog || !right(open))) return onLot(open);
      if (!wrong) return { do: 'stop' };
      return click(keys.get(open ? 'back' : wrong)!);
    };
    return { goal: goalOf(world, wish.ask, wish.slots), ends: 'stop', succeeded: () => offered === undefined && lots.every(right), next }; // prettier-ignore
  },
};
