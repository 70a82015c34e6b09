import { arrange, type Arranged, type Arrangement } from './composing/arrange.js';
import { joinGoal } from './composing/goal.js';
import { click, refuse, stop, type Family, type OracleStep, type Scenario } from './family.js';
import type { Dialog } from './dom/index.js';
import type { Phrasings, World } from './world.js';

/** What one atom asks, or, when it is not asked, one more control that must stay as it was. */
export interface Condition {
  /** What goes on the page. */
  root: HTMLElement;
  /** Imperative fragment without a full stop, e.g. `set Size to "Large"`. Unused when not asked. */
  phrase: string;
  /** `Size: Large`, where that says it as well. */
  terse?: string;
  met(): boolean;
  /** The next step towards it; `undefined` when it is met. */
  step(): OracleStep | undefined;
  /** What a form that checks its entries says about what it holds now, e.g. `is required`; '' when it says nothing. */
  problem?(): string;
}

export interface AtomOptions {
  /** Unique on the page. */
  label: string;
  asked: boolean;
  /** Start with the condition fulfilled. Ignored when not asked. */
  already: boolean;
  /** Build it so that the condition cannot be met: the option is missing, the control disabled. */
  broken?: boolean;
}

/** A widget with something to want of it. */
export interface Atom {
  name: string;
  skills: string[];
  make(world: World, options: AtomOptions): Condition;
  /** Knows what to do with `broken`. */
  breaks?: boolean;
}

/** A control of a themed page: one of its labels, and what stands there. */
export interface ThemeField {
  labels: string[];
  atom: Atom;
}

export interface ComposeOptions {
  name: string;
  /** Widgets under any label; or `fields`, each with labels of its own. */
  atoms?: Atom[];
  fields?: ThemeField[];
  /** How many conditions are asked; default 2 to 5. */
  count?: [number, number];
  /** How many more controls there are that must not change; default 0 to 3. */
  distractors?: [number, number];
  /** How the controls are arranged; drawn at random when several are given. Default all on the page. */
  within?: Arrangement[];
  /** `submit`: a button ends the page; `stop`: changes count at once and the agent says `stop`. Default mostly submit. */
  ends?: ('submit' | 'stop')[];
  /** Texts of the submit button; default `words.submit`. */
  submits?: string[];
  /** Share of pages that check entries when submitted and say what is wrong instead of ending. Default 0. */
  validates?: number;
  /** A page that checks entries says what is wrong from the start, as after a first try. */
  complains?: boolean;
  /** Share of pages that ask once more in a dialog when submitted. Default 0. */
  confirms?: number;
  /** Share of pages that begin with a dialog in the way. Default 0.04. */
  interrupts?: number;
  /** Sentences that set the scene. */
  about?: Phrasings;
  skills?: string[];
  impossibleShare?: number;
}

const ALREADY_SHARE = 0.22;

/** A family whose goals are 2 to 5 conditions on different controls, some of them already true; all must hold at the end. */
export function compose(options: ComposeOptions): Family {
  const atoms = [...(options.atoms ?? []), ...(options.fields ?? []).map((field) => field.atom)];
  return {
    name: options.name,
    skills: [...new Set([...atoms.flatMap((atom) => atom.skills), ...(options.skills ?? []), 'several-conditions'])],
    recoverable: true,
    impossibleShare: options.impossibleShare ?? 0.06,
    build: (world) => buildComposed(world, options),
  };
}

interface Placed {
  root: HTMLElement;
  label: string;
  condition: Condition;
  asked: boolean;
}

function buildComposed(world: World, options: ComposeOptions): Scenario {
  const { random, wording } = world;
  const { placed, missing, absent } = place(world, options);
  const dialogs: Dialog[] = random.chance(options.interrupts ?? 0.04) ? [interrupt(world)] : [];
  const shown = random.shuffle(placed.filter((one) => one !== absent));
  const arranged = arrange(world, shown, random.pick(options.within ?? ['page']));
  const submit = random.pick(options.ends ?? ['submit', 'submit', 'submit', 'stop']) === 'submit' ? addSubmit(world, options, { placed, arranged, dialogs }) : undefined; // prettier-ignore
  const wishes = wording.shuffle(placed.filter((one) => one.asked));
  const inOrder = [...placed.filter((one) => !one.asked), ...wishes]; // an order that nothing shows could not be learned
  const next = (): OracleStep => {
    const step = nextStep(inOrder, arranged, missing);
    const dialog = dialogs.find((one) => one.root.isConnected);
    if (dialog) return click(dialog.buttons.at(step || missing ? -1 : 0)!.control);
    if (step || missing) return step ?? refuse();
    return submit ? ((arranged.last === undefined ? undefined : arranged.step(arranged.last)) ?? click(submit.control)) : stop();
  };
  const goal = joinGoal(
    world,
    wishes.map((one) => one.condition),
    { submit: submit?.label, about: options.about },
  );
  return { goal, ends: submit ? 'page' : 'stop', succeeded: () => placed.every((one) => one.condition.met()), next };
}

/** Draws the controls. `missing` is what cannot be done on an impossible page, `absent` the same when it is not even there. */
function place(world: World, options: ComposeOptions): { placed: Placed[]; missing?: Placed; absent?: Placed } {
  const { random } = world;
  const [low, high] = options.count ?? [2, 5];
  const most = options.fields?.length ?? Infinity;
  const asked = Math.min(random.integer(low, high), most);
  const count = Math.min(asked + random.integer(...(options.distractors ?? [0, 3])), most);
  const fields = drawFields(world, options, count);
  const hopeless = world.impossible ? random.integer(0, asked - 1) : -1;
  const broken = hopeless >= 0 && (fields[hopeless].atom.breaks ?? false) && random.chance(0.6);
  const placed = fields.map(({ label, atom }, i): Placed => {
    const isAsked = i < asked;
    const already = isAsked && random.chance(ALREADY_SHARE) && i !== hopeless;
    const condition = atom.make(world, { label, asked: isAsked, already, broken: broken && i === hopeless });
    return { root: condition.root, label, condition, asked: isAsked };
  });
  return { placed, missing: placed[hopeless], absent: broken ? undefined : placed[hopeless] };
}

function drawFields({ random, words }: World, options: ComposeOptions, count: number): { label: string; atom: Atom }[] {
  if (options.fields)
    return random.sample(options.fields, count).map(({ labels, atom }) => ({ label: random.pick(labels), atom }));
  return words.distinct(count, words.field).map((label) => ({ label, atom: random.pick(options.atoms!) }));
}

/**
 * What someone would do who knows only what was shown so far: mend what must not change, then what is asked and in sight, in the
 * order of the goal, then look into the next panel; also to see whether something hidden holds already.
 */
function nextStep(placed: Placed[], arranged: Arranged, missing: Placed | undefined): OracleStep | undefined {
  const open = placed.filter((one) => one !== missing && !one.condition.met());
  const here = open.find((one) => !one.asked && arranged.visible(one)) ?? open.find((one) => arranged.visible(one));
  if (here) return here.condition.step();
  const unseen = placed.some((one) => one.asked && (one === missing || arranged.unseen(one)));
  const panel = (unseen ? arranged.firstUnseen() : undefined) ?? (open[0] && arranged.panelOf(open[0]));
  return panel === undefined ? undefined : arranged.step(panel);
}

interface Built {
  placed: Placed[];
  arranged: Arranged;
  /** Every dialog so far; the first button of each leads on, the last one back. */
  dialogs: Dialog[];
}

function addSubmit(
  world: World,
  options: ComposeOptions,
  { placed, arranged, dialogs }: Built,
): { control: HTMLElement; label: string } {
  const { dom, random, words } = world;
  const label = options.submits && random.chance(0.8) ? random.pick(options.submits) : words.submit();
  const [yes, no, title] = random.pick([['OK', 'Cancel', 'Please confirm'], ['Yes', 'No', 'Are you sure?'], ['Confirm', 'Go back', 'Is everything right?'], ['Send now', 'Keep editing', 'Ready?']]); // prettier-ignore
  const validates = random.chance(options.validates ?? 0);
  const confirms = random.chance(options.confirms ?? 0);
  const notes = dom.element('div');
  const objects = (): boolean => {
    const problems = validates ? placed.filter((one) => one.asked && one.condition.problem?.()) : [];
    notes.replaceChildren(...problems.map((one) => dom.toast(`${one.label} ${one.condition.problem!()}`, 'alert')));
    return problems.length > 0;
  };
  if (options.complains) objects();
  const button = dom.button(label, () => {
    if (objects()) return;
    if (!confirms) return world.submit();
    dialogs.push(dom.dialog(title, [dom.paragraph(`${label}?`)], [{ label: yes, onClick: () => world.submit() }, { label: no }]));
  });
  const others = random.chance(0.35)
    ? [dom.button(random.pick(['Cancel', 'Help', 'Back', 'Print', 'More options'].filter((text) => text !== label)))]
    : [];
  dom.layout([notes, ...random.shuffle([button, ...others])], {
    kind: random.pick(['line', 'flex', 'block'] as const),
    into: arranged.end,
  });
  return { control: button.control, label };
}

/** A notice that one has to close first. */
function interrupt({ dom, random, words }: World): Dialog {
  const [title, close] = random.pick([['We use cookies', 'Accept'], ['Welcome', 'Close'], ['News', 'Not now'], ['Tip of the day', 'Got it'], ['Join our newsletter', 'No thanks']]); // prettier-ignore
  return dom.dialog(title, [dom.paragraph(words.sentence())], [{ label: close }]);
}
