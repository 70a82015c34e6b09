import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AgentSettingsInput } from '../../config/index.js';
import { openStore, type Store } from '../../memory/index.js';
import { type LoopbackServer, serveLoopback } from '../../tests/fakes/loopback-server.js';
import { MAZE, MAZE_GOAL } from '../../tests/fakes/maze.js';
import { type BrowserHandle, type BrowserSession, createCloneSource, launchBrowser } from '../../tools/index.js';
import { createAgent, type EpisodeResult } from '../create-agent.js';

let browser: BrowserHandle;
let store: Store;
let server: LoopbackServer;
/** Forms that reached the server by POST. */
let posts: string[];
beforeAll(async () => {
  browser = await launchBrowser({ allowedHosts: ['127.0.0.1'] });
});
afterAll(() => browser.close());
beforeEach(() => {
  store = openStore(':memory:');
  posts = [];
});
afterEach(async () => {
  store.close();
  await server.close();
});

const SEARCH: AgentSettingsInput = {
  proposers: ['match'],
  planner: 'mcts',
  search: { trigger: { when: 'always' }, budget: { nodes: 16, ms: 60_000 } },
};

interface Searched extends EpisodeResult {
  session: BrowserSession;
}

async function run(goal: string, steps: number, sandbox: boolean, settings = SEARCH, signal?: AbortSignal): Promise<Searched> {
  const startUrl = `${server.base}/`;
  const session = await browser.newSession();
  const clones = createCloneSource({ newSession: (options) => browser.newSession(options), startUrl, sandbox });
  const agent = createAgent({ log: store.log, settings });
  const limits = { steps, tokens: 1e5, timeMs: 100_000 };
  const result = await agent.run({ goal, startUrl, limits }, { session, clones, purpose: 'train', signal });
  return { ...result, session };
}

/** One page that shows room after room, as applications of one page do. */
const MAZE_PAGE = `<!doctype html><title>Maze</title><main></main><script>
  const maze = ${JSON.stringify(MAZE)};
  function enter(room) {
    const main = document.querySelector('main');
    main.innerHTML = '<h1>The ' + room + '</h1>';
    for (const [label, to] of Object.entries(maze[room])) {
      const door = document.createElement(room === 'won' ? 'h2' : 'button');
      door.textContent = label;
      if (to) door.onclick = () => enter(to);
      main.append(door);
    }
  }
  enter('hall');
</script>`;

const SHOP_PAGE = `<!doctype html><title>Checkout</title><h1>Your basket</h1>
  <details><summary>Delivery</summary><label><input type=radio name=d> Express</label> <label><input type=radio name=d> Standard</label></details>
  <form method=post action=/pay><label>Voucher <input name=voucher></label><button>Pay now</button></form>
  <form method=post action=/save><button>Keep basket for later</button></form>
  <button onclick="fetch('/refresh', { method: 'POST' })">Refresh prices</button>`;

describe('in a real browser', () => {
  it('a search comes out of the maze that the greedy planner is lost in, and closes every context', async () => {
    server = await serveLoopback({ '/': MAZE_PAGE });
    const greedy = await run(MAZE_GOAL, 6, true, { proposers: ['match'] });
    expect(await greedy.session.page.textContent('h1')).not.toBe('The won');
    const { session, episodeId } = await run(MAZE_GOAL, 8, true);
    expect(await session.page.textContent('h1')).toBe('The won');
    expect(store.log.trees(episodeId)[0].tree.nodes.length).toBeLessThanOrEqual(17);
    await Promise.all([session.close(), greedy.session.close()]);
    expect(browser.browser.contexts()).toHaveLength(0);
  });

  it.each([true, false])('nothing is paid and no form is sent while searching, sandbox %s', async (sandbox) => {
    server = await serveLoopback({
      '/': (_request, response) => void response.setHeader('content-type', 'text/html').end(SHOP_PAGE),
      ...Object.fromEntries(
        ['/pay', '/save', '/refresh'].map((path) => [
          path,
          (request, response) => {
            if (request.method === 'POST') posts.push(path);
            response.end('<h1>Done</h1>');
          },
        ]),
      ),
    });
    const { session, episodeId } = await run('Choose the delivery "Express" and press "Pay now".', 1, sandbox);
    const [{ tree }] = store.log.trees(episodeId);
    const kinds = new Map(tree.nodes.map(({ target, kind }) => [target, kind]));
    expect(kinds.get('button "Pay now"')).toBe('decisive');
    expect(tree.nodes.some(({ kind }) => kind === 'page')).toBe(true);
    expect(posts.filter((path) => path === '/pay')).toEqual([]);
    if (!sandbox) expect(posts).toEqual([]);
    await session.close();
  });

  it('an abort in the middle leaves no context of a clone', async () => {
    server = await serveLoopback({ '/': MAZE_PAGE });
    const abort = new AbortController();
    browser.browser.on('context', (context) =>
      context.on('page', () => {
        if (browser.browser.contexts().length > 1) abort.abort();
      }),
    );
    const { finish, session } = await run(MAZE_GOAL, 6, true, SEARCH, abort.signal);
    expect(finish.kind).toBe('aborted');
    expect(browser.browser.contexts()).toHaveLength(1);
    await session.close();
  });
});
