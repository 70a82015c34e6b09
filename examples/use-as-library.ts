/**
 * The agent as a library: one episode on a page of our own, with the name matcher alone (no model file is needed).
 *
 *   npx esbuild examples/use-as-library.ts --bundle --platform=node --format=esm --packages=external --outfile=node_modules/.cache/example.mjs
 *   node node_modules/.cache/example.mjs
 *
 * Outside this repository the import is from 'autodidact'.
 */
import { createAgent, createCheckpointer, launchBrowser, openStore } from '../agent/index.js';

const PAGE = `<title>Contact</title><h1>Write to us</h1>
  <label>Your name <input name="name"></label>
  <label>Topic <select><option>Choose</option><option>Repair</option><option>Other</option></select></label>
  <label><input type="checkbox"> Send me a copy</label>
  <button onclick="document.body.innerHTML = '<h1>Thank you</h1>'">Send</button>`;

const store = openStore(':memory:'); // a file name keeps the log
const browser = await launchBrowser();
const session = await browser.newSession();
try {
  // With a model: createAgent({ model: await loadModel('models/seed.gguf'), ... }); then both propose and the model chooses.
  const agent = createAgent({ log: store.log, checkpointer: createCheckpointer(store.db), settings: { proposers: ['match'] } });
  const { episodeId, finish, steps, lastObservation } = await agent.run(
    {
      goal: 'Enter "Rosa Luna" as your name, choose "Repair" as the topic, tick "Send me a copy" and press "Send".',
      startUrl: `data:text/html,${encodeURIComponent(PAGE)}`,
      limits: { steps: 12, tokens: 20_000, timeMs: 60_000 },
    },
    {
      session,
      purpose: 'use',
      onEvent: (event) => {
        if (event.type === 'outcome') console.log(`step ${event.step}: ${event.outcome.message}`);
        if (event.type === 'verdict') console.log(`  judged ${event.verdict.label}: ${event.verdict.reason}`);
      },
    },
  );
  console.log(`${finish.kind} after ${steps} steps; the page now says "${lastObservation?.elements[0]?.name}"`);
  console.log(`the log of episode ${episodeId} has ${store.exportEpisode(episodeId).length} rows`);
} finally {
  await browser.close();
  store.close();
}
