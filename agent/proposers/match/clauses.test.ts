import { expect, it } from 'vitest';
import { goalSpans } from '../../../core/index.js';
import { GoalReading } from './goal-reading.js';

const given = (goal: string, label: string): string | undefined => new GoalReading(goal, goalSpans(goal)).valueFor(label)?.text;

it.each([
  ['Set Volume to 7 and press Save', 'Volume', '7'],
  ['change blind crane to 5; press OK', 'blind crane', '5'],
  ['BICYCLE should be Austin', 'Bicycle', 'Austin'],
  ['Enter +82 636 145094 for Order number; check Elder tide', 'Order number', '+82 636 145094'],
  ['Select Paper Shredder for Key, make Poubeal 7, and hit Confirm', 'Key', 'Paper Shredder'],
  ['Select Paper Shredder for Key, make Poubeal 7, and hit Confirm', 'Poubeal', '7'],
  ['1. Change Sender to 7\n2. Tick "Invoice"', 'Sender', '7'],
  ['Type "ann" into the user name field.', 'User name', 'ann'],
  ['Fill in City with New York, then click Next', 'City', 'New York'],
  ['Log in with the user name "ann" and the password "x9k".', 'Password', 'x9k'],
  ['Ladder should be March. 7 for IGdK. Tampa as Course.', 'IGdK', '7'],
  ['Ladder should be March. 7 for IGdK. Tampa as Course.', 'Course', 'Tampa'],
  ['Fill it in with Age: tame, Serial number: hail, Street: on. Submit.', 'Serial number', 'hail'],
  ['- use heallo@mail.org for Username\n- submit', 'Username', 'heallo@mail.org'],
  ['Change Description from vss058 to Meamfalchi and press Submit.', 'Description', 'Meamfalchi'],
  ['dark red wine goes into Room. Press Finish.', 'Room', 'dark red wine'],
  ['City: Oslo\nStreet: Main road 5', 'Street', 'Main road 5'],
])('%s | %s', (goal, label, value) => {
  expect(given(goal, label)).toBe(value);
});

it.each([
  ['Press the Save button', 'Save'],
  ['Open the mail from Ann', 'Mail'],
  ['Tick News and press Send', 'News'],
  ['Type "ann" into the user name field.', 'field'],
])('%s gives nothing to %s', (goal, label) => {
  expect(given(goal, label)).toBeUndefined();
});
