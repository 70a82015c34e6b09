// Time of one look at a page, beside Playwright's ariaSnapshot of the same page, which is what Playwright MCP shows its model.
// Both in turn, in one browser. Usage: node scripts/bench-observation.mjs [--json]   (after npm run build)
import os from 'node:os';
import { launchBrowser } from '../dist/tools/index.js';

const ROUNDS = 25;
const median = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];

const form = `<h1>Delivery</h1><form>${['Name', 'Street', 'City', 'Phone']
  .map((label) => `<label>${label} <input></label>`)
  .join(
    '',
  )}<label><input type=checkbox> Gift wrap</label><select><option>Standard<option>Express</select><button>Send</button></form>`;
const rows = (count) =>
  Array.from(
    { length: count },
    (_, i) =>
      `<tr><td>Order ${i}<td><input aria-label="Amount ${i}"><td><select><option>open<option>paid</select><td><button>Edit</button><td><a href="#${i}">Details</a></tr>`,
  ).join('');
const PAGES = {
  'form, 7 controls': form,
  'table, 200 controls': `<table>${rows(50)}</table>`,
  'table, 2,000 controls': `<table>${rows(500)}</table>`,
};

const handle = await launchBrowser();
const results = [];
try {
  for (const [name, html] of Object.entries(PAGES)) {
    const session = await handle.newSession();
    await session.open(`data:text/html,${encodeURIComponent(`<!doctype html><title>Bench</title>${html}`)}`);
    const times = { observe: [], aria: [] };
    for (let round = 0; round < ROUNDS + 3; round++) {
      const start = performance.now();
      await session.observe();
      const middle = performance.now();
      await session.page.locator('body').ariaSnapshot();
      if (round < 3) continue; // warm
      times.observe.push(middle - start);
      times.aria.push(performance.now() - middle);
    }
    const [own, peer] = [median(times.observe), median(times.aria)];
    results.push({ page: name, elements: session.current.elements.length, ms: own, ariaSnapshotMs: peer, ratio: peer / own });
    await session.close();
  }
} finally {
  await handle.close();
}
if (process.argv.includes('--json')) console.log(JSON.stringify(results));
else {
  for (const { page, elements, ms, ariaSnapshotMs, ratio } of results)
    console.log(
      `observation, ${page} (${elements} elements): ${ms.toFixed(1)} ms; Playwright's ariaSnapshot ${ariaSnapshotMs.toFixed(1)} ms, ratio ${ratio.toFixed(2)}`,
    );
  console.log(`load ${os.loadavg()[0].toFixed(1)} on ${os.availableParallelism()} cores`);
}
