// What a search costs beside model and browser, and what weighing candidates costs the model.
// Usage: node --expose-gc scripts/bench-search.mjs [--json]   (after npm run build)
import os from 'node:os';
import { gzipSync } from 'node:zlib';
import { compactPrompt, createLlamaModel, pageKey } from '../dist/agent/index.js';
import { createRuleCritic } from '../dist/agent/planner/search/critics.js';
import { searchTree } from '../dist/agent/planner/search/search.js';
import { AgentSettingsSchema } from '../dist/config/index.js';
import { goalSpans, packageRoot } from '../dist/core/index.js';
import { completeObservation } from '../dist/tools/index.js';

const NODES = 10_000;
const CANDIDATES = 8;
const ROUNDS = 40;
const GOAL = 'Enter "Rosa" as Name, choose Express and press "Send order".';
const median = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];

function page(number) {
  const element = (role, name, i, more = {}) => ({
    ...{ ref: i + 1, role, name, context: '', states: [], verbs: ['click'], depth: 0, box: [0, i * 20, 100, 20], region: '' },
    ...more,
  });
  const fields = ['Name', 'Street', 'City'].map((name, i) =>
    element('textbox', name, i, { value: '', verbs: ['click', 'type'] }),
  );
  const buttons = Array.from({ length: 20 }, (_, i) => element('button', `Door ${number}-${i}`, i + 3));
  const raw = {
    url: `http://site.example/#${number}`,
    title: `Page ${number}`,
    elements: [...fields, ...buttons],
    scroll: { top: 0, max: 0 },
  };
  return completeObservation(raw);
}
const context = (number, goal = GOAL) => ({
  ...{ goal, spans: goalSpans(goal), observation: page(number), history: [], rejected: [], notes: [], stepsLeft: 20, attempt: 0 },
});
const candidates = Array.from({ length: CANDIDATES }, (_, i) => ({
  ...{ action: { kind: 'click', ref: i + 4 }, score: -i / 4, prior: 0, proposer: 'bench' },
}));

/** A site without end: every door leads to a page of its own. Acting costs nothing, so what is left is the search. */
async function searchOnce() {
  let made = 0;
  const clones = {
    sandbox: true,
    clone: () => {
      const clone = {
        current: page(0),
        act: () => {
          clone.current = page(++made);
          const diff = { added: [], removed: [], changed: [], urlChanged: true, titleChanged: true };
          return Promise.resolve({ status: 'ok', message: '', diff, ms: 0 });
        },
        wiring: () => Promise.resolve([]),
        close: () => Promise.resolve(),
      };
      return Promise.resolve(clone);
    },
  };
  const { mcts } = AgentSettingsSchema.parse({}).search;
  const parts = {
    ...{
      settings: { ...mcts, depth: 12 },
      budget: { nodes: NODES, ms: 1e9, tokens: 1e9 },
      critics: [createRuleCritic(1)],
      clones,
    },
    ...{ begin: [], seen: new Set(), seed: 1, clock: { now: () => Date.now() }, tokens: () => 0 },
    ...{ propose: () => Promise.resolve(candidates), rejectedOn: () => [], keyOf: pageKey },
  };
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  const { tree } = await searchTree(parts, { context: context(0), decided: [] }, candidates);
  const ms = performance.now() - start;
  const heapMb = (process.memoryUsage().heapUsed - before) / 2 ** 20;
  const written = performance.now();
  const text = JSON.stringify(tree);
  const packed = gzipSync(text);
  return {
    ...{ nodes: tree.nodes.length, ended: tree.ended, msANode: ms / tree.nodes.length, heapMb },
    ...{ writeMs: performance.now() - written, mb: text.length / 2 ** 20, packedMb: packed.length / 2 ** 20 },
  };
}

/** The same prompt with one candidate and with all, each on a page that the model has not seen. */
async function scoreOnce(model) {
  const times = { one: [], all: [] };
  const evaluated = { one: 0, all: 0, prompt: 0 };
  for (let round = 0; round < ROUNDS + 3; round++) {
    const arms = [['one', 1], ['all', CANDIDATES]]; // prettier-ignore
    for (const [name, count] of round % 2 ? arms : arms.reverse()) {
      const at = context(round * 2 + count, `${GOAL} Page ${round}.`);
      const prompt = compactPrompt(at, { firstSlot: 0 });
      const continuations = candidates.slice(0, count).map(({ action }) => prompt.print(action));
      const { ms, usage } = await model.score({ prompt: { kind: 'parts', parts: prompt.parts }, continuations });
      if (round < 3) continue; // warm
      times[name].push(ms);
      evaluated[name] += usage.evaluated / ROUNDS;
      if (name === 'one') evaluated.prompt += model.countTokens({ kind: 'parts', parts: prompt.parts }) / ROUNDS;
    }
  }
  const [one, all] = [median(times.one), median(times.all)];
  return { candidates: CANDIDATES, oneMs: one, allMs: all, ratio: all / one, evaluated };
}

const search = await searchOnce();
const model = await createLlamaModel({ path: `${packageRoot}/models/seed-5.gguf`, gpu: false, sequences: 1 });
const scoring = await scoreOnce(model).finally(() => model.close());
if (process.argv.includes('--json')) console.log(JSON.stringify({ search, scoring }));
else {
  const { nodes, msANode, heapMb, writeMs, mb, packedMb } = search;
  console.log(
    `search, ${nodes} nodes: ${msANode.toFixed(2)} ms a node beside model and browser (limit 3), ${heapMb.toFixed(0)} MB (limit 200)`,
  );
  console.log(
    `its tree: ${mb.toFixed(1)} MB, ${packedMb.toFixed(1)} MB packed, written in ${writeMs.toFixed(0)} ms (limit 1,000)`,
  );
  const { oneMs, allMs, ratio, evaluated } = scoring;
  console.log(
    `weighing ${CANDIDATES} candidates: ${allMs.toFixed(1)} ms, one ${oneMs.toFixed(1)} ms, ratio ${ratio.toFixed(2)} (limit 2.5); tokens evaluated ${evaluated.all.toFixed(0)} and ${evaluated.one.toFixed(0)} of a prompt of ${evaluated.prompt.toFixed(0)}`,
  );
  console.log(`load ${os.loadavg()[0].toFixed(1)} on ${os.availableParallelism()} cores`);
}
