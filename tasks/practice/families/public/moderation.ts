import { choose, click, refuse, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings, World } from '../../world.js';
import { buttonMaker, ending, goalOf } from '../apps/kit.js';
import { doing, records, shapeOf } from './kit.js';

const REASONS = ['Spam', 'Insult', 'Off-topic', 'Advertising', 'Duplicate', 'Wrong section', 'Private data'];

type State = 'open' | 'kept' | 'gone';

interface Post {
  author: string;
  text: string;
  reason: string;
  reports: number;
  state: State;
}

/** Posts that were reported; two of them share an author, two a reason. */
function makePosts({ random, words }: World): Post[] {
  const count = random.integer(4, 6);
  const authors = words.distinct(count, words.userName);
  const reasons = random.sample(REASONS, 3);
  const reports = words.distinct(count, () => words.number(1, 20));
  return authors.map((author, i) => ({
    author: i === 1 ? authors[0] : author,
    text: words.sentence(),
    reason: i < 2 ? reasons[i] : i === 2 ? reasons[0] : random.pick(reasons),
    reports: reports[i],
    state: 'open',
  }));
}

interface Rule {
  ask: Phrasings;
  slots: Record<string, string | number>;
  /** What has to become of a post; undefined: it stays as it is. */
  of(post: Post): State | undefined;
}

const ASK_REASON: Phrasings = {
  seen: ['{Gone} all posts reported as {reason} and {kept} all others.', 'Go through the queue: {gone} what was reported as "{reason}", {kept} the rest.', 'Everything with the reason {reason} has to go ({gone}); {kept} the other posts', 'Please {kept} each post in the queue unless it was reported as {reason}; {gone} those.', 'Is the reason {reason}? Then {gone} the post, otherwise {kept} it. Do that for every post.'],
  heldOut: ['Our rule: {reason} is never allowed, anything else is. {Gone} or {kept} each post by it.', 'Clear the queue. Only posts with the reason "{reason}" are bad, use "{gone}" on them and "{kept}" on the others.'],
}; // prettier-ignore
const ASK_COUNT: Phrasings = {
  seen: ['{Gone} every post that has {count} or more reports, and leave the others open.', 'Posts with at least {count} reports: {gone} them. Do not decide about the others.', 'Look at the number of reports. From {count} on, {gone} the post; leave the rest alone.', '{Gone} what was reported {count} times or more often, nothing else', 'Please {gone} all posts with {count} reports or more. The rest stays as it is.'],
  heldOut: ['Fewer than {count} reports are no reason to act; for all other posts, {gone}.', 'If a post reached {count} reports, {gone} it, and touch no other post.'],
}; // prettier-ignore
const ASK_AUTHOR: Phrasings = {
  seen: ['{Gone} everything that {author} wrote and leave other posts alone.', 'All posts by {author} are to go: {gone} them, nothing else.', '{author} was banned. {Gone} each post of that user', 'In the queue, {gone} the posts of "{author}" only.', 'Please {gone} what comes from {author}, and do not touch what others wrote.'],
  heldOut: ['Nothing by {author} may stay in the forum: {gone} it.', 'The user "{author}" has posts in here. {Gone} every single one, but no others.'],
}; // prettier-ignore
const ASK_IF: Phrasings = {
  seen: ['If the post by {author} has more than {count} reports, {gone} it, otherwise {kept} it.', '{Kept} the post of {author} unless it was reported more than {count} times; then {gone} it.', 'Check how often {author} was reported: more than {count} times means {gone}, else {kept}.', 'Decide about {author}: {gone} with more than {count} reports, {kept} with {count} or fewer.'],
  heldOut: ['For the post that {author} wrote the limit is {count} reports. Above it {gone}, up to it {kept}.', 'Look up the reports of {author}. {count} at most? {Kept}. More? {Gone}.'],
}; // prettier-ignore

function drawRule(world: World, posts: readonly Post[], verbs: { kept: string; gone: string }): Rule {
  const { target } = world;
  const words = { ...verbs, Kept: capital(verbs.kept), Gone: capital(verbs.gone) };
  const kind = world.impossible ? 'if' : target.pick(['reason', 'reason', 'count', 'author', 'if']);
  switch (kind) {
    case 'reason': {
      const { reason } = target.pick(posts);
      return { ask: ASK_REASON, slots: { ...words, reason }, of: (post) => (post.reason === reason ? 'gone' : 'kept') };
    }
    case 'count': {
      const counts = posts.map((post) => post.reports).sort((a, b) => b - a);
      const count = counts[target.integer(0, Math.min(2, counts.length - 2))];
      return { ask: ASK_COUNT, slots: { ...words, count }, of: (post) => (post.reports >= count ? 'gone' : undefined) };
    }
    case 'author': {
      const { author } = target.chance(0.6) ? posts.find((post, i) => i !== posts.findIndex((one) => one.author === post.author)) ?? posts[0] : target.pick(posts); // prettier-ignore
      return { ask: ASK_AUTHOR, slots: { ...words, author }, of: (post) => (post.author === author ? 'gone' : undefined) };
    }
    default: {
      const single = posts.filter((post) => posts.filter((one) => one.author === post.author).length === 1);
      const { author, reports } = target.pick(single);
      const count = Math.max(1, reports + target.pick([-3, -2, -1, 0, 1, 2, 4]));
      const verdict = reports > count ? 'gone' : 'kept';
      return { ask: ASK_IF, slots: { ...words, author, count }, of: (post) => (post.author === author ? verdict : undefined) };
    }
  }
}

const VERBS: [kept: string, gone: string][] = [['approve', 'remove'], ['keep', 'delete'], ['approve', 'hide'], ['release', 'reject'], ['allow', 'block']]; // prettier-ignore

/** Decides about the posts of a moderation queue by a rule; some wait behind a button, some were decided wrongly before. */
export const moderationQueue: Family = {
  name: 'moderation-queue',
  skills: ['condition', 'several', 'table', 'select', 'undo', 'load-more'],
  recoverable: true,
  impossibleShare: 0.06,
  build(world) {
    const { dom, random } = world;
    const all = random.shuffle(makePosts(world));
    const [kept, gone] = random.pick(VERBS);
    const rule = drawRule(world, all, { kept, gone });
    const posts = all.filter((post) => !world.impossible || rule.of(post) === undefined);
    const names: Record<State, string> = { open: 'Undecided', kept: capital(kept), gone: capital(gone) };
    if (random.chance(0.35)) random.pick(posts).state = random.pick(['kept', 'gone']);
    const start = posts.map((post) => post.state);
    const wanted = (post: Post): State => rule.of(post) ?? start[posts.indexOf(post)];
    const end = ending(world, 0.5, ['Apply', 'Finish review', 'Done', 'Close queue']);
    const button = buttonMaker(world);
    const shape = shapeOf(world);
    const asSelect = random.chance(0.3);
    const more = random.pick(['Load more', 'Show the rest', 'More posts']);
    world.reserve(more, 'Undo', kept, gone);
    let limit = random.chance(0.4) ? 3 : posts.length;
    let keys = new Map<string, HTMLElement>();
    const put = (key: string, control: HTMLElement): HTMLElement => (keys.set(key, control), control);
    const decide = (post: Post, state: State) => doing(world, () => void (post.state = state));
    const controls = (post: Post, i: number): HTMLElement => {
      if (asSelect) {
        const select = dom.element('select', '', { 'aria-label': `Decision on ${post.author}` });
        for (const state of ['open', 'kept', 'gone'] as const) select.append(dom.element('option', names[state]));
        select.selectedIndex = ['open', 'kept', 'gone'].indexOf(post.state);
        select.addEventListener('change', () => decide(post, (['open', 'kept', 'gone'] as const)[select.selectedIndex])());
        return put(`${i} select`, select);
      }
      if (post.state !== 'open') return dom.wrap('div', [dom.element('i', `Decision: ${names[post.state]}`), ' ', put(`${i} undo`, button('Undo', decide(post, 'open')))]); // prettier-ignore
      return dom.wrap('div', (['kept', 'gone'] as const).map((state) => put(`${i} ${state}`, button(names[state], decide(post, state)))), 'line'); // prettier-ignore
    };
    world.show('queue', () => {
      keys = new Map();
      const rows = posts.slice(0, limit).map((post, i) => [post.author, post.text, post.reason, String(post.reports), controls(post, i)]); // prettier-ignore
      dom.add(dom.heading(random.pick(['Moderation queue', 'Reported posts', 'Posts to review'])), records(world, shape, ['User', 'Post', 'Reason', 'Reports', ''], rows)); // prettier-ignore
      if (limit < posts.length)
        dom.add(
          put(
            more,
            button(
              more,
              doing(world, () => void (limit = posts.length)),
            ),
          ),
        );
      end.place();
    });
    const step = (post: Post): OracleStep => {
      const i = posts.indexOf(post);
      const select = keys.get(`${i} select`) as HTMLSelectElement | undefined;
      if (select) return choose(select, names[wanted(post)]) ?? { do: 'select', on: select, option: names[wanted(post)] };
      return click(keys.get(post.state === 'open' ? `${i} ${wanted(post)}` : `${i} undo`)!);
    };
    const next = (): OracleStep => {
      const wrong = posts.slice(0, limit).find((post) => post.state !== wanted(post));
      if (wrong) return step(wrong);
      if (limit < posts.length) return click(keys.get(more)!);
      return world.impossible ? refuse() : end.last();
    };
    const done = (): boolean => posts.every((post) => post.state === wanted(post));
    return { goal: goalOf(world, rule.ask, rule.slots, end), ends: end.ends, succeeded: done, next };
  },
};
