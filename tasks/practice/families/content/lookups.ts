import { click, refuse, stop, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings } from '../../world.js';
import { goalOf } from '../apps/kit.js';
import { sameText } from '../shared.js';
import { createSite } from './site.js';

/** An article: facts, some of which lead to another article. */
interface Article {
  title: string;
  about: string;
  facts: { key: string; value: string; to?: Article }[];
}

const PATHS: { path: [from: 'person' | 'town' | 'river', ...hops: string[]]; ask: Phrasings }[] = [
  { path: ['person', 'Born in', 'Population'], ask: {
    seen: ['What is the population of the town where {start} was born?', 'How many people live in the town in which {start} was born?', 'Population of the birthplace of {start}?', 'Find out where {start} was born and tell me the population of that town.', "Look up {start}'s town of birth. What is its population?", 'Tell me how many people live where {start} was born.', 'I need the population of the town that {start} was born in.', 'Where was {start} born, and what is the population there? Answer with the number.'],
    heldOut: ['{start} comes from some town. How large is its population?', 'State the number of inhabitants that the birthplace of {start} has.', 'Go from {start} to the place of birth; which population is given?', 'The town that can call {start} its child: how many people live in it?'] } },
  { path: ['person', 'Born in', 'Mayor'], ask: {
    seen: ['Who is the mayor of the town where {start} was born?', 'Name the mayor of the birthplace of {start}.', 'Find out where {start} was born. Who is the mayor there?', 'Tell me who is mayor in the town of birth of {start}.', "Mayor of {start}'s birthplace?", 'Look up the town in which {start} was born and give me its mayor', 'I would like to know the mayor of the town that {start} was born in.', '{start} was born in a town. Who is its mayor?'],
    heldOut: ['Which person runs the place that {start} comes from, as the mayor?', 'State the name of the mayor where {start} came into the world.', 'Go from {start} to the place of birth; who is given as the mayor?', 'The town that can call {start} its child: what is its mayor called?'] } },
  { path: ['town', 'River', 'Length'], ask: {
    seen: ['How long is the river that flows through {start}?', 'What is the length of the river of {start}?', 'Length of the river at {start}?', 'Find out which river {start} lies on and tell me its length.', 'Look up the river that runs through {start}. How long is it?', 'Tell me the length of the river on which {start} lies.', 'I need to know how long the river in {start} is.', 'Which river is {start} on, and what is its length? Answer with the length.'],
    heldOut: ['{start} lies on some river. What distance does it cover in all?', 'State the length that is given for the river of the town {start}.', 'Go from {start} to its river; which length do you find?', 'The water that passes {start}: how long is that river?'] } },
  { path: ['person', 'Born in', 'River', 'Length'], ask: {
    seen: ['How long is the river of the town where {start} was born?', 'What is the length of the river on which the birthplace of {start} lies?', 'Find the town where {start} was born, then its river, and tell me how long that is.', 'Length of the river at the birthplace of {start}?', "Look up {start}'s town of birth. How long is the river there?", 'Tell me the length of the river that flows through the birthplace of {start}.', 'I need the length of the river of the town that {start} was born in.', '{start} was born in a town on a river. How long is this river?'],
    heldOut: ['As a child, {start} could see a river in the home town. State its length.', 'Go from {start} to the place of birth and on to its river; which length is given?', 'Where {start} comes from there is a river: how far does it run?', 'Give the length of the water that passes the birthplace of {start}.'] } },
  { path: ['person', 'Teacher', 'Born in'], ask: {
    seen: ['Where was the teacher of {start} born?', 'In which town was the teacher of {start} born?', 'Birthplace of the teacher of {start}?', 'Find out who taught {start} and tell me where this person was born.', "Look up {start}'s teacher. In which town was that person born?", 'Tell me the town of birth of the teacher of {start}.', 'I need the birthplace of the person who taught {start}.', 'Who was the teacher of {start}, and where was this person born? Answer with the town.'],
    heldOut: ['{start} had a teacher. Which town does that one come from?', 'State the town in which the teacher of {start} came into the world.', 'Go from {start} to the teacher; which place of birth is given?', 'The one who taught {start}: where did this life begin?'] } },
  { path: ['person', 'Teacher', 'Born in', 'Population'], ask: {
    seen: ['What is the population of the town where the teacher of {start} was born?', 'Find the teacher of {start}, then the town of birth of that person, and tell me its population.', 'How many people live in the birthplace of the teacher of {start}?', 'Population of the town in which the teacher of {start} was born?', "Look up {start}'s teacher and where that person was born. What is the population there?", 'Tell me how many people live where the teacher of {start} was born.', 'I need the population of the town of birth of the person who taught {start}.', 'The teacher of {start} was born in a town. What is its population?'],
    heldOut: ['{start} had a teacher, who comes from some town. How large is it, in people?', 'Go from {start} to the teacher and on to the place of birth; which population is given?', 'State the number of inhabitants of the place where the one who taught {start} was born.', 'Give the size, in people, of the town that the teacher of {start} comes from.'] } },
  { path: ['river', 'Source', 'Height'], ask: {
    seen: ['How high is the mountain where the {start} has its source?', 'What is the height of the mountain at the source of the {start}?', 'Height of the mountain in which the {start} rises?', 'Find out where the {start} has its source and tell me how high that mountain is.', "Look up the {start}'s source. How high is that mountain?", 'Tell me the height of the mountain that the {start} comes from.', 'I need to know how high the mountain at the source of the {start} is.', 'On which mountain does the {start} rise, and how high is it? Answer with the height.'],
    heldOut: ['The {start} starts on some mountain. State how far up that goes.', 'Go from the {start} to its source; which height is given there?', 'The mountain that feeds the {start}: what height does it have?', 'Give the height of whatever mountain the {start} flows down from.'] } },
]; // prettier-ignore

/** Follows the links of an encyclopedia from one article to the fact on another one, two or three articles on. */
export const encyclopediaHops: Family = {
  name: 'encyclopedia-hops',
  skills: ['navigate', 'links', 'search', 'key-value', 'read', 'answer'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, words, random, target } = world;
    const article = (title: string, about: string): Article => ({ title, about, facts: [] });
    const nameAll = (count: number, make: () => string, about: string): Article[] => words.distinct(count, make).map((title) => article(title, about)); // prettier-ignore
    const mountains = nameAll(2, () => `Mount ${capital(words.madeUp())}`, 'a mountain');
    const rivers = nameAll(3, () => `${capital(words.madeUp())} River`, 'a river');
    const towns = nameAll(4, words.city, 'a town');
    const people = nameAll(random.integer(4, 6), words.fullName, random.pick(['a painter', 'a composer', 'a writer', 'a physicist'])); // prettier-ignore
    const add = (one: Article, key: string, value: string | Article): void => void one.facts.push(typeof value === 'string' ? { key, value } : { key, value: value.title, to: value }); // prettier-ignore
    const numbers = words.distinct(40, () => words.number(11, 990));
    const number = (): number => numbers.pop()!;
    mountains.forEach((one) => (add(one, 'Height', `${number() * 7} m`), add(one, 'Country', words.country())));
    rivers.forEach((one) => (add(one, 'Length', `${number()} km`), add(one, 'Source', random.pick(mountains)), add(one, 'Country', words.country()))); // prettier-ignore
    towns.forEach((one) => (add(one, 'Country', words.country()), add(one, 'Population', `${number()},${words.digits(3)}`), add(one, 'River', random.pick(rivers)), add(one, 'Mayor', words.fullName()))); // prettier-ignore
    people.forEach((one, i) => (add(one, 'Born', String(words.number(1700, 1990))), add(one, 'Born in', random.pick(towns)), add(one, 'Teacher', people[(i + 1) % people.length]))); // prettier-ignore
    const all = [...people, ...towns, ...rivers, ...mountains];
    for (const one of all) one.facts = random.shuffle(one.facts);
    const { path, ask } = target.pick(PATHS);
    const [from, ...hops] = path;
    const begin = target.pick({ person: people, town: towns, river: rivers }[from]);
    const route = hops.slice(0, -1).reduce<Article[]>((list, hop) => [...list, list.at(-1)!.facts.find(({ key }) => key === hop)!.to!], [begin]); // prettier-ignore
    const [goalArticle, last] = [route[route.length - 1], hops[hops.length - 1]];
    const answer = goalArticle.facts.find(({ key }) => key === last)!.value;
    if (world.impossible) goalArticle.facts = goalArticle.facts.filter(({ key }) => key !== last);
    const site = createSite(world);
    const searches = random.chance(0.5);
    const listed = random.shuffle(searches ? random.sample(all, 4) : [begin, ...random.sample(all.filter((one) => one !== begin), 7)]); // prettier-ignore
    const search = dom.suggest(random.pick(['Search', 'Find an article', 'Search the encyclopedia']), all.map((one) => one.title)); // prettier-ignore
    search.root.addEventListener('change', () => {
      const found = all.find((one) => one.title === search.value());
      search.set('');
      if (found) open(found);
    });
    const texts = new Map(all.map((one) => [one, words.sentence()]));
    const home = random.pick(['Main page', 'Start', 'Encyclopedia', 'Home']);
    world.reserve(home);
    const links = new Map<Article, Element>();
    let here: Article | undefined;
    let value: HTMLElement | undefined;
    const start = (): void => {
      here = undefined;
      links.clear();
      dom.add(dom.heading(home), ...(searches ? [search] : []), dom.element('p', 'Articles to begin with:'));
      dom.add(dom.list(listed.map((one) => link(one))));
    };
    const link = (one: Article): HTMLElement => {
      const { control } = dom.link(one.title, () => open(one));
      links.set(one, control);
      return control;
    };
    const show = (one: Article) => (): void => {
      here = one;
      links.clear();
      value = undefined;
      dom.add(dom.wrap('nav', [site.link('home', home, () => site.go('home', start)), ' › ', dom.element('span', one.title)]), dom.heading(one.title)); // prettier-ignore
      dom.add(dom.element('p', `${one.title} is ${one.about}. ${texts.get(one)}`));
      const rows = one.facts.map((fact): [string, HTMLElement] => [fact.key, fact.to ? link(fact.to) : dom.element('span', fact.value)]); // prettier-ignore
      rows.forEach(([key, cell], i) => key === last && (value = links.get(one.facts[i].to!) ? (cell as HTMLElement) : cell));
      dom.add(dom.table([], rows));
    };
    function open(one: Article): void {
      site.go(`article ${all.indexOf(one)}`, show(one));
    }
    site.show('home', start);
    /** How far someone has come who did what was asked: the furthest article on the way that was open after all before it. */
    let known = 0;
    const next = (): OracleStep => {
      if (here && route.indexOf(here) === known && here !== goalArticle) return click(links.get(route[++known])!);
      if (here === goalArticle && known === route.length - 1) return value ? stop(answer, { from: value }) : refuse();
      if (here && route.includes(here) && route.indexOf(here) < known) return click(links.get(route[route.indexOf(here) + 1])!); // prettier-ignore
      if (here) return site.press('home');
      known = 0;
      return searches ? search.step(begin.title)! : click(links.get(begin)!);
    };
    const goal = goalOf(world, ask, { start: begin.title });
    return { goal: capital(goal), ends: 'stop', succeeded: (given) => sameText(given, answer), next };
  },
};

const ASK_LEAGUE: Record<string, Phrasings> = {
  score: {
    seen: ['What was the score of {a} against {b}?', 'How did {a} against {b} end?', 'Find the match {a} - {b} and tell me the score.', 'Result of {a} versus {b}?', 'Tell me the result when {a} played at home against {b}.', 'Go through the rounds until you find {a} against {b}. What is the score?', 'I missed {a} against {b}. How did it end?', 'Please look up the score of the match between {a} and {b}, {a} being at home.'],
    heldOut: ['{b} travelled to {a}. With which result did they leave?', 'Report how the game of {a} with {b} as guests turned out.', 'Somewhere in the rounds {a} received {b}; state the score.', 'When {b} came to {a}, what did the board show at the end?'],
  },
  gap: {
    seen: ['How many points is {a} ahead of {b}?', 'How many more points than {b} does {a} have?', 'What is the difference in points between {a} and {b}?', 'Points of {a} minus points of {b}?', 'By how many points does {a} lead over {b}?', 'Look at the table: how many points separate {a} and {b}?', 'Tell me how many points {b} is behind {a}.', 'Please subtract the points of {b} from those of {a}'],
    heldOut: ['{b} wants to catch up with {a}. How many points are missing?', 'In the standings, how large is the lead of {a} over {b}?', 'State the distance in points from {b} up to {a}.', 'If {a} stood still, how many points would {b} need to draw level?'],
  },
  place: {
    seen: ['Which team is in place {n} of the table?', 'Who is number {n} in the table?', 'Name the team in place {n}.', 'Place {n} of the league: which team?', 'Look at the standings and tell me which team is number {n}.', 'Tell me the team that has the rank {n}', 'What team stands in place {n} now?', 'Open the table; who is in place {n}?'],
    heldOut: ['Counting from the top of the standings, whom do you find at number {n}?', 'State which team holds rank {n}.', 'If I go down the table to line {n}, which name do I read?', 'Somebody is number {n} in this league. Who?'],
  },
  scorer: {
    seen: ['Which player of {a} has scored the most goals?', 'Who is the best scorer of {a}?', 'Name the top scorer of {a}.', 'Most goals for {a}: which player?', 'Look at the scorers and tell me who has the most goals for {a}.', 'Tell me the player of {a} with the most goals', 'Who has hit the net most often for {a}?', 'Find the player with the most goals among those of {a}.'],
    heldOut: ['{a} depends on one player for its goals. State who that is by the list of scorers.', 'In the list of scorers, which name comes out on top if only {a} counts?', 'Whom should {a} thank for the largest number of goals?', 'Among the players of {a}, whose number of goals is the highest?'],
  },
  high: {
    seen: ['In round {n}, which home team scored the most goals?', 'Round {n}: name the home team with the most goals.', 'Which home team scored most in round {n}?', 'Look at the results of round {n} and tell me which home team has the most goals.', 'Who scored the most goals at home in round {n}?', 'Tell me the home team that scored the most goals in round {n}', 'Go to round {n}. Which home team got the most goals?', 'Please find the home team with the highest number of goals in round {n}.'],
    heldOut: ['Of all who played at home in round {n}, whose attack did best?', 'State which host had the most goals on the day of round {n}.', 'In round {n} one home team outscored the other hosts. Which one?', 'Whose fans at home could cheer most often in round {n}?'],
  },
}; // prettier-ignore

/** Looks up the table, the results by round or the scorers of a league. */
export const leagueLookup: Family = {
  name: 'league-lookup',
  skills: ['tabs', 'paging', 'table', 'compare', 'arithmetic', 'answer'],
  recoverable: true,
  build(world) {
    const { dom, words, random, target } = world;
    const teams = words.distinct(random.pick([6, 6, 8]), () => random.pick([words.city(), `${words.city()} ${capital(words.noun())}s`, `FC ${capital(words.madeUp())}`])); // prettier-ignore
    const games = teams.length / 2;
    const points = words.distinct(teams.length, () => words.number(3, 60)).sort((a, b) => b - a);
    /** Pairs by the circle method: each round another neighbour. */
    const pair = (round: number, i: number): [number, number] => {
      const ring = [0, ...teams.slice(1).map((_, k) => 1 + ((k + round) % (teams.length - 1)))];
      return (round + i) % 2 === 0 ? [ring[i], ring[teams.length - 1 - i]] : [ring[teams.length - 1 - i], ring[i]];
    };
    const rounds = Array.from({ length: random.integer(3, 4) }, (_, round) => {
      const goals = random.sample([0, 1, 2, 3, 4, 5, 6], games);
      return Array.from({ length: games }, (_, i) => ({ teams: pair(round, i), score: `${goals[i]}:${random.integer(0, 4)}`, home: goals[i] })); // prettier-ignore
    });
    const strengths = words.distinct(6, () => words.number(3, 30)).sort((a, b) => b - a);
    const scorers = words.distinct(6, words.fullName).map((name, i) => ({ name, team: random.integer(0, 2), goals: strengths[i] })); // prettier-ignore
    const listed = random.chance(0.5) ? random.shuffle(scorers) : scorers;
    const site = createSite(world);
    const names = { table: random.pick(['Table', 'Standings']), results: random.pick(['Results', 'Matches']), scorers: random.pick(['Scorers', 'Players', 'Goals']) }; // prettier-ignore
    const keys = random.shuffle(['table', 'results', 'scorers'] as const);
    const numbered = random.chance(0.5);
    const first = random.integer(0, rounds.length - 1);
    const seen = new Set<number>();
    let round = first;
    let cells: HTMLElement[][] = [];
    const league = `${capital(words.noun())} League`;
    const bar = (): void => {
      dom.add(dom.heading(league));
      dom.add(dom.wrap('nav', keys.map((key) => site.link(key, names[key], () => site.show(key, views[key]))), 'line')); // prettier-ignore
    };
    const put = (heads: string[], rows: string[][]): void => {
      const made = dom.table(heads, rows);
      cells = made.cells;
      dom.add(made);
    };
    const views = {
      table: (): void => {
        bar();
        put(['#', 'Team', 'Points'], teams.map((team, i) => [String(i + 1), team, String(points[i])])); // prettier-ignore
      },
      scorers: (): void => {
        bar();
        put(['Player', 'Team', 'Goals'], listed.map((one) => [one.name, teams[one.team], String(one.goals)])); // prettier-ignore
      },
      results: (): void => {
        bar();
        seen.add(round);
        const turn = (to: number) => site.then(() => (round = to));
        const previous = round > 0 ? [site.button('previous', '‹ Previous round', turn(round - 1))] : [];
        const next = round < rounds.length - 1 ? [site.button('next', 'Next round ›', turn(round + 1))] : [];
        const numbers = numbered ? rounds.map((_, i) => site.button(`round ${i}`, String(i + 1), turn(i))) : [];
        dom.add(dom.element('h3', `Round ${round + 1}`), dom.wrap('div', [...previous, ...numbers, ...next], 'line'));
        put(['Home', 'Away', 'Score'], rounds[round].map((game) => [...game.teams.map((team) => teams[team]), game.score])); // prettier-ignore
      },
    };
    site.show(keys[0], views[keys[0]]);
    const kind = target.pick(['score', 'score', 'gap', 'place', 'scorer', 'high']);
    const [when, which, place] = [target.integer(0, rounds.length - 1), target.integer(0, games - 1), target.integer(1, teams.length - 1)]; // prettier-ignore
    const above = target.integer(0, place - 1);
    const game = rounds[when][which];
    const { team: asked } = target.pick(scorers);
    const player = scorers.find((one) => one.team === asked)!;
    const best = rounds[when].findIndex((one) => one.home === Math.max(...rounds[when].map((other) => other.home)));
    const answers: Record<string, string> = { score: game.score, gap: String(points[above] - points[place]), place: teams[place], scorer: player.name, high: teams[rounds[when][best].teams[0]] }; // prettier-ignore
    const view = kind === 'score' || kind === 'high' ? 'results' : kind === 'scorer' ? 'scorers' : 'table';
    const toRound = (): OracleStep | undefined => {
      if (round === when) return undefined;
      if (kind === 'high' || seen.has(when)) return numbered ? site.press(`round ${when}`) : site.press(round < when ? 'next' : 'previous'); // prettier-ignore
      const unseen = rounds.findIndex((_, i) => !seen.has(i)); // where the match is can only be found by looking
      return numbered ? site.press(`round ${unseen}`) : site.press(round < unseen || round === 0 ? 'next' : 'previous');
    };
    const next = (): OracleStep => {
      if (site.view() !== view) return site.press(view);
      const step = view === 'results' ? toRound() : undefined;
      if (step) return step;
      const answer = answers[kind];
      if (kind === 'gap') return stop(answer, { calc: '$1 - $2', of: [cells[above][2], cells[place][2]] });
      const at: Record<string, () => HTMLElement> = { score: () => cells[which][2], place: () => cells[place][1], scorer: () => cells[listed.indexOf(player)][0], high: () => cells[best][0] }; // prettier-ignore
      return stop(answer, { from: at[kind]() });
    };
    const slots: Record<string, Record<string, string | number>> = { score: { a: teams[game.teams[0]], b: teams[game.teams[1]] }, gap: { a: teams[above], b: teams[place] }, place: { n: place + 1 }, scorer: { a: teams[player.team] }, high: { n: when + 1 } }; // prettier-ignore
    const goal = goalOf(world, ASK_LEAGUE[kind], slots[kind]);
    return { goal: capital(goal), ends: 'stop', succeeded: (given) => sameText(given, answers[kind]), next };
  },
};
