import { describe, expect, it } from 'vitest';
import { bindGoal, bindTemplate, maskGoal, templateKey } from './goal-template.js';
import type { Parameter } from './schema.js';

const bind = (template: string, goal: string): Record<string, string> | undefined => bindTemplate(template, goal)?.values;

describe('maskGoal', () => {
  it('puts slots where values were, and keeps braces apart', () => {
    expect(maskGoal('Set {x} to 7.', [{ start: 11, end: 12, slot: 'n' }])).toBe('Set {{x}} to {n}.');
  });

  it('gives goals of one wording one key, whatever the values', () => {
    const key = (goal: string, value: string): string =>
      templateKey(maskGoal(goal, [{ start: goal.indexOf(value), end: goal.indexOf(value) + value.length, slot: 'v' }]));
    expect(key('Delete the contact Ann Lee.', 'Ann Lee')).toBe(key('delete contact "Bo"', '"Bo"'));
    expect(key('Delete the contact Ann.', 'Ann')).not.toBe(key('Open the contact Ann.', 'Ann'));
  });
});

describe('bindTemplate', () => {
  it.each([
    [
      'Add {name} with the e-mail {email}.',
      'Add Rosa Diaz with the e-mail rosa@x.org.',
      { name: 'Rosa Diaz', email: 'rosa@x.org' },
    ],
    ['Add {name} with the e-mail {email}.', 'Please add "Bo" with e-mail bo@x.org', { name: 'Bo', email: 'bo@x.org' }],
    ['Set {field} to {value} and press Save.', 'Set Volume to 11, then press Save', { field: 'Volume', value: '11' }],
    ['Click the {button} button.', 'Press the "Place order" button.', { button: 'Place order' }],
    ['Choose {color} as color.', 'Pick dark blue as color.', { color: 'dark blue' }],
    [
      'Find flights from {a} to {b} on {day}.',
      'Find flights from Oslo to Rome on March 5, 2025.',
      { a: 'Oslo', b: 'Rome', day: 'March 5, 2025' },
    ],
    ['Type {text} twice: {text}.', 'Type "hi" twice: "hi".', { text: 'hi' }],
  ])('%s | %s', (template, goal, values) => {
    expect(bind(template, goal)).toEqual(values);
  });

  it.each([
    ['negation', 'Press {button}.', 'Do not press "Save".'],
    ['quantity', 'Delete the mail from {who}.', 'Delete all mails from Ann.'],
    ['an order', 'Open the mail from {who}.', 'Open the second mail from Ann.'],
    ['a direction', 'Move {a} from {b} to {c}.', 'Move Ann to Bonn from Rome.'],
    ['another verb', 'Delete the contact {who}.', 'Open the contact Ann.'],
    ['something more', 'Add {name}.', 'Add Ann to the group Work.'],
    ['a span left over', 'Open the mail from {who}.', 'Open the mail from Ann about "Rent".'],
    ['different values of one slot', 'Type {text} twice: {text}.', 'Type "hi" twice: "ho".'],
    ['another number', 'Type {text} 3 times.', 'Type "hi" 4 times.'],
    ['a second request', 'Type {text} into {field}.', 'Type "Isabel" into Town and press Deliver.'],
    ['a connective', 'Fill in {field} and press {button}.', 'Fill in Name and press and go.'],
    ['another task', 'Set {field} to {value}.', 'What is the price of Tea?'],
  ])('does not bind over %s: %s | %s', (_, template, goal) => {
    expect(bind(template, goal)).toBeUndefined();
  });
});

describe('bindGoal', () => {
  const parameter = (name: string, more: Partial<Parameter> = {}): Parameter => ({
    name,
    type: 'text',
    example: 'x',
    read: 'goal',
    ...more,
  });

  it('takes the wording that fits best, and values that fit their types only', () => {
    const skill = {
      goals: ['Set {field} to {n}.', 'Make {field} {n}.'],
      parameters: [parameter('field'), parameter('n', { type: 'number' })],
    };
    expect(bindGoal(skill, 'Make Volume 7.')).toEqual({ field: 'Volume', n: '7' });
    expect(bindGoal(skill, 'Set Volume to Loud.')).toBeUndefined();
  });

  it('writes options as the page does, and booleans as true and false', () => {
    const skill = {
      goals: ['Turn {state} the {size} lamp.'],
      parameters: [parameter('state', { type: 'boolean' }), parameter('size', { type: 'option', options: ['Small', 'Large'] })],
    };
    expect(bindGoal(skill, 'Turn "on" the "large" lamp.')).toEqual({ state: 'true', size: 'Large' });
    expect(bindGoal(skill, 'Turn "on" the "huge" lamp.')).toBeUndefined();
  });

  it('does not bind a skill that no goal asks for, or whose caller has to say more', () => {
    expect(bindGoal({ goals: [], parameters: [] }, 'Log in.')).toBeUndefined();
    expect(bindGoal({ goals: ['Log in.'], parameters: [parameter('user', { read: 'caller' })] }, 'Log in.')).toBeUndefined();
  });
});
