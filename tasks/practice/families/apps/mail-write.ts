import type { Control } from '../../dom/index.js';
import { click, refuse, type Family, type OracleStep, type Scenario } from '../../family.js';
import type { Phrasings, World } from '../../world.js';
import { goalOf, keep, message, shortText, shortTitle } from './kit.js';
import { mailbox, makeMails, referTo } from './mail-box.js';

interface Draft {
  to: string;
  subject: string;
  body: string;
}

interface Composer {
  /** Opens the form as a new history entry. */
  open(): void;
  isOpen(): boolean;
  sent(): boolean;
  /** The next step towards having sent exactly this. */
  step(wanted: Draft): OracleStep;
  draft: Draft;
}

/** A form for one mail. Sending without a recipient, or without a text where one is due, shows an error; a sent mail ends the page. */
function composer(world: World, fields: (keyof Draft)[], options: { title: string; contacts?: string[] }): Composer {
  const { dom, random } = world;
  const labels: Draft = {
    to: random.pick(['To', 'Recipient', 'Send to']),
    subject: random.pick(['Subject', 'Title']),
    body: random.pick(['Message', 'Body', 'Text', 'Your message']),
  };
  const send = random.pick(['Send', 'Send mail', 'Send now', 'Submit']);
  const copies = random.chance(0.3);
  const draft: Draft = { to: '', subject: '', body: '' };
  let shown: Partial<Record<keyof Draft, Control<string>>> = {};
  let state = { error: '', sent: false };
  let button: HTMLElement | undefined;
  const press = (): void => {
    const missing = fields.find((name) => name !== 'subject' && !draft[name]);
    state = { error: missing ? `Please fill in ${labels[missing]}.` : '', sent: !missing };
    if (missing) world.refresh();
    else world.submit();
  };
  const view = (): void => {
    dom.add(dom.heading(options.title), ...(state.error ? [message(world, state.error, 'alert')] : []));
    shown = Object.fromEntries(fields.map((name) => [name, make(name)]));
    const more = copies ? [dom.field(random.pick(['Cc', 'Bcc', 'Reply to']))] : [];
    dom.layout([...Object.values(shown).slice(0, 1), ...more, ...Object.values(shown).slice(1)], { kind: 'block' });
    button = dom.button(send, press).control;
    dom.layout(random.shuffle([button, dom.button('Discard', () => world.back())]), { kind: 'line' });
  };
  const make = (name: keyof Draft): Control<string> => {
    const offered = name === 'to' && options.contacts;
    const made = offered
      ? dom.suggest(labels.to, options.contacts!)
      : dom.field(labels[name], { multiline: name === 'body' && random.chance(0.7) });
    made.set(draft[name]);
    keep(made, (value) => (draft[name] = value));
    return made;
  };
  const step = (wanted: Draft): OracleStep => {
    for (const name of fields) {
      const next = shown[name]?.step(wanted[name]);
      if (next) return next;
    }
    return click(button!);
  };
  world.reserve(send, 'Discard', labels.to, labels.subject, labels.body, 'Cc', 'Bcc', 'Reply to', ...(options.contacts ?? []));
  return { open: () => world.go('write', view), isOpen: () => button?.isConnected ?? false, sent: () => state.sent, step, draft };
}

const ASK_REPLY: Phrasings = {
  seen: [
    'Reply to {mail} with "{text}".', 'Answer {mail}: {text}', 'Write "{text}" as a reply to {mail}', 'Open {mail} and reply "{text}".', 'Please reply {text} to {mail}.',
    'Send the answer "{text}" to {mail}.', 'I want to answer {mail}. The text is: {text}', '"{text}" - send that as a reply to {mail}',
  ],
  heldOut: ['Respond to {mail} saying "{text}".', 'Let {mail} get the answer {text}', 'React to {mail}. Words: "{text}"'],
}; // prettier-ignore

/** Replies to one of several mails with a given text. */
export const mailReply: Family = {
  name: 'mail-reply',
  skills: ['click', 'navigate', 'type', 'icon'],
  recoverable: true,
  impossibleShare: 0.12,
  build(world) {
    const { random, target } = world;
    const all = makeMails(world, random.integer(3, 6));
    const mails = all.slice(0, -1);
    const wanted = world.impossible ? all[all.length - 1] : target.pick(mails);
    const text = random.chance(0.4) ? world.words.sentence() : shortText(world);
    let to: (typeof all)[number] | undefined;
    const composed = composer(world, ['body'], { title: random.pick(['Reply', 'Your answer', 'Answer']) });
    const commands = random.shuffle(['reply', ...random.sample(['forward', 'delete', 'star', 'print'], 2)]);
    const press = (name: string) => (mail: (typeof all)[number]) => {
      if (name !== 'reply') return;
      to = mail;
      composed.open();
    };
    const box = mailbox(world, { mails, commands: commands.map((name) => ({ name, press: press(name) })) });
    const ask = /[.!?]$/.test(text) ? { seen: quotedOnly(ASK_REPLY.seen), heldOut: quotedOnly(ASK_REPLY.heldOut) } : ASK_REPLY;
    const next = (): OracleStep => {
      if (composed.isOpen())
        return to === wanted && !world.impossible ? composed.step({ to: '', subject: '', body: text }) : { do: 'back' };
      if (world.impossible) return box.opened() ? box.leave() : refuse();
      return box.step(wanted, 'reply');
    };
    return {
      goal: goalOf(world, ask, { mail: referTo(world, wanted, all), text }),
      ends: 'page',
      succeeded: () => composed.sent() && to === wanted && composed.draft.body === text,
      next,
    };
  },
};

const quotedOnly = (list: string[]): string[] => list.filter((wording) => wording.includes('"{text}"'));

const ASK_FORWARD: Phrasings = {
  seen: [
    'Forward {mail} to {to}.', 'Send {mail} on to {to}', 'Please forward {mail} to "{to}".', '{to} should get {mail}, forward it.', 'Pass {mail} on to {to}', 'Find {mail} and forward it to {to}.',
    'Forward to {to}: {mail}.',
  ],
  heldOut: ['Let {to} have {mail} by forwarding it.', '{mail} is for {to} too. Forward it.', 'Relay {mail} to "{to}"'],
}; // prettier-ignore

/** Forwards one mail to a person, whose name or address is typed or picked from suggestions. */
export const mailForward: Family = {
  name: 'mail-forward',
  skills: ['click', 'navigate', 'type', 'suggest', 'icon'],
  recoverable: true,
  build(world) {
    const { words, random, target } = world;
    const mails = makeMails(world, random.integer(3, 6));
    const people = words.distinct(5, random.pick([words.firstName, words.fullName, words.email]), mails.map((mail) => mail.from)); // prettier-ignore
    const [wanted, to] = [target.pick(mails), target.pick(people)];
    let what: (typeof mails)[number] | undefined;
    const composed = composer(world, ['to'], { title: 'Forward', contacts: random.chance(0.4) ? people : undefined });
    const commands = random.shuffle(['forward', ...random.sample(['reply', 'delete', 'star', 'share'], 2)]);
    const press = (name: string) => (mail: (typeof mails)[number]) => {
      if (name !== 'forward') return;
      what = mail;
      composed.open();
    };
    const box = mailbox(world, { mails, commands: commands.map((name) => ({ name, press: press(name) })) });
    const next = (): OracleStep => {
      if (composed.isOpen()) return what === wanted ? composed.step({ to, subject: '', body: '' }) : { do: 'back' };
      return box.step(wanted, 'forward');
    };
    return {
      goal: goalOf(world, ASK_FORWARD, { mail: referTo(world, wanted, mails), to }),
      ends: 'page',
      succeeded: () => composed.sent() && what === wanted && composed.draft.to === to,
      next,
    };
  },
};

const ASK_COMPOSE: Phrasings = {
  seen: [
    'Write a mail to {to} with the subject "{subject}" and the text "{body}".', 'Send "{body}" to {to}. Subject: {subject}', 'Compose a message. To: {to}. Subject: {subject}. Text: {body}',
    'New mail to {to}, subject {subject}, saying {body}', 'Please mail {to}: "{body}", and put "{subject}" as the subject.', 'Subject "{subject}", text "{body}": send it to {to}.',
    'I want to tell {to} by mail "{body}". Use the subject "{subject}".', 'Could you send {to} a mail about {subject} that says {body}?',
  ],
  heldOut: ['{to} needs a mail titled "{subject}" with the words "{body}".', 'Drop {to} a line: {body}. Title it {subject}', 'Draft and send: recipient {to}, title "{subject}", content "{body}".'],
}; // prettier-ignore

/** Writes a new mail from the list of mails: recipient, subject, text. */
export const mailCompose: Family = {
  name: 'mail-compose',
  skills: ['click', 'type', 'form', 'several'],
  recoverable: true,
  build(world): Scenario {
    const { dom, words, random, target } = world;
    const wanted: Draft = {
      to: target.pick([words.email(), words.email(), words.fullName(), words.firstName()]),
      subject: shortTitle(world),
      body: shortText(world),
    };
    const composed = composer(world, ['to', 'subject', 'body'], {
      title: random.pick(['New message', 'Compose', 'Write a mail']),
    });
    const title = random.pick(['Compose', 'New mail', 'Write', 'New message']);
    let start: HTMLElement;
    const mails = makeMails(world, random.integer(2, 4));
    world.show('inbox', () => {
      start = dom.button(title, () => composed.open()).control;
      dom.add(dom.heading('Inbox'), start, dom.list(mails.map((mail) => `${mail.from}: ${mail.subject}`)));
    });
    const sent = (): boolean =>
      composed.sent() && (['to', 'subject', 'body'] as const).every((name) => composed.draft[name] === wanted[name]);
    return {
      goal: goalOf(world, ASK_COMPOSE, { ...wanted }),
      ends: 'page',
      succeeded: sent,
      next: () => (composed.isOpen() ? composed.step(wanted) : click(start)),
    };
  },
};
