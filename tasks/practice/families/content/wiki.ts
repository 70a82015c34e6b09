import { refuse, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings } from '../../world.js';
import { ending, goalOf, shortText } from '../apps/kit.js';
import { createSite, datesDown, same, topics } from './site.js';

interface Version {
  date: string;
  user: string;
  comment: string;
  size: number;
}

const WHICH: Record<string, Phrasings> = {
  user: { seen: ['the version by {user}', "{user}'s version", 'the version that {user} wrote', 'what {user} saved', 'the revision of {user}'], heldOut: ['the state that {user} left', 'the revision with {user} as its author'] },
  newest: { seen: ['the newest version by {user}', 'the latest version that {user} saved', "{user}'s most recent version", 'the last revision by {user}'], heldOut: ['the most recent state that {user} left', 'whatever {user} saved last'] },
  oldest: { seen: ['the oldest version by {user}', 'the first version that {user} saved', "{user}'s earliest version", 'the earliest revision by {user}'], heldOut: ['the state that {user} left at the very start', 'whatever {user} saved first'] },
  date: { seen: ['the version of {date}', 'the version from {date}', 'the revision dated {date}', 'the version that was saved on {date}'], heldOut: ['the state of {date}', 'how it was on {date}'] },
  before: { seen: ['the version right before the one of {date}', 'the last version from before {date}', 'the version that came just before {date}', 'the one before the revision of {date}'], heldOut: ['the state that the revision of {date} replaced', 'the closest version that is older than {date}'] },
  largest: { seen: ['the largest version', 'the version with the most bytes', 'the biggest version', 'the version of the largest size'], heldOut: ['whichever version has the most bytes', 'the longest of all the versions'] },
}; // prettier-ignore
const ASK: Phrasings = {
  seen: [
    'Restore {which} of the page {page}. Reason: "{reason}"{more}.', 'In the history of {page}, restore {which} with the reason "{reason}"{more}.', 'Go back to {which} of {page} and give "{reason}" as the reason{more}.',
    'Please bring {page} back to {which}, reason "{reason}"{more}.', 'Open the history of "{page}" and restore {which}; the reason is "{reason}"{more}.', 'The page {page} was spoiled. Restore {which}, with "{reason}" as the reason{more}.',
    'Could you restore {which} of "{page}" because of "{reason}"{more}?', 'Make sure that {page} shows {which} again (reason: "{reason}"){more}.', '{page}: restore {which}. As the reason enter "{reason}"{more}.',
  ],
  heldOut: [
    'Somebody has ruined {page}. I would rather have {which}; say "{reason}" when you are asked why{more}.', 'Return to {which} in the case of {page}, stating "{reason}"{more}.',
    'With "{reason}" as an explanation, let {which} be what people read under {page}{more}.', 'Why do we not use {which} of {page}? Put it back, the explanation is "{reason}"{more}.',
  ],
}; // prettier-ignore
const ASK_WATCH: Phrasings = {
  seen: [', and watch the page', ', and put the page on the watchlist', ', then watch this page', ' and start to watch the page'],
  heldOut: [', and keep an eye on the page by watching it', ', with the page on my watchlist from then on'],
};

/** Brings back an old version out of the history of a wiki page, with a reason; now and then the page is to be watched, too. */
export const wikiRestoreVersion: Family = {
  name: 'wiki-restore-version',
  skills: ['navigate', 'tabs', 'table', 'compare', 'type', 'dialog'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, words, random, target } = world;
    const [page, ...others] = topics(world, 4);
    const count = random.integer(4, 7);
    const users = words.distinct(4, random.pick([words.userName, words.firstName]));
    const sizes = words.distinct(count, () => words.number(900, 9000));
    const comments = words.distinct(count, () => shortText(world));
    const versions = datesDown(world, count).map((date, i): Version => ({ date, user: users[random.integer(0, 2)], comment: comments[i], size: sizes[i] })); // prettier-ignore
    const at = target.integer(1, count - 1);
    const chosen = versions[at];
    const own = versions.filter((one) => one.user === chosen.user);
    const forms = ['date', 'before', ...(own.length === 1 ? ['user', 'user', 'user'] : []), ...(own.length > 1 && at > 0 && own[0] === chosen ? ['newest', 'newest', 'newest'] : []), ...(own.length > 1 && own.at(-1) === chosen ? ['oldest', 'oldest'] : []), ...(Math.max(...sizes) === chosen.size ? ['largest', 'largest', 'largest'] : [])]; // prettier-ignore
    const form = world.impossible ? 'newest' : target.pick(forms);
    const user = world.impossible ? users[3] : chosen.user;
    const date = form === 'before' ? versions[at - 1].date : chosen.date;
    const reason = shortText(world);
    const watches = target.chance(0.3);
    const site = createSite(world);
    const end = ending(world, 0.25, ['Done', 'Close', 'Leave']);
    const names = { read: random.pick(['Article', 'Read', 'Page']), history: random.pick(['History', 'View history', 'Versions', 'Changes']), restore: random.pick(['Restore', 'Revert to this', 'Bring back']), reason: random.pick(['Reason', 'Summary', 'Why?']) }; // prettier-ignore
    const text = words.distinct(3, words.sentence);
    const [titles, asTable, tabbed] = [words.distinct(3, words.section), random.chance(0.65), random.chance(0.6)];
    const state = { shown: 0, reason: '', watched: random.chance(0.2) };
    const wanted = { shown: at, reason, watched: state.watched || watches };
    let picked = -1;
    const field = dom.field(names.reason, { multiline: random.chance(0.3) });
    const restore = (): void => {
      if (!field.value().trim()) return site.then(() => site.say('Please give a reason first.'))();
      Object.assign(state, { shown: picked, reason: field.value().trim() });
      picked = -1;
      site.then(() => site.say(`The version of ${versions[state.shown].date} is back.`))();
    };
    const bar = (): void => {
      const tab = (name: string, go: () => void): HTMLElement =>
        tabbed ? site.button(name, name, go) : site.link(name, name, go);
      const watch = site.button('watch', state.watched ? 'Unwatch' : 'Watch', site.then(() => (state.watched = !state.watched))); // prettier-ignore
      dom.add(dom.wrap('div', [tab(names.read, () => site.show('article', article)), tab(names.history, () => site.show('history', history)), watch], 'line')); // prettier-ignore
    };
    const article = (): void => {
      picked = -1;
      bar();
      dom.add(dom.heading(page), dom.element('p', `This is the version of ${versions[state.shown].date}.`));
      titles.forEach((title, i) => dom.add(dom.element('h3', title), dom.element('p', text[i])));
      dom.add(dom.wrap('p', ['See also: ', dom.link(others[0]), ', ', dom.link(others[1])]));
      end.place();
    };
    const form2 = (): void => {
      const cancel = site.button(
        'cancel',
        'Cancel',
        site.then(() => (picked = -1)),
      );
      dom.add(dom.card(`${names.restore}: ${versions[picked].date}`, [field, dom.wrap('div', [site.button('confirm', 'Confirm', restore), ' ', cancel])])); // prettier-ignore
    };
    const pick = (i: number): void => {
      picked = i;
      field.set('');
    };
    const history = (): void => {
      bar();
      dom.add(dom.heading(`${names.history}: ${page}`));
      const key = (i: number): HTMLElement[] => (i === state.shown ? [dom.element('span', 'current')] : [site.button(`restore ${i}`, names.restore, site.then(() => pick(i)))]); // prettier-ignore
      const rows = versions.map((one, i) => [one.date, one.user, one.comment, `${one.size} bytes`, ...key(i)]);
      if (asTable) dom.add(dom.table(['Date', 'User', 'Comment', 'Size', ''], rows));
      else dom.add(dom.list(rows.map((row) => dom.wrap('div', row.map((part) => (typeof part === 'string' ? dom.element('span', part) : part)), 'line')))); // prettier-ignore
      if (picked >= 0) form2();
    };
    site.show('article', article);
    const restoring = (): OracleStep | undefined => {
      if (picked >= 0) return picked !== at || world.impossible ? site.press('cancel') : (field.step(reason) ?? site.press('confirm')); // prettier-ignore
      if (world.impossible && state.shown === 0) return site.view() === 'history' ? refuse() : site.press(names.history);
      const again = world.impossible ? 0 : at;
      if (state.shown === again && state.reason === reason) return undefined;
      if (site.view() !== 'history') return site.press(names.history);
      return site.press(`restore ${state.shown === again ? (again === 0 ? 1 : 0) : again}`); // a wrong reason: once more
    };
    const next = (): OracleStep => {
      const step = restoring();
      if (step) return step;
      if (state.watched !== wanted.watched) return site.press('watch');
      return end.ends === 'page' && site.view() !== 'article' ? site.press(names.read) : end.last();
    };
    const more = watches ? world.phrase(ASK_WATCH) : '';
    const goal = goalOf(world, ASK, { page, which: world.phrase(WHICH[form], { user, date }), reason, more }, end);
    return { goal: capital(goal), ends: end.ends, succeeded: () => same(state, wanted), next };
  },
};
