import { type Action, type Observation, type PageElement, wordsOf } from '../../core/index.js';
import { assessRisk, describeElement, plainName, type Wiring } from '../../tools/index.js';
import { addressOf, isControl, patternOf } from './anchors.js';
import type { SiteControl, SiteEdge, SitePage } from './records.js';

/** A page as it was just seen. */
export interface Look {
  page: Observation;
  wiring: readonly Wiring[];
}

/** An edge before it is known on which page of the graph it begins. */
export type Offer = Omit<SiteEdge, 'from' | 'tries' | 'failures'>;

/** Links of one folder outside of menus, this many, may be a list of things of one kind. */
const LEAST_OF_A_LIST = 4;
/** Elements of equal role and name, this many, are the same in several rows. */
const LEAST_TWINS = 3;
const MOST_OPTIONS = 12;

/** What can be tried on a page: pressing what can be pressed, one option of each list, a word in each search field. */
export function offersOf(look: Look): Offer[] {
  const wired = new Map(look.wiring.map((one) => [one.ref, one]));
  const links = hrefsOf(look);
  return look.page.elements.flatMap((element) => {
    const does = isControl(element) ? doingOf(element, wired.get(element.ref), look.page) : undefined;
    if (!does) return [];
    const action = actionOf(does, element.ref);
    const link = does.kind === 'click' ? linkOf(wired.get(element.ref)?.href, look.page.url) : undefined;
    const group = groupOf(element, link, look, links);
    return [
      {
        key: keyOf(element, does),
        does,
        locator: describeElement(look.page, element.ref),
        ...(link ? { link } : {}),
        ...(group ? { group } : {}),
        ...assessRisk(action, look.page, look.wiring),
      },
    ];
  });
}

/** The action that an edge stands for on an element. */
export function actionOf(does: SiteEdge['does'], ref: number): Action {
  if (does.kind === 'click') return { kind: 'click', ref };
  if (does.kind === 'select') return { kind: 'select', ref, option: does.option };
  return { kind: 'type', ref, text: { kind: 'literal', text: does.text } };
}

const keyOf = ({ role, name, context, region }: PageElement, { kind }: SiteEdge['does']): string =>
  `${kind} ${role} "${name}"${context ? ` (${context})` : ''}${region ? ` in ${region}` : ''}`;

function doingOf(element: PageElement, wiring: Wiring | undefined, page: Observation): SiteEdge['does'] | undefined {
  if (wiring?.download) return undefined;
  if (element.verbs.includes('select')) {
    const option = element.options?.find(({ selected, label }) => !selected && label !== '')?.label;
    return option === undefined ? undefined : { kind: 'select', option };
  }
  if (element.verbs.includes('type')) return isSearch(element, wiring) ? { kind: 'type', text: wordOf(page) } : undefined;
  return element.verbs.includes('click') ? { kind: 'click' } : undefined;
}

const isSearch = ({ role }: PageElement, wiring: Wiring | undefined): boolean =>
  role === 'searchbox' || wiring?.input === 'search' || wiring?.form?.search === true;

/** Something that the page itself speaks of is likely to be found. */
function wordOf({ elements, title }: Observation): string {
  const texts = [...elements.filter(({ role }) => role === 'heading' || role === 'cell').map(({ name }) => name), title];
  return texts.flatMap(wordsOf).find((word) => /^\p{L}{4,}$/u.test(word)) ?? 'a';
}

function linkOf(href: string | undefined, pageUrl: string): SiteEdge['link'] {
  if (href === undefined || !URL.canParse(href) || !URL.canParse(pageUrl)) return undefined;
  const [target, page] = [new URL(href), new URL(pageUrl)];
  const samePlace = target.protocol === page.protocol && target.host === page.host;
  if (samePlace && /^#$|^$/.test(target.hash) && href.endsWith('#')) return undefined;
  return samePlace ? { address: addressOf(href), elsewhere: false } : { address: href, elsewhere: true };
}

const PAGING =
  /^(?:next|previous|prev|older|newer|first|last|load more|show more|more|\d{1,4}|[<>‹›«»←→]+)(?: page)?(?: [<>‹›«»←→]+)?$/i;
const PAGING_QUERY = /^(?:page|p|offset|start|from|cursor|after|before)$/i;

function groupOf(element: PageElement, link: SiteEdge['link'], { page }: Look, links: readonly string[]): SiteEdge['group'] {
  const { role, name, region, cell } = element;
  const here = patternOf(addressOf(page.url));
  const fixed = (label: string): SiteEdge['group'] => ({ name: label, adaptive: false });
  const linked = link && !link.elsewhere ? link.address : undefined;
  if (PAGING.test(name.trim()) || (linked && isPaging(linked))) return fixed(`turning pages of ${here}`);
  const twins = page.elements.filter((one) => one.role === role && one.name === name).length;
  if (twins >= LEAST_TWINS) return fixed(`${role} "${plainName(name)}" on ${here}`);
  if (cell && cell.rowIndex > 0) return fixed(`${role} in column "${cell.column}" on ${here}`);
  if (/^(?:checkbox|radio|option)$/.test(role)) return fixed(`${role} in ${region} on ${here}`);
  if (!linked) return undefined;
  if (patternOf(linked) !== linked && patternOf(linked).includes('*')) return fixed(`link to ${patternOf(linked)}`);
  const folder = folderOf(linked);
  const many = links.filter((other) => folderOf(other) === folder).length >= LEAST_OF_A_LIST;
  return folder !== '' && many && !/^(?:navigation|banner)/.test(region)
    ? { name: `link into ${folder}`, adaptive: true }
    : undefined;
}

const isPaging = (address: string): boolean =>
  [...new URLSearchParams(address.split('?')[1] ?? '')].some(([key, value]) => PAGING_QUERY.test(key) && /^\d+$/.test(value));

/** `/docs/intro` lies in `/docs`; what lies at the top has no folder. */
const folderOf = (address: string): string => address.split(/[?#]/)[0].split('/').slice(0, -1).join('/');

function hrefsOf({ wiring, page }: Look): string[] {
  const links = wiring
    .map(({ href }) => linkOf(href, page.url))
    .flatMap((link) => (link && !link.elsewhere ? [link.address] : []));
  return [...new Set(links)];
}

/** The controls of a page, each once. */
export function controlsOf({ page, wiring }: Look): SiteControl[] {
  const wired = new Map(wiring.map((one) => [one.ref, one]));
  const seen = new Set<string>();
  return page.elements.filter(isControl).flatMap((element) => {
    const { role, name, region, states, verbs, options } = element;
    const control = controlKey({ role, name, region });
    if (seen.has(control)) return [];
    seen.add(control);
    const own = wired.get(element.ref);
    const pressed = verbs.includes('click') && !verbs.includes('type');
    return [
      {
        role,
        name,
        region,
        ...(pressed ? { risk: assessRisk({ kind: 'click', ref: element.ref }, page, wiring).risk } : {}),
        ...(states.includes('required') ? { required: true } : {}),
        ...(options ? { options: options.slice(0, MOST_OPTIONS).map(({ label }) => label) } : {}),
        ...(own?.form ? { form: own.form.index } : {}),
        ...(own?.submits ? { submits: true } : {}),
      },
    ];
  });
}

/** One control, on whatever pages it stands. */
export const controlKey = ({ role, name, region }: Pick<SiteControl, 'role' | 'name' | 'region'>): string =>
  `${role} ${plainName(name)} ${region}`;

const MOST_TEXTS = 120;
const LONGEST_TEXT = 80;

/** What a page is, without where it stands in the graph. */
export function contentOf(look: Look): Pick<SitePage, 'title' | 'headings' | 'controls' | 'forms' | 'texts'> {
  const { elements, title } = look.page;
  const names = (roles: RegExp): string[] => [
    ...new Set(
      elements.filter(({ role, name }) => roles.test(role) && name !== '' && name.length <= LONGEST_TEXT).map(({ name }) => name),
    ),
  ];
  const forms = new Map(look.wiring.flatMap(({ form }) => (form ? [[form.index, form]] : [])));
  return {
    title,
    headings: names(/^heading$/),
    controls: controlsOf(look),
    forms: [...forms.values()].map(({ index, name, method, search }) => ({ index, name, ...(method ? { method } : {}), search })),
    texts: names(/^(?:text|cell|rowheader|image|listitem|item)$/).slice(0, MOST_TEXTS),
  };
}
