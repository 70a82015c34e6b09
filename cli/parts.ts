import {
  confidenceFileOf,
  createCompactPrompt,
  createFullPrompt,
  loadModel,
  type PolicyPrompt,
  readConfidence,
} from '../agent/index.js';
import { AgentError, messageOf, type LanguageModel } from '../core/index.js';
import type { Store } from '../memory/index.js';
import type { ConfidenceModel } from '../reflection/index.js';
import { openMiniwobSuite, openPracticeSuite, openUserSuite, type Suite } from '../tasks/index.js';
import {
  launchBrowser,
  renderObservation,
  type BrowserHandle,
  type BrowserSession,
  type SessionOptions,
} from '../tools/index.js';
import type { CommandContext } from './context.js';
import { modelFile } from './model-files.js';
import { openStoreFile } from './stores.js';

export interface ModelChoice {
  /** As `--model` takes it; the configured one by default. */
  model?: string;
  threads?: number;
  /** False leaves what was fitted for it unread, so that a broken file is no obstacle to fitting it anew. */
  confidence?: false;
}

export interface OpenModel {
  model: LanguageModel;
  prompt: PolicyPrompt;
  /** The weights, where they are a file of this machine. */
  file?: string;
  /** How sure an agent with it may be, where that was fitted. */
  confidence?: ConfidenceModel;
}

/** What a command has opened. Everything is closed, last opened first, when the command ends, however it ends. */
export interface Parts {
  /** The store at this file; its folder is made. */
  store(file?: string): Store;
  model(choice: ModelChoice): Promise<OpenModel>;
  suite(name: string): Promise<Suite>;
  /** The one browser of the command; started at the first call, and again when it died. */
  browser(choice?: BrowserChoice): Promise<BrowserHandle>;
  /** Sessions of that browser. */
  sessions(choice?: BrowserChoice, session?: SessionOptions): SessionSource;
}

export interface BrowserChoice {
  headed?: boolean;
  /** Hosts that may be reached; any by default. */
  allow?: string[];
}

export type SessionSource = () => Promise<BrowserSession>;

/** Runs `work` with parts that open on demand, and closes what was opened. */
export async function withParts<T>(context: CommandContext, work: (parts: Parts) => Promise<T>): Promise<T> {
  const closers: (() => unknown)[] = [];
  const keep = <P extends { close(): unknown }>(part: P): P => (closers.push(() => part.close()), part);
  const browser = createBrowsers(context, keep);
  try {
    return await work({
      store: (file = context.config.database) => keep(openStoreFile(file)),
      model: async (choice) => {
        const opened = await openModel(context, choice);
        keep(opened.model);
        const { file, model } = opened;
        const confidence = file && choice.confidence !== false ? readConfidence(confidenceFileOf(file), model.id) : undefined;
        return { ...opened, ...(confidence ? { confidence } : {}) };
      },
      suite: async (name) => keep(await openSuite(context, name)),
      browser,
      sessions: (choice, session) => async () => (await browser(choice)).newSession(session),
    });
  } finally {
    for (const close of closers.reverse()) {
      await Promise.resolve(close()).catch((thrown: unknown) =>
        context.note(`Could not close in good order: ${messageOf(thrown)}`),
      );
    }
  }
}

async function openModel({ config }: CommandContext, choice: ModelChoice): Promise<OpenModel> {
  const name = choice.model ?? config.model.spec;
  const file = modelFile(config, name);
  const gpu = config.model.gpu === 'off' ? false : config.model.gpu;
  const { baseUrl, apiKey, threads } = config.model;
  const model = await loadModel(file ?? name, { gpu, threads: choice.threads ?? threads, baseUrl, apiKey });
  return { model, prompt: promptFor(model), file };
}

/** How a model is talked to: in the format that its weights were made for, else in plain words. */
function promptFor({ capabilities }: LanguageModel): PolicyPrompt {
  if (capabilities.parts && capabilities.promptFormat) return createCompactPrompt();
  return createFullPrompt((observation, maxCharacters) => renderObservation(observation, { maxCharacters }));
}

async function openSuite({ config }: CommandContext, name: string): Promise<Suite> {
  if (name === 'practice') return openPracticeSuite();
  if (name !== 'miniwob') return openUserSuite(name);
  const folder = config.evaluation.miniwobFolder;
  if (folder) return openMiniwobSuite(folder);
  throw new AgentError(
    'SUITE_UNAVAILABLE',
    'MiniWoB++ is not part of this package. Get a checkout of Farama-Foundation/miniwob-plusplus and set MINIWOB_DIR to its folder miniwob/html.',
  );
}

type Keep = <P extends { close(): unknown }>(part: P) => P;

/** Starts the browser when it is first needed, and again when it died. */
function createBrowsers(context: CommandContext, keep: Keep): (choice?: BrowserChoice) => Promise<BrowserHandle> {
  let handle: Promise<BrowserHandle> | undefined;
  const start = async ({ headed, allow }: BrowserChoice): Promise<BrowserHandle> => {
    const { executablePath, headed: always } = context.config.browser;
    const onNotice = (line: string): void => context.note(line);
    return keep(
      await launchBrowser({
        headed: headed ?? always,
        allowedHosts: allow,
        executablePath,
        allowFetch: true,
        onNotice,
        signal: context.signal,
      }),
    );
  };
  return async (choice = {}) => {
    if (handle && !(await handle).browser.isConnected()) handle = undefined;
    handle ??= start(choice);
    return handle;
  };
}
