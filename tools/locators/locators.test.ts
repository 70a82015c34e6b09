import { describe, expect, it } from 'vitest';
import type { Observation, PageElement } from '../../core/index.js';
import { element, observation } from '../../tests/fakes/observations.js';
import { describeElement, findElement, type Locator, LocatorSchema } from './index.js';

const REGION = 'form "Sign up"';
const form = (...more: PageElement[]): Observation =>
  observation([
    element('heading', 'Create an account'),
    element('textbox', 'First name', { region: REGION }),
    element('textbox', 'Last name', { region: REGION }),
    element('textbox', 'E-mail', { region: REGION }),
    element('checkbox', 'Send me news', { region: REGION, states: ['unchecked'] }),
    element('button', 'Create account', { region: REGION }),
    element('link', 'Cancel', { region: REGION }),
    ...more,
  ]);
const refOf = (page: Observation, name: string, context?: string): number =>
  page.elements.find((one) => one.name === name && (context === undefined || one.context === context))!.ref;
const locate = (page: Observation, name: string, context?: string): Locator => describeElement(page, refOf(page, name, context));
const without = (page: Observation, name: string): Observation => observation(page.elements.filter((one) => one.name !== name));
const renamed = (page: Observation, from: string, to: string): Observation =>
  observation(page.elements.map((one) => (one.name === from ? { ...one, name: to } : one)));

const row = (name: string, context = name): PageElement[] => [
  element('cell', name, { cell: { row: name, column: 'Item', rowIndex: 1 } }),
  element('button', 'Delete', { context, cell: { row: name, column: '', rowIndex: 1 } }),
];

describe('describeElement', () => {
  it('keeps what does not change by use, and nothing else', () => {
    const page = form();
    const locator = LocatorSchema.parse(describeElement(page, 4));
    expect(locator).toEqual({
      role: 'textbox',
      name: 'E-mail',
      context: '',
      region: REGION,
      states: [],
      depth: 0,
      place: { index: 0, of: 1 },
      inRegion: { index: 2, of: 3 },
      before: ['last name', 'first name', 'create an account'],
      after: ['send me news', 'create account', 'cancel'],
      siblings: ['first name', 'last name'],
    });
  });

  it('refuses a ref that the observation does not have', () => {
    expect(() => describeElement(form(), 99)).toThrow(/none with ref 99/);
  });

  it('writes braces of the page so that they are no slots', () => {
    const page = observation([element('button', 'Insert {name}')]);
    expect(describeElement(page, 1).name).toBe('Insert {{name}}');
    expect(findElement(page, describeElement(page, 1))).toMatchObject({ ref: 1, level: 1 });
  });
});

describe('findElement on a page that did not change', () => {
  it('finds every element of a page by its own locator, and no other', () => {
    const page = observation([
      ...form().elements,
      ...row('Milk'),
      ...row('Bread'),
      element('textbox', ''),
      element('button', 'OK'),
    ]);
    for (const { ref } of page.elements) expect(findElement(page, describeElement(page, ref))).toMatchObject({ ref });
  });

  it('is blind to values, states, boxes and focus', () => {
    const used = observation(
      form().elements.map((one) => ({
        ...one,
        value: 'x',
        states: [...one.states, 'focused'],
        box: [9, 9, 9, 9] as const,
        isNew: true,
      })) as PageElement[],
    );
    for (const { ref } of form().elements)
      expect(findElement(used, describeElement(form(), ref))).toMatchObject({ ref, level: 1, confidence: 1 });
  });
});

describe('findElement on a page that drifted', () => {
  const before = form();

  it('level 2: moved to another region, or twins came that the region tells apart', () => {
    const locator = locate(before, 'Create account');
    const moved = observation(
      before.elements.map((one) => (one.name === 'Create account' ? { ...one, region: 'toolbar "Actions"' } : one)),
    );
    expect(findElement(moved, locator)).toMatchObject({ ref: 6, level: 2 });
    const twins = form(element('button', 'Create account', { region: 'banner' }));
    expect(findElement(twins, locator)).toMatchObject({ ref: 6, level: 1 });
  });

  it('level 3: another role for the same thing, other spelling', () => {
    const link = observation(before.elements.map((one) => (one.name === 'Create account' ? { ...one, role: 'link' } : one)));
    expect(findElement(link, locate(before, 'Create account'))).toMatchObject({ ref: 6, level: 3 });
    expect(findElement(renamed(before, 'Create account', 'CREATE ACCOUNT …'), locate(before, 'Create account'))).toMatchObject({
      ref: 6,
      level: 3,
    });
    expect(findElement(renamed(before, 'E-mail', 'E-Mail:'), locate(before, 'E-mail'))).toMatchObject({ ref: 4, level: 3 });
  });

  it('level 4: a similar name among the same neighbours', () => {
    expect(findElement(renamed(before, 'Create account', 'Create my account'), locate(before, 'Create account'))).toMatchObject({
      ref: 6,
      level: 4,
    });
    expect(findElement(renamed(before, 'E-mail', 'E-mail address'), locate(before, 'E-mail'))).toMatchObject({
      ref: 4,
      level: 4,
    });
  });

  it('level 4: the same said in other words, also when a neighbour was renamed too', () => {
    const page = form(element('button', 'Log in', { region: REGION }));
    const signIn = renamed(renamed(page, 'Log in', 'Sign in'), 'E-mail', 'Your e-mail');
    expect(findElement(signIn, locate(page, 'Log in'))).toMatchObject({ ref: 8, level: 4 });
    expect(findElement(renamed(page, 'Log in', 'Sign up'), locate(page, 'Log in'))).not.toMatchObject({ level: 4 });
  });

  it('level 5: quite another name at the same place between the same neighbours', () => {
    const found = findElement(renamed(before, 'Create account', 'Join us'), locate(before, 'Create account'));
    expect(found).toMatchObject({ ref: 6, level: 5 });
    expect(found!.confidence).toBeLessThan(0.7);
  });

  it('finds its target in another order, with more elements before it', () => {
    const shuffled = observation([element('text', 'New here?'), ...before.elements.toReversed()]);
    for (const { ref, name } of before.elements) {
      const found = findElement(shuffled, describeElement(before, ref));
      expect(shuffled.elements[found!.ref - 1].name).toBe(name);
    }
  });

  it('finds a nameless field by its place, and loses it among others', () => {
    const alone = observation([element('text', 'Search our shop'), element('textbox', ''), element('button', 'Go')]);
    const locator = describeElement(alone, 2);
    expect(findElement(alone, locator)).toMatchObject({ ref: 2, level: 5 });
    const two = observation([element('textbox', ''), element('textbox', ''), element('button', 'Help')]);
    expect(findElement(two, locator)).toBeUndefined();
  });
});

describe('findElement never takes something else', () => {
  const before = form();

  it('not a neighbour when the target is gone', () => {
    for (const { name, ref } of before.elements)
      expect(findElement(without(before, name), describeElement(before, ref))).toBeUndefined();
  });

  it('not the opposite, not another number, not the negated word', () => {
    const pairs = [
      ['Next page', 'Previous page'],
      ['Subscribe', 'Unsubscribe'],
      ['Add to cart', 'Remove from cart'],
      ['Chapter 3', 'Chapter 4'],
      ['Log in', 'Log out'],
      ['Play', 'Pause'],
    ];
    for (const [from, to] of pairs) {
      const page = form(element('button', from, { region: REGION }));
      expect(findElement(renamed(page, from, to), locate(page, from)), `${from} / ${to}`).toBeUndefined();
    }
  });

  it('not the row of something else, also when only one row is left', () => {
    const list = observation([...row('Milk'), ...row('Bread')]);
    const milk = locate(list, 'Delete', 'Milk');
    expect(findElement(observation([...row('Tea'), ...row('Bread')]), milk)).toBeUndefined();
    expect(findElement(observation(row('Bread', '')), milk)).toBeUndefined();
    expect(findElement(observation(row('Milk', '')), milk)).toMatchObject({ ref: 2, level: 2 });
  });

  it('not the same word in a dialog that came in between', () => {
    const page = observation([element('heading', 'News'), element('button', 'Close', { region: 'form "Reply"' })]);
    const covered = observation([element('button', 'Close', { region: 'dialog "Cookies"' })]);
    expect(findElement(covered, locate(page, 'Close'))).toBeUndefined();
    const both = observation([element('button', 'Close', { region: 'dialog "Cookies"' }), ...page.elements]);
    expect(findElement(both, locate(page, 'Close'))).toMatchObject({ ref: 3, level: 1 });
  });

  it('not one of twins that nothing tells apart', () => {
    const page = observation([element('button', 'OK')]);
    const twins = observation([element('button', 'OK', { region: 'a' }), element('button', 'OK', { region: 'b' })]);
    expect(findElement(twins, describeElement(page, 1))).toBeUndefined();
  });

  it('twins that are as many as before are told apart by their order, and that is said', () => {
    const twins = (more = 0): Observation =>
      observation([
        ...Array.from({ length: 2 + more }, (_, i) => element('button', 'Edit', { context: `${i + 1}${['st', 'nd', 'rd'][i]}` })),
      ]);
    expect(findElement(twins(), describeElement(twins(), 2))).toMatchObject({ ref: 2 });
    const plain = observation([element('button', 'Edit'), element('button', 'Edit')]);
    expect(findElement(plain, describeElement(plain, 2))).toMatchObject({ ref: 2, ambiguous: true });
    expect(findElement(twins(1), describeElement(twins(), 2))).toBeUndefined();
  });
});

describe('slots', () => {
  const list = observation([...row('Milk'), ...row('Rye bread')]);
  const locator: Locator = { ...locate(list, 'Delete', 'Milk'), context: '{item}', cell: { row: '{item}', column: '' } };

  it('are filled when the element is looked for', () => {
    expect(findElement(list, locator, { item: 'Rye bread' })).toMatchObject({ ref: 4, level: 1 });
    expect(findElement(list, locator, { item: 'milk' })).toMatchObject({ ref: 2 });
    expect(findElement(list, locator, { item: 'Tea' })).toBeUndefined();
  });

  it('hold a name to its value at every level', () => {
    const page = observation([element('button', 'Delete Milk'), element('button', 'Delete Tea')]);
    const delItem: Locator = { ...locate(page, 'Delete Milk'), name: 'Delete {item}', siblings: [] };
    expect(findElement(page, delItem, { item: 'Tea' })).toMatchObject({ ref: 2, level: 1 });
    expect(findElement(page, delItem, { item: 'Bread' })).toBeUndefined();
    expect(findElement(observation([element('button', 'Remove Tea')]), delItem, { item: 'Bread' })).toBeUndefined();
  });

  it('that get no value are named', () => {
    expect(() => findElement(list, locator)).toThrow(/needs a value for {item}/);
  });
});
