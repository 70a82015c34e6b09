import { click, type Family, type OracleStep } from '../../family.js';
import type { Phrasings, View } from '../../world.js';

const ASK: Phrasings = {
  seen: ['Delete the mail from {name}.', 'Find the message by {name} and delete it', 'Move the e-mail of "{name}" to the trash.'],
  heldOut: ['Get rid of what {name} wrote.', 'The mail from {name} should be gone.'],
};

/** A list of mails; one opens by a click on its row and is deleted inside. The browser's back leads to the list; undo repairs. */
export const mailOpenDelete: Family = {
  name: 'mail-open-delete',
  skills: ['click', 'navigate', 'icon', 'undo'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const mails = words
      .distinct(random.integer(3, 6), words.firstName)
      .map((from) => ({ from, subject: words.sentence(), body: words.paragraph(2), gone: false }));
    const wanted = target.pick(mails);
    let open: (typeof mails)[number] | undefined;
    let parts: { rows: Map<unknown, HTMLElement>; trash?: HTMLElement; undo?: HTMLElement; done?: HTMLElement } = {
      rows: new Map(),
    };
    const list: View = () => {
      open = undefined;
      parts = { rows: new Map() };
      dom.add(dom.heading('Inbox'));
      for (const mail of mails.filter((one) => !one.gone)) {
        const row = dom.wrap('div', [dom.element('b', mail.from), ' ', dom.element('span', mail.subject)]);
        row.addEventListener('click', () => world.go('mail', opened(mail)));
        parts.rows.set(mail, row);
        dom.add(row);
      }
      const gone = mails.find((one) => one.gone);
      if (gone) {
        parts.undo = dom.button('Undo', () => ((gone.gone = false), world.refresh())).control;
        parts.done = dom.button('Done', () => world.submit()).control;
        dom.layout([dom.toast(`Deleted the mail from ${gone.from}.`), parts.undo, parts.done], { kind: 'line' });
      }
    };
    const opened =
      (mail: (typeof mails)[number]): View =>
      () => {
        open = mail;
        parts = { rows: new Map() };
        parts.trash = dom.icon('trash', () => ((mail.gone = true), world.show('inbox', list))).control;
        dom.add(dom.heading(mail.subject), dom.layout([`From ${mail.from}`, mail.body]));
        dom.layout([dom.icon('reply'), parts.trash, dom.icon('star')], { kind: 'line' });
      };
    world.reserve('undo', 'done', 'inbox', 'trash', 'reply', 'star', 'deleted');
    world.show('inbox', list);
    const others = (): boolean => mails.some((one) => one.gone && one !== wanted);
    const next = (): OracleStep => {
      if (open) return open === wanted && !wanted.gone ? click(parts.trash!) : { do: 'back' };
      if (others()) return click(parts.undo!);
      return wanted.gone ? click(parts.done!) : click(parts.rows.get(wanted)!);
    };
    return { goal: world.phrase(ASK, { name: wanted.from }), ends: 'page', succeeded: () => wanted.gone && !others(), next };
  },
};
