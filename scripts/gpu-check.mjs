/**
 * `npm run gpu-check [-- --largest 8]`: where a GPU is found, checks full offload, logits against the CPU, and speed on
 * random weights of 0.1B to 8B shapes beside plain decoding without our adapter. Prints one JSON object; without a GPU
 * it says so with `"gpu": null` and exits 0; `--cpu` runs it all on the CPU, to try the script itself. Needs `npm run
 * build`; also runs from the folder that gpu-pack makes.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getLlama } from 'node-llama-cpp';
import { buildVocabulary, writeRandomLlama } from './gguf-writer.mjs';

const built = new URL('../dist/agent/models/llama.js', import.meta.url);
const TOLERANCE = 0.05;
const SHAPES = {
  0.1: { d: 768, layers: 12, heads: 12, ffn: 2048, context: 1024 },
  1: { d: 2048, layers: 16, heads: 32, kvHeads: 8, ffn: 8192, context: 1024 },
  3: { d: 3072, layers: 28, heads: 24, kvHeads: 8, ffn: 8192, context: 1024 },
  8: { d: 4096, layers: 32, heads: 32, kvHeads: 8, ffn: 14336, context: 1024 },
};
const ROUNDS = 64;
const PROMPT_WORDS = 300;

const onCpu = process.argv.includes('--cpu');
const llama = await getLlama({
  gpu: onCpu ? false : 'auto',
  build: 'never',
  progressLogs: false,
  logLevel: 'disabled',
  ...(onCpu ? { maxThreads: 1 } : {}),
});
if (!llama.gpu && !onCpu) {
  console.log(JSON.stringify({ gpu: null, reason: 'llama.cpp found no GPU backend that works on this machine' }));
  process.exit(0);
}
if (!existsSync(built)) {
  console.error('gpu-check needs the build: run "npm run build" first.');
  process.exit(1);
}
const { createLlamaModel } = await import(built.href);
const largest = Number(process.argv[process.argv.indexOf('--largest') + 1]) || 8;
const folder = mkdtempSync(path.join(tmpdir(), 'autodidact-gpu-'));
const report = { gpu: llama.gpu, devices: await llama.getGpuDeviceNames(), logits: undefined, models: [], training: undefined };
try {
  for (const [billions, shape] of Object.entries(SHAPES)
    .sort((a, b) => a[0] - b[0])
    .filter(([size]) => size <= largest)) {
    const file = writeShape(billions, shape);
    if (billions === '0.1') report.logits = await compareLogits(file);
    report.models.push({ billions: Number(billions), ...(await measure(file, shape)), plain: await plainSpeed(file) });
    rmSync(file);
    console.error(JSON.stringify(report.models.at(-1)));
  }
  report.training = await train();
} finally {
  rmSync(folder, { recursive: true, force: true });
  await llama.dispose();
}
report.ok = report.logits.withinTolerance && report.models.every((model) => onCpu || model.fullyOffloaded);
console.log(JSON.stringify(report, null, 2));
process.exit(report.ok ? 0 : 1);

function writeShape(billions, shape) {
  const file = path.join(folder, `random-${billions}b.gguf`);
  const specials = ['<|pad|>', '<|bos|>', '<|end|>'];
  const vocabulary = buildVocabulary({ specials, words: [], size: 32_000 });
  writeRandomLlama(file, {
    shape,
    vocabulary,
    type: billions === '0.1' ? 'f16' : 'q8_0',
    special: { bos: '<|bos|>', eos: '<|end|>', eot: '<|end|>' },
  });
  return file;
}

/** The same continuations scored on the GPU and on the CPU. */
async function compareLogits(file) {
  const request = {
    prompt: { kind: 'parts', parts: ['the quick brown fox '] },
    continuations: ['jumps', 'over', 'a lazy dog', '0123'].map((text) => [text]),
  };
  const scores = [];
  for (const gpu of [llama.gpu, false]) {
    const model = await createLlamaModel({ path: file, gpu, sequences: 1, contextTokens: 512 });
    scores.push((await model.score(request)).logprobs.flat());
    await model.close();
  }
  const largestDifference = Math.max(...scores[0].map((logprob, i) => Math.abs(logprob - scores[1][i])));
  return { largestDifference, tolerance: TOLERANCE, withinTolerance: largestDifference <= TOLERANCE };
}

function prompt(first) {
  return { kind: 'parts', parts: [`${first} `, 'word '.repeat(PROMPT_WORDS / 5)] };
}

async function measure(file, shape) {
  const model = await createLlamaModel({ path: file, gpu: llama.gpu, sequences: 1, contextTokens: 1000 });
  try {
    await model.generate({ prompt: prompt('warm'), maxTokens: 4, temperature: 0 });
    const read = await model.generate({ prompt: prompt('read'), maxTokens: 1, temperature: 0 });
    const spoken = await model.generate({ prompt: prompt('read'), maxTokens: ROUNDS, temperature: 0 });
    return {
      gpuLayers: model.backend.gpuLayers,
      fullyOffloaded: model.backend.gpuLayers >= shape.layers + 1,
      promptTokensPerSecond: Math.round((read.usage.evaluated / read.ms) * 1000),
      tokensPerSecond: Math.round((spoken.usage.generated / spoken.ms) * 1000),
    };
  } finally {
    await model.close();
  }
}

/** The library's own loop: no log-probabilities, no grammar, no JavaScript between tokens but the loop. */
async function plainSpeed(file) {
  const model = await llama.loadModel({ modelPath: file });
  const sequence = (await model.createContext({ contextSize: 1000 })).getSequence();
  const tokens = model.tokenize(prompt('warm').parts.join(''));
  await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(0, -1));
  const start = performance.now();
  let count = 0;
  for await (const token of sequence.evaluate(tokens.slice(-1), { yieldEogToken: true }))
    if (token === undefined || ++count === ROUNDS) break;
  const seconds = (performance.now() - start) / 1000;
  await model.dispose();
  return { tokensPerSecond: Math.round(count / seconds) };
}

/** A few training steps, where the build has them: `training` exports `gpuSteps({ steps })`. */
async function train() {
  const module = new URL('../dist/training/index.js', import.meta.url);
  const { gpuSteps } = existsSync(module) ? await import(module.href) : {};
  return gpuSteps ? gpuSteps({ steps: 5 }) : 'skipped: this build has no training steps for a GPU';
}
