import { click, refuse, stop, type Family, type OracleStep } from '../../family.js';
import type { Phrasings } from '../../world.js';
import { capital } from '../../words/words.js';

const EXACTLY: Phrasings = {
  seen: ['Click "{name}".', 'Press {name}', 'Press the button {name}.', 'Please hit "{name}" and no other button.', 'Which button says {name}? Click it.', '{name}, please.', 'I want you to click {name}.', 'Button: {name}'],
  heldOut: ['Use the button that says {name}.', '"{name}" is what I need pressed.', 'Choose exactly "{name}".'],
}; // prettier-ignore

/** Buttons whose names begin alike. */
export const clickNearDuplicate: Family = {
  name: 'click-near-duplicate',
  skills: ['click', 'near-duplicates'],
  recoverable: false,
  impossibleShare: 0.1,
  build(world) {
    const { dom, words, random, target } = world;
    const base = random.pick([words.button, () => capital(words.verb())])();
    const tails = [
      '',
      ' all',
      ' as...',
      ' later',
      ' now',
      ' and close',
      ' copy',
      ` ${words.noun()}`,
      ` ${words.noun()}`,
      ' again',
    ];
    const names = [
      ...new Set(random.sample(tails, random.integer(3, 6)).map((tail) => base + tail)),
      ...words.distinct(random.integer(0, 2), words.noun),
    ];
    const wanted = target.pick(names);
    let pressed = '';
    const shown = random.shuffle(names).filter((name) => !world.impossible || name !== wanted);
    const made = shown.map((name) =>
      dom.button(name, () => {
        pressed = name;
        world.submit();
      }),
    );
    dom.layout(made);
    return {
      goal: world.phrase(EXACTLY, { name: wanted }),
      ends: 'page',
      succeeded: () => pressed === wanted,
      next: () => (world.impossible ? refuse() : click(made[shown.indexOf(wanted)].control)),
    };
  },
};

const LINK: Phrasings = {
  seen: ['Click the link "{name}".', 'Follow the {name} link', 'Click on {name} in the text.', 'Find the link {name} in the text and follow it.', 'Open {name}.', 'Where does "{name}" lead? Click it.', 'Go to {name}'],
  heldOut: ['Take the link called {name}.', 'In what is written there, click {name}.', 'Let me see where {name} goes.'],
}; // prettier-ignore

/** Links inside running text. */
export const paragraphLink: Family = {
  name: 'paragraph-link',
  skills: ['click', 'link', 'text'],
  recoverable: false,
  impossibleShare: 0.08,
  build(world) {
    const { dom, words, random, target } = world;
    const names = words.distinct(random.integer(3, 7), random.pick([words.noun, words.madeUp, words.thing, words.city]));
    const wanted = target.pick(names);
    let followed = '';
    const links = new Map<string, HTMLElement>();
    for (let at = 0; at < names.length; at += 3) {
      const parts = names.slice(at, at + 3).flatMap((name) => {
        if (world.impossible && name === wanted) return [words.lorem(6)];
        const { control } = dom.link(name, () => {
          followed = name;
          world.submit();
        });
        links.set(name, control);
        return [`${words.lorem(random.integer(2, 7))} `, control, ` ${words.lorem(random.integer(1, 5))} `];
      });
      dom.add(dom.wrap('p', parts));
    }
    return {
      goal: world.phrase(LINK, { name: wanted }),
      ends: 'page',
      succeeded: () => followed === wanted,
      next: () => (world.impossible ? refuse() : click(links.get(wanted)!)),
    };
  },
};

const MEANINGS: Record<string, string[]> = {
  trash: ['delete it', 'throw it away'], star: ['mark it with a star', 'make it a favorite'], edit: ['edit it', 'change it'], search: ['search'], reply: ['reply', 'answer it'], forward: ['forward it', 'pass it on'],
  download: ['download it'], upload: ['upload'], play: ['play it', 'start playing'], pause: ['pause it'], print: ['print it'], share: ['share it'], like: ['like it'], heart: ['give it a heart'], lock: ['lock it'],
  bell: ['turn on alerts'], settings: ['open the settings'], home: ['go to the home page'], calendar: ['open the calendar'], cart: ['put it into the cart'], camera: ['take a picture'], flag: ['flag it'],
  bookmark: ['bookmark it'], archive: ['archive it'], copy: ['copy it'], refresh: ['refresh', 'load it again'], send: ['send it'], help: ['get help'], undo: ['undo'], menu: ['open the menu'], phone: ['make a call'],
}; // prettier-ignore
const ICON: Phrasings = {
  seen: ['Click the {icon} icon.', 'Press the {icon} icon', '{icon} icon', 'Please click on the icon for {icon}.', 'Use the icons: {meaning}.', 'I want to {meaning}.', 'Can you {meaning}?', 'Please {meaning}'],
  heldOut: ['Find the icon to {meaning}.', 'Which icon lets me {meaning}? Click it.', 'Hit the {icon} symbol.'],
}; // prettier-ignore

/** Pictures without a text: the asked one by its name or by what it is for. */
export const clickIcon: Family = {
  name: 'click-icon',
  skills: ['click', 'icon'],
  recoverable: false,
  impossibleShare: 0.08,
  build(world) {
    const { dom, random, target, words } = world;
    const names = random.sample(Object.keys(MEANINGS), random.integer(3, 7));
    const wanted = target.pick(names);
    let pressed = '';
    const icons = names.map((name) =>
      dom.icon(name, () => {
        pressed = name;
        world.submit();
      }),
    );
    if (random.chance(0.6)) dom.add(dom.card(words.thing(), [dom.paragraph()]));
    dom.layout(icons.filter((_, i) => !world.impossible || names[i] !== wanted), { kind: random.pick(['line', 'flex', 'block']) }); // prettier-ignore
    return {
      goal: capital(world.phrase(ICON, { icon: wanted, meaning: target.pick(MEANINGS[wanted]) })),
      ends: 'page',
      succeeded: () => pressed === wanted,
      next: () => (world.impossible ? refuse() : click(icons[names.indexOf(wanted)].control)),
    };
  },
};

const ORDER: Phrasings = {
  seen: ['Press {all}, in this order, then {done}.', 'Click {all} one after the other and finish with {done}.', 'First {all}. Then click "{done}".', 'In this order: {all}. End with {done}.', 'Please click {all} and then {done}', 'Sequence: {all}, {done}'],
  heldOut: ['Go through {all} and end it with {done}.', 'One by one: {all}; last of all {done}.', 'The right order is {all}. Confirm by {done}.'],
}; // prettier-ignore

/** Two to four buttons in sequence; what was pressed stands there, and one can start over. */
export const clickInOrder: Family = {
  name: 'click-in-order',
  skills: ['click', 'sequence'],
  recoverable: true,
  build(world) {
    const { dom, random, target, words } = world;
    const [done, again] = random.pick([['Done', 'Start over'], ['Finish', 'Reset'], ['Confirm', 'Clear'], ['OK', 'Undo all']]); // prettier-ignore
    const names = words.distinct(random.integer(3, 6), random.pick([words.noun, words.button, words.thing, words.color]), [
      done,
      again,
    ]);
    const wanted = target.sample(names, target.integer(2, Math.min(4, names.length)));
    let pressed: string[] = [];
    const shown = dom.element('p', 'Pressed: nothing');
    const set = (next: string[]): void => {
      pressed = next;
      shown.textContent = `Pressed: ${pressed.join(', ') || 'nothing'}`;
    };
    const buttons = names.map((name) => dom.button(name, () => set([...pressed, name])));
    const [finish, reset] = [dom.button(done, () => world.submit()), dom.button(again, () => set([]))];
    dom.layout(buttons);
    dom.layout(random.shuffle([shown, finish, reset]));
    const next = (): OracleStep => {
      if (pressed.some((name, i) => name !== wanted[i])) return click(reset.control);
      return click(pressed.length === wanted.length ? finish.control : buttons[names.indexOf(wanted[pressed.length])].control);
    };
    const all = wanted
      .map((name) => (target.chance(0.5) ? `"${name}"` : name))
      .join(world.wording.pick([', ', ' then ', ', then ']));
    return {
      goal: world.phrase(ORDER, { all, done }),
      ends: 'page',
      succeeded: () => pressed.join('\n') === wanted.join('\n'),
      next,
    };
  },
};

const SORTED: Phrasings = {
  seen: ['Click the numbers in {way} order.', 'Click all numbers, {start} first.', 'Sort by clicking: {way}.', 'Press the numbers one by one, beginning with the {start}.', '{way} order, please: click every number.', 'Please click the numbers from {start} to {end}.'],
  heldOut: ['Tap the numbers so that they come in {way} order.', 'Which is the {start}? Begin there and go on in {way} order.', 'From the {start} to the {end}: click them all.'],
}; // prettier-ignore

/** Numbers that vanish when clicked in the right order; a wrong click brings all of them back. */
export const sortByClicking: Family = {
  name: 'sort-by-clicking',
  skills: ['click', 'sequence', 'compare'],
  recoverable: true,
  build(world) {
    const { dom, random, target, words } = world;
    const up = target.chance(0.7);
    const numbers = words.distinct(random.integer(3, 6), () => words.number(1, random.pick([9, 40, 200])));
    const wanted = [...numbers].sort((a, b) => (up ? a - b : b - a));
    let left = wanted;
    const keys = new Map(numbers.map((number) => [number, dom.button(String(number), () => press(number)).control]));
    const press = (number: number): void => {
      left = number === left[0] ? left.slice(1) : wanted;
      keys.forEach((key, one) => (key.hidden = !left.includes(one)));
      if (left.length === 0) world.submit();
    };
    dom.layout([...keys.values()]);
    const [start, end] = up ? ['smallest', 'largest'] : ['largest', 'smallest'];
    const goal = world.phrase(SORTED, { way: up ? 'ascending' : 'descending', start, end });
    return { goal: capital(goal), ends: 'page', succeeded: () => left.length === 0, next: () => click(keys.get(left[0])!) };
  },
};

const STATE: Phrasings = {
  seen: ['Switch {label} to {state}.', 'Press {label} until it shows {state}.', '{label} must be "{state}".', 'Set {label} to "{state}"', 'Click {label} until you see {state}, then stop.', '{label}: {state}', 'Can you bring {label} to {state}?'],
  heldOut: ['I would like {label} on {state}.', 'Go on until {label} says {state}.', 'Cycle {label} to {state}.'],
}; // prettier-ignore

/** Buttons that show the next state with each press. */
export const toggleUntil: Family = {
  name: 'toggle-until',
  skills: ['click', 'repeat', 'stop'],
  recoverable: true,
  build(world) {
    const { dom, random, target, words } = world;
    const toggles = words.distinct(random.integer(1, 4), words.option).map((label) => {
      const states = random.pick([['Off', 'On', 'Auto'], ['Low', 'Medium', 'High'], ['Red', 'Yellow', 'Green', 'Blue'], ['Never', 'Sometimes', 'Always'], words.distinct(4, words.adjective)]); // prettier-ignore
      let at = random.integer(0, states.length - 1);
      const key = dom.element('button', '', { type: 'button' });
      const set = (index: number): void => void ((at = index % states.length), (key.textContent = `${label}: ${states[at]}`));
      key.addEventListener('click', () => set(at + 1));
      set(at);
      return { label, states, key, at: () => at };
    });
    const one = target.pick(toggles);
    const state = target.pick(one.states);
    const aims = toggles.map((toggle) => (toggle === one ? state : toggle.states[toggle.at()]));
    dom.layout(toggles.map((toggle) => toggle.key));
    const wrong = () => toggles.find((toggle, i) => toggle.states[toggle.at()] !== aims[i]);
    return {
      goal: world.phrase(STATE, { label: one.label, state }),
      ends: 'stop',
      succeeded: () => !wrong(),
      next: () => (wrong() ? click(wrong()!.key) : stop()),
    };
  },
};

const COUNT: Phrasings = {
  seen: ['Set the {label} counter to {n}.', 'Click until {label} is {n}, then press {done}.', '{label}: {n}. {done}.', 'Bring {label} to {n} and click "{done}".', 'I need {n} for {label}. Then {done}', 'Make {label} {n} and press {done}', 'Can you set {label} to {n}?'],
  heldOut: ['{label} has to show {n} before you hit {done}.', 'Raise or lower {label} to {n}, then {done}.', 'Let {label} be {n}; confirm with {done}.'],
}; // prettier-ignore

/** A number with buttons for steps of one and of more. */
export const counterTo: Family = {
  name: 'counter-to',
  skills: ['click', 'repeat', 'stepper'],
  recoverable: true,
  build(world) {
    const { dom, random, target, words } = world;
    const label = words.field();
    const done = words.submit();
    const big = random.pick([0, 5, 10]);
    let value = random.integer(0, 30);
    const wanted = Math.max(0, value + target.integer(1, big ? 14 : 5) * (target.chance(0.7) ? 1 : -1));
    const shown = dom.element('b', String(value));
    const key = (by: number) => ({
      by,
      control: dom.button(by > 0 ? `+${by}` : `−${-by}`, () => (shown.textContent = String((value += by))), 'button').control,
    });
    const keys = (big ? [-big, -1, 1, big] : [-1, 1]).map(key);
    const finish = dom.button(done, () => world.submit());
    dom.layout([dom.wrap('div', [`${label} `, shown]), dom.wrap('div', keys.map((one) => one.control), 'line'), finish]); // prettier-ignore
    const next = (): OracleStep => {
      const rest = wanted - value;
      if (rest === 0) return click(finish.control);
      const fits = keys
        .filter((one) => Math.sign(one.by) === Math.sign(rest))
        .sort((a, b) => Math.abs(rest - a.by) - Math.abs(rest - b.by));
      return click(fits[0].control);
    };
    return { goal: world.phrase(COUNT, { label, n: wanted, done }), ends: 'page', succeeded: () => value === wanted, next };
  },
};
