import { describe, expect, it } from 'vitest';
import { element, observation } from '../../tests/fakes/observations.js';
import { addressOf, anchorsOf, patternOf, similarity } from './anchors.js';
import { ExplorationCritic } from './critic.js';
import { Fence } from './fence.js';

describe('an address', () => {
  it.each([
    ['https://a.example/shop/?b=2&a=1#top', '/shop?a=1&b=2'],
    ['https://a.example/', '/'],
    ['https://a.example/app#/settings', '/app#/settings'],
  ])('of %s is %s', (url, address) => expect(addressOf(url)).toBe(address));

  it.each([
    ['/orders/4711', '/orders/*'],
    ['/orders/4711?page=2', '/orders/*?page'],
    ['/item/9f8e7d6c5b4a', '/item/*'],
    ['/about-us', '/about-us'],
    ['/doc-3.html', '/*'],
  ])('%s is one of %s', (address, pattern) => expect(patternOf(address)).toBe(pattern));
});

describe('anchors', () => {
  const page = (...names: string[]) => observation(names.map((name) => element('button', name)));
  it('leave out counts, values and states, so that a page stays itself', () => {
    const before = observation([element('heading', '3 messages'), element('textbox', 'Name', { value: 'Ann' })]);
    const after = observation([element('heading', '12 messages'), element('textbox', 'Name', { states: ['focused'] })]);
    expect(anchorsOf(before)).toEqual(anchorsOf(after));
  });
  it('are the more alike the more they share', () => {
    expect(similarity(anchorsOf(page('A', 'B')), anchorsOf(page('A', 'B')))).toBe(1);
    expect(similarity(anchorsOf(page('A', 'B')), anchorsOf(page('B', 'C')))).toBeCloseTo(1 / 3);
  });
});

describe('the critic', () => {
  it('speaks every third step, and only when none of the three showed anything', () => {
    const critic = new ExplorationCritic();
    const said = [0, 0, 0, 0, 0, 4, 0, 0, 0, 0].map((gained) => critic.advisesToLeave(gained));
    expect(said).toEqual([false, false, true, false, false, false, false, false, true, false]);
  });
});

describe('the fence', () => {
  const get = (url: string, method = 'GET') => ({ url, method, navigates: true });
  it('lets through what reads the same host and port, and nothing else', () => {
    const fence = new Fence({ url: 'http://127.0.0.1:8080/a', allow: ['cdn.example'], sandbox: false });
    expect(fence.rule(get('http://127.0.0.1:8080/b'))).toBe(true);
    expect(fence.rule(get('https://cdn.example/x.js'))).toBe(true);
    expect(fence.rule(get('data:text/plain,x'))).toBe(true);
    expect(fence.rule(get('http://127.0.0.1:9090/'))).toBe(false);
    expect(fence.rule(get('https://elsewhere.example/'))).toBe(false);
    expect(fence.rule(get('http://127.0.0.1:8080/b', 'POST'))).toBe(false);
    expect(fence.writes).toEqual(['POST http://127.0.0.1:8080/b']);
    expect([...fence.outside]).toEqual([['127.0.0.1:9090', 1], ['elsewhere.example', 1]]); // prettier-ignore
  });

  it('lets a sandbox be written to, and holds the hosts all the same', () => {
    const fence = new Fence({ url: 'http://shop.example/', allow: [], sandbox: true });
    expect(fence.rule(get('http://shop.example/b', 'DELETE'))).toBe(true);
    expect(fence.rule(get('http://other.example/b'))).toBe(false);
  });
});
