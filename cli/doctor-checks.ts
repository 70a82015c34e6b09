import { existsSync, statfsSync } from 'node:fs';
import { availableParallelism, freemem } from 'node:os';
import path from 'node:path';
import type { LlamaBackendInfo } from '../agent/index.js';
import { AgentError, messageOf, packageRoot, type LanguageModel } from '../core/index.js';
import { openStore } from '../memory/index.js';
import { findBrowsers, launchBrowser } from '../tools/index.js';
import { findLibraries, loadGgml } from '../training/index.js';
import type { CommandContext } from './context.js';
import type { Finding } from './doctor.js';
import { withParts } from './parts.js';

export interface ExamineOptions {
  model?: string;
  threads?: number;
}

type Check = (context: CommandContext, options: ExamineOptions) => Finding | Promise<Finding> | Promise<Finding[]>;

const CHECKS: readonly [name: string, check: Check][] = [
  ['node', checkNode],
  ['build', checkBuild],
  ['browser', checkBrowser],
  ['model', checkModel],
  ['disk', checkDisk],
  ['database', checkDatabase],
  ['trainer', checkTraining],
];

/** Looks at one thing after the other; a look that throws is a finding too. */
export async function* examine(context: CommandContext, options: ExamineOptions): AsyncGenerator<Finding> {
  for (const [name, check] of CHECKS) {
    try {
      const found = await check(context, options);
      yield* Array.isArray(found) ? found : [found];
    } catch (error) {
      yield failure(name, error);
    }
  }
}

/** Messages of ours are "what was found. The next move.": the last sentence says how to mend it. */
function failure(name: string, error: unknown): Finding {
  const message = messageOf(error);
  const [, found, mend] = (error instanceof AgentError && /^(.*?[.)])\s+([A-Z].*)$/.exec(message)) || [
    undefined,
    message,
    undefined,
  ];
  return { name, status: 'fail', found: error instanceof AgentError ? `${error.code}: ${found}` : found, mend };
}

const LEAST_NODE = [20, 19];
const LEAST_FREE_BYTES = 2e9;

function checkNode(): Finding {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const fits = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  const found = `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} cores, ${(freemem() / 1e9).toFixed(1)} GB of memory free`;
  return fits
    ? ok('node', found)
    : { name: 'node', status: 'fail', found, mend: `install Node ${LEAST_NODE.join('.')} or newer` };
}

function checkBuild(): Finding {
  const missing = ['dist/cli/main.js', 'dist/page/walker.js'].filter((file) => !existsSync(packageRoot + file));
  return missing.length === 0
    ? ok('build', `built in ${packageRoot}dist`)
    : { name: 'build', status: 'fail', found: `${missing.join(', ')} missing`, mend: 'npm run build' };
}

async function checkBrowser({ config }: CommandContext): Promise<Finding> {
  const { executablePath } = config.browser;
  const [file] = findBrowsers({ executablePath });
  const mend =
    'npx playwright install chromium, or apt install chromium, or name yours in AUTODIDACT_BROWSER; demo fetches one by itself';
  if (!file) return { name: 'browser', status: 'fail', found: 'no Chromium, Chrome or Edge', mend };
  const started = performance.now();
  const browser = await launchBrowser({ executablePath });
  try {
    await (await browser.newSession()).close();
    return ok('browser', `${file} (${browser.version}), first page after ${Math.round(performance.now() - started)} ms`);
  } finally {
    await browser.close();
  }
}

async function checkModel(context: CommandContext, options: ExamineOptions): Promise<Finding[]> {
  return withParts(context, async (parts) => {
    const started = performance.now();
    const { model, file } = await parts.model(options);
    const { capabilities } = model;
    const format = capabilities.promptFormat ? `, prompt format ${capabilities.promptFormat}` : '';
    const loaded = `${options.model ?? context.config.model.spec}: ${file ?? model.id}, ${capabilities.contextTokens} tokens of context${format}, loaded in ${Math.round(performance.now() - started)} ms`;
    return [ok('model', loaded), ...describeBackend(model)];
  });
}

/** Where the model runs; a chat model runs elsewhere and does not say. */
function describeBackend(model: LanguageModel & { backend?: LlamaBackendInfo }): Finding[] {
  if (!model.backend) return [];
  const { gpu, gpuLayers, threads } = model.backend;
  return [
    ok(
      'gpu',
      gpu
        ? `${gpu}, ${gpuLayers} layers on it`
        : 'none used: llama.cpp found no working GPU, or AUTODIDACT_GPU is off; the CPU is enough for small models',
    ),
    ok('threads', `${threads} of ${availableParallelism()} cores for the model; change with --threads or AUTODIDACT_THREADS`),
  ];
}

function checkDisk({ config }: CommandContext): Finding {
  let folder = config.home;
  while (!existsSync(folder)) folder = path.dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  const found = `${((bavail * bsize) / 1e9).toFixed(1)} GB free for ${config.home}`;
  if (bavail * bsize >= LEAST_FREE_BYTES) return ok('disk', found);
  return { name: 'disk', status: 'warn', found, mend: 'free 2 GB, or set AUTODIDACT_HOME to a folder on another disk' };
}

function checkDatabase({ config }: CommandContext): Finding {
  if (!existsSync(config.database)) return ok('database', `${config.database} will be made at the first run`);
  const store = openStore(config.database, { check: true });
  try {
    const [newest] = store.log.episodes({ limit: 1 });
    return ok(
      'database',
      `${config.database} is whole${newest ? `, newest episode ${new Date(newest.startedAt).toISOString().slice(0, 16)}Z` : ', no episodes yet'}`,
    );
  } finally {
    store.close();
  }
}

function checkTraining(): Finding {
  const script = `${packageRoot}dist/training/trainer/child.js`;
  if (!existsSync(script)) return { name: 'trainer', status: 'fail', found: `${script} is missing`, mend: 'npm run build' };
  const libraries = findLibraries();
  loadGgml(libraries);
  return ok('trainer', `ggml from ${libraries.folder}`);
}

function ok(name: string, found: string): Finding {
  return { name, status: 'ok', found };
}
