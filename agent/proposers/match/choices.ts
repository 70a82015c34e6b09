import { normalizeText, type PageElement } from '../../../core/index.js';
import { titleOf } from '../../comparisons.js';
import type { Mention } from './goal-reading.js';
import { isChoice, isOn, type MatchView, timesPressed, type Want } from './view.js';

/** Options of selects that the goal names and that are not chosen yet; of a list of several, also those that are chosen beside them. */
export function wantedOptions(view: MatchView): Want[] {
  const { reading } = view;
  const selects = view.observation.elements.filter((element) => element.verbs.includes('select'));
  return selects.flatMap((select) => {
    const elsewhere = isOneOfTwins(select, view) && !reading.mention(select.context) ? TWIN_PENALTY : 0;
    const given = select.name === '' ? undefined : reading.valueFor(select.name);
    const asked = given && select.options?.find((option) => normalizeText(option.label) === normalizeText(given.text));
    if (given && asked && !select.multiple) {
      return asked.selected
        ? []
        : [{ action: { kind: 'select', ref: select.ref, option: asked.label } as const, prior: -elsewhere, at: given.at }];
    }
    const named = namedOptions(select, (text) => reading.mention(text), labelPlace(select, reading.places(select.name)));
    const best = select.multiple ? named : named.slice(0, 1);
    const beside = given && select.multiple && named.length > 0 ? chosenBeside(select, named, given.at) : [];
    const wanted = best
      .filter(({ chosen }) => !chosen)
      .map(({ label, mention }) => ({
        action: { kind: 'select', ref: select.ref, option: label } as const,
        prior: mention.prior - 0.1 - elsewhere - (isPassing(label, mention, select, reading) ? TWIN_PENALTY : 0),
        at: mention.at,
      }));
    return [...wanted, ...beside];
  });
}

/** A list of several that is given its values is given all of them: another press on what is chosen beside takes it out. */
const chosenBeside = ({ ref, options = [] }: PageElement, named: readonly NamedOption[], at: number): Want[] =>
  options
    .filter(({ label, selected }) => selected && named.every((one) => one.label !== label))
    .map(({ label }) => ({ action: { kind: 'select', ref, option: label } as const, prior: BESIDE, at }));

const BESIDE = -0.6;

/** A word in passing: not written like the option, and the goal does not speak of the list. */
const isPassing = (label: string, { at, end, span }: Mention, { name }: PageElement, reading: MatchView['reading']): boolean =>
  !span && reading.goal.slice(at, end) !== label && name !== '' && !reading.speaksOf(name);

/** A twin whose context the goal does not speak of is probably not the one. */
const TWIN_PENALTY = 1.7;

interface NamedOption {
  label: string;
  chosen: boolean;
  mention: Mention;
}

/** Best first: whole spans, then longer labels ("Dark Blue" before "Blue"), then those named near the select's own label. */
function namedOptions(select: PageElement, find: (text: string) => Mention | undefined, near: number | undefined): NamedOption[] {
  const named = (select.options ?? []).flatMap(({ label, selected }) => {
    const mention = find(label);
    return mention && mention.prior > -1.3 ? [{ label, chosen: selected, mention }] : [];
  });
  const distance = ({ mention }: NamedOption): number => (near === undefined ? 0 : Math.abs(mention.at - near));
  const longer = (a: NamedOption, b: NamedOption): number =>
    a.mention.at < b.mention.end && b.mention.at < a.mention.end ? b.label.length - a.label.length : 0;
  return named.sort((a, b) => longer(a, b) || distance(a) - distance(b) || b.mention.prior - a.mention.prior);
}

const labelPlace = (select: PageElement, places: readonly { at: number }[]): number | undefined =>
  select.name === '' ? undefined : places[0]?.at;

/** Checkboxes, radios, switches and tabs that the goal names and that are not in the state it asks for. */
export function wantedChoices(view: MatchView): Want[] {
  const { reading } = view;
  return view.pressables.filter(isChoice).flatMap((element) => {
    const mention = mentionOfChoice(view, element);
    if (!mention) return [];
    if (isOn(element) === shouldBeOn(reading, element.name, mention)) return [];
    const again = AGAIN * timesPressed(view, element); // two that take turns: the goal means them in different groups
    return [{ action: { kind: 'click', ref: element.ref } as const, prior: mention.prior - again, at: mention.at }];
  });
}

const AGAIN = 1.5;

const ALL_BUT = /\b(?:all|every(?:thing)?|each)(?:\s+\w+){0,3}?\s+(?:but|except(?:\s+for)?|apart\s+from|other\s+than)\b/i;

/** "All but X": every box that is not named. */
export function allButNamed({ reading, pressables }: MatchView): Want[] | undefined {
  const asked = ALL_BUT.exec(reading.goal);
  const boxes = pressables.filter(({ role }) => role === 'checkbox');
  const isNamed = ({ name }: PageElement): boolean => reading.places(name).some(({ at }) => asked !== null && at > asked.index);
  if (!asked || !boxes.some(isNamed)) return undefined;
  return boxes
    .filter((box) => !isOn(box) && !isNamed(box))
    .map(({ ref }) => ({ action: { kind: 'click', ref } as const, prior: -0.1, at: asked.index }));
}

/** Whether the goal wants what it names here on or off. */
export const shouldBeOn = (reading: MatchView['reading'], name: string, place: Pick<Mention, 'at' | 'end'>): boolean =>
  !reading.isNegated(place) && !OFF.test(reading.valueFor(name)?.text ?? '');

/** "Exactly", "only", "Days: ...": what is chosen beside is taken out again, in the group that the goal speaks of. */
export function unwantedChoices(view: MatchView): Want[] {
  const { reading, pressables } = view;
  const exactly = EXACTLY.test(reading.goal);
  const boxes = pressables.filter(({ role }) => role === 'checkbox');
  const groupOf = ({ context, region }: PageElement): string => context || titleOf(region);
  return boxes.flatMap((box) => {
    const group = groupOf(box);
    const named = boxes.some((other) => groupOf(other) === group && reading.places(other.name).length > 0);
    if (!exactly && !reading.valueFor(group)) return [];
    if (!isOn(box) || group === '' || !named || !reading.speaksOf(group) || reading.places(box.name).length > 0) return [];
    return [{ action: { kind: 'click', ref: box.ref } as const, prior: BESIDE, at: reading.places(group)[0]?.at ?? 0 }];
  });
}

const EXACTLY = /\b(?:exactly|only|just|nothing else|no others?)\b/i;

const OFF = /^(?:off|no|false|unchecked|unticked|disabled|inactive)$/i;

/** Boxes that open a list of their own: opened when the goal gives them a value that they do not show. */
export function wantedLists({ reading, pressables }: MatchView): Want[] {
  return pressables
    .filter((element) => element.role === 'combobox' && !element.states.includes('open') && element.name !== '')
    .flatMap((element) => {
      const given = reading.valueFor(element.name);
      if (!given || normalizeText(element.value ?? '') === normalizeText(given.text)) return [];
      return [{ action: { kind: 'click', ref: element.ref } as const, prior: -0.2, at: given.at }];
    });
}

/** A choice is meant by its name; a repeated name only together with its context. */
function mentionOfChoice(view: MatchView, element: PageElement): Mention | undefined {
  const { reading } = view;
  const own = reading.mention(element.name);
  if (!own || own.prior < -1.4) return undefined;
  if (!isOneOfTwins(element, view)) return own;
  const context = reading.mention(element.context);
  return context ? { ...own, at: context.at } : { ...own, prior: own.prior - TWIN_PENALTY };
}

/** Elements of one role and name, as in the rows of a list: only the context tells which is meant. */
const isOneOfTwins = (element: PageElement, view: MatchView): boolean => element.context !== '' && view.alike(element).length > 1;
