import { click, refuse, stop, type Family, type OracleStep } from '../../family.js';
import type { Phrasings, World } from '../../world.js';
import { actMaker, buttonMaker, ending, goalOf, shortText, shortTitle } from './kit.js';

interface Post {
  user: string;
  topic: string;
  text: string;
  on: Record<string, boolean>;
}

/** Posts of different users; now and then one user wrote two, which differ by their topic. */
function makePosts(world: World, count: number, commands: readonly string[]): Post[] {
  const { words, random } = world;
  const users = words.distinct(
    count,
    random.pick([words.userName, words.firstName, words.fullName, () => `@${words.userName()}`]),
  );
  const topics = words.distinct(count, () => shortTitle(world));
  if (count > 2 && random.chance(0.35)) users[0] = users[1];
  const posts = users.map((user, i) => ({
    user,
    topic: topics[i],
    text: words.sentence(),
    on: Object.fromEntries(commands.map((name) => [name, random.chance(0.2)])),
  }));
  return random.shuffle(posts);
}

const BY_USER: Phrasings = {
  seen: [
    'the post by {user}',
    "{user}'s post",
    'the post of {user}',
    'what {user} posted',
    'the message by "{user}"',
    "{user}'s update",
  ],
  heldOut: ['the entry of {user}', 'what "{user}" shared', "{user}'s words"],
};
const BY_TOPIC: Phrasings = {
  seen: [
    'the post about {topic} by {user}',
    '{user}\'s post "{topic}"',
    'the post "{topic}" of {user}',
    'what {user} wrote on "{topic}"',
  ],
  heldOut: ['the {topic} entry of {user}', '"{topic}" by {user}', "{user}'s words on {topic}"],
};

const referTo = (world: World, post: Post, posts: readonly Post[]): string =>
  world.phrase(posts.filter((one) => one.user === post.user).length > 1 || world.target.chance(0.25) ? BY_TOPIC : BY_USER, {
    user: post.user,
    topic: post.topic,
  });

/** Makes the boxes of a feed, all of one form. */
function cardMaker({ dom, random }: World): (post: Pick<Post, 'user' | 'topic' | 'text'>, parts: HTMLElement[]) => HTMLElement {
  const tag = random.pick(['div', 'article', 'section', 'div'] as const);
  const head = random.pick(['h3', 'h4', 'b', 'div', 'a'] as const);
  return ({ user, topic, text }, parts) =>
    dom.wrap(
      tag,
      [dom.element(head, user, head === 'a' ? { href: '#' } : {}), dom.element('p', topic), dom.element('p', text), ...parts],
      'box',
    );
}

const TOGGLES: Record<string, { other: string; ask: Phrasings; undo: Phrasings }> = {
  like: {
    other: 'unlike',
    ask: { seen: ['Like {post}.', 'Please like {post}', 'Give {post} a like', 'I like {post}, press like.', '{post}: like', 'Could you like {post}?'], heldOut: ['Leave a like on {post}.', '{post} deserves a like', 'Show that I like {post}.'] },
    undo: { seen: ['Unlike {post}.', 'Take back my like of {post}', 'Remove the like from {post}.', 'Please unlike {post}', '{post}: no like any more', 'I do not like {post} any more.'], heldOut: ['My like on {post} has to go.', 'Cancel the like of {post}', 'No more like for {post}.'] },
  },
  save: {
    other: 'unsave',
    ask: { seen: ['Save {post}.', 'Please save {post}', 'Save {post} for later', 'I want to keep {post}, save it.', '{post}: save', 'Could you save {post}?'], heldOut: ['Have {post} saved.', '{post} should be among my saved posts', 'Do save {post}.'] },
    undo: { seen: ['Unsave {post}.', 'Remove {post} from the saved ones', 'Please unsave {post}', '{post}: unsave', 'I no longer need {post}, unsave it.', 'Take {post} off my saved posts.'], heldOut: ['{post} need not be saved.', 'Do unsave {post}', 'Drop {post} from what I saved.'] },
  },
  share: {
    other: 'unshare',
    ask: { seen: ['Share {post}.', 'Please share {post}', 'Share {post} with my friends', '{post}: share it', 'Could you share {post}?', 'I want {post} shared.'], heldOut: ['Let others see {post}, share it.', 'Do share {post}', '{post} is worth sharing: share.'] },
    undo: { seen: ['Unshare {post}.', 'Stop sharing {post}', 'Please unshare {post}', '{post}: unshare', 'I do not want to share {post} any more.', 'Take back the share of {post}.'], heldOut: ['{post} should not be shared.', 'Do unshare {post}', 'No more sharing of {post}.'] },
  },
  bookmark: {
    other: 'remove bookmark',
    ask: { seen: ['Bookmark {post}.', 'Set a bookmark at {post}', 'Please bookmark {post}', '{post}: bookmark', 'Could you bookmark {post}?', 'I want a bookmark for {post}.'], heldOut: ['Do bookmark {post}', 'Put {post} among the bookmarks: bookmark it.', '{post} needs a bookmark'] },
    undo: { seen: ['Remove the bookmark from {post}.', 'Take the bookmark off {post}', 'Please remove the bookmark of {post}', '{post}: remove bookmark', 'I do not need the bookmark of {post}.', 'Clear the bookmark at {post}.'], heldOut: ['No bookmark for {post}.', 'The bookmark at {post} has to go', 'Drop the bookmark of {post}.'] },
  },
}; // prettier-ignore

/** Likes, saves, shares or bookmarks one post among several, or takes that back. */
export const socialToggle: Family = {
  name: 'social-toggle',
  skills: ['click', 'icon', 'toggle'],
  recoverable: true,
  impossibleShare: 0.12,
  build(world) {
    const { dom, random, target } = world;
    const commands = random.sample(Object.keys(TOGGLES), random.integer(2, 3));
    const all = makePosts(world, random.integer(3, 6), commands);
    const posts = all.slice(0, -1);
    const wanted = world.impossible ? all[all.length - 1] : target.pick(posts);
    if (world.impossible) wanted.user = `${wanted.user}${random.pick(['son', 'a', 'o', 'er'])}`;
    const command = target.pick(commands);
    const on = target.chance(0.75);
    wanted.on[command] = !on;
    const before = posts.map((post) => ({ ...post.on }));
    const act = actMaker(world, 0.6);
    const card = cardMaker(world);
    const end = ending(world, 0.35);
    let controls = new Map<string, HTMLElement>();
    world.show('feed', () => {
      controls = new Map();
      posts.forEach((post, i) => {
        const made = commands.map((name) =>
          act(name, () => ((post.on[name] = !post.on[name]), world.refresh()), { on: post.on[name], other: TOGGLES[name].other }),
        );
        commands.forEach((name, j) => controls.set(`${i} ${name}`, made[j]));
        dom.add(card(post, [dom.wrap('div', made, 'line')]));
      });
      end.place();
    });
    const right = (post: Post, i: number, name: string): boolean =>
      post.on[name] === (post === wanted && name === command ? on : before[i][name]);
    const wrong = (): HTMLElement | undefined => {
      for (const [i, post] of posts.entries())
        for (const name of commands) if (!right(post, i, name)) return controls.get(`${i} ${name}`);
      return undefined;
    };
    const next = (): OracleStep => {
      if (world.impossible) return refuse();
      const control = wrong();
      return control ? click(control) : end.last();
    };
    const goal = goalOf(world, on ? TOGGLES[command].ask : TOGGLES[command].undo, { post: referTo(world, wanted, all) }, end);
    return { goal, ends: end.ends, succeeded: () => wrong() === undefined, next };
  },
};

const ASK_LIKE_ALL: Phrasings = {
  seen: ['Like all posts by {user}.', 'Like every post of "{user}"', 'Please like everything that {user} posted.', '{user}: like all posts', 'Each post by {user} should get a like.', 'I like all that {user} writes, so like those posts.'],
  heldOut: ['No post of {user} may stay without a like.', 'Give a like to whatever {user} wrote', 'All of "{user}" gets likes.'],
}; // prettier-ignore

/** Likes all posts of one user, some of which may be liked already. */
export const socialLikeAll: Family = {
  name: 'social-like-all',
  skills: ['click', 'icon', 'toggle', 'several'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const users = words.distinct(random.integer(2, 3), random.pick([words.userName, words.firstName]));
    const posts = random.shuffle(
      Array.from({ length: random.integer(4, 7) }, (_, i) => ({
        user: users[i % users.length],
        topic: shortTitle(world),
        text: words.sentence(),
        on: { like: random.chance(0.2) },
      })),
    );
    const user = target.pick(users);
    const before = posts.map((post) => post.on.like);
    const act = actMaker(world, 0.6);
    const card = cardMaker(world);
    const end = ending(world, 0.6);
    let controls: HTMLElement[] = [];
    world.show('feed', () => {
      controls = posts.map((post) => {
        const control = act('like', () => ((post.on.like = !post.on.like), world.refresh()), {
          on: post.on.like,
          other: 'unlike',
        });
        dom.add(card(post, [control]));
        return control;
      });
      end.place();
    });
    const open = (): number => posts.findIndex((post, i) => post.on.like !== (post.user === user || before[i]));
    return {
      goal: goalOf(world, ASK_LIKE_ALL, { user }, end),
      ends: end.ends,
      succeeded: () => open() < 0,
      next: () => (open() < 0 ? end.last() : click(controls[open()])),
    };
  },
};

const HIDDEN: Record<string, Phrasings> = {
  'Mute': { seen: ['Mute {user}.', 'Please mute {user}', 'I want to mute {user}', '{user} should be muted.', '{user}: mute', 'Could you mute {user}?'], heldOut: ['Silence {user} with Mute.', 'Do mute {user}', 'No more posts by {user}: mute.'] },
  'Block': { seen: ['Block {user}.', 'Please block {user}', 'I want {user} blocked', '{user} should be blocked.', '{user}: block', 'Could you block {user}?'], heldOut: ['Keep {user} away from me, block.', 'Do block {user}', 'Put a block on {user}.'] },
  'Report': { seen: ['Report the post by {user}.', 'Please report {user}', 'Report what {user} wrote', '{user}: report the post.', 'Could you report {user}?', "I have to report {user}'s post."], heldOut: ['File a report on {user}.', 'Do report {user}', 'Send in a report about "{user}".'] },
  'Copy link': { seen: ['Copy the link of the post by {user}.', "Copy link of {user}'s post", "I need the link to {user}'s post, copy it.", 'Copy the link to what "{user}" wrote', '{user}: copy link.', 'Please copy the link of the post that {user} made'], heldOut: ['Get me the link of what {user} posted by "Copy link".', 'Put the link to the post of {user} on the clipboard: copy link', 'Do copy link at {user}.'] },
  'Hide': { seen: ['Hide the post by {user}.', 'Please hide what {user} wrote', "Hide {user}'s post", '{user}: hide the post.', 'I do not want to see the post of {user}, hide it.', 'Could you hide the post of "{user}"?'], heldOut: ['Make the post of {user} go away with Hide.', 'Do hide the post of {user}', 'The entry by {user} should be hidden.'] },
  'Pin': { seen: ['Pin the post by {user}.', 'Please pin what {user} wrote', "Pin {user}'s post", '{user}: pin the post.', 'Keep the post of {user} on top, pin it.', 'Could you pin the post of "{user}"?'], heldOut: ['Fix the post of {user} with Pin.', 'Do pin the post of {user}', 'The entry by {user} should be pinned.'] },
}; // prettier-ignore

/** A command that is hidden in the menu of a post; the first command ends the page. */
export const socialMenu: Family = {
  name: 'social-menu',
  skills: ['click', 'menu', 'icon'],
  recoverable: true,
  impossibleShare: 0.12,
  build(world) {
    const { dom, words, random, target } = world;
    const names = random.sample(Object.keys(HIDDEN), random.integer(3, 5));
    const users = words.distinct(random.integer(3, 6), random.pick([words.userName, words.firstName, words.fullName]));
    const [user, command] = [target.pick(users), target.pick(names)];
    const offered = world.impossible ? names.filter((name) => name !== command) : names;
    const opener = random.pick(['⋯', 'More', '…', 'Options', '⋮', 'more']);
    let done = '';
    const menus = users.map((name) => dom.menu(opener, offered.map((label) => ({ label, onClick: () => ((done = `${name} ${label}`), world.submit()) })))); // prettier-ignore
    const card = cardMaker(world);
    users.forEach((user, i) => dom.add(card({ user, topic: shortTitle(world), text: words.sentence() }, [menus[i].root])));
    const own = menus[users.indexOf(user)];
    const next = (): OracleStep =>
      world.impossible ? (own.isOpen() ? refuse() : click(own.opener)) : own.step(offered.indexOf(command));
    return { goal: goalOf(world, HIDDEN[command], { user }), ends: 'page', succeeded: () => done === `${user} ${command}`, next };
  },
};

const ASK_REPLY: Phrasings = {
  seen: ['Reply to {post} with "{text}".', 'Comment {text} on {post}', 'Write "{text}" under {post}.', 'Answer {post}: {text}', 'Please leave the comment "{text}" at {post}.', 'Say {text} to {post}', '"{text}" - post that as a comment to {post}'],
  heldOut: ['Let {post} have the reply "{text}".', 'Respond with {text} to {post}', 'Below {post}, put "{text}".'],
}; // prettier-ignore

/** Replies to one post; the field opens below the post. */
export const socialReply: Family = {
  name: 'social-reply',
  skills: ['click', 'type', 'icon'],
  recoverable: true,
  build(world) {
    const { dom, random, target } = world;
    const posts = makePosts(world, random.integer(2, 5), []);
    const wanted = target.pick(posts);
    const text = shortText(world);
    const act = actMaker(world, 0.5);
    const card = cardMaker(world);
    const button = buttonMaker(world);
    const name = random.pick(['reply', 'comment']);
    const send = random.pick(['Post', 'Send', 'Publish', 'Reply']);
    const more = random.sample(['like', 'share', 'save'], random.integer(0, 2));
    let open: Post | undefined;
    let sent: { post: Post; text: string } | undefined;
    const parts = new Map<Post | string, HTMLElement>();
    let box: ReturnType<typeof dom.field>;
    world.show('feed', () => {
      for (const post of posts) {
        const control = act(name, () => ((open = post), world.refresh()));
        parts.set(post, control);
        const rest = more.map((other) => act(other, () => undefined));
        dom.add(card(post, [dom.wrap('div', [...rest, control], 'line'), ...(open === post ? [form(post)] : [])]));
      }
    });
    function form(post: Post): HTMLElement {
      box = dom.field(random.pick(['Your reply', 'Comment', 'Write a reply']), { multiline: random.chance(0.5) });
      const submit = (): void => {
        sent = { post, text: box.value() };
        if (sent.text) world.submit();
      };
      const key = button(send, submit);
      parts.set('send', key);
      return dom.wrap('div', [box.root, key]);
    }
    const next = (): OracleStep => (open === wanted ? (box.step(text) ?? click(parts.get('send')!)) : click(parts.get(wanted)!));
    return {
      goal: goalOf(world, ASK_REPLY, { post: referTo(world, wanted, posts), text }),
      ends: 'page',
      succeeded: () => sent?.post === wanted && sent.text === text,
      next,
    };
  },
};

const ASK_FOLLOW: Phrasings = {
  seen: [
    'Follow {people}.',
    'Please follow {people}',
    'I want to follow {people}.',
    'Start following {people}',
    '{people}: follow',
    'Make sure that I follow {people}.',
  ],
  heldOut: ['Do follow {people}.', 'Have me follow {people}', 'I should be a follower of {people}.'],
};
const ASK_UNFOLLOW: Phrasings = {
  seen: [
    'Unfollow {people}.',
    'Please unfollow {people}',
    'I do not want to follow {people} any more.',
    'Stop following {people}',
    '{people}: unfollow',
    'Make sure that I do not follow {people}.',
  ],
  heldOut: ['Do unfollow {people}.', 'I am done with following {people}', 'Take {people} off those I follow.'],
};

/** Follows or unfollows one to three people of a list; some are followed from the start. */
export const socialFollow: Family = {
  name: 'social-follow',
  skills: ['click', 'toggle', 'several'],
  recoverable: true,
  impossibleShare: 0.1,
  build(world) {
    const { dom, words, random, target } = world;
    const names = words.distinct(
      random.integer(5, 9),
      random.pick([words.firstName, words.fullName, words.userName, () => `@${words.userName()}`]),
    );
    const people = names.slice(0, -1).map((name) => ({ name, followed: random.chance(0.35), about: words.sentence() }));
    const on = target.chance(0.7);
    const wanted = target.sample(people, target.pick([1, 2, 2, 3]));
    if (!wanted.some((one) => one.followed !== on)) wanted[0].followed = !on;
    const before = people.map((one) => one.followed);
    const end = ending(world, 0.4);
    const detailed = random.chance(0.5);
    const state = random.pick([['Follow', 'Unfollow'], ['Follow', 'Following']]); // prettier-ignore
    let controls: HTMLElement[] = [];
    world.show('people', () => {
      controls = people.map(
        (one) =>
          dom.button(state[one.followed ? 1 : 0], () => ((one.followed = !one.followed), world.refresh()), 'button').control,
      );
      dom.layout(people.map((one, i) => dom.wrap('div', [dom.element('span', one.name), ...(detailed ? [dom.element('p', one.about)] : []), controls[i]])), { kind: random.pick(['list', 'block', 'grid'] as const) }); // prettier-ignore
      end.place();
    });
    const asked = [...wanted.map((one) => one.name), ...(world.impossible ? [names[names.length - 1]] : [])];
    const open = (): number => people.findIndex((one, i) => one.followed !== (wanted.includes(one) ? on : before[i]));
    const people1 = asked.length > 1 ? `${asked.slice(0, -1).join(', ')} and ${asked[asked.length - 1]}` : asked[0];
    const next = (): OracleStep => (world.impossible ? refuse() : open() < 0 ? end.last() : click(controls[open()]));
    return {
      goal: goalOf(world, on ? ASK_FOLLOW : ASK_UNFOLLOW, { people: people1 }, end),
      ends: end.ends,
      succeeded: () => open() < 0,
      next,
    };
  },
};

const ASK_FACT: Phrasings = {
  seen: ['How many {fact} does {user} have?', "Number of {fact} on {user}'s profile?", 'Open the profile of {user} and tell me the number of {fact}.', '{user}: how many {fact}?', 'What is the {fact} count of "{user}"?', 'I want to know how many {fact} {user} has.'],
  heldOut: ["Read the {fact} off {user}'s page.", 'Say how many {fact} stand at {user}', 'Of {fact}, how many are there for "{user}"?'],
}; // prettier-ignore

/** How many posts, followers and so on a user has: stands on the user's own page. */
export const socialCount: Family = {
  name: 'social-count',
  skills: ['read', 'navigate', 'answer', 'number'],
  recoverable: true,
  impossibleShare: 0.12,
  build(world) {
    const { dom, words, random, target } = world;
    const names = words.distinct(random.integer(4, 7), random.pick([words.userName, words.firstName, words.fullName]));
    const facts = random.sample(['posts', 'followers', 'friends', 'photos', 'likes', 'groups', 'events'], random.integer(2, 4));
    const users = names.map((name) => ({
      name,
      counts: words.distinct(facts.length, () => words.number(1, random.pick([9, 60, 900]))),
    }));
    const listed = users.slice(0, -1);
    const wanted = world.impossible ? users[users.length - 1] : target.pick(listed);
    const at = target.integer(0, facts.length - 1);
    const joined = random.chance(0.5);
    let open: (typeof users)[number] | undefined;
    let links: HTMLElement[] = [];
    let values: HTMLElement[] = [];
    world.show('people', () => {
      open = undefined;
      links = listed.map((user) => dom.link(user.name, () => world.go(`profile ${user.name}`, () => profile(user))).control);
      dom.add(dom.heading(random.pick(['People', 'Members', 'Friends'])), dom.list(links));
    });
    const profile = (user: (typeof users)[number]): void => {
      open = user;
      const pairs = joined ? undefined : dom.pairs(facts.map((fact, i) => [fact, String(user.counts[i])]));
      values = pairs?.values ?? facts.map((fact, i) => dom.element('span', `${user.counts[i]} ${fact}`));
      dom.add(dom.heading(user.name), pairs?.root ?? dom.wrap('div', values), dom.paragraph(words.sentence()));
    };
    const answer = String(wanted.counts[at]);
    const next = (): OracleStep => {
      if (open && open !== wanted) return { do: 'back' };
      if (world.impossible) return refuse();
      if (!open) return click(links[listed.indexOf(wanted)]);
      return stop(answer, joined ? { calc: 'number($1)', of: [values[at]] } : { from: values[at] });
    };
    return {
      goal: goalOf(world, ASK_FACT, { user: wanted.name, fact: facts[at] }),
      ends: 'stop',
      succeeded: (given) => given.trim() === answer || given.trim() === `${answer} ${facts[at]}`,
      next,
    };
  },
};
