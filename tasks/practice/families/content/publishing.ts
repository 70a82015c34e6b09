import type { Control } from '../../dom/index.js';
import { refuse, stop, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings, World } from '../../world.js';
import { ending, goalOf, shortTitle } from '../apps/kit.js';
import { copy, createSite, datesDown, listen, onOff, picker, same, topics } from './site.js';
import { listed } from '../shared.js';

interface Post {
  title: string;
  author: string;
  status: string;
  category: string;
  comments: boolean;
  featured: boolean;
}
type Setting = Exclude<keyof Post, 'author'>;

/** Posts of a blog; now and then two share a title and differ by their author. */
function makePosts(world: World, count: number, statuses: string[], categories: string[]): Post[] {
  const { words, random } = world;
  const titles = words.distinct(count, () => shortTitle(world));
  const authors = words.distinct(3, random.pick([words.firstName, words.fullName]));
  const posts = titles.map((title, i) => ({
    title,
    author: authors[i % 3],
    status: random.pick(statuses),
    category: random.pick(categories),
    comments: random.chance(0.6),
    featured: random.chance(0.25),
  }));
  if (random.chance(0.35)) posts[1].title = posts[0].title;
  return random.shuffle(posts);
}

const ASK_CHANGES: Phrasings = {
  seen: [
    'In the post {post}, {changes}.', 'Open {post} and {changes}.', 'For the post {post}: {changes}.', 'Please go to the post {post}, {changes} and save it.',
    '{changes} - all of that in the post {post}.', 'Edit {post}: {changes}', 'Can you {changes} for the article {post}?', 'The article {post} needs a change: {changes}.',
    'Find {post} among the posts, then {changes}.', 'I am not happy with the post {post}. Please {changes}.',
  ],
  heldOut: [
    'The blog entry {post} is not right yet. Could somebody {changes}?', 'Before the readers see it, {changes}; this is about {post}.',
    'As to {post}: {changes}, then store it.', 'My editor asked me to {changes} at {post}', 'Once you have {post} in front of you, {changes}.',
  ],
}; // prettier-ignore
const ASK_SETTING: Record<Setting, Phrasings> = {
  title: { seen: ['change the title to "{v}"', 'rename it to "{v}"', 'call it "{v}"', 'make "{v}" the title', 'set the title to "{v}"'], heldOut: ['give it the headline "{v}"', 'let the title read "{v}"'] },
  status: { seen: ['set the status to {v}', 'change its status to "{v}"', 'make the status {v}', 'put the status on "{v}"', 'switch the status to {v}'], heldOut: ['see to it that the status says {v}', 'have it stand as "{v}"'] },
  category: { seen: ['move it to the category {v}', 'set the category to {v}', 'file it under "{v}"', 'choose {v} as the category', 'put it into "{v}"'], heldOut: ['let it belong to {v}', 'sort it under the category {v}'] },
  comments: { seen: ['turn comments {v}', 'switch the comments {v}', 'set comments to {v}', 'put comments {v}'], heldOut: ['have the comments {v}', 'see that comments are {v}'] },
  featured: { seen: ['turn featured {v}', 'switch the featured mark {v}', 'set featured to {v}', 'put featured {v}'], heldOut: ['have featured {v}', 'see that featured is {v}'] },
}; // prettier-ignore
const COMMENTS = ['Allow comments', 'Comments', 'Comments are open'];
const FEATURED = ['Featured', 'Featured post', 'Show as featured'];

const say = (value: string | boolean): string => (typeof value === 'string' ? value : value ? 'on' : 'off');

/** One to three settings of one post, in an editor that saves; the list has a filter and shows a few posts at first. */
export const blogPostSettings: Family = {
  name: 'blog-post-settings',
  skills: ['navigate', 'select', 'switch', 'type', 'several'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, random, target } = world;
    const statuses = random.pick([['Draft', 'Published', 'Private'], ['Draft', 'Live', 'Archived'], ['Unpublished', 'Published', 'In review'], ['Draft', 'Scheduled', 'Public', 'Hidden']]); // prettier-ignore
    const categories = topics(world, random.integer(3, 6));
    const all = makePosts(world, random.integer(5, 9), statuses, categories);
    const chosen = target.pick(all);
    const posts = world.impossible ? all.filter((post) => post.title !== chosen.title) : all;
    const controls: Record<Setting, Control<string> | Control<boolean>> = {
      title: dom.field(random.pick(['Title', 'Headline', 'Post title'])),
      status: picker(world, random.pick(['Status', 'Visibility', 'State']), statuses, statuses[0]),
      category: picker(world, random.pick(['Category', 'Section', 'Filed under']), categories, categories[0]),
      comments: onOff(world, random.pick(COMMENTS)),
      featured: onOff(world, random.pick(FEATURED)),
    };
    const order = random.shuffle<Setting>(['title', 'status', 'category', 'comments', 'featured']);
    const values: Record<Setting, () => string | boolean> = {
      title: () => shortTitle(world),
      status: () => target.pick(statuses.filter((one) => one !== chosen.status)),
      category: () => target.pick(categories.filter((one) => one !== chosen.category)),
      comments: () => !chosen.comments,
      featured: () => !chosen.featured,
    };
    const asked = target.sample(order, target.pick([1, 2, 2, 3]));
    const change = Object.fromEntries(asked.map((key, i) => [key, i > 0 && target.chance(0.15) ? chosen[key] : values[key]()])); // prettier-ignore
    const wanted = new Map(posts.map((post) => [post, post === chosen ? { ...post, ...change } : { ...post }]));
    const site = createSite(world);
    const end = ending(world, 0.3, ['Done', 'Finish', 'Close', 'Log out']);
    const filter = picker(world, random.pick(['Show', 'Filter', 'Posts']), ['All', ...statuses], 'All');
    listen(filter, () => world.refresh());
    const [per, asTable, stays] = [random.integer(4, 5), random.chance(0.5), random.chance(0.5)];
    const names = { more: random.pick(['Load more', 'Show more', 'More posts']), edit: random.pick(['Edit', 'Open', '']), save: random.pick(['Save', 'Update', 'Save changes', 'Save post']) }; // prettier-ignore
    let shown = per;
    let opened = posts[0];
    const fill = (post: Post): void => order.forEach((key) => (controls[key] as Control<string | boolean>).set(post[key]));
    const open = (post: Post): void => {
      opened = post;
      fill(post);
      site.go(`edit ${posts.indexOf(post)}`, editor);
    };
    const save = (): void => {
      for (const key of order) Object.assign(opened, { [key]: controls[key].value() });
      if (stays) site.then(() => site.say('Your changes are saved.'))();
      else world.back();
    };
    const editor = (): void => {
      dom.add(...site.backLink(), dom.heading(random.pick(['Edit post', 'Post settings', 'Editor'])), dom.element('p', `by ${opened.author}`)); // prettier-ignore
      dom.layout(order.map((key) => controls[key]), { kind: random.pick(['block', 'grid', 'section', 'list']) }); // prettier-ignore
      dom.add(dom.wrap('div', [site.button('save', names.save, save)]));
    };
    const row = (post: Post): HTMLElement[] => {
      const name = `open ${posts.indexOf(post)}`;
      const title = names.edit ? dom.element('span', post.title) : site.link(name, post.title, () => open(post));
      const rest = [post.author, post.status, post.category].map((text) => dom.element('span', text));
      return [title, ...rest, ...(names.edit ? [site.button(name, names.edit, () => open(post))] : [])];
    };
    site.show('posts', () => {
      const fits = posts.filter((post) => filter.value() === 'All' || post.status === filter.value());
      const rows = fits.slice(0, shown).map(row);
      dom.add(dom.heading(random.pick(['Posts', 'All posts', 'Blog', 'Articles'])), filter);
      if (asTable) dom.add(dom.table(['Title', 'Author', 'Status', 'Category', ...(names.edit ? [''] : [])], rows));
      else dom.layout(rows.map((parts) => dom.wrap('div', parts, 'line')), { kind: 'section' }); // prettier-ignore
      if (fits.length > shown)
        dom.add(
          site.button(
            'more',
            names.more,
            site.then(() => (shown += per)),
          ),
        );
      end.place();
    });
    const editing = (): OracleStep => {
      const want = wanted.get(opened)!;
      const step = order.map((key) => (controls[key] as Control<string | boolean>).step(want[key])).find((one) => one);
      if (!same(opened, want)) return step ?? site.press('save');
      return posts.every((post) => same(post, wanted.get(post))) && end.ends === 'stop' && !world.impossible
        ? stop()
        : site.leave();
    };
    const next = (): OracleStep => {
      if (site.view() !== 'posts') return editing();
      const wrong = posts.findIndex((post) => !same(post, wanted.get(post)));
      if (wrong < 0 && !world.impossible) return end.last();
      if (wrong >= 0 && site.has(`open ${wrong}`)) return site.press(`open ${wrong}`);
      return filter.step('All') ?? (site.has('more') ? site.press('more') : refuse());
    };
    const twins = all.filter((post) => post.title === chosen.title).length > 1;
    const post = twins || target.chance(0.2) ? `"${chosen.title}" by ${chosen.author}` : `"${chosen.title}"`;
    const changes = listed(asked.map((key) => world.phrase(ASK_SETTING[key], { v: say(change[key]) }))); // prettier-ignore
    const goal = goalOf(world, ASK_CHANGES, { post, changes }, end);
    return { goal: capital(goal), ends: end.ends, succeeded: () => posts.every((one) => same(one, wanted.get(one))), next };
  },
};

interface Entry {
  title: string;
  author: string;
  category: string;
  date: string;
  views: number;
  live: boolean;
  trashed: boolean;
}
type Act = 'publish' | 'unpublish' | 'trash';

const ASK_BULK: Record<Act, Phrasings> = {
  publish: {
    seen: ['Publish {what}.', 'Please publish {what}', 'Make {what} public: publish them.', '{what} should be published.', 'Select {what} and publish them', 'Can you publish {what}?', 'Make sure that {what} are published.', 'It is time to publish {what}.', 'Set {what} to published.'],
    heldOut: ['The readers are waiting for {what}, so put them online.', 'Bring {what} online', 'Whatever counts as {what} has to go live.', 'From now on {what} can be read by everybody.'],
  },
  unpublish: {
    seen: ['Unpublish {what}.', 'Please unpublish {what}', 'Set {what} back to draft.', '{what} should be drafts again.', 'Select {what} and unpublish them', 'Can you unpublish {what}?', 'Make sure that {what} are drafts.', 'Take back the publication of {what}.', 'Switch {what} to draft'],
    heldOut: ['Nobody should read {what} any more; make drafts of them.', 'Take {what} offline', 'Whatever counts as {what} must not stay public.', 'We have to withdraw {what}, without deleting anything.'],
  },
  trash: {
    seen: ['Move {what} to the trash.', 'Delete {what}', 'Please throw {what} into the trash.', '{what} should go to the trash.', 'Select {what} and trash them', 'Can you delete {what}?', 'Clean up the blog: move {what} to the trash.', 'I do not need {what} any more, delete them.', 'Trash {what}.'],
    heldOut: ['Get rid of {what}.', 'Nobody misses {what}; away with them', 'Whatever counts as {what} belongs into the bin.', 'Sweep out {what}, all of them.'],
  },
}; // prettier-ignore
const WHICH: Record<string, Phrasings> = {
  state: { seen: ['all {state} by {author}', 'every one of the {state} by {author}', 'the {state} that {author} wrote', 'all {state} of {author}'], heldOut: ['the {state} with {author} as the author', '{author}\'s {state}'] },
  category: { seen: ['all posts in {category}', 'the posts in the category "{category}"', 'every post that is filed under {category}', 'all {category} posts'], heldOut: ['what we have on {category}', 'the whole category {category}'] },
  views: { seen: ['all posts with fewer than {views} views', 'the posts that have less than {views} views', 'every post below {views} views', 'posts with under {views} views'], heldOut: ['the posts that did not reach {views} views', 'what was seen fewer than {views} times'] },
  date: { seen: ['all posts from before {date}', 'the posts that are older than {date}', 'every post dated before {date}', 'posts written before {date}'], heldOut: ['the posts with a date earlier than {date}', 'what we wrote ahead of {date}'] },
}; // prettier-ignore

/** All posts that meet a condition, by ticking rows and a bulk command that asks first; the trash gives back what went wrong. */
export const blogBulkStatus: Family = {
  name: 'blog-bulk-status',
  skills: ['check', 'table', 'several', 'dialog', 'compare', 'undo'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const count = random.integer(4, 7);
    const [authors, categories] = [words.distinct(3, words.firstName), topics(world, 3)];
    const dates = random.shuffle(datesDown(world, count));
    const views = words.distinct(count, () => words.number(3, 900));
    const posts = words.distinct(count, () => shortTitle(world)).map((title, i): Entry => ({ title, author: authors[i % 3], category: random.pick(categories), date: dates[i], views: views[i], live: random.chance(0.5), trashed: false })); // prettier-ignore
    const model = target.pick(posts);
    const act: Act = target.pick(model.live ? ['unpublish', 'unpublish', 'trash'] : ['publish', 'publish', 'trash']);
    const kind = target.pick(Object.keys(WHICH));
    const line = (model.views + target.integer(1, 40)).toString();
    const after = [...dates].sort().find((date) => date > model.date);
    const edge = after ?? '2027-01-01';
    const fits = (post: Entry): boolean => {
      if (kind === 'state') return post.author === model.author && post.live === model.live;
      if (kind === 'category') return post.category === model.category;
      return kind === 'views' ? post.views < Number(line) : post.date < edge;
    };
    const before = copy(posts);
    const done = (post: Entry, how: Act): Entry => (how === 'trash' ? { ...post, trashed: true } : { ...post, live: how === 'publish' }); // prettier-ignore
    const wanted = before.map((post) => (fits(post) ? done(post, act) : post));
    const site = createSite(world);
    const end = ending(world, 0.25, ['Done', 'Finish', 'Close']);
    const labels: Record<Act, string> = { publish: 'Publish', unpublish: random.pick(['Unpublish', 'Set to draft', 'Switch to draft']), trash: random.pick(['Move to trash', 'Delete', 'Trash']) }; // prettier-ignore
    const acts = random.shuffle<Act>(['publish', 'unpublish', 'trash']);
    const menu = dom.select(random.pick(['Bulk actions', 'With selected', 'Action']), acts.map((one) => labels[one])); // prettier-ignore
    const states = random.pick([['Draft', 'Published'], ['draft', 'live']]); // prettier-ignore
    const names = { apply: random.pick(['Apply', 'Go', 'OK']), trash: random.pick(['Trash', 'Bin']), list: random.pick(['Posts', 'All posts', 'Articles']) }; // prettier-ignore
    const boxes = posts.map((post) => dom.element('input', '', { type: 'checkbox', 'aria-label': `Select ${post.title}` }));
    const telling = kind === 'state' ? 'author' : (kind as 'category' | 'views' | 'date');
    const columns = random.shuffle(['author', 'category', 'date', 'views'] as const).filter((name, i) => name === telling || i === 0); // prettier-ignore
    const ticked = (): number[] => posts.map((_, i) => i).filter((i) => boxes[i].checked && !posts[i].trashed);
    const apply = (): void => {
      const how = acts.find((one) => labels[one] === menu.value());
      const chosen = ticked();
      if (!how || chosen.length === 0) return site.then(() => site.say('Choose an action and at least one post.'))();
      site.then(() => site.ask({ id: 'bulk', title: `${labels[how]}?`, text: `This concerns ${chosen.length} posts.`, yes: labels[how], work: () => {
        for (const i of chosen) Object.assign(posts[i], done(posts[i], how));
        boxes.forEach((box) => (box.checked = false));
        site.say(`${chosen.length} posts were changed.`);
      } }))(); // prettier-ignore
    };
    const trash = (): void => {
      const gone = posts.filter((post) => post.trashed);
      dom.add(...site.backLink(), dom.heading(names.trash));
      dom.add(dom.list(gone.map((post) => dom.wrap('div', [dom.element('span', post.title), site.button(`restore ${posts.indexOf(post)}`, 'Restore', site.then(() => (post.trashed = false)))], 'line')))); // prettier-ignore
    };
    site.show('list', () => {
      dom.add(dom.heading(names.list));
      dom.layout([menu, site.button('apply', names.apply, apply), site.link('trash', `${names.trash} (${posts.filter((post) => post.trashed).length})`, () => site.go('trash', trash))], { kind: 'line' }); // prettier-ignore
      const rows = posts.flatMap((post, i) => (post.trashed ? [] : [[boxes[i], post.title, ...columns.map((name) => String(post[name])), states[post.live ? 1 : 0]]])); // prettier-ignore
      dom.add(dom.table(['', 'Title', ...columns.map(capital), 'Status'], rows));
      end.place();
    });
    const needs = (i: number): Act | '' => {
      if (same(posts[i], wanted[i])) return '';
      return wanted[i].trashed ? 'trash' : wanted[i].live ? 'publish' : 'unpublish';
    };
    const next = (): OracleStep => {
      const lost = posts.findIndex((post, i) => post.trashed && !wanted[i].trashed);
      if (site.view() === 'trash') return lost < 0 ? site.leave() : site.press(`restore ${lost}`);
      const need = posts.map((_, i) => needs(i)).find((one, i) => one && !posts[i].trashed) || '';
      const group = posts.map((post, i) => need !== '' && !post.trashed && needs(i) === need);
      const wrong = posts.findIndex((post, i) => !post.trashed && boxes[i].checked !== group[i]);
      const ready = need !== '' && menu.value() === labels[need] && wrong < 0;
      if (site.asked()) return site.settle(ready);
      if (lost >= 0) return site.press('trash');
      if (need === '') return end.last();
      if (wrong >= 0) return { do: 'click', on: boxes[wrong] };
      return menu.step(labels[need]) ?? site.press('apply');
    };
    const slots = { state: model.live ? 'published posts' : 'drafts', author: model.author, category: model.category, views: line, date: edge }; // prettier-ignore
    const goal = goalOf(world, ASK_BULK[act], { what: world.phrase(WHICH[kind], slots) }, end);
    return { goal: capital(goal), ends: end.ends, succeeded: () => same(posts, wanted), next };
  },
};
