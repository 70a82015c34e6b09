import type { Phrasings, World } from '../../world.js';
import { reveal } from '../shared.js';
import { asking } from './question.js';

const VALUE: Phrasings = {
  seen: ['What is the {key}?', '{key}?', 'Tell me the {key}.', 'Answer with the {key} on this page.', 'Which {key} is given?', 'Please find "{key}" and tell me what it says.', 'Read out the {key}'],
  heldOut: ['I need to know the {key}.', 'What does the page say about {key}?', 'Report the value of {key}.'],
}; // prettier-ignore

const valueOf = ({ random, words }: World): string =>
  random.pick([
    words.noun,
    words.price,
    words.email,
    words.country,
    words.city,
    () => words.digits(4),
    words.madeUp,
    words.time,
    words.fullName,
    words.code,
    () => words.date().long,
    words.phone,
    words.color,
  ])();

/** The value of a key in a list of keys and values. */
export const pairValue = asking('pair-value', ['key-value'], (world) => {
  const { dom, random, target, words } = world;
  const keys = words.distinct(random.integer(3, 9), words.field);
  const at = target.integer(0, keys.length - 1);
  const values = words.distinct(keys.length, () => valueOf(world));
  const shown = keys.map((key, i): [string, string] => [key, values[i]]).filter((_, i) => !world.impossible || i !== at);
  if (random.chance(0.5)) dom.add(dom.heading(words.section()));
  const pairs = dom.pairs(shown);
  dom.add(pairs);
  return { goal: world.phrase(VALUE, { key: keys[at] }), answer: values[at], via: { from: pairs.values[at] } };
}, 0.1); // prettier-ignore

const CARD: Phrasings = {
  seen: ['What is the {key} of {name}?', '{name}: {key}?', "Find {name}'s {key}.", 'Tell me the {key} of {name}.', 'Which {key} does {name} have?', 'I need the {key} of "{name}".', '{key} of {name}'],
  heldOut: ['How can I find the {key} of {name}? Answer with it.', 'Look at {name} and give me the {key}.', 'For {name}, what is the {key}?'],
}; // prettier-ignore

/** Cards of several people with the same keys. */
export const contactField = asking('contact-field', ['cards', 'relation'], (world) => {
  const { dom, random, target, words } = world;
  const names = words.distinct(random.integer(2, 5), words.fullName);
  const makers: Record<string, () => string> = { phone: words.phone, 'e-mail': words.email, city: words.city, company: words.company, birthday: () => words.date().long, room: () => words.digits(3) }; // prettier-ignore
  const keys = random.sample(Object.keys(makers), random.integer(2, 4));
  const cards = names.map((name) => ({ name, pairs: dom.pairs(keys.map((key) => [key[0].toUpperCase() + key.slice(1), makers[key]()])) })); // prettier-ignore
  const [who, what] = [target.integer(0, names.length - 1), target.integer(0, keys.length - 1)];
  const shown = cards.filter((_, i) => !world.impossible || i !== who).map(({ name, pairs }) => dom.card(name, [pairs]));
  dom.layout(shown, { kind: random.pick(['block', 'grid', 'flex']) });
  const from = cards[who].pairs.values[what];
  return { goal: world.phrase(CARD, { name: names[who], key: keys[what] }), answer: from.textContent, via: { from } };
}, 0.08); // prettier-ignore

const PRICE: Phrasings = {
  seen: ['How much is {name}?', 'What does {name} cost?', 'Price of {name}?', 'Tell me the price of "{name}".', 'Find out how much {name} costs.', 'I want to buy {name}. What is the price?', '{name}: how much?'],
  heldOut: ['What would I pay for {name}?', 'Give me the price for {name}.', 'Look up what they want for {name}.'],
}; // prettier-ignore

/** The price of one product among products. */
export const itemPrice = asking('item-price', ['relation'], (world) => {
  const { dom, random, target, words } = world;
  const names = words.distinct(random.integer(3, 7), words.product);
  const at = target.integer(0, names.length - 1);
  const prices = names.map(() => dom.element(random.pick(['span', 'b']), words.price()));
  const kind = random.pick(['cards', 'table', 'list'] as const);
  const all = names.map((_, i) => i).filter((i) => !world.impossible || i !== at);
  if (kind === 'table') dom.add(dom.table(['Product', 'Price', 'Stock'], all.map((i) => [names[i], prices[i], String(words.number(0, 40))])).root); // prettier-ignore
  else if (kind === 'list') dom.add(dom.list(all.map((i) => dom.wrap('div', [dom.element('span', names[i]), ' ', prices[i]]))));
  else dom.layout(all.map((i) => dom.card(names[i], [prices[i], dom.button('Buy', undefined, 'button')])), { kind: 'grid' }); // prettier-ignore
  return { goal: world.phrase(PRICE, { name: names[at] }), answer: prices[at].textContent, via: { from: prices[at] } };
}, 0.08); // prettier-ignore

const EVENT: Phrasings = {
  seen: ['{question} is {title}?', 'Find out {lower} {title} is.', 'Tell me {lower} {title} takes place.', '{question} does "{title}" take place?', '{title}: {lower}?', 'I would like to know {lower} {title} is', 'Please look up {lower} {title} is.'],
  heldOut: ['{title} interests me. {question} is it?', '{question} can I see {title}?', 'Say {lower} {title} happens.'],
}; // prettier-ignore

/** When or where an event is. */
export const eventFact = asking('event-fact', ['relation', 'date'], (world) => {
  const { dom, random, target, words } = world;
  const titles = words.distinct(random.integer(2, 5), () => `${words.adjective()} ${words.noun()}`);
  const events = titles.map((title) => {
    const date = words.date();
    return { title, when: dom.element('span', random.pick([date.long, date.us, date.iso])), where: dom.element('span', words.city()) };
  });
  const at = target.integer(0, events.length - 1);
  const when = target.chance(0.6);
  const part = (one: (typeof events)[number]) => random.shuffle([one.when, one.where]).map((piece) => dom.wrap('div', [piece]));
  dom.layout(events.filter((_, i) => !world.impossible || i !== at).map((one) => dom.card(one.title, part(one))), { kind: 'block' }); // prettier-ignore
  const from = when ? events[at].when : events[at].where;
  const goal = world.phrase(EVENT, { title: titles[at], question: when ? 'When' : 'Where', lower: when ? 'when' : 'where' });
  return { goal: goal[0].toUpperCase() + goal.slice(1), answer: from.textContent, via: { from } };
}, 0.08); // prettier-ignore

const UNDER: Phrasings = {
  seen: ['What does it say under {title}?', 'Read the text under "{title}".', 'Answer with the text below {title}.', '{title}: what is written there?', 'Tell me what stands in the section {title}.', 'Please give me the text of {title}'],
  heldOut: ['Quote the section {title}.', 'Which sentence follows the heading {title}?', 'What do they write at {title}?'],
}; // prettier-ignore

/** The text under a heading; in part of the pages the sections have to be opened. */
export const textUnderHeading = asking('text-under-heading', ['heading', 'text'], (world) => {
  const { dom, random, target, words } = world;
  const titles = words.distinct(random.integer(2, 5), words.section);
  const texts = words.distinct(titles.length, words.sentence).map((text) => dom.element('p', text));
  const at = target.integer(0, titles.length - 1);
  const closed = random.chance(0.4);
  const goal = world.phrase(UNDER, { title: titles[at] });
  const answer = { goal, answer: texts[at].textContent, via: { from: texts[at] } };
  if (closed) {
    const panels = random.chance(0.5) ? dom.tabs(titles, texts.map((text) => [text])) : dom.accordion(titles, texts.map((text) => [text])); // prettier-ignore
    dom.add(panels);
    return { ...answer, look: () => panels.step(at) };
  }
  titles.forEach((title, i) => dom.add(dom.heading(title), texts[i]));
  return answer;
});

const HOURS: Phrasings = {
  seen: ['When do they open on {day}?', 'What are the opening hours on {day}?', 'Opening hours {day}?', '{day}: from when to when is it open?', 'Tell me the hours for {day}.', 'I want to come on {day}. What are the hours?', 'Find the opening hours of {day}'],
  heldOut: ['Which hours are given for {day}?', 'How long can I come on {day}? Answer with the hours.', 'On {day}, when are they there?'],
}; // prettier-ignore

/** Hours by day of the week. */
export const openingHours = asking('opening-hours', ['key-value', 'time'], (world) => {
  const { dom, random, target, words } = world;
  const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].slice(0, random.integer(4, 7));
  const hours = days.map(() =>
    random.chance(0.12) ? 'Closed' : `${random.integer(6, 11)}:${random.pick(['00', '30'])} - ${random.integer(12, 22)}:00`,
  );
  const at = target.integer(0, days.length - 1);
  const pairs = dom.pairs(days.map((day, i) => [day, hours[i]]));
  dom.add(dom.heading(random.pick(['Opening hours', 'Hours', 'We are here', words.company()])), pairs);
  return { goal: world.phrase(HOURS, { day: days[at] }), answer: hours[at], via: { from: pairs.values[at] } };
});

const HIDDEN: Phrasings = {
  seen: ['Which {key} is given in the tabs?', 'Look through the page for the {key} and tell me.', 'What is the {key}? It is in one of the sections.', 'Find the {key}.', '{key}?', 'Please open the sections until you find the {key}, then answer.'],
  heldOut: ['The {key} is hidden somewhere; what is it?', 'Search the sections for the {key}.', 'Report the {key}, wherever it stands.'],
}; // prettier-ignore

/** A value in one of several closed panels. */
export const hiddenValue = asking('hidden-value', ['look-around', 'tabs', 'accordion', 'key-value'], (world) => {
  const { dom, random, target, words } = world;
  const titles = words.distinct(random.integer(2, 4), words.section);
  const keys = words.distinct(titles.length * random.integer(1, 3), words.field, titles);
  const values = words.distinct(keys.length, () => valueOf(world));
  const at = target.integer(0, keys.length - 1);
  const panelOf = (i: number): number => i % titles.length;
  const found = new Map<number, HTMLElement>();
  const bodies = titles.map((_, panel) => {
    const here = keys.map((_, i) => i).filter((i) => panelOf(i) === panel && !(world.impossible && i === at));
    const pairs = dom.pairs(here.map((i) => [keys[i], values[i]]));
    here.forEach((i, k) => found.set(i, pairs.values[k]));
    return [pairs];
  });
  const panels = random.chance(0.5) ? dom.tabs(titles, bodies) : dom.accordion(titles, bodies);
  dom.add(panels);
  const look = () => reveal(panels, world.impossible ? undefined : panelOf(at));
  return { goal: world.phrase(HIDDEN, { key: keys[at] }), answer: values[at], via: world.impossible ? undefined : { from: found.get(at)! }, look };
}, 0.1); // prettier-ignore
