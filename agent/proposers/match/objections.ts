import { type Action, isField, normalizeText, type PageElement, type TextSource, wordsOf } from '../../../core/index.js';
import { titleOf } from '../../comparisons.js';
import { elementOf } from '../../decisive.js';
import type { PlanContext } from '../../prompt-port.js';
import { resolveText } from '../../resolve-text.js';
import { daysOf, isTurning, monthSheetsOf, monthsOf } from './calendars.js';
import { shouldBeOn } from './choices.js';
import { cyclerOf, isAsWanted } from './cyclers.js';
import { isPart, partsLeft } from './explore.js';
import { GoalReading } from './goal-reading.js';
import { againstTelling } from './lookups.js';
import { isLinkName } from './missing.js';
import { againstScrolling } from './scrolling.js';
import { isOn, MatchView, timesPressed, TOGGLES } from './view.js';
import { onceOf } from './words.js';

/**
 * What speaks against an action before it is carried out: it would undo what is already as the goal wants it, or put a value where
 * another one belongs. Rules on the goal's words and the page, so they cost no model call. They know only what the goal says of
 * an element in so many words, and are silent about everything else. Undefined when nothing speaks against it.
 */
export function objectionTo(action: Action, view: MatchView): string | undefined {
  return againstScrolling(action, view) ?? againstTelling(action, view) ?? ofElement(action, view);
}

function ofElement(action: Action, view: MatchView): string | undefined {
  const element = 'ref' in action && action.ref !== undefined ? elementOf(view.observation, action.ref) : undefined;
  if (!element) return undefined;
  switch (action.kind) {
    case 'type':
      return againstTyping(element, resolvedText(action.text, view), view);
    case 'select':
      return againstOption(element, action.option, view);
    case 'click':
      return CLICK_RULES.map((rule) => rule(element, view)).find((why) => why !== undefined);
    default:
      return undefined;
  }
}

/** The same as a judge of any proposer's actions. */
export function createCritic(): (action: Action, context: PlanContext) => string | undefined {
  let reading: GoalReading | undefined; // a goal is read once an episode, a page once a step
  let seen: { context: PlanContext; view: MatchView } | undefined;
  return (action, context) => {
    if (reading?.goal !== context.goal) reading = new GoalReading(context.goal, context.spans);
    if (seen?.context !== context) seen = { context, view: new MatchView(context, reading) };
    return objectionTo(action, seen.view);
  };
}

const CLICK_RULES = [
  againstLonger,
  againstDay,
  againstAnother,
  againstCycle,
  againstOther,
  againstStep,
  againstTurning,
  againstToggle,
  againstSibling,
  againstReopening,
];

function resolvedText(source: TextSource, { reading, observation }: MatchView): string {
  const resolved = resolveText(source, reading.spans, observation);
  return resolved.ok ? resolved.text : '';
}

const same = (a: string, b: string): boolean => normalizeText(a) === normalizeText(b);

/** The value that the goal gives to what is called so. */
const givenTo = (label: string, { reading }: MatchView): string | undefined =>
  label === '' ? undefined : reading.valueFor(label)?.text;

function againstTyping(field: PageElement, text: string, view: MatchView): string | undefined {
  if (text === '') return undefined; // emptied on purpose
  const longer = againstLonger(field, view);
  if (longer !== undefined) return longer;
  if (isMailField(field) && !text.includes('@') && addressIn(view)) return `${field.name} takes an address`;
  const given = givenTo(field.name, view) ?? givenTo(field.context, view);
  if (given !== undefined)
    return same(field.value ?? '', given) && !same(text, given) ? `${field.name} holds ${given} already` : undefined;
  const label = `${field.name} ${field.context}`.trim();
  const once = onceOf(field.name);
  const again = once === undefined ? undefined : givenTo(once, view);
  if (again !== undefined && !same(text, again)) return `${field.name} should be ${again}`;
  if (label === '' || isNamed(onceOf(label) ?? label, view)) return undefined;
  const owner = ownerOf(text, field, view);
  return owner ? `${text} belongs to ${owner}` : handled(text, view);
}

/** What the goal says to press is not typed into a field that the goal does not name. */
function handled(text: string, { reading }: MatchView): string | undefined {
  const [place, other] = reading.places(text);
  if (!place || other) return undefined;
  return reading.isPressed(place) ? `${text} is to be pressed` : undefined;
}

/** Takes the address of a person, not the subject or text of a letter. */
const isMailField = ({ name }: PageElement): boolean =>
  /\be-?mail\b/i.test(name) && !/\b(?:subject|title|topic|text|message|body|content)\b/i.test(name);
const addressIn = ({ reading }: MatchView): boolean =>
  reading.spans.some(({ kind, text }) => kind === 'address' && text.includes('@'));

/** Whether the goal speaks of something called so: by its whole name, or by most of its telling words. */
const isNamed = (label: string, { reading }: MatchView): boolean => reading.speaksOf(label);

/** What this text of the goal is for instead: another field or list that it is given to, or something that was or may be chosen. */
function ownerOf(text: string, field: PageElement, view: MatchView): string | undefined {
  const { observation, history, reading } = view;
  if (reading.places(text).length === 0) return undefined;
  const done = history.filter(({ status, target }) => status === 'ok' && target && target.name !== field.name);
  const used = done.find(({ action, target, text: typed }) => same(action.kind === 'click' ? target!.name : (typed ?? ''), text));
  const others = observation.elements.filter((one) => one !== field && (isField(one) || one.role === 'combobox'));
  const given = others.find(({ name }) => name !== field.name && same(givenTo(name, view) ?? '', text));
  const pressed = observation.elements.find(({ name, role }) => TOGGLES.has(role) && same(name, text));
  return used?.target?.name ?? given?.name ?? pressed?.name;
}

function againstOption(select: PageElement, option: string, view: MatchView): string | undefined {
  if (select.multiple) return undefined;
  const longer = againstLonger(select, view);
  if (longer !== undefined) return longer;
  const given = givenTo(select.name, view);
  if (given === undefined) {
    if (select.name === '' || isNamed(select.name, view)) return undefined;
    const owner = ownerOf(option, select, view);
    return owner ? `${option} belongs to ${owner}` : option.length > 2 ? elsewhere(option, view) : undefined; // a digit may be meant twice
  }
  return same(option, given) || !select.options?.some(({ label }) => same(label, given))
    ? undefined
    : `${select.name} should be ${given}`;
}

/** The goal has this name only as a part of the longer one of another control: "Volume" of "Ring volume". */
function againstLonger({ name }: PageElement, { reading, observation }: MatchView): string | undefined {
  const places = name === '' ? [] : reading.places(name);
  if (places.length === 0) return undefined;
  const longer = observation.elements.filter((other) => other.verbs.length > 0 && other.name.length > name.length);
  const within = (place: { at: number; end: number }): PageElement | undefined =>
    longer.find((other) => reading.places(other.name).some(({ at, end }) => at <= place.at && end >= place.end));
  const owners = places.map(within);
  return owners.every((owner) => owner !== undefined) ? `the goal speaks of ${owners[0]!.name}` : undefined;
}

/** A button that shows what it should. */
function againstCycle(element: PageElement, view: MatchView): string | undefined {
  const cycler = cyclerOf(element);
  return cycler && isAsWanted(cycler, view) ? `${cycler.label} is ${cycler.value} already` : undefined;
}

/** The control of one thing of many, when what the goal is about is not among them. */
function againstOther(element: PageElement, view: MatchView): string | undefined {
  const { key } = view.missing;
  if (!key || element.context === '' || view.reading.mention(element.context)) return undefined;
  const twins = view.alike(element).filter(({ context }) => context !== '');
  if (twins.length < 2 || twins.some(({ context }) => view.reading.mention(context))) return undefined;
  return `it belongs to ${element.context}, not to ${key.text}`;
}

/** The goal says outright what this is for, and here it is offered for something that the goal does not name. */
function elsewhere(text: string, { reading }: MatchView): string | undefined {
  const [place] = reading.places(text);
  return place && reading.isForSomething({ start: place.at, end: place.end }) ? `${text} is for something else` : undefined;
}

/** A number with buttons that is right already, or would go the wrong way. */
function againstStep(element: PageElement, view: MatchView): string | undefined {
  const stepper = view.steppers.find(({ steps }) => steps.some((step) => step.button === element));
  const given = stepper?.labels.map((label) => givenTo(label, view)).find((value) => value !== undefined);
  if (!stepper || given === undefined || !/^\d+$/.test(given)) return undefined;
  const by = stepper.steps.find(({ button }) => button === element)!.by;
  return (Number(given) - stepper.value) * by <= 0 ? `it shows ${stepper.value} and should show ${given}` : undefined;
}

/** A calendar that is turned away from the days that the goal names. */
function againstTurning(element: PageElement, { reading, observation }: MatchView): string | undefined {
  if (!isTurning(element)) return undefined;
  const sheet = monthSheetsOf(observation).find(({ back, forth }) => back === element || forth === element);
  const left = daysOf(reading.spans).map(({ date }) => monthsOf(date) - (sheet?.month ?? 0));
  if (!sheet || left.length === 0) return undefined;
  const away = element === sheet.back ? left.every((months) => months >= 0) : left.every((months) => months <= 0);
  return away ? 'that leads away from the day of the goal' : undefined;
}

/** A day of another month than the goal names. */
function againstDay({ name }: PageElement, { reading, observation }: MatchView): string | undefined {
  const days = daysOf(reading.spans);
  const [sheet, other] = monthSheetsOf(observation);
  if (!sheet || other || days.length === 0 || !/^\d{1,2}$/.test(name.trim())) return undefined;
  return days.every(({ date }) => monthsOf(date) !== sheet.month) ? 'the calendar shows another month' : undefined;
}

/** A link of another name than that of the link which the goal wants, while parts of the page were not looked at. */
function againstAnother(element: PageElement, view: MatchView): string | undefined {
  if (element.role !== 'link' || isPart(element, view) || view.reading.overlap(element.name) > 0) return undefined;
  const wanted = view.missing.spans.find((span) => isLinkName(view.reading.goal, span));
  return wanted && partsLeft(view) ? `${wanted.text} may stand in a part that was not looked at` : undefined;
}

/** A box, switch or radio of that one name which is as the goal wants it. */
function againstToggle(element: PageElement, view: MatchView): string | undefined {
  const { role, name } = element;
  const [place] = TOGGLES.has(role) && name !== '' ? view.reading.places(name) : [];
  if (!place || view.observation.elements.some((other) => other !== element && other.name === name)) return undefined;
  const wanted = shouldBeOn(view.reading, name, place);
  return wanted === isOn(element) ? `${name} is ${wanted ? 'on' : 'off'} already` : undefined;
}

/** One of several of which the goal wants another. */
function againstSibling(element: PageElement, view: MatchView): string | undefined {
  const group = view.siblings(element);
  if (element.role !== 'radio' && (element.role !== 'button' || group.length < 2)) return undefined;
  const title = element.context || titleOf(element.region);
  const given = givenTo(title, view);
  const chooses = element.role === 'radio' || group.some(isOn);
  const chosen = given === undefined && chooses ? chosenAmong(group, element, view) : undefined;
  if (chosen) return `${chosen.name} is chosen already`;
  if (given === undefined && chooses && title !== '' && !isNamed(title, view)) return elsewhere(element.name, view);
  if (given === undefined || same(element.name, given) || !group.some(({ name }) => same(name, given))) return undefined;
  return `${title} should be ${given}`;
}

/** One of the others that is on because the goal names it, or because it was pressed and the goal's words fit it as well. */
function chosenAmong(group: readonly PageElement[], element: PageElement, view: MatchView): PageElement | undefined {
  const { reading } = view;
  const on = group.find((one) => isOn(one) && one !== element);
  const fit = (name: string): number => wordsOf(name).filter((word) => reading.places(word).length > 0).length;
  if (!on) return undefined;
  if (reading.places(on.name).length > 0) return reading.speaksOf(element.name) ? undefined : on;
  return timesPressed(view, on) > 0 && fit(on.name) >= fit(element.name) ? on : undefined;
}

/** A list that shows what it should. */
function againstReopening({ role, name, value, states }: PageElement, view: MatchView): string | undefined {
  if (role !== 'combobox' || states.includes('open') || !value) return undefined;
  const given = givenTo(name, view);
  return given !== undefined && same(value, given) ? `${name} is ${given} already` : undefined;
}
