import type { Panels, SuggestField } from '../../dom/index.js';
import { refuse, stop, type Family, type OracleStep, type Via } from '../../family.js';
import type { Phrasings } from '../../world.js';
import { goalOf, sameText } from '../apps/kit.js';
import { createKeys } from './kit.js';

const WEEK = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const KEYS = ['High', 'Low', 'Rain', 'Wind'] as const;
type Key = (typeof KEYS)[number];
const SAID: Record<Key, string[]> = { High: ['high', 'highest temperature', 'high temperature'], Low: ['low', 'lowest temperature', 'low temperature'], Rain: ['chance of rain', 'rain probability'], Wind: ['wind', 'wind speed'] }; // prettier-ignore

const ASK: Record<string, Phrasings> = {
  value: {
    seen: ['What is the {key} in {place} on {day}?', 'Tell me the {key} for {place} on {day}.', '{place}, {day}: {key}?', 'Look up the {key} in {place} for {day}.', 'I travel to {place} on {day}. What {key} is forecast?', 'Which {key} do they forecast for {place} on {day}?', 'Find the forecast of {place} and give me the {key} on {day}.', 'Please check the {day} {key} in {place}.'],
    heldOut: ['We will be in {place} on {day}; which {key} should we count on?', 'For {day}, {place}: the forecast gives what as {key}?', 'The {key}, please, as forecast for {day} at {place}.', 'How about {place} on {day}, with regard to the {key}?'],
  },
  extreme: {
    seen: ['Which day has the {most} {key} in {place}?', 'On which day is the {key} in {place} the {most}?', 'Find the day with the {most} {key} in {place}.', '{place}: day with the {most} {key}?', 'Look at the forecast for {place}. Which day has the {most} {key}?', 'Name the day of the {most} {key} in {place}.', 'When is the {key} {most} in {place}? Give the day.', 'Compare the days in {place} and tell me which has the {most} {key}.'],
    heldOut: ['Of the days forecast for {place}, whose {key} is {most}?', 'I would go to {place} when the {key} is {most}. Which day is that?', 'What day stands out in {place} by the {most} {key}?', 'In {place} the {key} is {most} on one day; say on which.'],
  },
  dry: {
    seen: ['Which is the first day with less than {n}% chance of rain in {place}?', 'First day in {place} with a chance of rain below {n}%?', 'Tell me the first day when rain is less likely than {n}% in {place}.', 'I want to go out in {place}: which is the first day with under {n}% rain?', 'In {place}, what is the earliest day whose chance of rain is below {n}%?', 'Look for the first day in {place} with less than {n}% rain', 'When does the chance of rain in {place} first fall below {n}%? Name the day.', 'Find the earliest day with rain under {n}% in {place}.'],
    heldOut: ['We hang out the washing in {place} as soon as rain is below {n}%. Which day?', 'How soon will rain be less likely than {n}% in {place}? Answer with the day.', 'Starting from the top, what day in {place} is under {n}% for rain?', 'The next day for a picnic in {place} needs less than {n}% rain; which is it?'],
  },
  count: {
    seen: ['On how many days is the chance of rain in {place} above {n}%?', 'How many days in {place} have more than {n}% chance of rain?', 'Count the days with over {n}% rain in {place}.', 'In {place}, how many of the days have a chance of rain above {n}%?', 'Number of days with more than {n}% rain in {place}?', 'Tell me how many days rain is likelier than {n}% in {place}.', 'Please count the days in {place} on which rain is above {n}%', 'Look at {place}: how many days are above {n}% for rain?'],
    heldOut: ['How often does {place} go beyond {n}% rain in this forecast?', 'For {place}, say the number of days that pass {n}% in rain.', 'How many umbrellas a week in {place}, one for each day above {n}%?', 'What is the count of days past {n}% rain at {place}?'],
  },
  range: {
    seen: ['How many degrees are between the low and the high in {place} on {day}?', 'What is the difference between high and low in {place} on {day}?', 'By how much is the high above the low in {place} on {day}?', 'Subtract the low from the high for {place} on {day}.', '{place} on {day}: high minus low?', 'Work out the gap between the high and the low in {place} on {day}', 'On {day} in {place}, how far apart are high and low?', 'Tell me the temperature difference within {day} in {place}.'],
    heldOut: ['How much does the temperature swing in {place} on {day}?', 'From its coldest to its warmest, how many degrees does {place} rise on {day}?', 'The span of temperatures in {place} on {day}, please.', 'What would one get as high less low for {day} at {place}?'],
  },
  compare: {
    seen: ['Which has the higher {key} on {day}, {place} or {other}?', 'Is the {key} on {day} higher in {place} or in {other}?', 'Compare {place} and {other}: where is the {key} higher on {day}?', '{place} or {other}: higher {key} on {day}?', 'Where is the {key} higher on {day}: in {place} or in {other}?', 'Look at both {place} and {other} and tell me which has the higher {key} on {day}.', 'On {day}, does {place} or {other} have the higher {key}?', 'Name the one of {place} and {other} with the higher {key} on {day}.'],
    heldOut: ['I go to {place} or to {other} on {day}, wherever the {key} is higher. Where to?', 'Between {place} and {other}, who wins in {key} on {day}?', 'For {day}, set {place} against {other} by the {key}; the higher one is?', 'The greater {key} of {day}: found in {place}, or rather in {other}?'],
  },
}; // prettier-ignore

interface Day {
  name: string;
  sky: string;
  values: Record<Key, number>;
}

/** A question about the forecast of one place or two, on one day or several: place first, then the day. */
export const weatherAsk: Family = {
  name: 'weather-ask',
  skills: ['read', 'suggest', 'select', 'tabs', 'accordion', 'compare', 'count', 'calc', 'answer'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, random, target, words } = world;
    const all = words.distinct(random.integer(4, 6), words.city);
    const from = random.integer(0, 6);
    const count = random.integer(4, 6);
    const dayNames = Array.from({ length: count }, (_, i) => WEEK[(from + i) % 7]);
    const forecast = new Map(all.map((place) => [place, makeDays(world, dayNames)]));
    const shape = random.pick(['table', 'table', 'tabs', 'accordion', 'cards'] as const);
    const asOne = shape === 'tabs' || shape === 'accordion';
    const drawn = world.impossible ? 'value' : target.pick(['value', 'value', 'range', 'compare', ...(asOne ? [] : ['extreme', 'extreme', 'dry', 'count'])]); // prettier-ignore
    const [place, other] = target.sample(all, 2);
    const places = world.impossible ? all.filter((one) => one !== place) : all;
    const at = target.integer(0, count - 1);
    const key = target.pick(drawn === 'compare' ? (['High', 'Low', 'Wind'] as const) : KEYS);
    const days = forecast.get(place)!;
    const kind = drawn === 'compare' && days[at].values[key] === forecast.get(other)![at].values[key] ? 'value' : drawn; // no winner
    const [large, rains] = [target.chance(0.6), days.map((one) => one.values.Rain)];
    const n = kind === 'dry' ? Math.min(...rains) + target.integer(1, 25) : target.pick([30, 40, 50, 60]);
    const most = target.pick(large ? ['highest', 'greatest'] : ['lowest', 'smallest']);
    const goal = goalOf(world, ASK[kind], { place, other, day: dayNames[at], key: target.pick(SAID[key]), most, n });

    const keys = createKeys();
    const picker = random.pick(['select', 'select', 'suggest', 'suggest', 'links'] as const);
    const [title, label, empty] = [random.pick(['Weather', 'Forecast', 'Weather by place']), random.pick(['Place', 'City', 'Town']), random.pick(['Choose a place.', 'Where do you want to go?'])]; // prettier-ignore
    let chosen = picker === 'suggest' || (picker === 'select' && random.chance(0.4)) ? '' : random.pick(places);
    const units: Record<Key, string> = { High: '°', Low: '°', Rain: '%', Wind: ' km/h' };
    const shown = new Map<string, HTMLElement>();
    const seen = new Set<string>();
    const blank = random.pick(['Choose...', '--', 'Select']);
    let select: ReturnType<typeof dom.select>;
    let suggest: SuggestField | undefined;
    let panels: Panels | undefined;
    world.reserve(...all, ...dayNames, title);
    const pick = (name: string): void => {
      chosen = name;
      world.refresh();
    };
    const chooser = (): HTMLElement => {
      if (picker === 'links') return dom.wrap('nav', places.map((name) => keys.put(name, dom.button(name, () => pick(name), 'link').control)), 'line'); // prettier-ignore
      if (picker === 'select') {
        select = dom.select(label, [blank, ...places], chosen || blank);
        select.root.addEventListener('change', () => pick(select.value() === blank ? '' : select.value()));
        return dom.wrap('div', [select]);
      }
      suggest = dom.suggest(label, places);
      suggest.set(chosen);
      const field = suggest;
      field.root.addEventListener('change', () => field.value() && field.value() !== chosen && pick(field.value()));
      return dom.wrap('div', [field]);
    };
    const cellsOf = (day: Day): HTMLElement[] => KEYS.map((one) => {
      const made = dom.element('span', `${day.values[one]}${units[one]}`);
      shown.set(`${day.name} ${one}`, made);
      return made;
    }); // prettier-ignore
    world.show('forecast', () => {
      keys.clear();
      shown.clear();
      panels = undefined;
      dom.add(dom.heading(title), chooser());
      if (!chosen) return dom.add(dom.element('p', empty));
      const list = forecast.get(chosen)!;
      dom.add(dom.element('h2', chosen));
      const names = list.map((day) => dom.element('span', day.name));
      list.forEach((day, i) => shown.set(day.name, names[i]));
      const cells = list.map(cellsOf);
      const sky = list.map((day) => dom.image(day.sky, 24));
      const lines = cells.map((one, i) => [sky[i], ...one.map((cell, k) => dom.wrap('div', [`${KEYS[k]}: `, cell]))]);
      if (shape === 'table') dom.add(dom.table(['Day', 'Sky', ...KEYS], list.map((_, i) => [names[i], sky[i], ...cells[i]]))); // prettier-ignore
      else if (shape === 'cards') dom.add(dom.wrap('div', lines.map((parts, i) => dom.wrap('div', [dom.wrap('b', [names[i]]), ...parts], 'box')), 'flex')); // prettier-ignore
      else panels = dom[shape](dayNames, lines, ...((shape === 'tabs' ? [0] : [{}]) as [never])); // prettier-ignore
      if (panels) dom.add(panels);
    });
    const value = (name: string, day: number): number => forecast.get(name)![day].values[key];
    const higher = value(place, at) > value(other, at) ? place : other;
    const [day, series] = [days[at], days.map((one) => one.values[key])];
    const best = dayNames[series.indexOf((large ? Math.max : Math.min)(...series))];
    const answers: Record<string, string> = { value: `${day.values[key]}${units[key]}`, extreme: best, dry: dayNames[rains.findIndex((rain) => rain < n)] ?? '', count: String(rains.filter((rain) => rain > n).length), range: String(day.values.High - day.values.Low), compare: higher }; // prettier-ignore
    const answer = answers[kind];
    const via = (): Via | undefined => {
      if (kind === 'value') return { from: shown.get(`${day.name} ${key}`)! };
      if (kind === 'extreme' || kind === 'dry') return { from: shown.get(answer)! };
      return kind === 'range' ? { calc: 'number($1) - number($2)', of: [shown.get(`${day.name} High`)!, shown.get(`${day.name} Low`)!] } : undefined; // prettier-ignore
    };
    const goTo = (name: string): OracleStep | undefined => {
      if (chosen === name) return asOne ? panels!.step(at) : undefined;
      return picker === 'links' ? keys.press(name) : picker === 'select' ? select.step(name) : suggest!.step(name);
    };
    const next = (): OracleStep => {
      if (world.impossible) return picker === 'suggest' && suggest!.control.value !== place ? { do: 'type', on: suggest!.control, text: place } : refuse(); // prettier-ignore
      for (const name of kind === 'compare' ? [place, other] : [place]) {
        if (kind === 'compare' && seen.has(name)) continue;
        const step = goTo(name);
        if (step) return step;
        seen.add(name);
      }
      return stop(answer, via());
    };
    const accepts = (given: string): boolean => sameText(given, answer) || (/^(value|range)$/.test(kind) && given.trim() !== '' && parseFloat(given) === parseFloat(answer) && /^-?\d+\s*(°C?|%|km\/h|degrees)?$/.test(given.trim())); // prettier-ignore
    return { goal, ends: 'stop', succeeded: accepts, next };
  },
};

/** Values that differ from day to day, so that each extreme is one day. */
function makeDays({ random, words }: Parameters<Family['build']>[0], names: readonly string[]): Day[] {
  const base = random.integer(6, 24);
  const draw = (low: number, high: number): number[] => words.distinct(names.length, () => random.integer(low, high));
  const [high, low, rain, wind] = [draw(base, base + 9), draw(base - 12, base - 2), draw(1, 19), draw(3, 45)];
  return names.map((name, i) => ({ name, sky: rain[i] > 11 ? 'Rain' : rain[i] > 6 ? 'Clouds' : 'Sun', values: { High: high[i], Low: low[i], Rain: rain[i] * 5, Wind: wind[i] } })); // prettier-ignore
}
