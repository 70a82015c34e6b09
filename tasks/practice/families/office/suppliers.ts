import type { Control, Panels } from '../../dom/index.js';
import { click, refuse, type Family, type OracleStep } from '../../family.js';
import { goalOf, message, type Ending } from '../apps/kit.js';
import type { Phrasings, World } from '../../world.js';
import { createConfirmer, createDesk, recordList } from './kit.js';
import { money } from '../shared.js';

interface Offer {
  supplier: string;
  cents: number;
  days: number;
  least: number;
  certified: boolean;
}

const ASK: Phrasings = {
  seen: [
    'order {n} pieces from {which}.', 'choose {which} and order {n}.', 'we need {n} pieces: order them from {which}.', 'compare the offers and order {n} from {which}.', 'please place an order of {n} with {which}.', 'can you order {n} units from {which}?',
    'find {which}, then order {n} of them there.', 'the order of {n} should go to {which}.', 'because the budget is small, take {which} for our {n} pieces.',
  ],
  heldOut: ['whoever is {which} gets our order of {n}.', 'we want {n} pieces and we want them from {which}; see to it.', 'give the business to {which}: {n} pieces, please.', 'let {which} supply us with {n} of these.'],
}; // prettier-ignore
const BEST: Record<'cheapest' | 'fastest', string[]> = {
  cheapest: ['the cheapest supplier', 'the supplier with the lowest price', 'the least expensive supplier'],
  fastest: ['the fastest supplier', 'the supplier with the shortest delivery time', 'the quickest supplier'],
};

interface Wanted {
  which: string;
  best?: Offer;
}

/** The best offer among those that meet one or two conditions. */
function pickWanted({ target, wording, impossible }: World, offers: Offer[], n: number): Wanted {
  const best = target.pick(['cheapest', 'cheapest', 'fastest'] as const);
  const days = target.pick(offers).days + target.integer(0, 2);
  const cents = target.pick(offers).cents + 100 * target.integer(0, 3);
  const conditions: { text: string; holds(offer: Offer): boolean }[] = [
    { text: wording.pick(['is certified', 'has a certificate']), holds: (offer) => offer.certified },
    { text: wording.pick([`sells as few as ${n} pieces`, `takes orders of ${n} pieces`]), holds: (offer) => offer.least <= n },
    best === 'cheapest'
      ? { text: wording.pick([`delivers within ${days} days`, `needs at most ${days} days`]), holds: (offer) => offer.days <= days }
      : { text: wording.pick([`asks for no more than ${money(cents)}`, `costs at most ${money(cents)}`]), holds: (offer) => offer.cents <= cents }, // prettier-ignore
  ];
  const value = (offer: Offer): number => (best === 'cheapest' ? offer.cents : offer.days);
  for (let tries = 0; tries < 40; tries++) {
    const chosen = target.sample(conditions, target.pick([1, 1, 2]));
    const fits = offers.filter((offer) => chosen.every((one) => one.holds(offer)));
    const top = fits.sort((a, b) => value(a) - value(b))[0];
    const orders = !top || top.least <= n;
    if (impossible === !top && orders)
      return { which: `${wording.pick(BEST[best])} that ${chosen.map((one) => one.text).join(' and ')}`, best: top };
  }
  if (impossible) return { which: `${wording.pick(BEST[best])} that delivers on the same day` };
  const top = offers.filter((offer) => offer.least <= n).sort((a, b) => value(a) - value(b))[0];
  return { which: `${wording.pick(BEST[best])} that ${conditions[1].text}`, best: top };
}

/** Compares offers, in a table or behind sections that open, and orders from the best one that meets the conditions. */
export const supplierChoose: Family = {
  name: 'supplier-choose',
  skills: ['read', 'compare', 'condition', 'accordion', 'type', 'dialog'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, random, target, words } = world;
    const count = random.integer(3, 4);
    const n = target.integer(5, 60);
    const suppliers = words.distinct(count, words.company);
    const days = words.distinct(count, () => random.integer(1, 21));
    const cents = words.distinct(count, () => random.integer(150, 9000));
    const offers = suppliers.map((supplier, i): Offer => ({ supplier, cents: cents[i], days: days[i], least: random.pick([1, 5, 10, 25, 50]), certified: random.chance(0.6) })); // prettier-ignore
    if (!world.impossible) offers[0].least = 1;
    const wanted = pickWanted(world, offers, n);

    const desk = createDesk(world);
    const [choose, label, order, other] = [random.pick(['Choose', 'Select', 'Take this offer', 'Pick']), random.pick(['Quantity', 'Pieces', 'Amount']), random.pick(['Order', 'Place order', 'Continue to order']), random.pick(['Other offers', 'Back to offers', 'Compare again'])]; // prettier-ignore
    const confirmer = createConfirmer(world, desk, ['Order now', 'Yes, order', 'Confirm order', 'Send order']);
    const product = words.product();
    const closed = random.chance(0.5);
    const columns = ['Supplier', 'Price', 'Delivery', 'Minimum order', 'Certified'];
    const list = recordList(world, columns, ['table', 'cards']);
    const stepper = random.chance(0.15) && n < 9;
    world.reserve(choose, label, order, other);
    let panels: Panels | undefined;
    const seen = new Set<number>();
    let chosen: Offer | undefined;
    let quantity: Control<string> | Control<number> | undefined;
    let error = '';
    let quantityText = '';
    let ordered: { offer: Offer; quantity: number } | undefined;
    const facts = (offer: Offer): [string, string][] => [['Price', money(offer.cents)], ['Delivery', `${offer.days} ${offer.days === 1 ? 'day' : 'days'}`], ['Minimum order', String(offer.least)], ['Certified', offer.certified ? 'Yes' : 'No']]; // prettier-ignore
    const pick = (offer: Offer) => (): void => {
      chosen = offer;
      error = '';
      world.go('order', orderView);
    };
    const compare = (): void => {
      desk.enter('compare');
      chosen = undefined;
      dom.add(dom.heading(`Offers for ${product}`));
      const keys = offers.map((offer, i) => desk.button(`choose ${i}`, choose, pick(offer)));
      if (!closed) return dom.add(list(offers.map((offer, i) => ({ cells: [offer.supplier, ...facts(offer).map(([, value]) => value)], acts: [keys[i]] })))); // prettier-ignore
      panels = dom.accordion(suppliers, offers.map((offer, i) => [dom.pairs(facts(offer)), keys[i]])); // prettier-ignore
      panels.controls.forEach((control, i) => control.addEventListener('click', () => seen.add(i)));
      dom.add(panels);
    };
    const orderView = (): void => {
      desk.enter('order');
      const offer = chosen!;
      dom.add(dom.wrap('nav', [desk.link('other', other, () => world.go('compare', compare))]), dom.heading(offer.supplier));
      const made = stepper ? dom.stepper(label, { min: 0, max: 20, value: 1 }) : dom.field(label, { type: random.pick(['number', 'text']) }); // prettier-ignore
      quantity = made as Control<string> | Control<number>;
      if (quantityText) (quantity as Control<string>).set(quantityText);
      const submit = (): void => {
        const value = Number(made.value());
        quantityText = String(made.value());
        const fits = Number.isInteger(value) && value >= offer.least;
        error = fits ? '' : `Please order at least ${offer.least} pieces, in numbers.`;
        if (!fits) return world.refresh();
        const work = (): void => {
          ordered = { offer, quantity: value };
          world.submit();
        };
        confirmer.ask({ title: `Order ${value} pieces of ${product} from ${offer.supplier}?`, about: `${value}`, work });
      };
      dom.layout([dom.element('p', `${money(offer.cents)} per piece`), quantity, ...(error ? [message(world, error, 'alert')] : [])], { kind: 'block' }); // prettier-ignore
      dom.add(desk.button('order', order, submit));
      confirmer.place();
    };
    world.show('compare', compare);
    const fillIn = (): OracleStep => {
      const step = stepper ? (quantity as Control<number>).step(n) : (quantity as Control<string>).step(String(n));
      return step ?? desk.press('order');
    };
    const next = (): OracleStep => {
      const about = confirmer.about();
      if (about !== undefined) return confirmer.answer(chosen === wanted.best && Number(about) === n);
      if (desk.view() === 'order') return chosen === wanted.best ? fillIn() : desk.press('other');
      const unseen = closed ? offers.findIndex((_, i) => !seen.has(i)) : -1;
      if (unseen >= 0) return panels!.step(unseen) ?? click(panels!.controls[unseen]);
      if (world.impossible) return refuse();
      const at = offers.indexOf(wanted.best!);
      return (closed ? panels!.step(at) : undefined) ?? desk.press(`choose ${at}`);
    };
    const end: Ending = { ends: 'page', label: order, place: () => undefined, last: () => desk.press('order') };
    return {
      goal: goalOf(world, ASK, { which: wanted.which, n }, world.wording.chance(0.3) ? end : undefined),
      ends: 'page',
      succeeded: () => ordered?.offer === wanted.best && ordered?.quantity === n,
      next,
    };
  },
};
