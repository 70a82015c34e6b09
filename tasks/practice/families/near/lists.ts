import type { ButtonKind } from '../../dom/index.js';
import { click, refuse, type Family, type OracleStep } from '../../family.js';
import type { Phrasings } from '../../world.js';
import { ending, goalOf, shortTitle } from '../apps/kit.js';

const KINDS: ButtonKind[] = ['button', 'link', 'input', 'span'];
const ASK_LOANS: Phrasings = {
  seen: ['Renew {keep} and return {give}.', 'Return {give}. Renew {keep}.', 'Please extend {keep}; {give} goes back', 'I have read {give}, give it back. I need {keep} longer, so renew it.', 'Renew: {keep}. Return: {give}.', 'Could you hand in {give} and renew {keep}?'],
  heldOut: ['{keep} should be renewed and {give} returned.', 'I am done with {give} but not with {keep}: return the one, renew the other.', 'Keep {keep} for longer; bring back {give}.'],
}; // prettier-ignore

/** One borrowed book is renewed, another one returned; both are known by title or by date. */
export const libraryLoans: Family = {
  name: 'library-loans',
  skills: ['table', 'click', 'undo', 'several-conditions'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const dates = words.distinct(random.integer(3, 6), () => words.date(2025, 2026).long);
    const titles = words.distinct(dates.length, () => shortTitle(world));
    const books = titles.map((title, i) => ({ title, due: dates[i], state: '', aim: '' }));
    const [keep, give] = target.sample(books, 2);
    keep.aim = 'renewed';
    give.aim = 'returned';
    const end = ending(world, 0.6, ['Done', 'Log out', 'Finish']);
    const kind = random.pick(KINDS);
    const [renew, back, undo] = random.pick([['Renew', 'Return', 'Undo'], ['Extend', 'Give back', 'Cancel'], ['Keep longer', 'Hand in', 'Undo']]); // prettier-ignore
    const keys = new Map<object, Record<string, HTMLElement>>();
    world.show('loans', () => {
      const rows = books.map((book) => {
        const key = (label: string, state: string): HTMLElement =>
          dom.button(label, () => ((book.state = state), world.refresh()), kind).control;
        const made: Record<string, HTMLElement> = book.state
          ? { '': key(undo, '') }
          : { renewed: key(renew, 'renewed'), returned: key(back, 'returned') };
        keys.set(book, made);
        return [book.title, book.due, book.state || 'on loan', dom.wrap('div', Object.values(made), 'line')];
      });
      dom.add(dom.heading('My loans'), dom.table(['Title', 'Due', 'State', ''], rows).root);
      end.place();
    });
    const name = (book: (typeof books)[number]): string =>
      world.wording.chance(0.6) ? `"${book.title}"` : `the book due on ${book.due}`;
    const wrong = () => books.find((book) => book.state !== book.aim);
    const next = (): OracleStep => {
      const book = wrong();
      return book ? click(keys.get(book)![book.state ? '' : book.aim]) : end.last();
    };
    return {
      goal: goalOf(world, ASK_LOANS, { keep: name(keep), give: name(give) }, end),
      ends: end.ends,
      succeeded: () => !wrong(),
      next,
    };
  },
};

const ASK_SONGS: Phrasings = {
  seen: ['Add {add} to my playlist and remove {drop}.', 'Playlist: {add} in, {drop} out.', 'Take {drop} off the playlist, then add {add}', 'I am tired of {drop}; I would rather hear {add}. Change the playlist.', 'Please put {add} on the playlist. {drop} should go.', 'Can you replace {drop} by {add} in the playlist?'],
  heldOut: ['{add} instead of {drop} in my playlist, please.', 'My playlist needs {add} and no longer needs {drop}.', 'Swap: {drop} leaves the playlist and {add} comes in.'],
}; // prettier-ignore

/** Songs that are added to a playlist while one is taken out. */
export const playlistEdit: Family = {
  name: 'playlist-edit',
  skills: ['click', 'list', 'several-conditions', 'near-duplicates'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const titles = words.distinct(random.integer(5, 8), () => shortTitle(world));
    const songs = titles.map((title, i) => ({ title, in: i < 3, aim: i < 3, by: words.fullName() }));
    const drop = target.pick(songs.slice(0, 3));
    const added = target.sample(songs.slice(3), target.integer(1, 2));
    for (const song of [drop, ...added]) song.aim = !song.in;
    const order = random.shuffle(songs);
    const end = ending(world, 0.4, ['Save playlist', 'Done', 'Save']);
    const kind = random.pick(KINDS);
    const keys = new Map<object, HTMLElement>();
    world.show('playlist', () => {
      const line = (song: (typeof songs)[number]): HTMLElement => {
        const key = dom.button(song.in ? 'Remove' : 'Add', () => ((song.in = !song.in), world.refresh()), kind).control;
        keys.set(song, key);
        return dom.wrap('li', [`${song.title} - ${song.by} `, key]);
      };
      dom.add(dom.heading('My playlist'), dom.list(order.filter((song) => song.in).map(line)));
      dom.add(dom.heading('More songs'), dom.list(order.filter((song) => !song.in).map(line)));
      end.place();
    });
    const wrong = () => songs.find((song) => song.in !== song.aim);
    const next = (): OracleStep => (wrong() ? click(keys.get(wrong()!)!) : end.last());
    const quote = world.wording.pick(['', '"', '"']);
    const named = (list: { title: string }[]): string => list.map((song) => `${quote}${song.title}${quote}`).join(' and ');
    return {
      goal: goalOf(world, ASK_SONGS, { add: named(added), drop: named([drop]) }, end),
      ends: end.ends,
      succeeded: () => !wrong(),
      next,
    };
  },
};

const ASK_COURSE: Phrasings = {
  seen: ['Enrol me in {title} on {day}.', 'I want to join {title} ({day}).', '{title}, {day}: please enrol.', 'Sign me up for the {day} course {title}', 'Can you get me a place in {title}? I only have time on {day}.', 'Book the course "{title}" that is on {day}.'],
  heldOut: ['On {day} I would like to learn {title}. Enrol me.', 'Reserve a seat for me: {title}, every {day}.', 'The {title} class on {day} is mine; put me in.'],
}; // prettier-ignore

/** A course by title and day among courses of the same title; some are full. */
export const coursePlace: Family = {
  name: 'course-place',
  skills: ['table', 'click', 'near-duplicates', 'disabled'],
  recoverable: true,
  impossibleShare: 0.15,
  build(world) {
    const { dom, words, random, target } = world;
    const titles = words.distinct(random.integer(2, 3), () => shortTitle(world));
    const courses = titles.flatMap((title) =>
      words
        .distinct(random.integer(2, 3), words.weekday)
        .map((day) => ({ title, day, teacher: words.fullName(), in: false, full: random.chance(0.2) })),
    );
    const wanted = target.pick(courses);
    wanted.full = world.impossible;
    const order = random.shuffle(courses);
    const end = ending(world, 0.6, ['Confirm', 'Finish enrolment', 'Continue']);
    const kind = random.pick<ButtonKind>(['button', 'input']);
    const keys = new Map<object, HTMLElement>();
    world.show('courses', () => {
      const rows = order.map((course) => {
        const key = dom.button(
          course.in ? 'Leave' : course.full ? 'Full' : 'Enrol',
          () => ((course.in = !course.in), world.refresh()),
          kind,
        ).control;
        if (course.full) key.setAttribute('disabled', '');
        keys.set(course, key);
        return [course.title, course.day, course.teacher, course.in ? 'You have a place' : '', key];
      });
      dom.add(dom.heading('Courses'), dom.table(['Course', 'Day', 'Teacher', 'Place', ''], rows).root);
      end.place();
    });
    const wrong = () => courses.find((course) => course.in !== (course === wanted));
    const next = (): OracleStep => (world.impossible ? refuse() : wrong() ? click(keys.get(wrong()!)!) : end.last());
    return {
      goal: goalOf(world, ASK_COURSE, { title: wanted.title, day: wanted.day }, end),
      ends: end.ends,
      succeeded: () => !wrong(),
      next,
    };
  },
};
