import { click, type OracleStep } from '../../family.js';
import type { Phrasings, World } from '../../world.js';
import { actMaker, shortTitle, type Ending } from './kit.js';

export interface Mail {
  from: string;
  subject: string;
  body: string;
  marked: boolean;
}

/** Mails with different subjects; now and then one sender wrote two of them. */
export function makeMails(world: World, count: number): Mail[] {
  const { words, random } = world;
  const senders = words.distinct(count, random.pick([words.firstName, words.firstName, words.fullName, words.company]));
  const subjects = words.distinct(count, () => shortTitle(world));
  const mails = senders.map((from, i) => ({
    from,
    subject: subjects[i],
    body: words.paragraph(random.integer(1, 2)),
    marked: random.chance(0.25),
  }));
  if (random.chance(0.4)) mails[0].from = mails[1].from;
  return random.shuffle(mails);
}

const BY_SENDER: Phrasings = {
  seen: [
    'the mail from {from}',
    'the message from "{from}"',
    "{from}'s mail",
    'the e-mail that {from} sent',
    'the mail by {from}',
    'the email from {from}',
  ],
  heldOut: ['what {from} wrote', 'the letter of {from}', 'the note "{from}" sent'],
};
const BY_SUBJECT: Phrasings = {
  seen: [
    'the mail "{subject}"',
    'the message about "{subject}"',
    'the mail with the subject {subject}',
    'the e-mail called "{subject}"',
    'the {subject} mail',
  ],
  heldOut: ['the thread "{subject}"', 'the letter on {subject}', 'the one titled "{subject}"'],
};
const BY_BOTH: Phrasings = {
  seen: [
    'the mail "{subject}" from {from}',
    'the message from {from} about {subject}',
    '{from}\'s mail with the subject "{subject}"',
  ],
  heldOut: ['what {from} wrote on "{subject}"', 'the letter "{subject}" of {from}', 'the {subject} note by {from}'],
};

/** Words for one mail that fit no other one. */
export function referTo(world: World, mail: Mail, mails: readonly Mail[]): string {
  const alone = mails.every((other) => other === mail || other.from !== mail.from);
  const forms = alone ? [BY_SENDER, BY_SENDER, BY_SUBJECT, BY_BOTH] : [BY_SUBJECT, BY_BOTH];
  return world.phrase(world.target.pick(forms), { from: mail.from, subject: mail.subject });
}

export interface MailboxOptions {
  mails: Mail[];
  /** Commands of each mail, by name; `mark` ones show whether the mail is marked. */
  commands: { name: string; other?: string; press(mail: Mail): void }[];
  ending?: Ending;
  /** More to put under the list. */
  below?(): void;
}

/** A list of mails that open by a click; the commands stand in the rows or in the opened mail. */
export interface Mailbox {
  opened(): Mail | undefined;
  /** Shows the list in the place of the present view. */
  toList(): void;
  /** Next step towards the list; call only while a mail is open. */
  leave(): OracleStep;
  /** Next step towards having pressed a command of a mail. */
  step(mail: Mail, command: string): OracleStep;
}

/** Builds the mailbox and shows its list. */
export function mailbox(world: World, { mails, commands, ending, below }: MailboxOptions): Mailbox {
  const { dom, random } = world;
  const act = actMaker(world);
  const inRows = random.chance(0.4);
  const rowKind = random.pick(['row', 'link', 'table'] as const);
  const title = random.pick(['Inbox', 'Mail', 'Messages', 'All mail']);
  const back = random.pick(['Back', 'Back to inbox', 'All messages', '']);
  world.reserve(back, 'Undo', ...commands.flatMap((one) => [one.name, one.other ?? '']));
  let open: Mail | undefined;
  let controls = new Map<string, HTMLElement>();
  let leaving: HTMLElement | undefined;
  const keyOf = (mail: Mail, name: string): string => `${mail.subject}/${name}`;
  const commandsOf = (mail: Mail): HTMLElement[] =>
    commands.map(({ name, other, press }) => {
      const made = act(name, () => press(mail), other ? { on: mail.marked, other } : undefined);
      controls.set(keyOf(mail, name), made);
      return made;
    });
  const rowOf = (mail: Mail): HTMLElement[] => {
    const show = (): void => world.go(`mail ${mail.subject}`, () => view(mail));
    const own = inRows ? commandsOf(mail) : [];
    if (rowKind === 'row') {
      const row = dom.wrap('div', [dom.element('b', mail.from), ' ', dom.element('span', mail.subject), ' ', ...own]);
      row.addEventListener('click', (event) => own.some((one) => one.contains(event.target as Node)) || show());
      controls.set(keyOf(mail, 'open'), row);
      return [row];
    }
    const link = dom.link(mail.subject, show).control;
    controls.set(keyOf(mail, 'open'), link);
    return [dom.element('span', mail.from), link, ...own];
  };
  const list = (): void => {
    open = undefined;
    leaving = undefined;
    controls = new Map();
    dom.add(dom.heading(title));
    if (rowKind === 'table') dom.add(dom.table([], mails.map(rowOf)));
    else
      dom.layout(
        mails.map((mail) => dom.wrap('div', rowOf(mail))),
        { kind: 'block' },
      );
    below?.();
    ending?.place();
  };
  const view = (mail: Mail): void => {
    open = mail;
    controls = new Map();
    leaving = back ? dom.button(back, () => world.back()).control : undefined;
    const bar = dom.wrap('div', inRows ? [] : commandsOf(mail), 'line');
    dom.add(
      ...(leaving ? [leaving] : []),
      dom.heading(mail.subject),
      dom.wrap('div', [`From: ${mail.from}`]),
      bar,
      dom.paragraph(mail.body),
    );
  };
  const leave = (): OracleStep => (leaving ? click(leaving) : { do: 'back' });
  world.show('inbox', list);
  return {
    opened: () => open,
    toList: () => world.show('inbox', list),
    leave,
    step: (mail, command) => {
      const control = controls.get(keyOf(mail, command));
      if (control) return click(control);
      return open ? leave() : click(controls.get(keyOf(mail, 'open'))!);
    },
  };
}
