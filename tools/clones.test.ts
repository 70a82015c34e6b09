import { describe, expect, it } from 'vitest';
import { MAZE_URL, openMaze } from '../tests/fakes/maze.js';
import { createScriptedSession } from '../tests/fakes/scripted-session.js';
import { element, observation } from '../tests/fakes/observations.js';
import { createCloneSource, type CloneParts } from './clones.js';

describe('a clone', () => {
  it('is the start page with the same actions done on it', async () => {
    const { session, clones, open } = openMaze();
    await session.observe();
    await session.act({ kind: 'click', ref: 4 });
    const clone = await clones.clone([{ kind: 'click', ref: 4 }], session.current!);
    expect(clone?.current?.title).toBe('cellar');
    await clone?.close();
    expect(open()).toBe(0);
  });

  it('is none where the page comes out otherwise, and nothing stays open', async () => {
    const { session, clones, open, opened } = openMaze({ restless: true });
    expect(await clones.clone([], await session.observe())).toBeUndefined();
    expect([opened(), open()]).toEqual([1, 0]);
  });

  it('is none where the dialog that lies over the page is another', async () => {
    const { session, clones } = openMaze();
    const page = await session.observe();
    const dialog = { kind: 'confirm', message: 'Really?', defaultValue: '' } as const;
    expect(await clones.clone([], { ...page, dialog })).toBeUndefined();
  });

  it('is none after an abort, and nothing stays open', async () => {
    const abort = new AbortController();
    const { session, clones, open } = openMaze({ onTry: () => abort.abort() });
    const page = await session.observe();
    const actions = [
      { kind: 'click', ref: 4 },
      { kind: 'click', ref: 2 },
    ] as const;
    await expect(clones.clone(actions, page, abort.signal)).rejects.toThrow();
    expect(open()).toBe(0);
  });

  it('outside of a sandbox repeats nothing that changes the site, and sends nothing but reading requests', async () => {
    const page = observation([element('button', 'Buy now')]);
    let rule: NonNullable<Parameters<CloneParts['newSession']>[0]>['allowRequest'];
    const done: string[][] = [];
    const newSession: CloneParts['newSession'] = (options) => {
      rule = options?.allowRequest;
      const session = createScriptedSession({ page, onOpen: () => page });
      done.push(session.done);
      return Promise.resolve(Object.assign(session, { wiring: () => Promise.resolve([]), close: () => Promise.resolve() }));
    };
    const source = createCloneSource({ newSession, startUrl: MAZE_URL, sandbox: false });
    expect(await source.clone([{ kind: 'click', ref: 1 }], page)).toBeUndefined();
    expect(done).toEqual([[]]);
    expect(rule?.({ url: MAZE_URL, method: 'POST', navigates: true })).toBe(false);
    expect(rule?.({ url: MAZE_URL, method: 'GET', navigates: true })).toBe(true);
  });
});
