import { joinGoal } from '../../composing/goal.js';
import { stop, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings, World } from '../../world.js';
import { actMaker } from '../apps/kit.js';
import { copy, createSite, onOff, picker, same } from './site.js';

interface Item {
  title: string;
  kind: string;
  required: boolean;
}

const ASK_ADD: Phrasings = {
  seen: [
    'add the question "{title}" of the kind {kind}{must}', 'add a {kind} question "{title}"{must}', 'put in a question of the kind "{kind}" that asks "{title}"{must}', 'create the question "{title}" as {kind}{must}',
    'insert a {kind} field called "{title}"{must}', 'make a new question "{title}", kind {kind}{must}', 'the form should also ask "{title}" ({kind}{must})', 'add {kind}: "{title}"{must}',
  ],
  heldOut: ['let people be asked "{title}" by means of {kind}{must}', 'there has to be one more question, "{title}", answered by {kind}{must}', 'extend the form by "{title}", which is {kind}{must}', 'we also want to know "{title}", so take {kind} for it{must}'],
}; // prettier-ignore
const ASK_MUST: Phrasings = {
  seen: [
    'make "{title}" {state}', 'set the question "{title}" to {state}', 'the question "{title}" should be {state}', 'mark "{title}" as {state}', 'change "{title}" so that it is {state}', 'see that "{title}" is {state}', '"{title}" has to be {state}', 'turn "{title}" into one that is {state}',
  ],
  heldOut: ['an answer to "{title}" is {state} from now on', 'treat "{title}" as {state}', 'when people get to "{title}", the answer is {state}', 'let "{title}" be {state}'],
}; // prettier-ignore
const ASK_KIND: Phrasings = {
  seen: [
    'change the kind of "{title}" to {kind}', 'make "{title}" a {kind} question', 'set the kind of "{title}" to {kind}', 'the question "{title}" should be of the kind {kind}', 'switch "{title}" to {kind}', 'use {kind} for "{title}"', 'turn "{title}" into {kind}', 'choose {kind} as the kind of "{title}"',
  ],
  heldOut: ['people should answer "{title}" by {kind}', 'let "{title}" be {kind}', 'instead of what it is now, "{title}" becomes {kind}', '"{title}" works better as {kind}'],
}; // prettier-ignore
const ASK_DELETE: Phrasings = {
  seen: ['delete the question "{title}"', 'remove "{title}"', 'take "{title}" out of the form', 'throw out the question "{title}"', 'the question "{title}" is not needed, delete it', 'drop "{title}" from the form', 'delete "{title}"', 'get rid of "{title}"'],
  heldOut: ['nobody needs to be asked "{title}" any more', 'leave out "{title}" from now on', 'strike "{title}"', 'do without the question "{title}"'],
}; // prettier-ignore
const ABOUT: Phrasings = {
  seen: [
    'This is about the survey.',
    'The form is not finished yet.',
    'We start the survey tomorrow.',
    'My team looked at the form.',
  ],
  heldOut: ['The people in the office had some remarks.', 'It will be sent out tonight.'],
};
const QUESTIONS = (world: World): string => {
  const { words, random } = world;
  return random.pick([
    () => `What is your ${words.noun()}?`, () => `How ${words.adjective()} is the ${words.noun()}?`, () => `Do you ${words.verb()} the ${words.noun()}?`, () => `Which ${words.noun()} do you prefer?`,
    () => `${capital(words.noun())} number`, () => `Your ${words.adjective()} ${words.noun()}`, () => capital(`${words.noun()} and ${words.noun()}`), () => `When did you ${words.verb()}?`,
  ])(); // prettier-ignore
};

/** Adds, changes and removes questions of a form; each opens for editing, a removed one can be brought back. */
export const formBuilderQuestions: Family = {
  name: 'form-builder-questions',
  skills: ['click', 'type', 'select', 'switch', 'menu', 'several', 'undo'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const kinds = random.pick([['Short answer', 'Paragraph', 'Multiple choice', 'Date'], ['Text', 'Number', 'Choice', 'Yes or no', 'File'], ['One line', 'Long text', 'Checkboxes', 'Scale', 'Time']]); // prettier-ignore
    const titles = words.distinct(random.integer(3, 5) + 2, () => QUESTIONS(world));
    const items = titles.slice(2).map((title): Item => ({ title, kind: random.pick(kinds), required: random.chance(0.4) }));
    const wants = new Map(items.map((item) => [item, { ...item } as Item | undefined]));
    const before = copy(items);
    const fresh: Item[] = [];
    const victims = target.shuffle([...items]);
    const number = target.pick([1, 2, 2]);
    const phrases = Array.from({ length: number }, (_, i): string => {
      const item = victims[i];
      const want = wants.get(item)!;
      const what = target.pick(['add', 'add', 'must', 'kind', 'delete']);
      if (what === 'add') {
        const made = { title: titles[fresh.length], kind: target.pick(kinds), required: target.chance(0.5) };
        fresh.push(made);
        return world.phrase(ASK_ADD, { title: made.title, kind: made.kind, must: made.required ? target.pick([', required', ', which is required', ', mandatory']) : '' }); // prettier-ignore
      }
      if (what === 'delete') wants.set(item, undefined);
      else if (what === 'must') want.required = !want.required;
      else want.kind = target.pick(kinds.filter((kind) => kind !== item.kind));
      const state = want.required ? 'required' : target.pick(['optional', 'not required']);
      return world.phrase(what === 'delete' ? ASK_DELETE : what === 'must' ? ASK_MUST : ASK_KIND, { title: item.title, kind: want.kind, state }); // prettier-ignore
    });
    const wanted = [...before.flatMap((_, i) => wants.get(items[i]) ?? []), ...fresh];
    const ends = random.chance(0.5) ? 'page' : 'stop';
    const site = createSite(world);
    const act = actMaker(world, 0.5);
    const names = { add: random.pick(['Add question', 'New question', 'Add a field', '+ Question']), done: random.pick(['Done', 'OK', 'Apply']), save: random.pick(['Save form', 'Publish form', 'Save', 'Finish']), must: random.pick(['Required', 'Mandatory', 'Answer required']), title: random.pick(['Question', 'Title', 'Question text']), edit: random.pick(['edit', 'change', 'open']) }; // prettier-ignore
    const viaMenu = random.chance(0.5);
    const fields = { title: dom.field(names.title), kind: picker(world, random.pick(['Kind', 'Type', 'Answer type']), kinds, kinds[0]), required: onOff(world, names.must) }; // prettier-ignore
    const gone: { item: Item; at: number }[] = [];
    let opened: Item | undefined;
    let menu: ReturnType<typeof dom.menu> | undefined;
    const open = (item: Item): void => {
      opened = item;
      fields.title.set(item.title);
      fields.kind.set(item.kind);
      fields.required.set(item.required);
    };
    const add = (kind: string): void => {
      items.push({ title: '', kind, required: false });
      open(items[items.length - 1]);
    };
    const close = (): void => {
      if (!fields.title.value().trim()) return site.say('A question needs a text.');
      Object.assign(opened!, { title: fields.title.value().trim(), kind: fields.kind.value(), required: fields.required.value() }); // prettier-ignore
      opened = undefined;
    };
    const remove = (item: Item): void => {
      if (opened === item) opened = undefined;
      gone.push({ item, at: items.indexOf(item) });
      items.splice(items.indexOf(item), 1);
    };
    const undo = (): void => {
      const { item, at } = gone.pop()!;
      items.splice(at, 0, item);
    };
    const card = (item: Item, i: number): HTMLElement => {
      const trash = site.mark(
        `delete ${i}`,
        act(
          'delete',
          site.then(() => remove(item)),
        ),
      );
      if (item === opened) return dom.wrap('div', [fields.title, fields.kind, fields.required, dom.wrap('div', [site.button('done', names.done, site.then(close)), ' ', trash])], 'box'); // prettier-ignore
      const key = site.mark(
        `edit ${i}`,
        act(
          names.edit,
          site.then(() => open(item)),
        ),
      );
      const facts = [dom.element('b', item.title || 'Untitled'), dom.element('span', item.kind), dom.element('span', item.required ? names.must : 'Optional')]; // prettier-ignore
      return dom.wrap('div', [...facts, key, trash], 'line');
    };
    site.show('form', () => {
      dom.add(dom.heading(random.pick(['Form editor', 'Edit survey', 'Questions', 'Survey builder'])));
      menu = viaMenu ? dom.menu(names.add, kinds.map((kind) => ({ label: kind, onClick: site.then(() => add(kind)) }))) : undefined; // prettier-ignore
      dom.add(
        menu ??
          site.button(
            'add',
            names.add,
            site.then(() => add(kinds[0])),
          ),
      );
      items.forEach((item, i) => dom.add(card(item, i)));
      if (gone.length > 0) dom.add(dom.wrap('p', ['A question was deleted. ', site.button('undo', 'Undo', site.then(undo))]));
      if (ends === 'page') dom.add(dom.wrap('div', [site.button('save', names.save, () => world.submit())]));
    });
    /** What a question must become; nothing for one that must go. New questions take what is missing, in order. */
    const goalFor = (item: Item): Item | undefined =>
      wants.has(item) ? wants.get(item) : fresh[items.filter((one) => !wants.has(one)).indexOf(item)];
    const next = (): OracleStep => {
      if (gone.some(({ item }) => wants.get(item))) return site.press('undo');
      if (opened) {
        const want = goalFor(opened);
        if (!want) return site.press(`delete ${items.indexOf(opened)}`);
        return fields.title.step(want.title) ?? fields.kind.step(want.kind) ?? fields.required.step(want.required) ?? site.press('done'); // prettier-ignore
      }
      const wrong = items.findIndex((item) => !same(item, goalFor(item)));
      if (wrong >= 0) return site.press(goalFor(items[wrong]) ? `edit ${wrong}` : `delete ${wrong}`);
      const missing = fresh[items.filter((item) => !wants.has(item)).length] as Item | undefined;
      if (missing) return menu ? menu.step(kinds.indexOf(missing.kind)) : site.press('add');
      return ends === 'page' ? site.press('save') : stop();
    };
    const goal = joinGoal(world, phrases.map((phrase) => ({ phrase })), { submit: ends === 'page' ? names.save : undefined, about: ABOUT }); // prettier-ignore
    return { goal, ends, succeeded: () => opened === undefined && same(items, wanted), next };
  },
};
