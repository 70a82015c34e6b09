// Draws docs/run.png: one real run on an example page, a column per step, with what was done, how sure the model was and how the
// step was judged. Usage: node scripts/picture.mjs [goal] [page of examples/pages]   (after npm run build)
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createAgent, createCompactPrompt, launchBrowser, loadModel, openStore, registeredModels } from '../dist/agent/index.js';
import { packageRoot, printAction } from '../dist/core/index.js';

const goal =
  process.argv[2] ??
  'Set your name to "Rosa Luna", set Email to "rosa@luna.org", choose "Repair" as the topic, type "My chain is loose" into Message and send it.';
const page = process.argv[3] ?? 'contact.html';
const size = { width: 420, height: 660 };

const store = openStore(':memory:');
const browser = await launchBrowser();
const model = await loadModel(registeredModels(path.join(packageRoot, 'models')).seed);
const steps = [];
try {
  const session = await browser.newSession({ viewport: size });
  const agent = createAgent({ log: store.log, model, prompt: createCompactPrompt(), settings: {} });
  const act = session.act.bind(session);
  session.act = async (action, signal) => {
    const step = steps.at(-1);
    const element = session.current?.elements.find(({ ref }) => ref === action.ref);
    step.shot = (await session.page.screenshot({ type: 'png' })).toString('base64');
    step.box = element?.box;
    return act(action, signal);
  };
  const html = readFileSync(path.join(packageRoot, 'examples/pages', page), 'utf8');
  const result = await agent.run(
    { goal, startUrl: `data:text/html,${encodeURIComponent(html)}`, limits: { steps: 12, tokens: 50_000, timeMs: 60_000 } },
    {
      session,
      purpose: 'use',
      onEvent: (event) => {
        if (event.type === 'decision') steps.push({ line: printAction(event.decision.action), ...event.decision });
        if (event.type === 'outcome') steps.at(-1).result = event.outcome.message;
        if (event.type === 'verdict') steps.at(-1).verdict = `${event.verdict.label}: ${event.verdict.reason}`;
      },
    },
  );
  const last = (await session.page.screenshot({ type: 'png' })).toString('base64');
  await draw([...steps.filter(({ shot }) => shot), { line: result.finish.kind, shot: last, result: `${result.steps} steps` }]);
  console.log(steps.map(({ line, result: text }) => `${line}: ${text ?? ''}`).join('\n'));
} finally {
  await model.close();
  await browser.close();
  store.close();
}

async function draw(columns) {
  const escape = (text = '') => text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]);
  const frame = ([x, y, width, height]) =>
    `<i style="left:${(x / size.width) * 100}%;top:${(y / size.height) * 100}%;width:${(width / size.width) * 100}%;height:${(height / size.height) * 100}%"></i>`;
  const column = ({ shot, box, line, logprob, proposer, result, verdict }, i) => `<section><h2>${i + 1}. ${escape(line)}</h2>
    <div><img src="data:image/png;base64,${shot}">${box ? frame(box) : ''}</div>
    <p>${logprob === undefined ? '' : `${escape(proposer)}, p ${Math.exp(logprob).toFixed(2)}<br>`}${escape(result)}</p><p class=v>${escape(verdict)}</p></section>`;
  const session = await browser.newSession({ viewport: { width: 1200, height: 500 } });
  await session.page.setContent(`<style>
    body{font:13px system-ui,sans-serif;margin:16px;background:#fff;color:#223} h1{font-size:15px;font-weight:600}
    main{display:flex;gap:14px} section{flex:1;min-width:0} h2{font:600 12px ui-monospace,monospace;margin:0 0 6px;overflow-wrap:anywhere;min-height:2.4em}
    div{position:relative;border:1px solid #cbd3dd;border-radius:6px;overflow:hidden} img{display:block;width:100%}
    i{position:absolute;outline:2px solid #e0304a;outline-offset:2px;border-radius:3px} p{margin:6px 0 0;color:#456} .v{color:#2a7a4b}
    </style><h1>${escape(goal)}</h1><main>${columns.map(column).join('')}</main>`);
  await session.page.screenshot({ path: path.join(packageRoot, 'docs/run.png'), fullPage: true });
  await session.close();
}
