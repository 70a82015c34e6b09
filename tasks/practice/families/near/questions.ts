import type { Panels } from '../../dom/index.js';
import { click, refuse, stop, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings } from '../../world.js';
import { goalOf, shortTitle } from '../apps/kit.js';
import { reveal, sameText } from '../shared.js';

const CUISINES = ['Italian', 'Indian', 'Greek', 'Thai', 'Mexican', 'French', 'Korean', 'Turkish'];
const ASK_RECIPE: Phrasings = {
  seen: ['Which {kind} recipe is the {most}?', 'Find the {most} {kind} dish and tell me its name.', 'Name of the {most} {kind} recipe?', 'I feel like {kind} food. What is the {most} recipe called?', 'Please look for the {most} {kind} recipe and answer with it', '{kind}, {most}: which dish?'],
  heldOut: ['Of all {kind} dishes, tell me the {most}.', 'What could I cook that is {kind} and the {most}?', 'The {most} of the {kind} recipes is ...'],
}; // prettier-ignore

/** The quickest or slowest recipe of one kind, in a list that can be filtered. */
export const recipeFind: Family = {
  name: 'recipe-find',
  skills: ['select', 'filter', 'compare', 'answer'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const kinds = random.sample(CUISINES, random.integer(2, 4));
    const times = words.distinct(random.integer(5, 9), () => words.number(2, 24) * 5);
    const names = words.distinct(times.length, () => shortTitle(world));
    const recipes = times.map((minutes, i) => ({ minutes, name: names[i], kind: i < 2 ? kinds[0] : random.pick(kinds) }));
    const wishedKind = target.pick(recipes).kind;
    const quick = target.chance(0.6);
    const fits = recipes.filter((one) => one.kind === wishedKind).sort((a, b) => a.minutes - b.minutes);
    const wanted = fits.at(quick ? 0 : -1)!;
    const filter = dom.select('Cuisine', ['All', ...random.shuffle(kinds)], 'All');
    const titles = new Map<object, HTMLElement>();
    const cards = random.shuffle(recipes).map((one) => {
      const title = dom.element('h4', one.name);
      titles.set(one, title);
      return { one, root: dom.wrap('div', [title, dom.element('p', `${one.kind}, ${one.minutes} minutes`)], 'box') };
    });
    filter.control.addEventListener('change', () =>
      cards.forEach((card) => (card.root.hidden = filter.value() !== 'All' && filter.value() !== card.one.kind)),
    );
    dom.add(dom.heading('Recipes'), filter.root, ...cards.map((card) => card.root));
    return {
      goal: goalOf(world, ASK_RECIPE, {
        kind: wishedKind,
        most: quick ? target.pick(['quickest', 'fastest']) : target.pick(['slowest', 'most time-consuming']),
      }),
      ends: 'stop',
      succeeded: (answer) => sameText(answer, wanted.name),
      next: () => filter.step(wishedKind) ?? stop(wanted.name, { from: titles.get(wanted)! }),
    };
  },
};

const ASK_CONTACT: Phrasings = {
  seen: ['What is the {what} of {first} from {city}?', '{what} of the {first} who lives in {city}?', 'Look up {first} ({city}) and tell me the {what}.', 'I know more than one {first}; the one in {city}: what is the {what}?', 'Please find the {what} for {first} in {city}', 'Contact: {first}, {city}. Needed: {what}.'],
  heldOut: ['How can I find the {what} of {first}, the one from {city}?', '{first} lives in {city}. Tell me the {what}.', 'Give me the {what} that is noted for {first} of {city}.'],
}; // prettier-ignore

/** A detail of one of several people with the same first name. */
export const contactDetails: Family = {
  name: 'contact-details',
  skills: ['navigate', 'near-duplicates', 'read', 'answer'],
  recoverable: true,
  impossibleShare: 0.15,
  build(world) {
    const { dom, words, random, target } = world;
    const [first, ...others] = words.distinct(random.integer(3, 5), words.firstName);
    const cities = words.distinct(others.length + 3, words.city);
    const people = [first, first, first, ...others].map((name, i) => {
      const details: Record<string, string> = {
        phone: words.phone(),
        email: words.email(),
        birthday: words.date(1950, 2005).long,
        employer: words.company(),
      };
      return { name: `${name} ${words.lastName()}`, city: cities[i], details };
    });
    const wanted = people[target.integer(0, 2)];
    const what = target.pick(Object.keys(wanted.details));
    let open: { person: object; values: HTMLElement[] } | undefined;
    const rows = new Map<object, HTMLElement>();
    world.reserve('phone', 'email', 'birthday', 'employer', 'contacts');
    world.show('contacts', () => {
      open = undefined;
      dom.add(dom.heading('Contacts'));
      for (const person of random.shuffle(people.filter((one) => !world.impossible || one !== wanted))) {
        const link = dom.link(person.name, () => world.go(person.name, () => {
          const { root, values } = dom.pairs(Object.entries(person.details));
          open = { person, values };
          dom.add(dom.heading(person.name), root);
        })); // prettier-ignore
        rows.set(person, link.control);
        dom.add(dom.wrap('div', [dom.wrap('div', [link]), dom.wrap('div', [person.city])], 'box'));
      }
    });
    const next = (): OracleStep => {
      if (open?.person === wanted)
        return stop(wanted.details[what], { from: open.values[Object.keys(wanted.details).indexOf(what)] });
      if (open) return { do: 'back' };
      return world.impossible ? refuse() : click(rows.get(wanted)!);
    };
    return {
      goal: goalOf(world, ASK_CONTACT, { first, city: wanted.city, what }),
      ends: 'stop',
      succeeded: (answer) => sameText(answer, wanted.details[what]),
      next,
    };
  },
};

const ASK_NEWS: Phrasings = {
  seen: ['{question} "{title}"?', 'Open the article "{title}". {Question} it?', 'Read "{title}" and tell me: {question} it?', 'I read something called {title}. {Question} that article?', '{title}: {question} this?', 'Find the story {title} and answer: {question} it?'],
  heldOut: ['There is an article, {title}. {Question} it?', 'Please check "{title}". {Question} the piece?', 'Tell me, {question} the story "{title}"?'],
}; // prettier-ignore

/** Author, place or reading time of an article that stands in one of several sections. */
export const newsReader: Family = {
  name: 'news-reader',
  skills: ['tabs', 'navigate', 'read', 'answer'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const sections = random.sample(['World', 'Sport', 'Culture', 'Science', 'Business', 'Travel', 'Local'], random.integer(2, 4));
    const articles = words.distinct(random.integer(5, 9), () => shortTitle(world)).map((title, i) => {
      const facts: Record<string, string> = { By: words.fullName(), From: words.city(), Published: words.date(2023, 2026).long };
      return { title, section: i < sections.length ? i : random.integer(0, sections.length - 1), facts, text: words.paragraph(3) };
    }); // prettier-ignore
    const wanted = target.pick(articles);
    const [fact, question] = target.pick([['By', 'who wrote'], ['From', 'which city is the origin of'], ['Published', 'when did they publish']]); // prettier-ignore
    let open: { article: object; value: HTMLElement } | undefined;
    let tabs: Panels;
    const links = new Map<object, HTMLElement>();
    world.show('news', () => {
      open = undefined;
      const bodies = sections.map((_, i) => articles.filter((one) => one.section === i).map((article) => {
        const link = dom.link(article.title, () => world.go(article.title, () => {
          const { root, values } = dom.pairs(Object.entries(article.facts));
          open = { article, value: values[Object.keys(article.facts).indexOf(fact)] };
          dom.add(dom.heading(article.title), ...random.shuffle([root, dom.element('p', article.text)]));
        }));
        links.set(article, link.control);
        return dom.wrap('p', [link]);
      })); // prettier-ignore
      tabs = dom.tabs(sections, bodies);
      dom.add(tabs.root);
    });
    const next = (): OracleStep => {
      if (open) return open.article === wanted ? stop(wanted.facts[fact], { from: open.value }) : { do: 'back' };
      return (tabs.seen().has(wanted.section) ? tabs.step(wanted.section) : reveal(tabs)) ?? click(links.get(wanted)!);
    };
    return {
      goal: goalOf(world, ASK_NEWS, { question, Question: capital(question), title: wanted.title }),
      ends: 'stop',
      succeeded: (answer) => sameText(answer, wanted.facts[fact]),
      next,
    };
  },
};
