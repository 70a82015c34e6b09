import { click, refuse, stop, type Family, type OracleStep } from '../../family.js';
import type { Phrasings } from '../../world.js';
import { goalOf } from '../apps/kit.js';

const ASK_PIN: Phrasings = {
  seen: ['Enter the code {code} on the keypad and press {ok}.', 'Key in {code}, then {ok}.', 'The door opens with {code}. Open it with {ok}', 'My PIN is {code}. Please enter it and confirm with {ok}.', 'Code: {code}, {ok}', 'Can you type {code} with the number keys and hit {ok}?'],
  heldOut: ['Unlock it: {code}, confirmed by {ok}.', 'With {code} and {ok} the lock opens.', 'Dial {code} and finish with {ok}.'],
}; // prettier-ignore

/** A code that is entered digit by digit on keys whose order may be mixed; a wrong code can be tried again. */
export const pinPad: Family = {
  name: 'pin-pad',
  skills: ['keypad', 'sequence', 'clear'],
  recoverable: true,
  build(world) {
    const { dom, words, random } = world;
    const code = words.digits(random.integer(4, 6));
    const mixed = random.chance(0.4);
    const [ok, clear] = random.pick([['OK', 'C'], ['Enter', 'Clear'], ['Unlock', 'Reset'], ['Open', 'Delete all']]); // prettier-ignore
    const masked = random.chance(0.3);
    const shown = dom.element('output');
    const note = dom.element('p', 'Locked');
    let entered = '';
    const set = (text: string): void => {
      entered = text.slice(0, 8);
      shown.textContent = (masked ? '*'.repeat(entered.length) : entered) || '-';
    };
    const key = (label: string, press: () => void): HTMLElement => dom.button(label, press, kind).control;
    const kind = random.pick(['button', 'div', 'input'] as const);
    const order = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];
    const digits = new Map(
      (mixed ? random.shuffle(order) : order).map((digit) => [digit, key(digit, () => set(entered + digit))]),
    );
    const done = key(ok, () => {
      if (entered === code) return world.submit();
      set('');
      note.textContent = 'Wrong code, try again';
    });
    const erase = key(clear, () => set(''));
    const keys = [...digits.values()];
    const lines = [keys.slice(0, 3), keys.slice(3, 6), keys.slice(6, 9), [erase, keys[9], done]].map((line) =>
      dom.wrap('div', line, 'line'),
    );
    set('');
    dom.add(dom.heading(random.pick(['Front door', 'Safe', 'Locker', 'Card payment'])), note, dom.wrap('div', [shown]), ...lines);
    const next = (): OracleStep => {
      if (!code.startsWith(entered)) return click(erase);
      return click(entered === code ? done : digits.get(code[entered.length])!);
    };
    return { goal: goalOf(world, ASK_PIN, { code, ok }), ends: 'page', succeeded: () => entered === code, next };
  },
};

const ASK_SEATS: Phrasings = {
  seen: ['Reserve {seats} and press {done}.', 'We want {seats}. Then {done}.', 'Choose {seats} on the plan, then click "{done}"', 'Please take {seats} for us and {done}.', 'Seats: {seats}. {done}.', 'Are {seats} free? Book exactly these with {done}.'],
  heldOut: ['Our places are {seats}; end with {done}.', 'Put us on {seats} and nowhere else. {done}.', 'Seat plan: mark {seats}, confirm by {done}.'],
}; // prettier-ignore

/** Places on a seat plan by row and number; taken ones cannot be chosen. */
export const seatMap: Family = {
  name: 'seat-map',
  skills: ['grid', 'row-and-column', 'toggle', 'disabled'],
  recoverable: true,
  impossibleShare: 0.15,
  build(world) {
    const { dom, random, target } = world;
    const [rows, columns] = [random.integer(2, 5), random.integer(3, 6)];
    const full = random.chance(0.4); // the button says row and number
    const seats = Array.from({ length: rows * columns }, (_, i) => {
      const [row, number] = ['ABCDE'[Math.floor(i / columns)], (i % columns) + 1];
      return {
        row,
        number,
        taken: random.chance(0.3),
        mine: random.chance(0.05),
        aim: false,
        key: dom.element('button', full ? `${row}${number}` : String(number), { type: 'button' }),
      };
    });
    const wanted = target.sample(seats, target.integer(1, 3));
    for (const seat of wanted) Object.assign(seat, { aim: true, taken: false });
    if (world.impossible) wanted[0].taken = true;
    const show = (seat: (typeof seats)[number]): void => seat.key.setAttribute('aria-pressed', String(seat.mine));
    for (const seat of seats) {
      seat.mine &&= !seat.taken;
      if (seat.taken) seat.key.disabled = true;
      else show(seat);
      if (!full) seat.key.setAttribute('aria-label', `Row ${seat.row} seat ${seat.number}${seat.taken ? ', taken' : ''}`);
      seat.key.addEventListener('click', () => ((seat.mine = !seat.mine), show(seat)));
    }
    const done = dom.button(random.pick(['Book', 'Reserve seats', 'Continue', 'Take these']), () => world.submit());
    const lines = Array.from({ length: rows }, (_, i) => [
      `Row ${'ABCDE'[i]}`,
      ...seats.slice(i * columns, (i + 1) * columns).map((seat) => seat.key),
    ]);
    dom.add(dom.heading('Choose your seats'), dom.table([], lines).root, dom.wrap('p', [done]));
    const name = target.pick([
      (seat: (typeof seats)[number]) => `${seat.row}${seat.number}`,
      (seat: (typeof seats)[number]) => `row ${seat.row} seat ${seat.number}`,
    ]);
    const wrong = () => seats.find((seat) => seat.mine !== seat.aim);
    const next = (): OracleStep => (world.impossible ? refuse() : click(wrong()?.key ?? done.control));
    return {
      goal: goalOf(world, ASK_SEATS, { seats: wanted.map(name).join(' and '), done: done.label }),
      ends: 'page',
      succeeded: () => !wrong(),
      next,
    };
  },
};

const ASK_RIGHTS: Phrasings = {
  seen: ['{all}. Save with {done}.', 'Change the rights: {all}, then {done}.', 'Please see to it: {all}. Press {done}', 'Permissions: {all}. {done}', 'In the table, {all}. After that click "{done}".', 'Could you do this: {all}, and press {done}?'],
  heldOut: ['I need these rights: {all}. Confirm with {done}.', 'Who may do what: {all}. {done}.', 'Update the roles, that is, {all}. End with {done}.'],
}; // prettier-ignore

/** Boxes where the row of a role meets the column of a right. */
export const permissionMatrix: Family = {
  name: 'permission-matrix',
  skills: ['grid', 'row-and-column', 'check', 'several-conditions'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const rights = random.sample(
      ['Read', 'Write', 'Delete', 'Invite', 'Export', 'Approve', 'Publish', 'Pay'],
      random.integer(3, 5),
    );
    const roles = random.chance(0.5)
      ? words.distinct(random.integer(3, 5), words.firstName)
      : random.sample(['Guest', 'Member', 'Editor', 'Manager', 'Owner', 'Auditor'], random.integer(3, 5));
    const named = random.chance(0.6);
    const boxes = roles.flatMap((role) => rights.map((right) => {
      const box = dom.element('input', '', { type: 'checkbox', ...(named ? { 'aria-label': `${role}: ${right}` } : {}) });
      box.checked = random.chance(0.5);
      return { role, right, box, aim: box.checked };
    })); // prettier-ignore
    const changes = target.sample(boxes, target.integer(2, 3)).map((one) => {
      one.aim = target.chance(0.85) ? !one.box.checked : one.aim;
      const forms = one.aim
        ? ['give {r} the right "{x}"', 'let {r} have {x}', '{x} for {r}: yes']
        : ['take the right "{x}" from {r}', 'do not let {r} have {x}', '{x} for {r}: no'];
      return target.pick(forms).replace('{r}', one.role).replace('{x}', one.right);
    });
    const done = dom.button(random.pick(['Save', 'Apply', 'Save rights', 'Update']), () => world.submit());
    const lines = roles.map((role) => [role, ...boxes.filter((one) => one.role === role).map((one) => one.box)]);
    dom.add(dom.heading('Permissions'), dom.table([random.pick(['', 'Role']), ...rights], lines).root, dom.wrap('p', [done]));
    const wrong = () => boxes.find((one) => one.box.checked !== one.aim);
    return {
      goal: goalOf(world, ASK_RIGHTS, { all: changes.join(', '), done: done.label }),
      ends: 'page',
      succeeded: () => !wrong(),
      next: () => click(wrong()?.box ?? done.control),
    };
  },
};

const ASK_SUM: Phrasings = {
  seen: ['Work out {sum} on the calculator and leave the result on its display.', 'Let the calculator show the result of {sum}.', 'On the calculator: {sum} =', 'Please use the calculator for {sum}, so that I can see what comes out', 'Calculator, {sum}, result on the display.', 'Can you do {sum} with the calculator and leave it there?'],
  heldOut: ['The display of the calculator should give the value of {sum}.', 'Key {sum} into the calculator; I will read the result.', 'Run {sum} through the calculator.'],
}; // prettier-ignore

/** A calculator by its keys; the result must stand on its display at the end. */
export const calculatorKeys: Family = {
  name: 'calculator-keys',
  skills: ['keypad', 'sequence', 'clear', 'stop'],
  recoverable: true,
  build(world) {
    const { dom, random, target } = world;
    const sign = target.pick(['+', '-', '×']);
    const [a, b] = [target.integer(3, 99), sign === '×' ? target.integer(2, 9) : target.integer(2, 60)];
    const aim = `${a}${sign}${b}=`;
    const shown = dom.element('output', '0');
    let keyed = '';
    const valueOf = (text: string): string => {
      const [, first, by, second] = /^(\d+)([-+×])(\d+)=/.exec(text) ?? [];
      if (!by) return text || '0';
      return String(
        by === '+'
          ? Number(first) + Number(second)
          : by === '-'
            ? Number(first) - Number(second)
            : Number(first) * Number(second),
      );
    };
    const press = (label: string): void => {
      const done = keyed.endsWith('=');
      if (label === 'C') keyed = '';
      else if (/\d/.test(label)) keyed = (done ? '' : keyed) + label;
      else if (label === '=' ? /^\d+[-+×]\d+$/.test(keyed) : /\d=?$/.test(keyed))
        keyed = label === '=' ? `${keyed}=` : valueOf(keyed.replace(/^(\d+[-+×]\d+)=?$/, '$1=')) + label;
      shown.textContent = valueOf(keyed);
    };
    const kind = random.pick(['button', 'div', 'span'] as const);
    const keys = new Map([...'789+456-123×C0='].map((label) => [label, dom.button(label, () => press(label), kind).control]));
    const all = [...keys.values()];
    dom.add(
      dom.heading('Calculator'),
      dom.wrap('div', [shown], 'box'),
      ...[0, 4, 8, 12].map((from) => dom.wrap('div', all.slice(from, from + 4), 'line')),
    );
    const next = (): OracleStep => (keyed === aim ? stop() : click(keys.get(aim.startsWith(keyed) ? aim[keyed.length] : 'C')!));
    const sum = target.pick([`${a} ${sign} ${b}`, `${a} ${{ '+': 'plus', '-': 'minus', '×': 'times' }[sign]} ${b}`]);
    return {
      goal: goalOf(world, ASK_SUM, { sum }),
      ends: 'stop',
      succeeded: () => shown.textContent === valueOf(aim) && keyed.endsWith('='),
      next,
    };
  },
};
