import { click, refuse, stop, type Family, type OracleStep } from '../../family.js';
import type { Phrasings } from '../../world.js';
import { actMaker, buttonMaker, ending, goalOf, message, sameText, shortTitle } from './kit.js';
import { mailbox, makeMails, referTo, type Mail } from './mail-box.js';

const MARKS: { name: string; other: string; on: Phrasings; off: Phrasings }[] = [
  {
    name: 'star', other: 'unstar',
    on: { seen: ['Star {mail}.', 'Put a star on {mail}', 'Please star {mail}', 'Give {mail} a star.', '{mail}: star it.', 'Could you star {mail}?'], heldOut: ['Add a star to {mail}.', '{mail} needs a star', 'Mark {mail} with a star.'] },
    off: { seen: ['Unstar {mail}.', 'Remove the star from {mail}', 'Take the star off {mail}.', 'Please unstar {mail}', '{mail}: no star any more.', 'Could you unstar {mail}?'], heldOut: ['{mail} should have no star', 'Clear the star of {mail}.', 'Drop the star on {mail}'] },
  },
  {
    name: 'flag', other: 'unflag',
    on: { seen: ['Flag {mail}.', 'Put a flag on {mail}', 'Set a flag for {mail}.', 'Please flag {mail}', '{mail}: flag it', 'I want {mail} flagged.'], heldOut: ['Add a flag to {mail}.', 'Let {mail} be flagged', '{mail} needs a flag.'] },
    off: { seen: ['Unflag {mail}.', 'Remove the flag from {mail}', 'Take the flag off {mail}', 'Please unflag {mail}.', '{mail} should not be flagged', 'Clear the flag of {mail}.'], heldOut: ['No flag on {mail} any more.', 'Drop the flag of {mail}', '{mail}: unflag.'] },
  },
  {
    name: 'pin', other: 'unpin',
    on: { seen: ['Pin {mail}.', 'Pin {mail} to the top', 'Please pin {mail}', 'Keep {mail} pinned.', '{mail}: pin it.', 'Can you pin {mail}?'], heldOut: ['{mail} should stay pinned', 'Put a pin on {mail}.', 'Fix {mail} with a pin'] },
    off: { seen: ['Unpin {mail}.', 'Remove the pin from {mail}', 'Please unpin {mail}', '{mail} should not be pinned.', '{mail}: unpin it', 'Can you unpin {mail}?'], heldOut: ['Take the pin off {mail}', 'No pin on {mail} any more.', 'Drop the pin of {mail}'] },
  },
]; // prettier-ignore

/** Stars, flags or pins one mail, or takes the mark off; other marks must stay. */
export const mailMark: Family = {
  name: 'mail-mark',
  skills: ['click', 'icon', 'navigate', 'toggle', 'undo'],
  recoverable: true,
  impossibleShare: 0.12,
  build(world) {
    const { random, target } = world;
    const all = makeMails(world, random.integer(3, 6));
    const mails = all.slice(0, -1);
    const wanted = world.impossible ? all[all.length - 1] : target.pick(mails);
    const mark = random.pick(MARKS);
    const on = target.chance(0.65);
    wanted.marked = !on;
    const before = new Map(mails.map((mail) => [mail, mail.marked]));
    const end = ending(world, 0.4);
    const flip = (mail: Mail): void => {
      mail.marked = !mail.marked;
      world.refresh();
    };
    const more = random
      .sample(['reply', 'print', 'share', 'copy'], random.integer(0, 2))
      .map((name) => ({ name, press: () => undefined }));
    const box = mailbox(world, {
      mails,
      commands: random.shuffle([{ name: mark.name, other: mark.other, press: flip }, ...more]),
      ending: end,
    });
    const wrong = (): Mail | undefined => mails.find((mail) => mail !== wanted && mail.marked !== before.get(mail));
    const next = (): OracleStep => {
      if (world.impossible) return box.opened() ? box.leave() : refuse();
      const other = wrong() ?? (wanted.marked === on ? undefined : wanted);
      if (other) return box.step(other, mark.name);
      return end.ends === 'page' && box.opened() ? box.leave() : end.last();
    };
    const goal = goalOf(world, on ? mark.on : mark.off, { mail: referTo(world, wanted, all) }, end);
    return { goal, ends: end.ends, succeeded: () => wanted.marked === on && !wrong(), next };
  },
};

const REMOVALS: { name: string; done: string; ask: Phrasings }[] = [
  { name: 'delete', done: 'Deleted', ask: { seen: ['Delete {mail}.', 'Please delete {mail}', 'Remove {mail} from the inbox by deleting it.', '{mail}: delete it', 'Could you delete {mail}?', 'I want {mail} deleted.'], heldOut: ['Get rid of {mail}, delete it.', '{mail} must be deleted', 'Do delete {mail}'] } },
  { name: 'archive', done: 'Archived', ask: { seen: ['Archive {mail}.', 'Please archive {mail}', 'Put {mail} into the archive.', '{mail}: archive', 'Could you archive {mail}?', 'I want {mail} archived.'], heldOut: ['Send {mail} to the archive.', '{mail} belongs in the archive', 'Do archive {mail}'] } },
  { name: 'spam', done: 'Marked as spam:', ask: { seen: ['Mark {mail} as spam.', 'Report {mail} as spam', '{mail} is spam, say so.', 'Please move {mail} to spam', '{mail}: spam', 'Treat {mail} as spam.'], heldOut: ['Tell the mail program that {mail} is spam.', 'File {mail} under spam', '{mail} should count as spam'] } },
  { name: 'mute', done: 'Muted', ask: { seen: ['Mute {mail}.', 'Please mute {mail}', '{mail}: mute it', 'I do not want to hear of {mail}, mute it.', 'Could you mute {mail}?', 'Silence {mail} with mute.'], heldOut: ['{mail} should be muted', 'Do mute {mail}', 'No more noise from {mail}: mute.'] } },
]; // prettier-ignore

/** Deletes, archives or reports one mail among commands of the same kind; an undo brings back what was wrong. */
export const mailRemove: Family = {
  name: 'mail-remove',
  skills: ['click', 'icon', 'navigate', 'undo'],
  recoverable: true,
  build(world) {
    const { dom, random, target } = world;
    const mails = makeMails(world, random.integer(3, 6));
    const removals = random.sample(REMOVALS, random.integer(2, 4));
    const [wanted, how] = [target.pick(mails), target.pick(removals)];
    const gone: { mail: Mail; name: string; at: number }[] = [];
    const end = ending(world, 0.4);
    const button = buttonMaker(world);
    let undo: HTMLElement | undefined;
    const below = (): void => {
      const last = gone.at(-1);
      if (!last) return;
      undo = button('Undo', () => (mails.splice(last.at, 0, last.mail), gone.pop(), world.refresh()));
      dom.layout([dom.toast(`${removals.find((one) => one.name === last.name)!.done} "${last.mail.subject}"`), undo], {
        kind: 'line',
      });
    };
    const goal = goalOf(world, how.ask, { mail: referTo(world, wanted, mails) }, end);
    const commands = removals.map(({ name }) => {
      const press = (mail: Mail): void => {
        const at = mails.indexOf(mail);
        gone.push({ mail: mails.splice(at, 1)[0], name, at });
        box.toList();
      };
      return { name, press };
    });
    const box = mailbox(world, { mails, commands, ending: end, below });
    const fine = (one: (typeof gone)[number]): boolean => one.mail === wanted && one.name === how.name;
    const next = (): OracleStep => {
      if (gone.some((one) => !fine(one))) return box.opened() ? box.leave() : click(undo!);
      if (gone.length === 0) return box.step(wanted, how.name);
      return box.opened() ? box.leave() : end.last();
    };
    return { goal, ends: end.ends, succeeded: () => gone.length === 1 && fine(gone[0]), next };
  },
};

const ASK_ALL: Phrasings = {
  seen: [
    '{verb} all mails from {from}.', '{verb} every message that "{from}" sent', 'Please {verb} everything from {from}', 'All mails by {from}: {verb} them.',
    'I do not need the mails from {from}. {verb} all of them.', 'Select the messages of {from} and {verb} them.', 'Could you {verb} each mail of "{from}"?',
  ],
  heldOut: ['Whatever {from} wrote, {verb} it.', '{verb} the lot that came from {from}.', 'Nothing by {from} should stay here, {verb} it all.'],
}; // prettier-ignore

/** Selects all mails of a sender by their boxes and applies one command of a toolbar to them. */
export const mailRemoveAll: Family = {
  name: 'mail-remove-all',
  skills: ['click', 'checkbox', 'several', 'undo'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const asTable = random.chance(0.5);
    const senders = words.distinct(random.integer(2, 4), words.firstName);
    const mails = words
      .distinct(random.integer(4, 7), () => shortTitle(world))
      .map((subject, i) => ({ subject, from: senders[i % senders.length], ticked: random.chance(0.12), gone: '' }));
    const boxes = new Map(
      mails.map((mail) => [
        mail,
        dom.checkbox(asTable ? `Select ${mail.subject}` : mail.subject, { checked: mail.ticked, custom: false }),
      ]),
    );
    const shown = random.shuffle(mails);
    const [verb, from] = [target.pick(['delete', 'archive']), target.pick(senders)];
    const end = ending(world, 0.5);
    const act = actMaker(world, 0.4);
    const button = buttonMaker(world);
    let parts = { tools: new Map<string, HTMLElement>(), boxes: new Map<string, () => OracleStep | undefined>() };
    const apply = (name: string): void => {
      for (const mail of mails) if (boxes.get(mail)!.value() && !mail.gone) mail.gone = name;
      for (const box of boxes.values()) box.set(false);
      world.refresh();
    };
    const restore = (): void => {
      for (const mail of mails) mail.gone = '';
      world.refresh();
    };
    world.show('inbox', () => {
      parts = {
        tools: new Map(
          ['delete', 'archive', 'mark read'].map((name) => [name, act(name, () => apply(name === 'mark read' ? '' : name))]),
        ),
        boxes: new Map(),
      };
      dom.add(dom.heading('Inbox'), dom.wrap('div', [...parts.tools.values()], 'line'));
      const rows = shown
        .filter((mail) => !mail.gone)
        .map((mail) => {
          const box = boxes.get(mail)!;
          parts.boxes.set(mail.subject, () => box.step(mail.from === from));
          return [box.root, dom.element('span', mail.from), dom.element('span', mail.subject)];
        });
      if (asTable) dom.add(dom.table(['', 'From', 'Subject'], rows));
      else for (const row of rows) dom.add(dom.wrap('div', row.slice(0, 2), 'line'));
      if (mails.some((mail) => mail.gone)) {
        const undo = button('Undo', restore);
        parts.tools.set('undo', undo);
        dom.layout([message(world, 'Moved.'), undo], { kind: 'line' });
      }
      end.place();
    });
    const right = (mail: (typeof mails)[number]): boolean => (mail.from === from ? mail.gone === verb : !mail.gone);
    const next = (): OracleStep => {
      if (mails.some((mail) => mail.gone && !right(mail))) return click(parts.tools.get('undo')!);
      if (mails.every(right)) return end.last();
      for (const step of parts.boxes.values()) if (step()) return step()!;
      return click(parts.tools.get(verb)!);
    };
    return { goal: goalOf(world, ASK_ALL, { verb, from }, end), ends: end.ends, succeeded: () => mails.every(right), next };
  },
};

const ASK_SENDER: Phrasings = {
  seen: ['Who wrote the mail "{subject}"?', 'Who sent the message about {subject}?', 'Find the sender of "{subject}".', 'The mail with the subject {subject}: who is it from?', 'Sender of {subject}?', 'Tell me who the e-mail "{subject}" is from.'],
  heldOut: ['From whom came "{subject}"?', 'Name the author of the mail on {subject}.', '{subject} - whose mail is that?'],
}; // prettier-ignore

/** Who sent a mail: stands in the list, or only in the opened mail. */
export const mailSender: Family = {
  name: 'mail-sender',
  skills: ['read', 'navigate', 'answer'],
  recoverable: true,
  impossibleShare: 0.12,
  build(world) {
    const { dom, random, target } = world;
    const all = makeMails(world, random.integer(4, 7));
    const mails = all.slice(0, -1);
    const wanted = world.impossible ? all[all.length - 1] : target.pick(mails);
    const inList = random.chance(0.4);
    let open: Mail | undefined;
    let place = new Map<Mail, { link: HTMLElement; from: HTMLElement }>();
    const view = (mail: Mail): void => {
      open = mail;
      const from = dom.element('span', mail.from);
      place = new Map([[mail, { link: from, from }]]);
      dom.add(
        dom.heading(mail.subject),
        dom.wrap('div', [dom.element('div', random.pick(['From', 'Sender', 'By'])), from]),
        dom.paragraph(mail.body),
      );
    };
    world.show('inbox', () => {
      open = undefined;
      place = new Map(
        mails.map((mail) => [
          mail,
          {
            link: dom.link(mail.subject, () => world.go(`mail ${mail.subject}`, () => view(mail))).control,
            from: dom.element('span', mail.from),
          },
        ]),
      );
      dom.add(
        dom.heading('Inbox'),
        dom.layout(
          [...place.values()].map(({ link, from }) => dom.wrap('div', inList ? [from, link] : [link])),
          { kind: 'block' },
        ),
      );
    });
    const next = (): OracleStep => {
      if (open && open !== wanted) return { do: 'back' };
      if (world.impossible) return refuse();
      const { link, from } = place.get(wanted)!;
      return open || inList ? stop(wanted.from, { from }) : click(link);
    };
    return {
      goal: goalOf(world, ASK_SENDER, { subject: wanted.subject }),
      ends: 'stop',
      succeeded: (answer) => sameText(answer, wanted.from),
      next,
    };
  },
};

const ASK_CODE: Phrasings = {
  seen: ['What is the {label} in {mail}?', 'Open {mail} and tell me the {label}.', 'I need the {label} from {mail}', 'Which {label} does {mail} give?', '{label} in {mail}?', 'Look into {mail} for the {label}.'],
  heldOut: ['Read out the {label} that stands in {mail}.', '{mail} holds a {label}. What is it?', 'Answer with the {label} of {mail}'],
}; // prettier-ignore

/** A detail that stands inside one mail, beside others. */
export const mailDetail: Family = {
  name: 'mail-detail',
  skills: ['read', 'navigate', 'answer'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const makers: [string, () => string][] = [
      ['code', words.code], ['room', () => `${words.number(1, 400)}`], ['date', () => words.date().long], ['price', () => words.price()], ['phone number', words.phone],
      ['city', words.city], ['booking number', () => words.digits(6)], ['time', words.time], ['contact', words.fullName],
    ]; // prettier-ignore
    const kinds = random.sample(makers, random.integer(1, 4));
    const mails = makeMails(world, random.integer(2, 5)).map((mail) => ({
      ...mail,
      details: kinds.map(([label, make]): [string, string] => [label, make()]),
    }));
    const wanted = target.pick(mails);
    const at = target.integer(0, kinds.length - 1);
    let open: Mail | undefined;
    let values: HTMLElement[] = [];
    let rows = new Map<Mail, HTMLElement>();
    world.show('inbox', () => {
      open = undefined;
      rows = new Map();
      for (const mail of mails) {
        const row = dom.wrap('div', [dom.element('b', mail.from), ' ', mail.subject]);
        row.addEventListener('click', () => world.go(`mail ${mail.subject}`, () => {
          open = mail;
          const pairs = dom.pairs(mail.details.map(([label, text]) => [label[0].toUpperCase() + label.slice(1), text]));
          values = pairs.values;
          dom.add(dom.heading(mail.subject), `From ${mail.from}`, ...random.shuffle([dom.paragraph(words.sentence()), pairs]));
        })); // prettier-ignore
        rows.set(mail, row);
        dom.add(row);
      }
    });
    const [label, answer] = wanted.details[at];
    const next = (): OracleStep =>
      open === wanted ? stop(answer, { from: values[at] }) : open ? { do: 'back' } : click(rows.get(wanted)!);
    return {
      goal: goalOf(world, ASK_CODE, { label, mail: referTo(world, wanted, mails) }),
      ends: 'stop',
      succeeded: (given) => sameText(given, answer),
      next,
    };
  },
};

const ASK_COUNT: Phrasings = {
  seen: ['How many unread mails are in {folder}?', 'Number of unread messages in {folder}?', 'Tell me how many mails in "{folder}" I have not read.', 'What is the unread count of {folder}?', '{folder}: how many unread?', 'I want to know the number of unread mails in {folder}.'],
  heldOut: ['How much is unread in "{folder}"?', 'Count of new mails, folder {folder}, please.', 'What number stands by {folder}?'],
}; // prettier-ignore

/** The number of unread mails beside the name of a folder. */
export const mailUnread: Family = {
  name: 'mail-unread',
  skills: ['read', 'answer', 'number'],
  recoverable: true,
  impossibleShare: 0.12,
  build(world) {
    const { dom, words, random, target } = world;
    const names = words.distinct(random.integer(4, 8), () =>
      random.pick([
        'Inbox',
        'Work',
        'Family',
        'Travel',
        'Bills',
        'Receipts',
        'School',
        'Clubs',
        words.company(),
        words.section(),
      ]),
    );
    const counts = names.map(() => words.number(1, 120));
    const at = world.impossible ? names.length - 1 : target.integer(0, names.length - 2);
    const shape = random.pick(['brackets', 'badge', 'line'] as const);
    const holders = names.slice(0, -1).map((name, i) => {
      const count = dom.element('span', shape === 'line' ? `${counts[i]} unread` : String(counts[i]));
      if (shape === 'brackets') return { root: dom.link(`${name} (${counts[i]})`).control, count: undefined };
      return { root: dom.wrap('div', [dom.link(name).control, count]), count };
    });
    dom.add(dom.heading(random.pick(['Folders', 'Mailboxes', 'Labels'])), dom.list(holders));
    dom.add(
      dom.heading(random.pick(['Today', 'Latest'])),
      dom.list(words.distinct(random.integer(2, 4), () => shortTitle(world))),
    );
    const answer = String(counts[at]);
    const next = (): OracleStep => {
      if (world.impossible) return refuse();
      const { root, count } = holders[at];
      return shape === 'badge' ? stop(answer, { from: count! }) : stop(answer, { calc: 'number($1)', of: [count ?? root] });
    };
    return {
      goal: goalOf(world, ASK_COUNT, { folder: names[at] }),
      ends: 'stop',
      succeeded: (given) => sameText(given, answer),
      next,
    };
  },
};
