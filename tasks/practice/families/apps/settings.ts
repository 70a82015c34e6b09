import { checkAtom, radioAtom, selectAtom, switchAtom, textAtom } from '../../atoms/index.js';
import type { Condition } from '../../compose.js';
import { joinGoal } from '../../composing/goal.js';
import { click, refuse, stop, type Family, type OracleStep, type Scenario } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings, World } from '../../world.js';
import { actMaker, buttonMaker, ending, goalOf, message, sameText } from './kit.js';

interface Section {
  title: string;
  conditions: Condition[];
  /** Title of the page that links to this one; '' for the first page. */
  parent: string;
}

/** Settings on pages of their own; with `nested`, some lie two pages deep. */
function buildPages(world: World, nested: boolean, count: [number, number]): Scenario {
  const { dom, random, words } = world;
  const titles = words.distinct(random.integer(3, 5), words.section);
  const groups = nested ? words.distinct(2, words.section, titles) : [];
  const number = random.integer(...count);
  const labels = words.distinct(titles.length * 2 + number, words.option);
  const asked: Condition[] = [];
  const sections = titles.map((title, i): Section => ({ title, conditions: [], parent: nested ? groups[i % 2] : '' }));
  const make = (wanted: boolean): Condition => {
    const label = labels.pop()!;
    const atom = random.pick([switchAtom, switchAtom, checkAtom, selectAtom, radioAtom, textAtom]);
    return atom.make(world, { label, asked: wanted, already: false }); // nobody sees from the list what is right already
  };
  for (let i = 0; i < number; i++) {
    const condition = make(true);
    asked.push(condition);
    random.pick(sections).conditions.push(condition);
  }
  for (const section of sections)
    for (let i = random.integer(section.conditions.length ? 0 : 1, 1); i > 0; i--) section.conditions.push(make(false));
  const shown = sections.map((section) => ({ ...section, conditions: random.shuffle(section.conditions) }));
  const end = ending(world, 0.55);
  world.reserve(...titles, ...groups, end.label, 'Back', 'Settings');
  const backs = random.chance(0.65);
  let at: { page: string; links: Map<string, HTMLElement>; back?: HTMLElement };
  const list = (page: string, names: string[], open: (name: string) => void): void => {
    at = { page, links: new Map(names.map((name) => [name, dom.link(name, () => open(name)).control])), back: backButton(page) };
    dom.add(...(at.back ? [at.back] : []), dom.heading(page || 'Settings'), dom.list([...at.links.values()]));
    if (page === '') end.place();
  };
  const backButton = (page: string): HTMLElement | undefined =>
    backs && page !== '' ? dom.button('Back', () => world.back()).control : undefined;
  const openSection = (name: string): void => world.go(`page ${name}`, () => {
    at = { page: name, links: new Map(), back: backButton(name) };
    dom.add(...(at.back ? [at.back] : []), dom.heading(name));
    dom.layout(shown.find((section) => section.title === name)!.conditions, { kind: 'block' });
  }); // prettier-ignore
  const inside = (group: string): string[] => shown.filter((section) => section.parent === group).map((section) => section.title);
  const openGroup = (group: string): void => world.go(`group ${group}`, () => list(group, inside(group), openSection));
  world.show('settings', () => (nested ? list('', groups, openGroup) : list('', inside(''), openSection)));
  const leave = (): OracleStep => (at.back ? click(at.back) : { do: 'back' });
  const next = (): OracleStep => {
    const section = shown.find((one) => one.title === at.page);
    const here = section?.conditions.find((condition) => !condition.met());
    if (here) return here.step()!;
    const wrong = shown.find((one) => one.conditions.some((condition) => !condition.met()));
    if (!wrong) return at.page !== '' && end.ends === 'page' ? leave() : end.last();
    const link = at.links.get(wrong.title) ?? (at.page === '' ? at.links.get(wrong.parent) : undefined);
    return link ? click(link) : leave();
  };
  const where = shown.filter((section) => section.conditions.some((condition) => asked.includes(condition)));
  const hint = (condition: Condition): string => {
    const section = where.find((one) => one.conditions.includes(condition))!;
    return world.phrase(WHERE, {
      phrase: condition.phrase,
      section: section.parent ? `${section.parent} > ${section.title}` : section.title,
    });
  };
  const wishes = asked.map((condition) => ({ phrase: hint(condition) }));
  const goal = joinGoal(world, wishes, { submit: end.ends === 'page' ? end.label : undefined });
  return {
    goal,
    ends: end.ends,
    succeeded: () => shown.every((section) => section.conditions.every((condition) => condition.met())),
    next,
  };
}

/** Pages must be named: nobody can guess where a made-up setting is. */
const WHERE: Phrasings = {
  seen: [
    'in {section} {phrase}',
    'under {section} {phrase}',
    'go to {section} and {phrase}',
    '{phrase} ({section})',
    'open {section}, {phrase}',
    'on the page {section} {phrase}',
  ],
  heldOut: ['within {section} {phrase}', '{section}: {phrase}', '{phrase}, you find it in {section}'],
};

/** Settings on several pages that are reached from a list. */
export const settingsPages: Family = {
  name: 'settings-pages',
  skills: ['navigate', 'switch', 'select', 'several'],
  recoverable: true,
  build: (world) => buildPages(world, false, [1, 3]),
};

/** Settings two pages deep. */
export const settingsNested: Family = {
  name: 'settings-nested',
  skills: ['navigate', 'switch', 'select', 'several'],
  recoverable: true,
  build: (world) => buildPages(world, true, [1, 2]),
};

const ASK_SWITCH: Phrasings = {
  seen: ['Turn {state} {label}.', 'Switch {label} {state}', '{label} should be {state}.', 'Please make sure that "{label}" is {state}', 'I want {label} to be {state}.', 'Set "{label}" to {state}', '{label}: {state}'],
  heldOut: ['Have {label} {state}.', 'Let "{label}" be {state}', 'Check that {label} is {state}, and if not, change it.'],
}; // prettier-ignore

/** One switch among several in tabs or sections that open; it may be right already. */
export const settingsSwitch: Family = {
  name: 'settings-switch',
  skills: ['switch', 'tabs', 'accordion'],
  recoverable: true,
  impossibleShare: 0.12,
  build(world) {
    const { dom, words, random, target } = world;
    const titles = words.distinct(random.integer(2, 4), words.section);
    const labels = words.distinct(titles.length * 3, words.option);
    const start = labels.map(() => random.chance(0.5));
    const controls = labels.map((label, i) => dom.switchControl(label, { on: start[i] }));
    const sections = titles.map((_, i) =>
      controls.filter((_, j) => j % titles.length === i && (j < labels.length - 1 || !world.impossible)),
    );
    const panels = random.pick([dom.tabs, dom.accordion])(titles, sections.map((list) => list.map((one) => dom.wrap('div', [one])))); // prettier-ignore
    dom.add(dom.heading('Settings'), panels);
    const end = ending(world, 0.4);
    end.place();
    const at = world.impossible ? labels.length - 1 : target.integer(0, labels.length - 2);
    const on = world.impossible || target.chance(0.8) ? !start[at] : start[at];
    const named = target.chance(0.7);
    const looked = new Set([panels.open()]);
    panels.controls.forEach((control, i) => control.addEventListener('click', () => looked.add(i)));
    const open = (): number => controls.findIndex((control, i) => control.value() !== (i === at ? on : start[i]));
    const next = (): OracleStep => {
      const unseen = titles.findIndex((_, i) => !looked.has(i));
      if (world.impossible && open() === at) return unseen < 0 ? refuse() : (panels.step(unseen) ?? refuse());
      const section = (open() < 0 ? at : open()) % titles.length;
      if (!named && !looked.has(at % titles.length)) return panels.step(unseen)!; // where it is can only be found by looking
      if (open() < 0) return looked.has(section) ? end.last() : (panels.step(section) ?? end.last()); // one has to look
      return panels.step(section) ?? controls[open()].step(open() === at ? on : start[open()])!;
    };
    const goal = goalOf(
      world,
      ASK_SWITCH,
      { label: named ? inSection(world, labels[at], titles[at % titles.length]) : labels[at], state: on ? 'on' : 'off' },
      end,
    );
    return { goal, ends: end.ends, succeeded: () => open() < 0 && !world.impossible, next };
  },
};

const inSection = ({ wording }: World, label: string, section: string): string =>
  wording.pick([`${label} in ${section}`, `${label} (${section})`, `${label} under ${section}`]);

const ASK_REMOVE: Phrasings = {
  seen: ['Remove the {kind} {name}.', 'Delete the {kind} "{name}"', 'Please remove {name} from the {kind}s.', 'The {kind} {name} is to be removed, confirm it.', 'I do not need the {kind} {name} any more. Remove it.', '{kind} {name}: remove and confirm', 'Take the {kind} "{name}" off the list.'],
  heldOut: ['Get rid of the {kind} {name}.', 'No more {kind} "{name}", and yes, I am sure.', 'Drop {name} among the {kind}s'],
}; // prettier-ignore

/** Removes a device, member or key after a dialog that asks whether one is sure; a removal can be undone. */
export const settingsRemove: Family = {
  name: 'settings-remove',
  skills: ['click', 'dialog', 'undo'],
  recoverable: true,
  impossibleShare: 0.12,
  build(world) {
    const { dom, words, random, target } = world;
    const [kind, make] = random.pick<[string, () => string]>([['device', words.product], ['member', words.fullName], ['key', words.code], ['address', words.email], ['account', words.userName], ['card', () => `**** ${words.digits(4)}`]]); // prettier-ignore
    const all = words.distinct(random.integer(4, 7), make);
    const names = all.slice(0, -1);
    const wanted = world.impossible ? all[all.length - 1] : target.pick(names);
    const act = actMaker(world, 0.4);
    const verb = random.pick(['remove', 'delete']);
    const [yes, no] = random.pick([[capital(verb), 'Cancel'], ['Yes', 'No'], ['Confirm', 'Keep'], ['OK', 'Cancel'], [`Yes, ${verb}`, 'Go back']]); // prettier-ignore
    world.reserve(yes, no, 'Undo');
    const end = ending(world, 0.35);
    const button = buttonMaker(world);
    const gone: string[] = [];
    let asking: string | undefined;
    let keys = new Map<string, HTMLElement>();
    const then = (work: () => void) => (): void => {
      work();
      world.refresh();
    };
    world.show('list', () => {
      keys = new Map(names.filter((name) => !gone.includes(name)).map((name) => [name, act(verb, then(() => (asking = name)))])); // prettier-ignore
      dom.add(
        dom.heading(`${capital(kind)}s`),
        dom.list([...keys].map(([name, key]) => dom.wrap('div', [dom.element('span', name), key]))),
      );
      if (gone.length > 0)
        keys.set(
          'Undo',
          button(
            'Undo',
            then(() => gone.pop()),
          ),
        );
      if (gone.length > 0)
        dom.layout([message(world, `${gone[gone.length - 1]} was removed.`), keys.get('Undo')!], { kind: 'line' });
      end.place();
      if (asking === undefined) return;
      const name = asking;
      const made = dom.dialog(`${capital(verb)} ${name}?`, [dom.element('p', random.pick(['This cannot be taken back later.', 'Are you sure?', 'It will no longer have access.']))], random.shuffle([
        { label: yes, onClick: then(() => ((asking = undefined), gone.push(name))) }, { label: no, onClick: then(() => (asking = undefined)) },
      ])); // prettier-ignore
      for (const button of made.buttons) keys.set(button.label, button.control);
    });
    const next = (): OracleStep => {
      if (asking !== undefined) return click(keys.get(asking === wanted ? yes : no)!);
      if (gone.some((name) => name !== wanted)) return click(keys.get('Undo')!);
      if (world.impossible) return refuse();
      return gone.length > 0 ? end.last() : click(keys.get(wanted)!);
    };
    const done = (): boolean => asking === undefined && gone.length === 1 && gone[0] === wanted;
    return { goal: goalOf(world, ASK_REMOVE, { kind, name: wanted }, end), ends: end.ends, succeeded: done, next };
  },
};

const ASK_READ: Phrasings = {
  seen: ['What is {label} set to?', 'Tell me the present value of {label}.', 'Which value is set at {label}?', 'Look up what {label} is now.', '{label}: what does it say now?', 'I want to know what is set for {label}.'],
  heldOut: ['Read out {label}.', 'How is {label} configured?', 'Say what stands at {label}.'],
}; // prettier-ignore

/** What a list or a field of the settings holds now. */
export const settingsRead: Family = {
  name: 'settings-read',
  skills: ['read', 'tabs', 'accordion', 'answer'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const titles = words.distinct(random.integer(1, 3), words.section);
    const labels = words.distinct(titles.length * 2, words.field);
    const controls = labels.map((label) => {
      const options = words.distinct(random.integer(3, 4), random.pick([words.color, words.city, words.country, words.noun]));
      return random.chance(0.6)
        ? dom.select(label, options, random.pick(options))
        : dom.field(label, { value: random.pick(options) });
    });
    const values = controls.map((control) => control.value());
    const bodies = titles.map((_, i) => controls.filter((_, j) => j % titles.length === i).map((one) => dom.wrap('div', [one])));
    const panels = titles.length > 1 ? random.pick([dom.tabs, dom.accordion])(titles, bodies) : undefined;
    dom.add(dom.heading('Settings'), ...(panels ? [panels] : bodies[0]));
    const at = target.integer(0, labels.length - 1);
    const answer = values[at];
    const next = (): OracleStep => {
      const changed = controls.findIndex((control, i) => control.value() !== values[i]);
      const open = panels?.step((changed < 0 ? at : changed) % titles.length);
      return open ?? (changed < 0 ? stop(answer, { from: controls[at].control }) : controls[changed].step(values[changed])!);
    };
    const goal = goalOf(world, ASK_READ, {
      label: panels ? inSection(world, labels[at], titles[at % titles.length]) : labels[at],
    });
    return {
      goal,
      ends: 'stop',
      succeeded: (given) => sameText(given, answer) && controls.every((control, i) => control.value() === values[i]),
      next,
    };
  },
};
