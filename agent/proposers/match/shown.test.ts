import { expect, it } from 'vitest';
import { goalSpans } from '../../../core/index.js';
import { element, observation } from '../../../tests/fakes/observations.js';
import { pressed } from '../../../tests/fakes/match-context.js';
import { ShownSpans } from './shown.js';

const unseen = (goal: string, names: string[] = [], history = [pressed('tab', 'Form')]): string[] => {
  const page = observation(names.map((name) => element('button', name)));
  return new ShownSpans({ goal, spans: goalSpans(goal) }).see(page, history).map(({ text }) => text);
};

it('names what no page showed word for word', () => {
  expect(unseen('Follow Wendy Bennett and open "Blue sofa"', ['Wendy Lund', 'Bennett'])).toEqual(['Wendy Bennett', 'Blue sofa']);
  expect(unseen('Follow Wendy Bennett', ['Follow wendy bennett!'])).toEqual([]);
  expect(unseen('Open the tab Form')).toEqual([]); // a step used it
});

it('does not wait for what is typed, for forms of dates, or for what is asked in some cases only', () => {
  expect(unseen('Reply with "See you", reason: "tape", and write "Aye" below')).toEqual([]);
  expect(unseen('Apply as name Rosa Lewis, call it "Tape", rename the file to "Tin"')).toEqual([]);
  expect(unseen('Enter the day as YYYY-MM-DD')).toEqual([]);
  expect(unseen('Open "Night bus" if there is one')).toEqual([]);
});

it('takes a name for the name of one thing and the value of another, where both are there', () => {
  expect(unseen('Make Sound Buzzer', ['Sound', 'Buzzer'])).toEqual([]);
  expect(unseen('Make Sound Buzzer', ['Sound', 'Buzzer loud'])).toEqual(['Sound Buzzer']);
  expect(unseen('Sum the Weight of Olive Oil', ['Weight', 'Fine olive oil'])).toEqual([]);
});

it('remembers what an earlier page showed', () => {
  const goal = 'Pin "Green table"';
  const shown = new ShownSpans({ goal, spans: goalSpans(goal) });
  shown.see(observation([element('link', 'Green table')]), []);
  expect(shown.see(observation([element('link', 'Home')]), [])).toEqual([]);
});
