import type { Field } from '../../dom/index.js';
import { refuse, type Family, type OracleStep } from '../../family.js';
import type { Phrasings, World } from '../../world.js';
import { ending, goalOf, message, shortText } from '../apps/kit.js';
import { createConfirmer, createDesk, createPager, recordList } from './kit.js';

interface Version {
  number: number;
  author: string;
  /** Days before today: the newest have the smallest. */
  iso: string;
  change: string;
}

const RESTORE: Phrasings = {
  seen: [
    'restore {which}{comment}.', 'bring back {which}{comment}.', 'go to the history of the document and restore {which}{comment}.', 'something went wrong in this document, restore {which}{comment}.', 'please roll the document back to {which}{comment}',
    'can you return to {which}{comment}?', 'the document should be as it was in {which}, so restore that{comment}.', 'make {which} the current one{comment}.', 'open the history and go back to {which}{comment}.',
  ],
  heldOut: ['I liked {which} better: have it back{comment}.', 'undo what came later and have {which} again{comment}.', 'we need {which} again, restored from the history{comment}.', 'let the text be that of {which}{comment}.'],
}; // prettier-ignore
const COMMENT: Phrasings = {
  seen: [
    ' with the comment "{text}"',
    ' and write "{text}" as the comment',
    ' and give "{text}" as the comment',
    ', comment: "{text}"',
  ],
  heldOut: [' (put "{text}" in the comment)', ' and note "{text}" as a comment'],
};
const BY: Phrasings = { seen: ['the newest version by {author}', 'the latest version that {author} saved', 'the most recent version of {author}'], heldOut: ['the version that {author} saved last'] }; // prettier-ignore
const BEFORE: Phrasings = { seen: ['the last version from before {day}', 'the newest version that is older than {day}', 'the latest version saved before {day}'], heldOut: ['whatever version was there right before {day}'] }; // prettier-ignore
const NUMBER: Phrasings = { seen: ['version {number}', 'the version with the number {number}'], heldOut: ['number {number} of the versions'] }; // prettier-ignore
const CHANGE: Phrasings = { seen: ['the version that says "{change}"', 'the version with the change "{change}"'], heldOut: ['the version described as "{change}"'] }; // prettier-ignore

/** What the goal calls the version; undefined: no such version is there. */
function pickVersion(world: World, versions: Version[], absent: string): { which: string; at: number } {
  const { target } = world;
  if (world.impossible) return { which: world.phrase(BY, { author: absent }), at: -1 };
  const at = target.integer(1, versions.length - 1);
  const { author, change, number } = versions[at];
  const newest = versions.findIndex((one) => one.author === author);
  return target.pick([
    () => (newest > 0 ? { which: world.phrase(BY, { author }), at: newest } : { which: world.phrase(NUMBER, { number }), at }),
    () => ({ which: world.phrase(BEFORE, { day: versions[at - 1].iso }), at }),
    () => ({ which: world.phrase(CHANGE, { change }), at }),
    () => ({ which: world.phrase(NUMBER, { number }), at }),
  ])();
}

function makeVersions({ words, random }: World, authors: readonly string[]): Version[] {
  const count = random.integer(5, 7);
  const days = words.distinct(count, () => words.date(2024, 2025).iso).sort((a, b) => b.localeCompare(a));
  const verb = (): string => random.pick(['Fixed', 'Changed', 'Removed', 'Added', 'Shortened', 'Checked']);
  const changes = words.distinct(count, () => `${verb()} the ${words.noun()}`);
  const first = random.integer(1, 30);
  return days.map((iso, i) => ({ number: first + count - 1 - i, author: random.pick(authors), iso, change: changes[i] }));
}

/** Opens the history of a document and restores the version that meets a condition, now and then with a comment. */
export const versionRestore: Family = {
  name: 'version-restore',
  skills: ['navigate', 'read', 'condition', 'dialog', 'type', 'paging'],
  recoverable: true,
  impossibleShare: 0.07,
  build(world) {
    const { dom, random, target, words } = world;
    const [absent, ...authors] = words.distinct(random.integer(3, 4), words.firstName);
    const versions = makeVersions(world, authors);
    const { which, at } = pickVersion(world, versions, absent);
    const comment = target.chance(0.5) ? shortText(world) : '';

    const desk = createDesk(world);
    const pager = createPager(world, desk, () => versions.length, random.integer(3, 5));
    const list = recordList(world, ['Version', 'Saved on', 'By', 'Change']);
    const [restore, history, back] = [random.pick(['Restore', 'Revert', 'Bring back', 'Use this version']), random.pick(['History', 'Version history', 'Versions', 'Earlier versions']), random.pick(['Back to the document', 'Document', 'Close history'])]; // prettier-ignore
    const confirmer = createConfirmer(world, desk, ['Restore it', 'Yes, restore', 'Confirm', 'OK']);
    const end = ending(world, 0.3);
    const [title, text] = [
      `${words.company()} ${random.pick(['contract', 'offer', 'handbook', 'report', 'policy'])}`,
      words.paragraph(3),
    ];
    const label = random.pick(['Comment', 'Comment (optional)', 'Note for the team']);
    world.reserve(restore, history, back, label);
    let restored = -1;
    let saved = '';
    let field: Field | undefined;
    const ask = (one: Version, i: number) => (): void =>
      confirmer.ask({
        title: `Restore version ${one.number}?`,
        about: String(i),
        work: () => {
          restored = i;
          saved = field!.value();
        },
        body: () => [(field = dom.field(label))],
      });
    const status = (): HTMLElement[] =>
      restored < 0 ? [] : [message(world, `Version ${versions[restored].number} was restored${saved ? ` (${saved})` : ''}.`)];
    const historyView = (): void => {
      desk.enter('history');
      dom.add(dom.wrap('nav', [desk.link('back', back, () => world.go('document', documentView))]), dom.heading(history));
      dom.add(...status());
      const rows = versions.flatMap((one, i) => {
        const acts =
          restored < 0 && i === 0 ? [dom.element('em', 'current')] : [desk.button(`restore ${i}`, restore, ask(one, i))];
        return pager.shows(i) ? [{ cells: [`Version ${one.number}`, one.iso, one.author, one.change], acts }] : [];
      });
      dom.add(list(rows));
      pager.place();
      end.place();
      confirmer.place();
    };
    const documentView = (): void => {
      desk.enter('document');
      dom.add(
        dom.heading(title),
        desk.button('history', history, () => world.go('history', historyView)),
        ...status(),
      );
      dom.add(dom.element('p', text));
    };
    world.show('document', documentView);
    const done = (): boolean => restored === at && saved === comment;
    const next = (): OracleStep => {
      const about = confirmer.about();
      if (about !== undefined)
        return Number(about) === at ? (field!.step(comment) ?? confirmer.answer(true)) : confirmer.answer(false);
      if (desk.view() === 'document')
        return !world.impossible && done() && end.ends === 'stop' ? end.last() : desk.press('history');
      if (world.impossible) return pager.unseen() ?? refuse();
      return done() ? end.last() : (pager.step(at) ?? desk.press(`restore ${at}`));
    };
    const slots = { which, comment: comment ? world.phrase(COMMENT, { text: comment }) : '' };
    return { goal: goalOf(world, RESTORE, slots, end), ends: end.ends, succeeded: done, next };
  },
};
