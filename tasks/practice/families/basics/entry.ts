import { click, refuse, stop, type Family, type OracleStep } from '../../family.js';
import type { Field } from '../../dom/index.js';
import type { Phrasings, World } from '../../world.js';

const TYPE: Phrasings = {
  seen: ['Type "{text}" into {label} and press {done}.', 'Enter {text} in the {label} field, then click {done}.', '{label}: {text}. {done}.', 'Put {text} in {label} and submit.', 'Please fill in "{text}" as {label} and hit {done}', 'Write "{text}" in the field {label}. Then {done}.', 'Can you set {label} to "{text}" and press {done}?', '{text} goes into {label}. Press {done}.'],
  heldOut: ['{label} is "{text}"; finish with {done}.', 'Let {label} read {text}, then {done}.', 'Give "{text}" for {label} and confirm with {done}.'],
}; // prettier-ignore

const someText = ({ random, words }: World): string =>
  random.pick([
    words.firstName,
    words.fullName,
    words.noun,
    words.madeUp,
    words.code,
    words.email,
    words.city,
    words.phone,
    words.thing,
    () => words.letters(),
    () => words.lorem(3),
    words.time,
    words.price,
  ])();

/** One field among some others. */
export const typeText: Family = {
  name: 'type-text',
  skills: ['type'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, random, target, words } = world;
    const [done, ...labels] = [words.submit(), ...words.distinct(random.integer(1, 4), words.field)];
    const fields = labels.map((label) => dom.field(label, { value: random.chance(0.2) ? someText(world) : '' }));
    const wanted = target.pick(fields);
    const text = someText(world);
    const starts = fields.map((field) => field.value());
    const finish = dom.button(done, () => world.submit());
    dom.layout([...fields.filter((field) => !world.impossible || field !== wanted), finish]);
    const step = (): OracleStep | undefined => fields.map((field, i) => (field === wanted ? field.step(text) : field.step(starts[i]))).find((todo) => todo); // prettier-ignore
    const next = (): OracleStep => (world.impossible ? refuse() : (step() ?? click(finish.control)));
    return { goal: world.phrase(TYPE, { text, label: wanted.label, done }), ends: 'page', succeeded: () => !step(), next };
  },
};

const COPY: Phrasings = {
  seen: ['Copy the {what} into {label} and press {done}.', 'Type the {what} into the field {label}, then {done}.', 'Put what {what} says into {label}. Press {done}.', 'Enter the {what} as {label} and click "{done}".', '{label} should be the same as {what}. {done}.', 'Please copy {what} to {label} and hit {done}'],
  heldOut: ['Repeat the {what} in {label} and press {done}.', 'Take over the {what} for {label}; then {done}.', 'Let {label} equal {what}. Finish with {done}.'],
}; // prettier-ignore

/** From a text or a field of the page into another field. */
export const copyText: Family = {
  name: 'copy-text',
  skills: ['type', 'copy'],
  recoverable: true,
  build(world) {
    const { dom, random, target, words } = world;
    const done = words.submit();
    const [label, ...keys] = words.distinct(random.integer(3, 5), words.field);
    const texts = keys.map(() => someText(world));
    const asFields = random.chance(0.4);
    const fields = keys.map((key, i) => dom.field(key, { value: texts[i], readonly: true }));
    const pairs = dom.pairs(keys.map((key, i) => [key, texts[i]]));
    const into = dom.field(label);
    const finish = dom.button(done, () => world.submit());
    dom.layout([...(asFields ? fields : [pairs]), into, finish]);
    const at = target.integer(0, keys.length - 1);
    const from = asFields ? fields[at].control : pairs.values[at];
    const goal = world.phrase(COPY, { what: keys[at], label, done });
    return {
      goal,
      ends: 'page',
      succeeded: () => into.value() === texts[at],
      next: () => into.step(texts[at], { from }) ?? click(finish.control),
    };
  },
};

const LOGIN: Phrasings = {
  seen: ['Log in as {user} with the password {password}.', 'Sign in: user "{user}", password "{password}".', 'Login {user} / {password}', 'Use {user} and {password} to log in.', 'My name is {user} and my password {password}. Please log me in.', 'Enter "{user}" and "{password}" and log in.', 'Can you sign me in? {user}, {password}'],
  heldOut: ['Get me into the account of {user}; {password} is the password.', 'Authenticate with {user} and {password}.', 'With {password} as the password, log {user} in.'],
}; // prettier-ignore

/** A name and a password; wrong ones are told and can be tried again. */
export const logIn: Family = {
  name: 'log-in',
  skills: ['type', 'type-twice', 'error-message'],
  recoverable: true,
  build(world) {
    const { dom, random, words } = world;
    const [user, password] = [random.pick([words.userName, words.email, words.firstName])(), words.password()];
    const name = dom.field(random.pick(['Username', 'User', 'Login', 'E-mail or user name', 'Account']));
    const key = dom.field('Password', { type: 'password' });
    const note = dom.element('div');
    const right = (): boolean => name.value() === user && key.value() === password;
    const enter = dom.button(random.pick(['Log in', 'Login', 'Sign in', 'Enter', 'Go']), () => {
      if (name.value() && key.value()) return world.submit();
      note.replaceChildren(dom.toast('Please fill in both fields.', 'alert'));
    });
    const remember = random.chance(0.4) ? [dom.checkbox('Keep me logged in')] : [];
    const forgot = random.chance(0.4) ? [dom.link('Forgot password?')] : [];
    dom.layout([name, key, ...remember, note, enter, ...forgot]);
    return {
      goal: world.phrase(LOGIN, { user, password }),
      ends: 'page',
      succeeded: right,
      next: () => name.step(user) ?? key.step(password) ?? click(enter.control),
    };
  },
};

const REPLACE: Phrasings = {
  seen: ['Change {label} from {before} to {after} and press {done}.', 'Replace the text in {label} by "{after}", then {done}.', '{label} should be {after} instead of {before}. {done}.', 'Correct {label}: {after}. Press {done}.', 'Please overwrite {label} with {after} and hit {done}', 'In {label} it says {before}; make it {after} and click {done}.'],
  heldOut: ['{before} is wrong in {label}: {after} is right. Then {done}.', 'Swap what {label} holds for {after} and use {done}.', 'Let {label} be {after} from now on; {done}.'],
}; // prettier-ignore
const EMPTY: Phrasings = {
  seen: ['Clear {label} and press {done}.', 'Delete the text in {label}, then {done}.', 'Empty the field {label} and click "{done}".', '{label} should be empty. {done}.', 'Please remove what is in {label} and hit {done}', 'Nothing should be in {label}. Then press {done}.'],
  heldOut: ['Wipe {label} and use {done}.', 'Let {label} be blank and confirm with {done}.', 'Take the text out of {label}; then {done}.'],
}; // prettier-ignore

/** Fields that hold something: one gets another text, or none. */
export const replaceText: Family = {
  name: 'replace-text',
  skills: ['type', 'replace'],
  recoverable: true,
  build(world) {
    const { dom, random, target, words } = world;
    const done = words.submit();
    const fields = words.distinct(random.integer(2, 4), words.field).map((label) => dom.field(label, { value: someText(world) }));
    const starts = fields.map((field) => field.value());
    const wanted = target.pick(fields);
    const [before, after] = [wanted.value(), target.chance(0.3) ? '' : words.thing()];
    const finish = dom.button(done, () => world.submit());
    dom.layout([...fields, finish]);
    const step = (): OracleStep | undefined =>
      fields.map((field, i) => field.step(field === wanted ? after : starts[i])).find((todo) => todo);
    const goal = world.phrase(after ? REPLACE : EMPTY, { label: wanted.label, before, after, done });
    return { goal, ends: 'page', succeeded: () => !step(), next: () => step() ?? click(finish.control) };
  },
};

const GUESS: Phrasings = {
  seen: ['Guess the number between {low} and {high}.', 'Find the secret number from {low} to {high}.', 'The page thinks of a number ({low} to {high}). Guess it.', 'Play the guessing game: {low}-{high}.', 'Which number is it? Try numbers between {low} and {high}.', 'Please guess until you have it. It lies between {low} and {high}'],
  heldOut: ['Work out the hidden number, {low} to {high}.', 'Win the game: a number from {low} up to {high}.', 'Keep on trying numbers between {low} and {high} until it fits.'],
}; // prettier-ignore

/** A hidden number with `too high` and `too low`. */
export const guessNumber: Family = {
  name: 'guess-number',
  skills: ['type', 'search-by-halves', 'feedback', 'stop'],
  recoverable: true,
  build(world) {
    const { dom, random, words } = world;
    const high = random.pick([7, 10, 15, 20]);
    const secret = random.integer(1, high);
    const range = { low: 1, high };
    const note = dom.element('p', words.sentence());
    const field = dom.field(random.pick(['Your guess', 'Number', 'Guess']));
    let solved = false;
    const check = dom.button(random.pick(['Guess', 'Check', 'Try']), () => {
      const tried = Number(field.value());
      if (!Number.isInteger(tried) || tried < 1 || tried > high)
        return void (note.textContent = `A number from 1 to ${high}, please.`);
      solved = tried === secret;
      if (tried < secret) range.low = Math.max(range.low, tried + 1);
      if (tried > secret) range.high = Math.min(range.high, tried - 1);
      note.textContent = solved ? `${tried} is right!` : `${tried} is too ${tried < secret ? 'low' : 'high'}.`;
    });
    dom.layout([note, field, check]);
    const next = (): OracleStep =>
      solved ? stop() : (field.step(String((range.low + range.high) >> 1)) ?? click(check.control));
    return { goal: world.phrase(GUESS, { low: 1, high }), ends: 'stop', succeeded: () => solved, next };
  },
};

const TAKEN: Phrasings = {
  seen: ['Choose the name {first}; if it is taken, {second}.', 'Register as "{first}", or as "{second}" if that is not free.', 'User name {first}. Should somebody have it already, use {second}.', 'Try {first}, else {second}.', 'I want to be {first}, or {second} when {first} is gone.', 'Sign up as {first} (second choice: {second})'],
  heldOut: ['{first} would be best; otherwise {second}.', 'Take {first} as the name, and {second} in case of trouble.', 'Should {first} not work, go for {second}.'],
}; // prettier-ignore

/** The first choice is refused half of the time: then the second one. */
export const nameTaken: Family = {
  name: 'name-taken',
  skills: ['type', 'error-message', 'condition'],
  recoverable: true,
  build(world) {
    const { dom, random, words } = world;
    const [first, second] = words.distinct(2, random.pick([words.userName, words.firstName, words.madeUp]));
    const taken = random.chance(0.6);
    let told = false;
    const field = dom.field(random.pick(['User name', 'Name', 'Nickname']));
    const note = dom.element('div');
    const finish = dom.button(random.pick(['Register', 'Sign up', 'Create', 'Go']), () => {
      const refused = field.value() === '' || (taken && field.value() === first);
      told ||= taken && field.value() === first;
      if (!refused) return world.submit();
      note.replaceChildren(
        dom.toast(
          field.value()
            ? random.pick(['This name is already taken.', 'Not available.', `${field.value()} exists already.`])
            : 'A name, please.',
          'alert',
        ),
      );
    });
    dom.layout([field, note, finish]);
    const goal = world.phrase(TAKEN, { first, second });
    return {
      goal,
      ends: 'page',
      succeeded: () => field.value() === (taken ? second : first),
      next: () => field.step(told ? second : first) ?? click(finish.control),
    };
  },
};

const CODE: Phrasings = {
  seen: ['Enter the code from the message by {sender} and press {done}.', '{sender} sent a code. Type it into the field and click {done}.', 'Confirm with the code that {sender} sent; then {done}.', 'The code is in the message from {sender}. Put it in and hit {done}.', 'Find the code of {sender}, enter it, {done}.', 'Please type the code from {sender} and press "{done}"'],
  heldOut: ['What code did {sender} send? Enter it and use {done}.', 'Verify with what {sender} wrote, then {done}.', 'Use the code by {sender}; finish with {done}.'],
}; // prettier-ignore

/** A code in one of several messages that open by a click. */
export const codeFromMessage: Family = {
  name: 'code-from-message',
  skills: ['click', 'accordion', 'copy', 'type'],
  recoverable: true,
  build(world) {
    const { dom, random, target, words } = world;
    const done = words.submit();
    const senders = words.distinct(random.integer(2, 4), words.company);
    const codes = words.distinct(senders.length, () => words.digits(6));
    const marks = codes.map((code) => dom.element(random.pick(['b', 'span', 'div']), code));
    const bodies = marks.map((mark) => [
      dom.wrap('p', [random.pick(['Your code:', 'Use this code:', 'Code'])]),
      dom.wrap('p', [mark]),
      dom.paragraph(words.sentence()),
    ]);
    const box = dom.accordion(senders, bodies);
    const field: Field = dom.field(random.pick(['Code', 'Verification code', 'Enter code']));
    const finish = dom.button(done, () => world.submit());
    dom.layout(random.shuffle([box, dom.wrap('div', [field, finish])]), { kind: 'block' });
    const wanted = target.integer(0, senders.length - 1);
    const next = (): OracleStep => {
      const todo = field.step(codes[wanted], { from: marks[wanted] });
      return (todo && box.step(wanted)) ?? todo ?? click(finish.control);
    };
    return {
      goal: world.phrase(CODE, { sender: senders[wanted], done }),
      ends: 'page',
      succeeded: () => field.value() === codes[wanted],
      next,
    };
  },
};
