import { refuse, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings, World } from '../../world.js';
import { actMaker, ending, goalOf, shortTitle } from '../apps/kit.js';
import { copy, createSite, datesDown, listen, onOff, picker, same } from './site.js';
import { listed } from '../shared.js';

interface Video {
  title: string;
  channel: string;
  minutes: number;
  views: number;
  later: boolean;
}

const ASK_VIDEO: Phrasings = {
  seen: [
    'Open {video} and {changes}.', 'For {video}: {changes}.', 'Please watch {video}; {changes}.', 'Go to {video}, then {changes}.', 'Start {video} and {changes}', 'Can you {changes} on the page of {video}?',
    'I want to see {video}. {changes}.', 'Make sure of this for {video}: {changes}.', '{changes} - it is about {video}.',
  ],
  heldOut: ['What interests me is {video}. Once it is open, {changes}.', 'My evening belongs to {video}, so {changes}', '{changes}, having opened {video}.', 'With {video} on the screen, {changes}.'],
}; // prettier-ignore
const WHICH_VIDEO: Record<string, Phrasings> = {
  name: { seen: ['the video "{title}"', '"{title}"', 'the clip "{title}"'], heldOut: ['the film called "{title}"', 'what is titled "{title}"'] },
  both: { seen: ['the video "{title}" by {channel}', '"{title}" from {channel}', 'the clip "{title}" on the channel {channel}'], heldOut: ['the "{title}" that {channel} uploaded', '{channel}\'s film "{title}"'] },
  longest: { seen: ['the longest video by {channel}', "{channel}'s longest video", 'the longest clip of the channel {channel}'], heldOut: ['whatever takes longest of {channel}', 'the lengthiest film that {channel} uploaded'] },
  shortest: { seen: ['the shortest video by {channel}', "{channel}'s shortest video", 'the shortest clip of the channel {channel}'], heldOut: ['whatever is over soonest of {channel}', 'the briefest film that {channel} uploaded'] },
  views: { seen: ['the most viewed video by {channel}', 'the video by {channel} with the most views', "{channel}'s most watched clip"], heldOut: ['whatever most people saw of {channel}', 'the greatest success of {channel} by views'] },
}; // prettier-ignore
const ASK_DO: Record<string, Phrasings> = {
  follow: { seen: ['subscribe to the channel', 'subscribe to its channel', 'make sure that the channel is subscribed'], heldOut: ['become a subscriber of the channel', 'have me subscribed to whoever made it'] },
  later: { seen: ['add it to watch later', 'save it to Watch later', 'put it on the watch later list'], heldOut: ['keep it for later', 'see that it is on the list of things to watch later'] },
  quality: { seen: ['set the quality to {v}', 'choose {v} as the quality', 'change the quality to {v}'], heldOut: ['let the picture be {v}', 'go for {v} in the quality setting'] },
  captions: { seen: ['set the captions to {v}', 'choose the captions {v}', 'change the captions to {v}'], heldOut: ['have the captions at {v}', 'go for {v} where captions are concerned'] },
  autoplay: { seen: ['turn autoplay {v}', 'switch autoplay {v}', 'set autoplay to {v}'], heldOut: ['have autoplay {v}', 'see that autoplay is {v}'] },
}; // prettier-ignore

/** Finds a video by its title, channel, length or views, then sets some of what its page and its player offer. */
export const videoActions: Family = {
  name: 'video-actions',
  skills: ['navigate', 'compare', 'select', 'toggle', 'several'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, words, random, target } = world;
    const count = random.integer(5, 8);
    const channels = words.distinct(3, random.pick([words.fullName, words.company, () => `${capital(words.noun())} TV`]));
    const [minutes, views] = [words.distinct(count, () => words.number(2, 59)), words.distinct(count, () => words.number(20, 9000))]; // prettier-ignore
    const all = words.distinct(count, () => shortTitle(world)).map((title, i): Video => ({ title, channel: channels[i % 3], minutes: minutes[i], views: views[i], later: random.chance(0.2) })); // prettier-ignore
    if (random.chance(0.4)) all[1].title = all[0].title;
    const chosen = target.pick(all);
    const own = all.filter((one) => one.channel === chosen.channel);
    const twin = all.filter((one) => one.title === chosen.title).length > 1;
    const best = (key: 'minutes' | 'views', sign: number): boolean => own.every((one) => one === chosen || sign * (chosen[key] - one[key]) > 0); // prettier-ignore
    const forms = [twin ? 'both' : 'name', 'both', ...(own.length > 1 ? [...(best('minutes', 1) ? ['longest', 'longest'] : []), ...(best('minutes', -1) ? ['shortest', 'shortest'] : []), ...(best('views', 1) ? ['views', 'views'] : [])] : [])]; // prettier-ignore
    const form = world.impossible ? 'both' : target.pick(forms);
    const videos = random.shuffle(world.impossible ? all.filter((one) => one !== chosen) : all);
    const qualities = random.pick([['Auto', '480p', '720p', '1080p'], ['Low', 'Medium', 'High'], ['240p', '360p', '720p', '1440p']]); // prettier-ignore
    const captions = ['Off', ...random.sample(['English', 'French', 'Spanish', 'German', 'Polish'], 3)];
    const state = { videos, followed: channels.map(() => random.chance(0.3)), quality: random.pick(qualities), captions: random.pick(captions), autoplay: random.chance(0.5) }; // prettier-ignore
    const wanted = copy(state);
    const at = videos.indexOf(chosen);
    const channel = channels.indexOf(chosen.channel);
    const values: Record<string, string> = { quality: target.pick(qualities.filter((one) => one !== state.quality)), captions: target.pick(captions.filter((one) => one !== state.captions)), autoplay: state.autoplay ? 'off' : 'on' }; // prettier-ignore
    const wishes = target.sample(Object.keys(ASK_DO), target.pick([1, 2, 2, 3]));
    const start = copy(state);
    if (wishes.includes('follow')) wanted.followed[channel] = true;
    if (wishes.includes('later') && at >= 0) wanted.videos[at].later = true;
    if (wishes.includes('quality')) wanted.quality = values.quality;
    if (wishes.includes('captions')) wanted.captions = values.captions;
    if (wishes.includes('autoplay')) wanted.autoplay = !state.autoplay;
    if (world.impossible) Object.assign(wanted, start);
    const site = createSite(world);
    const act = actMaker(world, 0.3);
    const end = ending(world, 0.15, ['Done', 'Close', 'Leave']);
    const player = { quality: picker(world, 'Quality', qualities, state.quality), captions: picker(world, random.pick(['Captions', 'Subtitles']), captions, state.captions), autoplay: onOff(world, 'Autoplay') }; // prettier-ignore
    player.autoplay.set(state.autoplay);
    listen(player.quality, (value) => (state.quality = value));
    listen(player.captions, (value) => (state.captions = value));
    listen(player.autoplay, (value) => (state.autoplay = value));
    const settings = dom.accordion([random.pick(['Player settings', 'Settings', 'Playback'])], [random.shuffle([player.quality, player.captions, player.autoplay])]); // prettier-ignore
    const [about, grid] = [words.sentence(), random.chance(0.5)];
    const names = { later: random.pick(['watch later', 'save for later']), home: random.pick(['Videos', 'For you', 'Search results', 'New this week']) }; // prettier-ignore
    const looked = new Set<number>();
    let opened = -1;
    const facts = (one: Video): string => `${one.minutes} min · ${one.views} views`;
    const watch = (i: number) => (): void => {
      opened = i;
      looked.add(i);
      const video = videos[i];
      const of = channels.indexOf(video.channel);
      dom.add(...site.backLink(), dom.heading(video.title), dom.element('p', facts(video)));
      const follow = site.button('follow', state.followed[of] ? 'Subscribed' : 'Subscribe', site.then(() => (state.followed[of] = !state.followed[of]))); // prettier-ignore
      follow.setAttribute('aria-pressed', String(state.followed[of]));
      const later = site.mark('later', act(names.later, site.then(() => (video.later = !video.later)), { on: video.later, other: 'remove from watch later' })); // prettier-ignore
      dom.add(dom.wrap('div', [dom.element('b', video.channel), ' ', follow], 'line'), dom.wrap('div', [later], 'line'), settings, dom.element('p', about)); // prettier-ignore
    };
    site.show('home', () => {
      dom.add(dom.heading(names.home));
      const cards = videos.map((one, i) => dom.wrap('div', [site.link(`open ${i}`, one.title, () => site.go(`video ${i}`, watch(i))), dom.element('p', one.channel), dom.element('p', facts(one))], 'box')); // prettier-ignore
      dom.layout(cards, { kind: grid ? 'grid' : 'block' });
      end.place();
    });
    const playerStep = (): OracleStep | undefined => {
      const step = player.quality.step(wanted.quality) ?? player.captions.step(wanted.captions) ?? player.autoplay.step(wanted.autoplay); // prettier-ignore
      return step && (settings.step(0) ?? step);
    };
    /** The video whose page is to be visited: one with something wrong on it, or the asked one. */
    const toVisit = (): number => {
      const later = videos.findIndex((one, i) => one.later !== wanted.videos[i].later);
      if (later >= 0) return later;
      const of = channels.findIndex((_, i) => state.followed[i] !== wanted.followed[i]);
      if (of >= 0) return at >= 0 && of === channel ? at : videos.findIndex((one) => one.channel === channels[of]);
      return !same({ ...state, videos: 0 }, { ...wanted, videos: 0 }) || (at >= 0 && !looked.has(at)) ? Math.max(0, at) : -1;
    };
    const next = (): OracleStep => {
      const to = toVisit();
      if (site.view() === 'home') return to >= 0 ? site.press(`open ${to}`) : world.impossible ? refuse() : end.last();
      if (to < 0) return world.impossible ? refuse() : end.ends === 'page' ? site.leave() : end.last();
      const video = videos[opened];
      const of = channels.indexOf(video.channel);
      if (to !== opened) return site.leave();
      if (state.followed[of] !== wanted.followed[of]) return site.press('follow');
      if (video.later !== wanted.videos[opened].later) return site.press('later');
      return playerStep()!;
    };
    const changes = listed(wishes.map((wish) => world.phrase(ASK_DO[wish], { v: values[wish] ?? '' })));
    const video = world.phrase(WHICH_VIDEO[form], { title: chosen.title, channel: chosen.channel });
    const goal = goalOf(world, ASK_VIDEO, { video, changes }, end).replace(/(\. )([a-z])/g, (_, dot: string, letter: string) => dot + letter.toUpperCase()); // prettier-ignore
    return { goal: capital(goal), ends: end.ends, succeeded: () => same(state, wanted), next };
  },
};

interface Part {
  number: number;
  title: string;
  date: string;
  minutes: number;
  played: boolean;
  saved: boolean;
}

const ASK_PODCAST: Record<'saved' | 'played', Phrasings> = {
  saved: {
    seen: ['Download {which} of {show}.', 'Please download {which} of the podcast {show}', 'I want to hear {show} on the train: download {which}.', 'Go to "{show}" and download {which}.', 'Open the show {show}; download {which}', 'Can you download {which} of {show}?', 'Make sure that {which} of "{show}" is downloaded.', 'In {show}, download {which} and nothing else.', '{show}: download {which}'],
    heldOut: ['There is no network where I am going, so get {which} of {show} onto the phone.', 'Have {which} of {show} ready for listening offline by downloading it.', 'As for the show "{show}": {which} has to be among the downloads.', 'What about {which} of {show}? It should be downloaded.'],
  },
  played: {
    seen: ['Mark {which} of {show} as played.', 'Please mark {which} of the podcast {show} as played', 'I have heard {which} of {show}, mark it as played.', 'Go to "{show}" and mark {which} as played.', 'Open the show {show}; set {which} to played', 'Can you mark {which} of {show} as played?', 'Make sure that {which} of "{show}" is marked as played.', 'In {show}, mark {which} as played and nothing else.', '{show}: mark {which} as played'],
    heldOut: ['I am through with {which} of {show}; let the app know by marking it as played.', 'Have {which} of {show} count as played.', 'As for the show "{show}": {which} is no longer unplayed.', 'What about {which} of {show}? It should be marked as played.'],
  },
}; // prettier-ignore
const WHICH_PART: Record<string, Phrasings> = {
  title: { seen: ['the episode "{title}"', '"{title}"'], heldOut: ['the one called "{title}"', 'the instalment "{title}"'] },
  number: { seen: ['episode {number}', 'episode number {number}'], heldOut: ['the one with the number {number}', 'number {number}'] },
  latest: { seen: ['the latest episode', 'the newest episode', 'the most recent episode'], heldOut: ['whatever came out last', 'the one with the last date'] },
  fresh: { seen: ['the latest unplayed episode', 'the newest episode that is not played', 'the most recent unplayed episode'], heldOut: ['the last one that I did not play yet', 'the newest among the unplayed ones'] },
  longest: { seen: ['the longest episode', 'the episode that takes longest'], heldOut: ['the one with the most minutes', 'whatever takes the most time'] },
  shortest: { seen: ['the shortest episode', 'the episode with the fewest minutes'], heldOut: ['the one that is over first', 'whatever takes the least time'] },
  under: { seen: ['every episode under {limit} minutes', 'all episodes that are shorter than {limit} minutes'], heldOut: ['each one that takes less than {limit} minutes', 'anything below {limit} minutes'] },
  over: { seen: ['every episode over {limit} minutes', 'all episodes that are longer than {limit} minutes'], heldOut: ['each one that takes more than {limit} minutes', 'anything above {limit} minutes'] },
}; // prettier-ignore

/** Shows with their episodes, the rest of which has to be loaded; some facts of an episode are told by its row only. */
function makeShow({ words, random }: World, name: string): { name: string; parts: Part[] } {
  const count = random.integer(4, 7);
  const minutes = words.distinct(count, () => words.number(8, 95));
  const titles = words.distinct(count, () => `${capital(words.adjective())} ${words.noun()}`);
  const first = random.integer(1, 60);
  const parts = datesDown({ words } as World, count).map((date, i): Part => ({ number: first + count - i, title: titles[i], date, minutes: minutes[i], played: random.chance(0.4), saved: random.chance(0.15) })); // prettier-ignore
  return { name, parts };
}

/** Downloads or marks the episodes of a podcast that meet a condition, among several shows. */
export const podcastEpisodes: Family = {
  name: 'podcast-episodes',
  skills: ['navigate', 'compare', 'icon', 'toggle', 'several', 'load-more'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, words, random, target } = world;
    const shows = words.distinct(random.integer(3, 5), () => random.pick([`The ${capital(words.noun())}`, `${capital(words.adjective())} ${capital(words.noun())}`, `${words.city()} Talks`])).map((name) => makeShow(world, name)); // prettier-ignore
    const show = target.integer(0, shows.length - 1);
    const { name, parts } = shows[show];
    const key = target.pick(['saved', 'saved', 'played'] as const);
    const chosen = target.pick(parts);
    const unplayed = parts.filter((one) => !one.played);
    const forms = ['title', 'number', 'latest', 'longest', 'shortest', 'under', 'over', ...(unplayed.length > 0 && key === 'saved' ? ['fresh', 'fresh'] : [])]; // prettier-ignore
    const form = world.impossible ? 'title' : target.pick(forms);
    const lengths = parts.map((one) => one.minutes).sort((a, b) => a - b);
    const limit = form === 'under' ? lengths[target.integer(1, 2)] : lengths[lengths.length - target.integer(2, 3)];
    const fits: Record<string, (one: Part) => boolean> = {
      title: (one) => one === chosen, number: (one) => one === chosen, latest: (one) => one === parts[0], fresh: (one) => one === unplayed[0],
      longest: (one) => one.minutes === lengths.at(-1), shortest: (one) => one.minutes === lengths[0], under: (one) => one.minutes < limit, over: (one) => one.minutes > limit,
    }; // prettier-ignore
    for (const one of parts)
      if (fits[form](one) && !(parts.filter(fits[form]).length > 1 && random.chance(0.2))) one[key] = false;
    if (world.impossible) parts.splice(parts.indexOf(chosen), 1);
    const wanted = copy(shows);
    for (const [i, one] of parts.entries()) if (fits[form](one)) wanted[show].parts[i][key] = true;
    const site = createSite(world);
    const act = actMaker(world, 0.6);
    const end = ending(world, 0.2, ['Done', 'Close', 'Finish']);
    const names = { more: random.pick(['Load more', 'Show all', 'Older episodes']), list: random.pick(['Podcasts', 'My shows', 'Library', 'Subscriptions']), played: random.pick(['mark as played', 'played']), saved: random.pick(['download', 'save']) }; // prettier-ignore
    const [asTable, first] = [random.chance(0.5), random.integer(3, 4)];
    const about = shows.map(() => words.sentence());
    const full = new Set<number>();
    let at = 0;
    const row = (one: Part, i: number): HTMLElement[] => {
      const toggle = (of: 'saved' | 'played', label: string, other: string): HTMLElement => site.mark(`${of} ${i}`, act(label, site.then(() => (one[of] = !one[of])), { on: one[of], other })); // prettier-ignore
      const marks = [...(one.played ? ['played'] : []), ...(one.saved ? ['downloaded'] : [])].join(', ');
      return [...[`#${one.number}`, one.title, one.date, `${one.minutes} min`, marks].map((text) => dom.element('span', text)), toggle('saved', names.saved, 'remove download'), toggle('played', names.played, 'mark as unplayed')]; // prettier-ignore
    };
    const open = (i: number) => (): void => {
      at = i;
      const count = full.has(i) ? shows[i].parts.length : first;
      const rows = shows[i].parts.slice(0, count).map(row);
      dom.add(...site.backLink(), dom.heading(shows[i].name), dom.element('p', about[i]));
      if (asTable) dom.add(dom.table(['No.', 'Title', 'Date', 'Length', 'State', '', ''], rows));
      else dom.add(dom.list(rows.map((cells) => dom.wrap('div', cells, 'line'))));
      if (count < shows[i].parts.length)
        dom.add(
          site.button(
            'more',
            names.more,
            site.then(() => full.add(i)),
          ),
        );
      else full.add(i);
    };
    site.show('shows', () => {
      const links = shows.map((one, i) => site.link(`open ${i}`, one.name, () => site.go(`show ${i}`, open(i))));
      dom.add(dom.heading(names.list), dom.list(links));
      end.place();
    });
    const needsAll = world.impossible || ['longest', 'shortest', 'under', 'over'].includes(form);
    const wrongIn = (i: number): number => shows[i].parts.findIndex((one, k) => !same(one, wanted[i].parts[k]));
    const next = (): OracleStep => {
      const damaged = shows.findIndex((_, i) => i !== show && wrongIn(i) >= 0);
      const to = damaged >= 0 ? damaged : wrongIn(show) >= 0 || (needsAll && !full.has(show)) ? show : -1;
      if (site.view() === 'shows') return to >= 0 ? site.press(`open ${to}`) : world.impossible ? refuse() : end.last();
      if (to < 0) return world.impossible ? refuse() : end.ends === 'page' ? site.leave() : end.last();
      if (to !== at) return site.leave();
      const part = wrongIn(at);
      if (!full.has(at) && ((at === show && needsAll) || part >= first)) return site.press('more');
      const of = shows[at].parts[part].saved === wanted[at].parts[part].saved ? 'played' : 'saved';
      return site.press(`${of} ${part}`);
    };
    const which = world.phrase(WHICH_PART[form], { title: chosen.title, number: chosen.number, limit });
    const goal = goalOf(world, ASK_PODCAST[key], { show: name, which }, end);
    return { goal: capital(goal), ends: end.ends, succeeded: () => same(shows, wanted), next };
  },
};
