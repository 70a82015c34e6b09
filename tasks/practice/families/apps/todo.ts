import { joinGoal } from '../../composing/goal.js';
import { click, refuse, type Family, type OracleStep, type Scenario } from '../../family.js';
import type { Phrasings, World } from '../../world.js';
import { actMaker, ending, goalOf, shortText } from './kit.js';
import { makeItems, TITLES, todo, type TodoOptions } from './todo-list.js';

const ASK_ADD: Phrasings = {
  seen: [
    'add "{text}"',
    'add {text} to the list',
    'put "{text}" on the list',
    'create the task {text}',
    'write down {text}',
    'make a new item "{text}"',
    'note {text}',
  ],
  heldOut: ['let the list have "{text}"', 'also {text}', 'enter the item {text}'],
};
const ASK_DONE: Phrasings = {
  seen: [
    'mark "{text}" as done',
    'tick off {text}',
    'complete {text}',
    'check off "{text}"',
    '{text} is done',
    'set "{text}" to done',
    'finish the task {text}',
  ],
  heldOut: ['"{text}" is behind me, tick it', 'cross off {text}', 'let {text} be done'],
};
const ASK_UNDONE: Phrasings = {
  seen: [
    'mark "{text}" as not done',
    'untick {text}',
    '{text} is not done yet',
    'reopen "{text}"',
    'set {text} back to not done',
    'uncheck "{text}"',
  ],
  heldOut: ['"{text}" was not done after all', 'take the tick off {text}', 'let {text} be open again'],
};
const ASK_DELETE: Phrasings = {
  seen: [
    'delete "{text}"',
    'remove {text} from the list',
    'throw away {text}',
    'take "{text}" off the list',
    'delete the item {text}',
    'I do not need {text} any more, remove it',
  ],
  heldOut: ['drop {text}', 'strike "{text}" from the list', 'get rid of {text}'],
};
const ASK_RENAME: Phrasings = {
  seen: [
    'rename "{text}" to "{to}"',
    'change {text} to {to}',
    'edit {text}: it should read {to}',
    'replace "{text}" by "{to}"',
    '{text} should be called {to}',
    'correct {text} to "{to}"',
  ],
  heldOut: ['let "{text}" be "{to}"', 'instead of {text} it should say {to}', 'make {to} out of {text}'],
};

type Wish = 'add' | 'done' | 'delete' | 'rename';

/** Asks for some changes of a list and says what the list must be in the end. */
function buildTodo(world: World, kinds: readonly Wish[], count: [number, number], commands: TodoOptions['commands']): Scenario {
  const { random, target } = world;
  const all = makeItems(world, random.integer(3, 6) + 4);
  const items = all.slice(4);
  const fresh = all.slice(0, 4).map(({ text }) => ({ text, done: false }));
  const before = items.map((item) => ({ ...item }));
  const chosen = target.shuffle(before);
  const wanted = before.map((item) => ({ ...item }));
  const wishes = Array.from({ length: target.integer(...count) }, (_, i) => {
    const kind = target.pick(kinds);
    const { text } = chosen[i];
    const item = wanted.find((one) => one.text === text)!;
    if (kind === 'add') {
      const { text: added } = fresh[i];
      wanted.push({ text: added, done: false });
      return { phrase: world.phrase(ASK_ADD, { text: added }) };
    }
    if (kind === 'rename') {
      Object.assign(item, { text: fresh[i].text, from: text });
      return { phrase: world.phrase(ASK_RENAME, { text, to: item.text }) };
    }
    if (kind === 'delete') wanted.splice(wanted.indexOf(item), 1);
    else item.done = !item.done;
    return { phrase: world.phrase(kind === 'delete' ? ASK_DELETE : item.done ? ASK_DONE : ASK_UNDONE, { text }) };
  });
  const end = ending(world, 0.5);
  const app = todo(world, {
    items,
    title: random.pick(TITLES),
    commands,
    adding: kinds.includes('add') || random.chance(0.3),
    end,
  });
  const lost = world.impossible
    ? items.splice(
        items.findIndex((item) => item.text === chosen[0].text),
        1,
      )
    : [];
  if (lost.length > 0) world.refresh();
  const goal = joinGoal(world, wishes, { submit: end.ends === 'page' ? end.label : undefined });
  return {
    goal,
    ends: end.ends,
    succeeded: () => app.holds(wanted),
    next: () => (world.impossible ? refuse() : (app.step(wanted) ?? end.last())),
  };
}

/** Adds one to three items to a list. */
export const todoAdd: Family = {
  name: 'todo-add',
  skills: ['type', 'click', 'several', 'undo'],
  recoverable: true,
  build: (world) => buildTodo(world, ['add'], [1, 3], world.random.pick([['delete'], ['delete', 'done'], ['delete', 'rename']])),
};

/** Ticks items off, or back on. */
export const todoDone: Family = {
  name: 'todo-done',
  skills: ['check', 'click', 'several'],
  recoverable: true,
  impossibleShare: 0.12,
  build: (world) =>
    buildTodo(
      world,
      ['done'],
      [1, 3],
      world.random.pick([
        ['done', 'delete'],
        ['done', 'delete', 'rename'],
      ]),
    ),
};

/** Gives items another text. */
export const todoRename: Family = {
  name: 'todo-rename',
  skills: ['type', 'click', 'icon'],
  recoverable: true,
  build: (world) => buildTodo(world, ['rename'], [1, 2], ['rename', 'delete']),
};

/** Deletes items; an undo brings back what was deleted by mistake. */
export const todoDelete: Family = {
  name: 'todo-delete',
  skills: ['click', 'icon', 'undo', 'several'],
  recoverable: true,
  impossibleShare: 0.12,
  build: (world) =>
    buildTodo(world, ['delete'], [1, 2], world.random.pick([['delete'], ['delete', 'done'], ['delete', 'rename']])),
};

/** Two or three different changes of one list. */
export const todoMixed: Family = {
  name: 'todo-mixed',
  skills: ['type', 'click', 'check', 'several', 'undo'],
  recoverable: true,
  build: (world) => buildTodo(world, ['add', 'done', 'delete', 'rename'], [2, 3], ['done', 'rename', 'delete']),
};

const ASK_ORDER: Phrasings = {
  seen: [
    'Move {text} to the {place}.',
    'Put "{text}" at the {place} of the list',
    '{text} should be at the {place}.',
    'Please bring {text} to the {place}',
    'I want "{text}" at the {place}.',
    'Place {text} at the very {place}',
  ],
  heldOut: [
    'Let "{text}" be at the {place}.',
    'Shift {text} until it is at the {place}',
    'The {place} of the list belongs to {text}.',
  ],
};

/** Moves an item to the top or bottom of a list by buttons for up and down. */
export const todoOrder: Family = {
  name: 'todo-order',
  skills: ['click', 'order', 'several-clicks'],
  recoverable: true,
  build(world) {
    const { dom, random, target } = world;
    const items = makeItems(world, random.integer(3, 5)).map((item) => item.text);
    const wanted = target.pick(items);
    const top = target.chance(0.6);
    const rest = items.filter((text) => text !== wanted);
    const end = ending(world, 0.5);
    const names = random.pick([['Up', 'Down'], ['Move up', 'Move down'], ['▲', '▼'], ['Higher', 'Lower']]); // prettier-ignore
    let keys: { up: HTMLElement; down: HTMLElement }[] = [];
    const swap = (a: number, b: number): void => {
      if (b < 0 || b >= items.length) return;
      [items[a], items[b]] = [items[b], items[a]];
      world.refresh();
    };
    world.show('list', () => {
      keys = items.map((_, i) => ({
        up: dom.button(names[0], () => swap(i, i - 1), 'button').control,
        down: dom.button(names[1], () => swap(i, i + 1), 'button').control,
      }));
      dom.add(dom.heading(random.pick(TITLES)), dom.list(items.map((text, i) => dom.wrap('div', [dom.element('span', text), keys[i].up, keys[i].down])))); // prettier-ignore
      end.place();
    });
    const right = (): string[] => (top ? [wanted, ...rest] : [...rest, wanted]);
    const next = (): OracleStep => {
      const others = items.filter((text) => text !== wanted);
      const wrong = others.findIndex((text, i) => text !== rest[i]);
      if (wrong >= 0 && items[right().indexOf(wanted)] === wanted) return click(keys[items.indexOf(rest[wrong])].up);
      const at = items.indexOf(wanted);
      return at === right().indexOf(wanted) ? end.last() : click(top ? keys[at].up : keys[at].down);
    };
    const goal = goalOf(world, ASK_ORDER, { text: wanted, place: top ? 'top' : target.pick(['bottom', 'end']) }, end);
    return { goal, ends: end.ends, succeeded: () => items.every((text, i) => text === right()[i]), next };
  },
};

const ASK_RESTORE: Phrasings = {
  seen: [
    'Bring back {text}.',
    'Restore "{text}" from the trash',
    'I deleted {text} by mistake, restore it.',
    'Get "{text}" out of the trash.',
    '{text} should be on the list again',
    'Undelete {text}, please.',
  ],
  heldOut: ['"{text}" was thrown away wrongly; put it back.', 'Recover {text}', 'Have {text} back on the list.'],
};

/** Brings back an item from the trash, which is a view of its own. */
export const todoRestore: Family = {
  name: 'todo-restore',
  skills: ['click', 'navigate', 'undo'],
  recoverable: true,
  impossibleShare: 0.15,
  build(world) {
    const { dom, random, target } = world;
    const texts = makeItems(world, random.integer(5, 8)).map((item) => item.text);
    const split = random.integer(2, 3);
    const items = texts.slice(0, split).map((text) => ({ text, gone: false }));
    const trash = texts.slice(split, -1).map((text) => ({ text, gone: true }));
    const all = [...items, ...trash];
    const wanted = world.impossible ? { text: texts[texts.length - 1], gone: true } : target.pick(trash);
    const act = actMaker(world, 0.4);
    const name = random.pick(['Trash', 'Deleted items', 'Bin', 'Recently deleted']);
    const back = random.pick(['restore', 'put back', 'recover']);
    const end = ending(world, 0.35);
    let inTrash = false;
    let keys = new Map<object | string, HTMLElement>();
    const view = (gone: boolean): void => {
      inTrash = gone;
      keys = new Map(
        all
          .filter((item) => item.gone === gone)
          .map((item) => [item, act(gone ? back : 'delete', () => ((item.gone = !gone), world.refresh()))]),
      );
      const other = dom.link(gone ? 'Back to the list' : name, () =>
        gone ? world.back() : world.go('trash', () => view(true)),
      ).control;
      keys.set('other', other);
      dom.add(dom.heading(gone ? name : random.pick(TITLES)), dom.list(all.filter((item) => item.gone === gone).map((item) => dom.wrap('div', [dom.element('span', item.text), keys.get(item)!]))), other); // prettier-ignore
      end.place();
    };
    world.show('list', () => view(false));
    const next = (): OracleStep => {
      const wrong = all.find((item) => item.gone !== (item !== wanted && trash.includes(item)));
      if (!wrong) return world.impossible ? (inTrash ? refuse() : click(keys.get('other')!)) : end.last();
      return wrong.gone === inTrash ? click(keys.get(wrong)!) : click(keys.get('other')!);
    };
    return {
      goal: goalOf(world, ASK_RESTORE, { text: wanted.text }, end),
      ends: end.ends,
      succeeded: () => all.every((item) => item.gone === (item !== wanted && trash.includes(item))),
      next,
    };
  },
};

const ASK_NOTE: Phrasings = {
  seen: ['Open the note "{title}" and set its text to "{text}". Save it.', 'Change the note {title}: it should read {text}. Save.', 'Replace what stands in the note "{title}" by {text} and save it', 'In the note {title}, write "{text}" and save.', 'Note: {title}. New text: {text}. Save it.', 'Please edit the note {title} so that it says "{text}", then save'],
  heldOut: ['The note "{title}" should say {text} from now on; save that.', 'Rewrite {title} to {text} and save', 'Let the text of the note {title} be "{text}". Do save it.'],
}; // prettier-ignore

/** Opens one of several notes, replaces its text and saves it; Discard leads back. */
export const noteEdit: Family = {
  name: 'note-edit',
  skills: ['type', 'navigate', 'click'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const titles = words.distinct(random.integer(3, 6), words.section);
    const notes = titles.map((title) => ({ title, text: words.sentence() }));
    const wanted = target.pick(notes);
    const text = shortText(world);
    let open: (typeof notes)[number] | undefined;
    let saved: { title: string; text: string } | undefined;
    let links: HTMLElement[] = [];
    let form: { field: ReturnType<typeof dom.field>; save: HTMLElement };
    world.show('notes', () => {
      open = undefined;
      links = notes.map((note) => dom.link(note.title, () => world.go(`note ${note.title}`, () => view(note))).control);
      dom.add(dom.heading('Notes'), dom.list(links));
    });
    const view = (note: (typeof notes)[number]): void => {
      open = note;
      const field = dom.field(random.pick(['Text', 'Note', 'Content']), { value: note.text, multiline: random.chance(0.6) });
      const save = dom.button('Save', () => ((saved = { title: note.title, text: field.value() }), world.submit())).control;
      form = { field, save };
      dom.add(
        dom.heading(note.title),
        field,
        dom.wrap('div', random.shuffle([save, dom.button('Discard', () => world.back()).control]), 'line'),
      );
    };
    const next = (): OracleStep =>
      open === wanted ? (form.field.step(text) ?? click(form.save)) : open ? { do: 'back' } : click(links[notes.indexOf(wanted)]);
    return {
      goal: goalOf(world, ASK_NOTE, { title: wanted.title, text }),
      ends: 'page',
      succeeded: () => saved?.title === wanted.title && saved.text === text,
      next,
    };
  },
};
