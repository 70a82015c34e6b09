import { refuse, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings } from '../../world.js';
import { ending, goalOf, shortTitle } from '../apps/kit.js';
import { copy, createSite, datesDown, listen, picker, rowMenu, same, type RowMenu } from './site.js';

interface Thread {
  title: string;
  author: string;
  replies: number;
  date: string;
  pinned: boolean;
  locked: boolean;
}

const ASK: Record<string, Phrasings> = {
  'pinned on': {
    seen: ['Pin {what}.', 'Please pin {what}', '{what} should be pinned.', 'Pin {what} to the top', 'Can you pin {what}?', 'Make sure that {what} stays on top: pin it.', 'As a moderator, pin {what}.', 'Find {what} and pin it'],
    heldOut: ['Everybody has to see {what}, so let it stick to the top by pinning.', 'Would you keep {what} at the top with a pin?', 'Let {what} be a pinned one.', 'Use the pin on {what}'],
  },
  'pinned off': {
    seen: ['Unpin {what}.', 'Please unpin {what}', '{what} should not be pinned any more.', 'Take the pin off {what}', 'Can you unpin {what}?', 'Make sure that {what} is not pinned.', 'As a moderator, unpin {what}.', 'Find {what} and unpin it'],
    heldOut: ['Nobody needs {what} at the top any more, so unpin it.', 'Would you let go of the pin on {what}?', 'Let {what} be an ordinary one without a pin.', 'Release {what} from the top'],
  },
  'locked on': {
    seen: ['Lock {what}.', 'Please lock {what}', '{what} should be locked.', 'Close {what} to new replies: lock it', 'Can you lock {what}?', 'Make sure that {what} is locked.', 'As a moderator, lock {what}.', 'Find {what} and lock it'],
    heldOut: ['Nobody should be able to answer in {what}, so put a lock on it.', 'Would you stop the quarrel in {what} by locking it?', 'Let {what} be a locked one.', 'Turn the key on {what}'],
  },
  'locked off': {
    seen: ['Unlock {what}.', 'Please unlock {what}', '{what} should not be locked any more.', 'Open {what} for replies again: unlock it', 'Can you unlock {what}?', 'Make sure that {what} is not locked.', 'As a moderator, unlock {what}.', 'Find {what} and unlock it'],
    heldOut: ['People want to answer in {what} again, so take the lock off.', 'Would you let the talk in {what} go on by unlocking it?', 'Let {what} be an open one without a lock.', 'Release {what} from its lock'],
  },
}; // prettier-ignore
const WHICH: Record<string, Phrasings> = {
  title: { seen: ['the thread "{title}" by {author}', '"{title}" by {author}', "{author}'s thread \"{title}\""], heldOut: ['the discussion "{title}" of {author}', 'what {author} started as "{title}"'] },
  most: { seen: ['the thread with the most replies', 'the thread that has the most replies'], heldOut: ['the most discussed thread', 'whichever thread was answered most often'] },
  fewest: { seen: ['the thread with the fewest replies', 'the thread that has the fewest replies'], heldOut: ['the least discussed thread', 'whichever thread was answered least often'] },
  newest: { seen: ['the newest thread by {author}', "{author}'s latest thread"], heldOut: ['what {author} started last', 'the most recent discussion of {author}'] },
  oldest: { seen: ['the oldest thread', 'the thread with the earliest date'], heldOut: ['the thread that was started before all others', 'whichever thread is oldest'] },
  author: { seen: ['every thread by {author}', 'all threads that {author} started'], heldOut: ['whatever {author} started', 'each discussion of {author}'] },
  over: { seen: ['every thread with more than {limit} replies', 'all threads that have over {limit} replies'], heldOut: ['anything that got more than {limit} replies', 'each discussion above {limit} replies'] },
  under: { seen: ['every thread with fewer than {limit} replies', 'all threads that have under {limit} replies'], heldOut: ['anything that got fewer than {limit} replies', 'each discussion below {limit} replies'] },
}; // prettier-ignore

/** Pins, locks or releases the threads that meet a condition; commands hide in menus, locking asks first, the list can be sorted. */
export const forumModerate: Family = {
  name: 'forum-moderate',
  skills: ['menu', 'sort', 'compare', 'dialog', 'several', 'paging'],
  recoverable: true,
  impossibleShare: 0.07,
  build(world) {
    const { dom, words, random, target } = world;
    const count = random.integer(5, 8);
    const authors = words.distinct(4, random.pick([words.userName, words.firstName]));
    const [dates, replies] = [random.shuffle(datesDown(world, count)), words.distinct(count, () => words.number(0, 300))];
    const threads = words.distinct(count, () => shortTitle(world)).map((title, i): Thread => ({ title, author: authors[random.integer(0, 2)], replies: replies[i], date: dates[i], pinned: random.chance(0.25), locked: random.chance(0.25) })); // prettier-ignore
    const chosen = target.pick(threads);
    const forms = ['title', 'most', 'fewest', 'newest', 'oldest', 'author', 'over', 'under'];
    const form = world.impossible ? 'title' : target.pick(forms);
    const sorted = [...replies].sort((a, b) => a - b);
    const limit = form === 'under' ? sorted[target.integer(1, 2)] : sorted[count - target.integer(2, 3)];
    const own = threads.filter((one) => one.author === chosen.author);
    const last = (list: Thread[], sign: number): Thread => [...list].sort((a, b) => (a.date < b.date ? -sign : sign))[0];
    const fits: Record<string, (one: Thread) => boolean> = {
      title: (one) => one === chosen, most: (one) => one.replies === sorted[count - 1], fewest: (one) => one.replies === sorted[0], newest: (one) => one === last(own, -1), oldest: (one) => one === last(threads, 1),
      author: (one) => one.author === chosen.author, over: (one) => one.replies > limit, under: (one) => one.replies < limit,
    }; // prettier-ignore
    const meant = threads.filter(fits[form]);
    const [key, on] = [target.pick(['pinned', 'locked'] as const), target.chance(0.7)];
    meant.forEach((one, i) => (one[key] = i > 0 && random.chance(0.2) ? on : !on));
    if (world.impossible) threads.splice(threads.indexOf(chosen), 1);
    const wanted = copy(threads);
    wanted.forEach((one, i) => meant.includes(threads[i]) && (one[key] = on));
    const site = createSite(world);
    const end = ending(world, 0.2, ['Done', 'Close', 'Finish']);
    const order = { date: 'Newest first', replies: random.pick(['Most replies', 'Most discussed']), title: 'Title' };
    const sort = picker(world, random.pick(['Sort by', 'Order', 'Sort']), Object.values(order), order.date);
    listen(sort, () => world.refresh());
    const per = random.pick([4, 5, 9]);
    const opener = random.pick(['⋯', 'More', 'Moderate', '⋮', 'Actions']);
    const [asTable, heading] = [random.chance(0.5), random.pick(['Threads', 'Forum', 'Discussions', 'Topics'])];
    const tags = random.pick([['Pinned', 'Locked'], ['pinned', 'locked']]); // prettier-ignore
    const inMenus = random.chance(0.6);
    const asks = random.chance(0.6);
    let page = 0;
    let menus = new Map<Thread, RowMenu>();
    const seen = new Set<Thread>();
    const flip = (one: Thread, of: 'pinned' | 'locked'): void => {
      const label = of === 'locked' ? (one.locked ? 'Unlock' : 'Lock') : one.pinned ? 'Unpin' : 'Pin';
      const work = (): void => void (one[of] = !one[of]);
      if (asks && of === 'locked')
        site.ask({ id: `${threads.indexOf(one)} locked`, title: `${label} this thread?`, text: one.title, yes: label, work }); // prettier-ignore
      else work();
    };
    const commands = (one: Thread): HTMLElement => {
      const i = threads.indexOf(one);
      const labels = [one.pinned ? 'Unpin' : 'Pin', one.locked ? 'Unlock' : 'Lock'];
      const works = (['pinned', 'locked'] as const).map((of) => site.then(() => flip(one, of)));
      if (!inMenus) return dom.wrap('span', [site.button(`${i} pinned`, labels[0], works[0]), ' ', site.button(`${i} locked`, labels[1], works[1])]); // prettier-ignore
      const menu = rowMenu(world, site.button(`${i} menu`, opener, () => undefined), labels.map((label, k) => ({ label, press: works[k] }))); // prettier-ignore
      menus.set(one, menu);
      return menu.root;
    };
    const ordered = (): Thread[] => {
      const by = sort.value();
      const sign = (a: Thread, b: Thread): number => (by === order.replies ? b.replies - a.replies : by === order.title ? a.title.localeCompare(b.title) : a.date < b.date ? 1 : -1); // prettier-ignore
      return [...threads].sort(sign);
    };
    const visible = (): Thread[] => ordered().slice(page * per, page * per + per);
    const row = (one: Thread): HTMLElement[] => [
      ...[one.title, one.author, `${one.replies} replies`, one.date, [...(one.pinned ? [tags[0]] : []), ...(one.locked ? [tags[1]] : [])].join(', ')].map((text) => dom.element('span', text)),
      commands(one),
    ]; // prettier-ignore
    site.show('forum', () => {
      menus = new Map();
      visible().forEach((one) => seen.add(one));
      const rows = visible().map(row);
      dom.add(dom.heading(heading), sort);
      if (asTable) dom.add(dom.table(['Title', 'Started by', 'Replies', 'Date', '', ''], rows));
      else rows.forEach((cells) => dom.add(dom.wrap('div', cells, 'line')));
      const turn = (to: number) => site.then(() => (page = to));
      if (page > 0) dom.add(site.button('previous', 'Previous page', turn(page - 1)));
      if ((page + 1) * per < threads.length) dom.add(site.button('next', 'Next page', turn(page + 1)));
      end.place();
    });
    const wrongIn = (one: Thread): 'pinned' | 'locked' | undefined => {
      const want = wanted[threads.indexOf(one)];
      return one.pinned !== want.pinned ? 'pinned' : one.locked !== want.locked ? 'locked' : undefined;
    };
    const act = (one: Thread): OracleStep => {
      const of = wrongIn(one)!;
      return menus.get(one)?.step(of === 'pinned' ? 0 : 1) ?? site.press(`${threads.indexOf(one)} ${of}`);
    };
    const next = (): OracleStep => {
      if (site.asked()) {
        const [i, of] = site.asked().split(' ');
        return site.settle(threads[Number(i)][of as 'locked'] !== wanted[Number(i)][of as 'locked']);
      }
      const wrong = ordered().filter((one) => wrongIn(one));
      const here = visible().find((one) => wrongIn(one));
      if (form !== 'title' && seen.size < threads.length) return turnTo(ordered().findIndex((one) => !seen.has(one)));
      if (here) return act(here);
      const unseen = ordered().findIndex((one) => !seen.has(one));
      if (wrong.length > 0) return turnTo(unseen >= 0 && !seen.has(wrong[0]) ? unseen : ordered().indexOf(wrong[0]));
      if (world.impossible) return unseen >= 0 ? turnTo(unseen) : refuse();
      return end.last();
    };
    const turnTo = (at: number): OracleStep => site.press(Math.floor(at / per) > page ? 'next' : 'previous');
    const what = world.phrase(WHICH[form], { title: chosen.title, author: chosen.author, limit });
    const goal = goalOf(world, ASK[`${key} ${on ? 'on' : 'off'}`], { what }, end);
    return { goal: capital(goal), ends: end.ends, succeeded: () => !site.asked() && same(threads, wanted), next };
  },
};
