import { type Action, type Observation, type PageElement, wordsOf } from '../../core/index.js';
import { describeElement, escapeTemplate } from '../../tools/index.js';
import { sameText, valueOf } from '../checks.js';
import type { Check } from '../schema.js';

export type GoalVerb = 'set' | 'select' | 'check' | 'uncheck' | 'choose' | 'open' | 'close' | 'press';

/** Something that a step brought about, worded as a goal that somebody could have set. A claim until a replay confirms it. */
export interface Achievement {
  /** `Set "E-mail" to "ann@x.org"` */
  goal: string;
  /** Another way to ask for it in plain interface English; the same where there is no other. */
  other: string;
  verb: GoalVerb;
  /** The control that the goal names: `textbox "E-mail"`. */
  control: string;
  /** What was entered; another value would be the same goal with another argument. */
  value?: string;
  /** What the goal means, about pages as they are: it did not hold before the step and holds after it. */
  condition: Check[];
}

/** A page before a step, what was done, and the page after it. */
export interface Transition {
  before: Observation;
  action: Action;
  after: Observation;
}

/** Longer names are prose, which nobody would put into a goal. Characters. */
const LONGEST_NAME = 60;
/** One press may tick a hundred boxes; these tell enough of it. */
const MOST_PER_STEP = 4;

/**
 * The relabeler (LMA3), by rule instead of by a language model: reads from what changed on the page which goals a step has reached. What a field
 * holds, how a control stands and what came into sight or went are claims, each with the check that it means.
 */
export function achievementsOf(transition: Transition): Achievement[] {
  const claims = [...fieldClaims(transition), ...stateClaims(transition), ...pressClaims(transition)];
  const first = claims.filter(({ goal }, i) => claims.findIndex((other) => other.goal === goal) === i);
  return first.slice(0, MOST_PER_STEP);
}

function fieldClaims({ before, after }: Transition): Achievement[] {
  return pairs(before, after).flatMap(({ was, is }): Achievement[] => {
    const value = valueOf(is)?.trim() ?? '';
    const label = labelOf(is, after);
    if (label === undefined || !isSayable(value) || sameText(valueOf(was), value)) return [];
    const select = `Select ${quote(value)} in ${label}`;
    const wordings = is.options
      ? { goal: select, other: select }
      : { goal: `Set ${label} to ${quote(value)}`, other: `Type ${quote(value)} into ${label}` };
    const check: Check = { kind: 'value', target: describeElement(after, is.ref), text: escapeTemplate(value), changed: true };
    return [{ ...wordings, verb: is.options ? 'select' : 'set', control: controlOf(is), value, condition: [check] }];
  });
}

function stateClaims({ before, after }: Transition): Achievement[] {
  return pairs(before, after).flatMap(({ was, is }) => {
    const state = is.states.find((one) => !was.states.includes(one));
    const verb = state && verbFor(is.role, state);
    const label = labelOf(is, after);
    if (!verb || label === undefined) return [];
    const check: Check = { kind: 'state', target: describeElement(after, is.ref), state, changed: true };
    return [{ ...worded(verb, label), verb, control: controlOf(is), condition: [check] }];
  });
}

const OTHER_WORDS: Partial<Record<GoalVerb, string>> = { check: 'Turn on', uncheck: 'Turn off', open: 'Go to' };

function worded(verb: GoalVerb, label: string): Pick<Achievement, 'goal' | 'other'> {
  const goal = `${verb[0].toUpperCase()}${verb.slice(1)} ${label}`;
  return { goal, other: OTHER_WORDS[verb] ? `${OTHER_WORDS[verb]} ${label}` : goal };
}

const EXCLUSIVE = new Set(['radio', 'menuitemradio', 'option']);

function verbFor(role: string, state: string): GoalVerb | undefined {
  if (state === 'checked') return EXCLUSIVE.has(role) ? 'choose' : 'check';
  if (state === 'unchecked') return EXCLUSIVE.has(role) ? undefined : 'uncheck';
  if (state === 'selected') return role === 'tab' ? 'open' : 'choose';
  if (state === 'open') return 'open';
  return state === 'closed' ? 'close' : undefined;
}

const NAVIGATION = new Set(['link', 'tab', 'menuitem', 'treeitem', 'summary']);

/** What pressing something made the page say, or no longer say. */
function pressClaims({ before, action, after }: Transition): Achievement[] {
  const pressed = action.kind === 'click' ? before.elements.find(({ ref }) => ref === action.ref) : undefined;
  const label = pressed && labelOf(pressed, before);
  if (!pressed || label === undefined || pressed.verbs.includes('type')) return [];
  const condition = newPlace(before, after) ?? newText(before, after, pressed) ?? goneItem(before, after, pressed);
  if (!condition) return [];
  const verb = NAVIGATION.has(pressed.role) ? 'open' : 'press';
  return [{ ...worded(verb, label), verb, control: controlOf(pressed), condition: [condition] }];
}

/** Another address, unless it looks made up for this visit. */
function newPlace(before: Observation, after: Observation): Check | undefined {
  if (before.url === after.url || !URL.canParse(before.url) || !URL.canParse(after.url)) return undefined;
  const [from, to] = [new URL(before.url), new URL(after.url)];
  const path = to.pathname === from.pathname ? to.hash : to.pathname + to.hash;
  if (path.length <= 1 || /[\w-]{16,}|\d{3,}/.test(path) || before.url.includes(path)) return undefined;
  return { kind: 'url', contains: escapeTemplate(decodeURI(path)), changed: true };
}

/** A heading that came, else the first message: short, without numbers, and not something to be used. */
function newText(before: Observation, after: Observation, pressed: PageElement): Check | undefined {
  const said = before.elements.map(({ name }) => padded(name)).join('\n');
  const fresh = after.elements.filter(
    ({ name }) => isSayable(name) && !/\d/.test(name) && !said.includes(padded(name)) && padded(name) !== padded(pressed.name),
  );
  const text = (fresh.find(({ role }) => role === 'heading') ?? fresh.find(({ verbs }) => verbs.length === 0))?.name;
  return text === undefined ? undefined : { kind: 'text-present', text: escapeTemplate(text), changed: true };
}

/** What the pressed control belonged to is no longer there, as after deleting it. */
function goneItem(before: Observation, after: Observation, { context, cell }: PageElement): Check | undefined {
  const item = cell?.row || context;
  const says = (page: Observation): boolean => page.elements.some(({ name }) => padded(name).includes(padded(item)));
  if (!isSayable(item) || !says(before) || says(after)) return undefined;
  return { kind: 'text-absent', text: escapeTemplate(item), changed: true };
}

interface Pair {
  was: PageElement;
  is: PageElement;
}

/** Elements that are on both pages and are the only ones of their kind and name there. */
function pairs(before: Observation, after: Observation): Pair[] {
  const known = byIdentity(before);
  return [...byIdentity(after)].flatMap(([key, is]) => {
    const was = known.get(key);
    return is && was ? [{ was, is }] : [];
  });
}

/** Undefined for what occurs more than once. */
function byIdentity({ elements }: Observation): Map<string, PageElement | undefined> {
  const found = new Map<string, PageElement | undefined>();
  for (const element of elements) {
    const key = identity(element);
    found.set(key, found.has(key) ? undefined : element);
  }
  return found;
}

const identity = ({ role, name, context, cell }: PageElement): string => [role, name, context, cell?.row].join('\n');

/** The name in quotes, and what it belongs to where the name alone could mean others; undefined where no words tell it. */
function labelOf(element: PageElement, { elements }: Observation): string | undefined {
  const { name, context, cell } = element;
  if (!isSayable(name)) return undefined;
  const others = elements.filter((one) => one !== element && one.verbs.length > 0 && padded(one.name) === padded(name));
  if (others.length === 0) return quote(name);
  const item = cell?.row || context;
  const shared = others.some((one) => padded(one.cell?.row || one.context) === padded(item));
  return shared || !isSayable(item) ? undefined : `${quote(name)} for ${quote(item)}`;
}

const isSayable = (text: string): boolean => text.length <= LONGEST_NAME && !/["\n•]/.test(text) && wordsOf(text).length > 0;
const padded = (text: string): string => ` ${wordsOf(text).join(' ')} `;
const quote = (text: string): string => `"${text.trim()}"`;
const controlOf = ({ role, name, context }: PageElement): string => `${role} ${quote(name)}${context ? ` (${context})` : ''}`;
