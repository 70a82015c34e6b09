import { click, refuse, type Family, type OracleStep } from '../../family.js';
import type { Field } from '../../dom/index.js';
import type { Phrasings } from '../../world.js';
import { ordinal } from '../shared.js';

const OPEN: Phrasings = {
  seen: ['Search for {query} and open {title}.', 'Look up "{query}" and click the result "{title}".', 'Find {title} by searching for {query}.', 'Search: {query}. Open {title}.', 'Please search {query}, then go to {title}', 'Type {query} into the search box and open the result {title}.'],
  heldOut: ['With a search for {query}, get to {title}.', '{title} turns up when you look for {query}: open it.', 'Query {query}, result {title}.'],
}; // prettier-ignore
const NTH: Phrasings = {
  seen: ['Search for {query} and open the {nth} result.', 'Look up "{query}" and click the {nth} result.', 'Use the search box to find {query}, then click on the {nth} result.', 'Search: {query}, {nth} hit.', 'Please search {query} and go to result {number}', 'Type {query} in the search field and open result number {number}.'],
  heldOut: ['Take the {nth} of what comes up for {query}.', 'Query {query}; the {nth} hit is the one.', 'After a search for {query} follow the {nth} link.'],
}; // prettier-ignore

interface View {
  field: Field;
  go: HTMLElement;
  /** Links by index of the result. */
  links: Map<number, HTMLElement>;
  page: number;
  bar?: { next?: HTMLElement; previous?: HTMLElement; numbers: HTMLElement[] };
}

/** A search box; results come by title or by place, on one page or on several. */
function searching(name: string, skills: string[], perPage: number, pages: [number, number]): Family {
  return {
    name,
    skills: ['type', 'search', ...skills],
    recoverable: true,
    impossibleShare: 0.07,
    build(world) {
      const { dom, random, target, words } = world;
      const query = random.pick([words.firstName, words.noun, words.madeUp, words.city])();
      const count = perPage * random.integer(...pages) - random.integer(0, 1);
      const titles = words.distinct(count, () => `${words.thing()} ${words.noun()}`);
      const other = words.distinct(count, () => `${words.madeUp()} ${words.noun()}`);
      const wanted = target.integer(0, count - 1);
      const byName = world.impossible || target.chance(0.5);
      const [caption, label] = [random.pick(['Search', 'Find', 'Go']), random.pick(['Search', 'Search for', 'Keywords'])];
      const seen = new Set<number>();
      let asked = '';
      let opened = '';
      let view: View;
      const found = (): string[] => (asked === query ? titles.filter((_, i) => !world.impossible || i !== wanted) : other);
      const show = (page: number) => (): void => {
        const field = dom.field(label, { value: asked });
        const search = (): void => {
          asked = field.value();
          seen.clear();
          if (asked) world.go(`results for ${asked}`, show(0));
        };
        view = { field, go: dom.button(caption, search).control, links: new Map(), page };
        dom.add(dom.wrap('div', [field, view.go]));
        if (asked) results(page);
      };
      const results = (page: number): void => {
        if (asked === query) seen.add(page);
        const rows = found().slice(page * perPage, (page + 1) * perPage).map((title, i) => {
          const link = dom.link(title, () => {
            opened = title;
            world.submit();
          });
          view.links.set(page * perPage + i, link.control);
          return dom.wrap('li', [link, dom.paragraph(words.lorem(5))]);
        }); // prettier-ignore
        dom.add(dom.list(rows));
        const last = Math.ceil(found().length / perPage);
        if (last < 2) return;
        const bar = dom.pagination(page, last, (to) => world.go(`page ${to + 1} of ${asked}`, show(to)));
        view.bar = bar;
        dom.add(bar);
      };
      world.reserve(...titles, 'search', 'find', 'go', 'next', 'previous');
      world.show('search', show(0));
      const turn = (page: number): OracleStep =>
        click((page > view.page ? view.bar!.next : view.bar!.previous) ?? view.bar!.numbers[page]);
      const next = (): OracleStep => {
        if (asked !== query) return view.field.step(query) ?? click(view.go);
        const lastPage = Math.ceil(found().length / perPage) - 1;
        const unseen = Array.from({ length: lastPage + 1 }, (_, i) => i).find((page) => !seen.has(page));
        if (world.impossible) return unseen === undefined ? refuse() : turn(unseen);
        const link = view.links.get(wanted);
        if (link) return click(link);
        return turn(
          byName && !seen.has(Math.floor(wanted / perPage)) && unseen !== undefined ? unseen : Math.floor(wanted / perPage),
        );
      };
      const nth = ordinal(wanted, Infinity, world.wording.chance(0.6));
      const goal = byName
        ? world.phrase(OPEN, { query, title: titles[wanted] })
        : world.phrase(NTH, { query, nth, number: wanted + 1 });
      return { goal, ends: 'page', succeeded: () => asked === query && opened === titles[wanted], next };
    },
  };
}

export const searchOpen = searching('search-open', ['click'], 8, [1, 1]);
export const searchPages = searching('search-pages', ['click', 'pagination', 'ordinal'], 3, [2, 3]);
