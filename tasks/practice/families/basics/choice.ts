import { enumerate } from '../../atoms/index.js';
import { click, refuse, stop, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings } from '../../world.js';
import { reveal } from '../shared.js';

const ONLY: Phrasings = {
  seen: ['Select {all} and click {done}.', 'Check {all} and nothing else, then press {done}.', 'Tick exactly {all}. {done}.', 'Only {all} should be checked. Press "{done}".', 'I want {all}, no others. Submit with {done}.', 'Please choose {all} and hit {done}', 'Selection: {all}. Then {done}.', 'Can you check {all} and click {done}?'],
  heldOut: ['Leave just {all} ticked and press {done}.', 'Nothing but {all}; finish by {done}.', 'Make it {all} and confirm with {done}.'],
}; // prettier-ignore
const ALL_BUT: Phrasings = {
  seen: ['Select everything except {all} and click {done}.', 'Check all but {all}, then {done}.', 'All boxes except {all} should be checked. Press {done}.', 'Everything but {all}. {done}.', 'Do not select {all}, but all the others. Then press "{done}".', 'Tick all of them apart from {all} and submit with {done}'],
  heldOut: ['Leave out {all}, take the rest, and press {done}.', 'The only ones not ticked are to be {all}. Then {done}.', 'Without {all}: tick all. {done}.'],
}; // prettier-ignore
const NONE: Phrasings = {
  seen: ['Select nothing and click {done}.', 'Uncheck everything, then press {done}.', 'No box may be checked. {done}.', 'Clear all checkboxes and hit {done}', 'Nothing should be selected. Then press "{done}".', 'Please remove all ticks and click {done}.'],
  heldOut: ['Not one tick may stay. Press {done}.', 'Empty the selection and use {done}.', 'Leave all boxes blank and {done}.'],
}; // prettier-ignore

/** Exactly some of the boxes; also all but some, or none. */
export const checkExactly: Family = {
  name: 'check-exactly',
  skills: ['check', 'several-conditions'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, random, target, words } = world;
    const names = words.distinct(
      random.integer(3, 8),
      random.pick([words.noun, words.option, words.thing, words.firstName, words.product, words.color]),
    );
    const done = words.submit();
    const kind = world.impossible ? 'only' : target.pick(['only', 'only', 'only', 'only', 'all but', 'none'] as const);
    const named = target.sample(names, target.integer(1, Math.min(names.length - 1, kind === 'only' ? 5 : 2)));
    const wanted = new Set(kind === 'none' ? [] : kind === 'only' ? named : names.filter((name) => !named.includes(name)));
    const shown = names.filter((name) => !world.impossible || name !== named[0]);
    const share = random.pick([0, 0, 0.3, 0.6]);
    const boxes = shown.map((name) => dom.checkbox(name, { checked: random.chance(share) }));
    const finish = dom.button(done, () => world.submit());
    if (random.chance(0.4)) dom.add(dom.heading(words.section()));
    dom.layout(boxes);
    dom.add(dom.wrap('div', [finish]));
    const inOrder = [...named.flatMap((name) => boxes.filter((box) => box.label === name)), ...boxes];
    const wrong = () => inOrder.find((box) => box.value() !== wanted.has(box.label));
    const goal = world.phrase(kind === 'only' ? ONLY : kind === 'none' ? NONE : ALL_BUT, { all: enumerate(world, named), done });
    const next = (): OracleStep => (world.impossible ? refuse() : click((wrong() ?? finish).control));
    return { goal, ends: 'page', succeeded: () => !wrong(), next };
  },
};

const IN_TAB: Phrasings = {
  seen: ['Find the link {name} in one of the tabs and click it.', 'Click {name}; it is in some tab.', 'Open the tab {title} and click "{name}".', 'Click on {name}.', 'Look through the sections for {name} and click it', 'In {title} click {name}', 'Where is "{name}"? Click it.', 'Please click {name} under {title}.'],
  heldOut: ['{name} is somewhere below {title}: click it.', 'Search all parts of the page for {name} and use it.', 'Go to {title} and hit {name}.'],
}; // prettier-ignore

/** A link or button in one of several tabs or closed sections. */
const inPanels = (name: string, kind: 'tabs' | 'accordion'): Family => ({
  name,
  skills: ['click', kind, 'look-around'],
  recoverable: false,
  impossibleShare: 0.1,
  build(world) {
    const { dom, random, target, words } = world;
    const titles = words.distinct(random.integer(2, 5), words.section);
    const names = words.distinct(
      random.integer(titles.length, 12),
      random.pick([words.thing, words.noun, words.product, words.city]),
      titles,
    );
    const wanted = target.integer(0, names.length - 1);
    let clicked = -1;
    const form = random.pick(['link', 'link', 'button', 'div'] as const);
    const links = names.map((label, i) =>
      dom.button(label, () => {
        clicked = i;
        world.submit();
      }, form),
    ); // prettier-ignore
    const panelOf = (i: number): number => i % titles.length;
    const bodies = titles.map((_, panel) => {
      const here = links.filter((_, i) => panelOf(i) === panel && !(world.impossible && i === wanted));
      return random.shuffle([...here.map((link) => dom.wrap('p', [link])), dom.paragraph(words.lorem(8))]);
    });
    const panels = kind === 'tabs' ? dom.tabs(titles, bodies) : dom.accordion(titles, bodies, { single: random.chance(0.4) });
    dom.add(panels);
    const told = world.phrase(IN_TAB, { name: names[wanted], title: titles[panelOf(wanted)] });
    const next = (): OracleStep => {
      const titled = told.includes(titles[panelOf(wanted)]);
      if (world.impossible) return (titled ? panels.seen().has(panelOf(wanted)) ? undefined : panels.step(panelOf(wanted)) : reveal(panels)) ?? refuse(); // prettier-ignore
      return (titled ? panels.step(panelOf(wanted)) : reveal(panels, panelOf(wanted))) ?? click(links[wanted].control);
    };
    return { goal: told, ends: 'page', succeeded: () => clicked === wanted, next };
  },
});

export const tabLink = inPanels('tab-link', 'tabs');
export const sectionControl = inPanels('section-control', 'accordion');

const COMMAND: Phrasings = {
  seen: ['Choose {path} from the menu.', 'Open {menu} and click {item}.', 'Menu: {path}', 'Go to {path}.', 'Use {item} in the {menu} menu.', 'Please select "{item}" under "{menu}".', 'In the menu {menu} there is {item}. Click it.'],
  heldOut: ['From {menu} take {item}.', 'Run {item}, which is in {menu}.', 'Could you call {path}?'],
}; // prettier-ignore

/** A command in one of several menus, now and then one level deeper. */
export const menuCommand: Family = {
  name: 'menu-command',
  skills: ['click', 'menu'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, random, target, words } = world;
    const titles = words.distinct(random.integer(2, 4), random.pick([words.section, words.noun, words.button]));
    const labels = titles.map(() =>
      words.distinct(random.integer(2, 5), random.pick([words.button, words.thing, words.noun]), titles),
    );
    const menu = target.integer(0, titles.length - 1);
    const item = target.integer(0, labels[menu].length - 1);
    let ran = '';
    const run = (m: number, i: number) => () => {
      ran = `${m}/${i}`;
      world.submit();
    };
    const kept = labels.map((list, m) => list.filter((_, i) => !world.impossible || m !== menu || i !== item));
    const menus = titles.map((title, m) => dom.menu(capital(title), kept[m].map((label) => ({ label, onClick: run(m, labels[m].indexOf(label)) })))); // prettier-ignore
    const nested = random.chance(0.35);
    const more = nested ? dom.accordion([random.pick(['Menu', 'More', 'All commands'])], [menus]) : undefined;
    if (more) dom.add(more);
    else dom.layout(menus, { kind: random.pick(['line', 'flex']) });
    const path = `${capital(titles[menu])} > ${labels[menu][item]}`;
    let looked = false;
    menus[menu].opener.addEventListener('click', () => (looked = true));
    const next = (): OracleStep => {
      if (more?.step(0)) return more.step(0)!;
      if (world.impossible) return looked ? refuse() : click(menus[menu].opener);
      return menus[menu].step(item);
    };
    const goal = world.phrase(COMMAND, { menu: capital(titles[menu]), item: labels[menu][item], path });
    return { goal, ends: 'page', succeeded: () => ran === `${menu}/${item}`, next };
  },
};

const ANSWER: Phrasings = {
  seen: ['Open the dialog with {opener} and answer {answer}.', 'Click {opener}, then {answer} in the dialog.', 'Press {opener}. When asked, choose {answer}.', '{opener}, then {answer}.', 'Please use {opener} and answer "{answer}".', 'After {opener} a question appears: say {answer}'],
  heldOut: ['Say {answer} to the question that {opener} brings up.', 'Use {opener}; the answer is {answer}.', 'Start {opener} and reply to it with {answer}.'],
}; // prettier-ignore

/** A question over the page that gets the asked answer; another answer is told, and one can ask again. */
export const dialogAnswer: Family = {
  name: 'dialog-answer',
  skills: ['click', 'dialog', 'stop'],
  recoverable: true,
  build(world) {
    const { dom, random, target, words } = world;
    const openers = words.distinct(random.integer(1, 4), words.button);
    const opener = target.pick(openers);
    const answers = [...random.pick([['OK', 'Cancel'], ['Yes', 'No'], ['Save', 'Discard', 'Cancel'], ['Allow', 'Block'], ['Delete', 'Keep'], ['Now', 'Later', 'Never']])]; // prettier-ignore
    const answer = target.pick(answers);
    const given = new Map<string, string>();
    const notes = dom.element('div');
    let asked: { of: string; dialog: ReturnType<typeof dom.dialog> } | undefined;
    const ask = (of: string): void => {
      if (asked?.dialog.root.isConnected) return;
      const close = (label: string): void => {
        given.set(of, label);
        notes.replaceChildren(...[...given].map(([name, said]) => dom.toast(`${name}: ${said}`)));
      };
      asked = { of, dialog: dom.dialog(`${of}?`, [dom.paragraph(words.sentence())], answers.map((label) => ({ label, onClick: () => close(label) }))) }; // prettier-ignore
    };
    const keys = openers.map((name) => dom.button(name, () => ask(name)));
    dom.layout([...keys, notes]);
    const next = (): OracleStep => {
      if (asked?.dialog.root.isConnected)
        return click(asked.dialog.buttons[asked.of === opener ? answers.indexOf(answer) : answers.length - 1].control);
      return given.get(opener) === answer ? stop() : click(keys[openers.indexOf(opener)].control);
    };
    return {
      goal: world.phrase(ANSWER, { opener, answer }),
      ends: 'stop',
      succeeded: () => given.get(opener) === answer && !asked?.dialog.root.isConnected,
      next,
    };
  },
};

const SLIDE: Phrasings = {
  seen: ['Set {label} to {n} and press {done}.', 'Move the {label} slider to {n}, then click {done}.', '{label}: {n}. {done}.', '{n} for {label}, please. Then "{done}".', 'Drag {label} to {n} and submit', 'Slide {label} to {n} and hit {done}.'],
  heldOut: ['{label} belongs at {n}. Press {done} afterwards.', 'Bring the slider {label} to {n}; then {done}.', 'Let {label} stand at {n} and use {done}.'],
}; // prettier-ignore

/** One of some sliders. */
export const slideTo: Family = {
  name: 'slide-to',
  skills: ['slider'],
  recoverable: true,
  build(world) {
    const { dom, random, target, words } = world;
    const done = words.submit();
    const sliders = words.distinct(random.integer(1, 3), words.field).map((label) => {
      const [min, by] = [random.pick([0, 0, 1, -10]), random.pick([1, 1, 2, 5, 10])];
      return {
        min,
        by,
        control: dom.slider(label, { min, max: min + 20 * by, value: min + random.integer(0, 20) * by, step: by }),
      };
    });
    const one = target.pick(sliders);
    const wanted = one.min + target.integer(0, 20) * one.by;
    const aims = sliders.map((slider) => (slider === one ? wanted : slider.control.value()));
    const finish = dom.button(done, () => world.submit());
    dom.layout([...sliders.map((slider) => slider.control), finish]);
    const step = (): OracleStep | undefined => sliders.map((slider, i) => slider.control.step(aims[i])).find((todo) => todo);
    return {
      goal: world.phrase(SLIDE, { label: one.control.label, n: wanted, done }),
      ends: 'page',
      succeeded: () => !step(),
      next: () => step() ?? click(finish.control),
    };
  },
};
