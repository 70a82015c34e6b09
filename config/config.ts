import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { AgentError } from '../core/index.js';
import { AgentSettingsSchema } from './agent.js';
import { ExploreSettingsSchema } from './explore.js';

/** Most steps, tokens and time of one episode on a live page. */
const LimitsSchema = z.object({
  /** Actions. */
  steps: z.number().int().positive().default(30),
  /** Prompt and output tokens together. */
  tokens: z.number().int().positive().default(2_000_000),
  /** Wall time in milliseconds. */
  timeMs: z.number().int().positive().default(600_000),
});

/** Every setting, its default and its unit. The agent's own are in `agent.ts`. */
const ConfigSchema = z.object({
  /** Folder of everything that is kept. `AUTODIDACT_HOME`; default `.autodidact` in the working folder. */
  home: z.string(),
  /** The SQLite file. `AUTODIDACT_DB`; default `HOME/autodidact.db`. */
  database: z.string(),
  /** Evaluations: result files and their own databases, so that measuring changes nothing. `HOME/evaluations`. */
  evaluations: z.string(),
  /** Where `raise` writes. `HOME/raise`. */
  raise: z.string(),
  /** Folders of cycles by name, with their rollouts and models. `HOME/cycles`. */
  cycles: z.string(),
  browser: z.object({
    /** Path of a Chromium, Chrome or Edge. `AUTODIDACT_BROWSER`; default: looked for, then fetched. */
    executablePath: z.string().optional(),
    headed: z.boolean().default(false),
  }),
  model: z.object({
    /** Registry name, GGUF path, `hf:...` or `provider:name`; `best` is the one promoted last, else the seed. `AUTODIDACT_MODEL`. */
    spec: z.string().min(1).default('best'),
    /** CPU threads; `AUTODIDACT_THREADS`; default: calibrated at start. */
    threads: z.number().int().positive().optional(),
    /** `auto` takes the best that works; the others insist. `AUTODIDACT_GPU`. */
    gpu: z.enum(['auto', 'off', 'cuda', 'vulkan', 'metal']).default('auto'),
    /** Address of an OpenAI-compatible server for `provider:name`, such as `http://127.0.0.1:8080/v1`. `AUTODIDACT_BASE_URL`. */
    baseUrl: z.url().optional(),
    /** Its key, where it wants one. `AUTODIDACT_API_KEY`. */
    apiKey: z.string().optional(),
  }),
  limits: LimitsSchema.prefault({}),
  evaluation: z
    .object({
      /** Episodes at a time. `AUTODIDACT_JOBS`. */
      jobs: z.number().int().positive().default(2),
      /** Folder `miniwob/html` of a MiniWoB++ checkout, for that benchmark. `MINIWOB_DIR`. */
      miniwobFolder: z.string().optional(),
    })
    .prefault({}),
  agent: AgentSettingsSchema.prefault({}),
  explore: ExploreSettingsSchema.prefault({}),
  /** Prints the stack of an unexpected error. `AUTODIDACT_DEBUG`, any value. */
  debug: z.boolean().default(false),
});
export type Config = z.infer<typeof ConfigSchema>;

/**
 * The settings of this process: defaults, then environment variables. Only entry points call it; everything else gets its
 * settings by argument. Errors: `CONFIG_INVALID`, naming the variable.
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
  folder: string = process.cwd(),
): Config {
  const home = path.resolve(folder, expandHome(text(env.AUTODIDACT_HOME) ?? '.autodidact'));
  const parsed = ConfigSchema.safeParse({
    home,
    database: path.resolve(folder, expandHome(text(env.AUTODIDACT_DB) ?? path.join(home, 'autodidact.db'))),
    evaluations: path.join(home, 'evaluations'),
    raise: path.join(home, 'raise'),
    cycles: path.join(home, 'cycles'),
    browser: { executablePath: text(env.AUTODIDACT_BROWSER) },
    model: {
      spec: text(env.AUTODIDACT_MODEL),
      threads: number(env.AUTODIDACT_THREADS),
      gpu: text(env.AUTODIDACT_GPU),
      ...server(env),
    },
    evaluation: { jobs: number(env.AUTODIDACT_JOBS), miniwobFolder: text(env.MINIWOB_DIR) },
    debug: text(env.AUTODIDACT_DEBUG) !== undefined,
  });
  if (parsed.success) return parsed.data;
  const { path: where, message } = parsed.error.issues[0];
  const variable = VARIABLES[where.join('.')] ?? where.join('.');
  throw new AgentError(
    'CONFIG_INVALID',
    `${variable} is "${env[variable] ?? ''}": ${message}. Change it or leave it unset for the default.`,
  );
}

const VARIABLES: Readonly<Record<string, string>> = {
  'model.threads': 'AUTODIDACT_THREADS',
  'model.gpu': 'AUTODIDACT_GPU',
  'model.baseUrl': 'AUTODIDACT_BASE_URL',
  'evaluation.jobs': 'AUTODIDACT_JOBS',
};

function server(env: Readonly<Record<string, string | undefined>>): { baseUrl?: string; apiKey?: string } {
  return { baseUrl: text(env.AUTODIDACT_BASE_URL), apiKey: text(env.AUTODIDACT_API_KEY) };
}

/** An empty variable is an unset one. */
function text(value: string | undefined): string | undefined {
  return value?.trim() || undefined;
}

function number(value: string | undefined): number | undefined {
  return text(value) === undefined ? undefined : Number(value);
}

function expandHome(file: string): string {
  return file === '~' || file.startsWith('~/') ? path.join(os.homedir(), file.slice(1)) : file;
}
