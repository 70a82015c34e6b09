import { joinGoal } from '../../composing/goal.js';
import { refuse, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings, World } from '../../world.js';
import { actMaker, ending, message } from '../apps/kit.js';
import { choiceMaker, createKeys, rowsMaker } from './kit.js';

const ASK: Record<string, Phrasings> = {
  title: {
    seen: ['record "{title}" on {channel} {day}', 'set a recording of {title}, {channel}, {day}', 'record {title} that {channel} shows {day}', 'take up {title} ({day}, {channel})', 'make a recording of "{title}" {day} on {channel}', 'add {title} on {channel} {day} to the recordings', 'have {title} recorded from {channel} {day}', 'choose {title} on {channel} {day} for recording'],
    heldOut: ['let me watch {title} later, it is on {channel} {day}', 'keep {title} for me ({channel}, {day})', 'catch "{title}" {day} on {channel}', 'do not let me miss {title} on {channel} {day}'],
  },
  time: {
    seen: ['record what {channel} shows {day} at {time}', 'record the {time} programme of {channel} {day}', 'set a recording for {channel} {day} at {time}', 'record whatever starts at {time} on {channel} {day}', 'take up the programme on {channel} at {time} {day}', 'make a recording of the {time} show on {channel} {day}', 'choose what begins {day} at {time} on {channel} for recording', 'have the programme of {time} on {channel} recorded {day}'],
    heldOut: ['I cannot watch {channel} {day} at {time}, so keep that', '{channel}, {day}, {time}: I want to have it', 'save me the {channel} programme of {time} {day}', 'let nothing be missed of what {channel} starts {day} at {time}'],
  },
  after: {
    seen: ['record what comes right after {title} on {channel} {day}', 'record the programme that follows "{title}" on {channel} {day}', 'set a recording for what {channel} shows after {title} {day}', 'find {title} on {channel} {day} and record the next programme', 'take up the show after {title} on {channel} {day}', 'make a recording of what follows {title} {day} on {channel}', 'have the programme after {title} recorded ({channel}, {day})', 'choose the one after {title} on {channel} {day} for recording'],
    heldOut: ['once {title} is over on {channel} {day}, keep what follows', 'not {title} but its successor on {channel} {day} should be recorded', '{title} ends {day} on {channel}; catch the thing that starts then', 'what {channel} has behind {title} {day} is what I want to keep'],
  },
  series: {
    seen: ['record the whole series {title}, which is on {channel} {day}', 'record all episodes of "{title}" ({channel}, {day})', 'set a series recording of {title} on {channel} {day}', 'record {title} on {channel} {day} with every episode', 'make it a recording of the series {title} on {channel} {day}', 'take up each episode of {title}, {channel}, {day}', 'have all of the series {title} on {channel} recorded from {day}', 'choose the series {title} on {channel} {day}, all episodes'],
    heldOut: ['I want every episode of {title} from {channel}, beginning {day}', 'let no part of {title} be missed ({channel}, {day})', 'follow {title} on {channel} as a series from {day}', 'keep {title} of {channel} {day}, and all that comes after in the series'],
  },
  cancel: {
    seen: ['cancel the recording of {title} on {channel} {day}', 'do not record "{title}" on {channel} {day} any more', 'remove the recording of {title} ({channel}, {day})', 'delete the planned recording of {title}, {channel}, {day}', 'take {title} on {channel} {day} off the recordings', 'stop the recording of {title} on {channel} {day}', 'undo the recording of {title} {day} on {channel}', 'leave out the recording of {title} on {channel} {day}'],
    heldOut: ['I can watch {title} on {channel} {day} live, no need to record it', 'drop {title} ({channel}, {day}) from what is recorded', '{title} {day} on {channel} is not to be kept after all', 'free the space for {title} on {channel} {day}'],
  },
}; // prettier-ignore

interface Programme {
  title: string;
  channel: string;
  day: string;
  time: string;
  recorded: '' | 'once' | 'series';
  series: boolean;
}

/** A guide of programmes by channel and day: records one or a whole series, what follows another, or cancels a recording. */
export const tvRecord: Family = {
  name: 'tv-record',
  skills: ['navigate', 'read', 'choice', 'dialog', 'relation', 'several'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, random, target, words } = world;
    const channels = words.distinct(random.integer(2, 4), () => random.pick([`${capital(words.madeUp())} TV`, `Channel ${capital(words.noun())}`, `${words.city()} One`])); // prettier-ignore
    const days = random.pick([
      ['tonight', 'tomorrow'],
      ['today', 'tomorrow', 'on Sunday'],
      ['on Friday', 'on Saturday'],
    ]);
    const dayNames = days.map((day) => capital(day.replace(/^on /, '')));
    const guide = makeGuide(world, channels, days);
    const kinds = world.impossible ? ['title'] : target.pick([['title'], ['time'], ['after'], ['series'], ['title', 'cancel'], ['cancel', 'time'], ['after', 'title'], ['time', 'series']]); // prettier-ignore
    const wishes = drawWishes(world, guide, kinds);
    const programmes = world.impossible ? guide.filter((one) => one !== wishes[0].programme) : guide;
    const wanted = new Map(guide.map((one) => [one, one.recorded]));
    for (const { programme, after } of wishes) wanted.set(programme, after);
    const end = ending(world, 0.35);
    const goal = joinGoal(world, wishes, { submit: end.ends === 'page' ? end.label : undefined });

    const keys = createKeys();
    const [act, show, choose] = [actMaker(world, 0.35), rowsMaker(world, 'Time', ['Programme', 'Recording']), choiceMaker(world, ['select', 'segments', 'radios', 'segments'])]; // prettier-ignore
    const chooseDay = choiceMaker(world, ['select', 'segments', 'radios']);
    const [once, series, none] = random.pick([['This one', 'Whole series', 'Cancel'], ['Only this episode', 'All episodes', 'Close'], ['Just once', 'Every episode', 'Back']]); // prettier-ignore
    const [title, record, status] = [random.pick(['TV guide', 'Programme', 'What is on']), random.pick(['record', 'rec']), random.pick([['not set', 'set', 'series set'], ['no', 'yes', 'series'], ['-', 'once', 'all episodes']])]; // prettier-ignore
    const asked = random.chance(0.4);
    let [channel, day] = [random.pick(channels), days[0]];
    let asking: Programme | undefined;
    let note = '';
    let pickers: { channel: ReturnType<typeof choose>; day: ReturnType<typeof choose> };
    world.reserve(title, once, series, none, ...channels, ...dayNames, ...guide.map((one) => one.title), record);
    const set = (work: () => void) => (): void => {
      work();
      world.refresh();
    };
    const mark = (one: Programme, how: Programme['recorded']): void => {
      one.recorded = how;
      note = how ? `${one.title} will be recorded.` : `${one.title} will not be recorded.`;
      asking = undefined;
    };
    const press = (one: Programme): void => {
      if (one.recorded) mark(one, '');
      else if (one.series || asked) asking = one;
      else mark(one, 'once');
    };
    world.show('guide', () => {
      keys.clear();
      pickers = { channel: choose('Channel', channels, channel), day: chooseDay('Day', dayNames, dayNames[days.indexOf(day)]) };
      pickers.channel.root.addEventListener('change', set(() => (channel = pickers.channel.value()))); // prettier-ignore
      pickers.day.root.addEventListener('change', set(() => (day = days[dayNames.indexOf(pickers.day.value())]))); // prettier-ignore
      dom.add(dom.heading(title), dom.wrap('div', [pickers.channel]), dom.wrap('div', [pickers.day]));
      const here = programmes.filter((one) => one.channel === channel && one.day === day);
      const state = (one: Programme): string => status[['', 'once', 'series'].indexOf(one.recorded)];
      dom.add(show(here.map((one) => ({ name: one.time, facts: [one.title, state(one)], keys: [keys.put(`record ${programmes.indexOf(one)}`, act(record, set(() => press(one)), { on: one.recorded !== '', other: 'do not record' }))] })))); // prettier-ignore
      if (note) dom.add(message(world, note));
      note = '';
      end.place();
      if (!asking) return;
      const one = asking;
      const entries = [{ label: once, onClick: set(() => mark(one, 'once')) }, ...(one.series ? [{ label: series, onClick: set(() => mark(one, 'series')) }] : []), { label: none, onClick: set(() => (asking = undefined)) }]; // prettier-ignore
      const { buttons } = dom.dialog(`Record ${one.title}?`, [dom.element('p', `${one.channel}, ${one.time}`)], entries);
      for (const { label, control } of buttons) keys.put(label, control);
    });
    const looked = new Set<string>();
    const next = (): OracleStep => {
      if (asking)
        return keys.press(asking.recorded === wanted.get(asking) ? none : wanted.get(asking) === 'series' ? series : once);
      looked.add(`${channel} ${day}`);
      const wrong = [...wishes.map((wish) => wish.programme), ...programmes].find((one) => (programmes.includes(one) ? one.recorded !== wanted.get(one) : !looked.has(`${one.channel} ${one.day}`))); // prettier-ignore
      if (!wrong) return world.impossible ? refuse() : end.last();
      const turn = pickers.channel.step(wrong.channel) ?? pickers.day.step(dayNames[days.indexOf(wrong.day)]);
      return turn ?? keys.press(`record ${programmes.indexOf(wrong)}`);
    };
    const succeeded = (): boolean => programmes.every((one) => one.recorded === wanted.get(one));
    return { goal, ends: end.ends, succeeded, next };
  },
};

/** Three to five programmes for each channel and day; some titles are on again elsewhere. */
function makeGuide({ random, words }: World, channels: readonly string[], days: readonly string[]): Programme[] {
  const titles = words.distinct(9, () => random.pick([`The ${capital(words.noun())}`, `${capital(words.adjective())} ${capital(words.noun())}`, `${words.firstName()} and the ${capital(words.noun())}`])); // prettier-ignore
  const shows = new Set(random.sample(titles, 5));
  return days.flatMap((day) =>
    channels.flatMap((channel) => {
      let minute = 18 * 60 + random.integer(0, 3) * 15;
      return random.sample(titles, random.integer(3, 5)).map((title): Programme => {
        const time = `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
        minute += random.integer(2, 5) * 15;
        return { title, channel, day, time, series: shows.has(title), recorded: random.chance(0.15) ? 'once' : '' };
      });
    }),
  );
}

interface Wish {
  phrase: string;
  programme: Programme;
  after: Programme['recorded'];
}

function drawWishes(world: World, guide: readonly Programme[], kinds: readonly string[]): Wish[] {
  const { target } = world;
  const taken = new Set<Programme>();
  return kinds.map((kind) => {
    const previous = (one: Programme): Programme | undefined => {
      const before = guide[guide.indexOf(one) - 1];
      return before?.channel === one.channel && before.day === one.day ? before : undefined;
    };
    const fits = (one: Programme): boolean => !taken.has(one) && (kind === 'cancel' ? one.recorded !== '' : !one.recorded) && (kind !== 'series' || one.series) && (kind !== 'after' || previous(one) !== undefined); // prettier-ignore
    const fitting = guide.filter(fits);
    const used = fitting.length > 0 ? kind : 'title';
    const programme = target.pick(fitting.length > 0 ? fitting : guide.filter((one) => !taken.has(one) && !one.recorded));
    taken.add(programme);
    const title = used === 'after' ? previous(programme)!.title : programme.title;
    const phrase = world.phrase(ASK[used], { title, channel: programme.channel, day: programme.day, time: programme.time });
    return { phrase, programme, after: used === 'cancel' ? '' : used === 'series' ? 'series' : 'once' };
  });
}
