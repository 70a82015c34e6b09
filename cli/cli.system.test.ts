import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../core/index.js';
import { EvaluationReportSchema } from '../evaluation/index.js';
import { openStore, storeHash } from '../memory/index.js';

const command = path.join(packageRoot, 'dist/cli/main.js');
let home: string;
let pages: Server;
let address: string;
let elsewhere: number;

beforeAll(async () => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'autodidact-system-'));
  const folder = path.join(packageRoot, 'examples/pages');
  pages = createServer((request, response) => {
    if (request.headers.host?.startsWith('localhost')) elsewhere += 1;
    if (request.url === '/away')
      return void response.writeHead(302, { location: `http://localhost:${port()}/contact.html` }).end();
    const file = path.join(folder, path.basename(request.url ?? ''));
    if (!fs.existsSync(file) || !file.endsWith('.html')) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(fs.readFileSync(file));
  });
  const port = (): number => (pages.address() as AddressInfo).port;
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${port()}`;
});
afterAll(() => {
  pages.close();
  fs.rmSync(home, { recursive: true });
});

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the built command as a user would; `onStderr` may send signals. */
function autodidact(
  args: string[],
  onStderr: (text: string, kill: (signal: NodeJS.Signals) => void) => void = () => undefined,
): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...process.env, AUTODIDACT_HOME: home, AUTODIDACT_GPU: 'off' };
    const child = spawn(process.execPath, [command, ...args], { env });
    const ended: Ended = { code: null, stdout: '', stderr: '' };
    child.stdout.on('data', (data: Buffer) => (ended.stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => {
      ended.stderr += data.toString();
      onStderr(ended.stderr, (signal) => child.kill(signal));
    });
    child.on('close', (code) => resolve({ ...ended, code }));
  });
}

describe('the built command', () => {
  it('can be started by its own name and turns a wrong flag into one line and exit code 2', async () => {
    expect(fs.statSync(command).mode & 0o111).toBe(0o111);
    const { code, stdout, stderr } = await autodidact(['eval', '--episode', '3']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error USAGE: unknown option '--episode'[^\n]*--episodes[^\n]*\n$/);
  });

  it('runs a task on a page of nobody it knows, and the log tells what was done', async () => {
    const goal = 'Search for "trowel"';
    const { code, stdout } = await autodidact([
      'run',
      goal,
      '--url',
      `${address}/products.html`,
      '--proposers',
      'match',
      '--json',
    ]);
    const result = JSON.parse(stdout) as { episodeId: string; done: boolean; steps: number };
    expect({ code, done: result.done }).toEqual({ code: 0, done: true });
    const shown = await autodidact(['runs', 'show', result.episodeId.slice(0, 8)]);
    expect(shown.stdout).toMatch(/goal {3}Search for "trowel"[\s\S]*type \d+ quote 1[\s\S]*end {4}done/);
  });

  it('explores a site, stops on Ctrl-C with its map kept, and goes on with the same command', async () => {
    const page = `${address}/settings.html`;
    const stopped = await autodidact(['explore', page], (text, kill) => /step \d/.test(text) && kill('SIGINT'));
    expect(stopped.code).toBe(130);
    const again = await autodidact(['explore', page, '--json']);
    expect({ code: again.code, report: JSON.parse(again.stdout) as unknown }).toMatchObject({ code: 0, report: { ended: 'explored', frontier: 0 } }); // prettier-ignore
    const shown = await autodidact(['explore', page, '--show']);
    expect(shown.stdout).toContain('/settings.html');
  });

  it('names a start page that cannot be opened', async () => {
    const { code, stderr } = await autodidact([
      'run',
      'Go',
      '--url',
      `${address}/away`,
      '--proposers',
      'match',
      '--allow',
      '127.0.0.1',
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error PAGE_UNREACHABLE: The start page http:\/\/127\.0\.0\.1:\d+\/away cannot be opened/m);
  });

  it('reaches only the hosts that were allowed, also through a redirect', async () => {
    elsewhere = 0;
    await autodidact(['run', 'Go', '--url', `${address}/away`, '--proposers', 'match', '--allow', 'other.example']);
    expect(elsewhere).toBe(0);
    await autodidact([
      'run',
      'Go',
      '--url',
      `${address}/away`,
      '--proposers',
      'match',
      '--allow',
      'localhost',
      '--max-steps',
      '1',
    ]);
    expect(elsewhere).toBeGreaterThan(0);
  });

  it('goes on with a run whose process was killed', async () => {
    const file = path.join(home, 'killed.db');
    const store = openStore(file);
    const assignment = {
      goal: 'Search for "trowel"',
      startUrl: `${address}/products.html`,
      limits: { steps: 9, tokens: 1e6, timeMs: 60_000 },
    };
    store.log.beginEpisode({ id: 'left-open', assignment, purpose: 'use', planner: 'greedy', settings: {} });
    store.close();
    const { code, stdout } = await autodidact(['run', '--resume', 'left', '--db', file, '--proposers', 'match', '--json']);
    expect({ code, ...(JSON.parse(stdout) as object) }).toMatchObject({ code: 0, episodeId: 'left-open', done: true });
    expect((await autodidact(['run', '--resume', 'left', '--db', file])).stderr).toMatch(/^error EPISODE_ENDED: /);
  });
});

describe('eval', () => {
  const terms = ['eval', '--split', 'seen', '--model', 'match', '--seed', '3'];

  it('prints one object with the figures of the public interface, and writes nothing of the user', async () => {
    const database = path.join(home, 'autodidact.db');
    openStore(database).close();
    const before = storeHash(database);
    const { code, stdout } = await autodidact([...terms, '--episodes', '6', '--json']);
    expect(code).toBe(0);
    const report = EvaluationReportSchema.strict().parse(JSON.parse(stdout));
    expect(report).toMatchObject({
      suite: 'practice',
      split: 'seen',
      model: 'match',
      proposers: ['match'],
      episodes: 6,
      maxSteps: 20,
    });
    expect(storeHash(database)).toBe(before);
  });

  it('gives the same result for the same seed in a fresh run', async () => {
    const figures = async (...more: string[]) => {
      const { stdout } = await autodidact([...terms, '--episodes', '6', '--json', ...more]);
      const { successes, byFamily, stepsMean } = EvaluationReportSchema.parse(JSON.parse(stdout));
      return { successes, byFamily, stepsMean };
    };
    const first = await figures();
    expect(await figures('--fresh', '--jobs', '1')).toEqual(first);
  });

  it('stops in good order on Ctrl-C and goes on afterwards', async () => {
    const long = ['eval', '--split', 'seen', '--model', 'random', '--seed', '8', '--episodes', '40', '--jobs', '1'];
    let sent = false;
    const stopped = await autodidact(long, (_text, kill) => {
      if (!sent) kill('SIGINT'); // progress begins when the work does
      sent = true;
    });
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toMatch(/error EVALUATION_INTERRUPTED: Stopped after \d+ of 40 episodes; run the same command again/);
    const { code, stdout } = await autodidact([...long.slice(0, -4), '--episodes', '2', '--json']);
    expect({ code, episodes: (JSON.parse(stdout) as { episodes: number }).episodes }).toEqual({ code: 0, episodes: 2 });
  });
});

describe('demo', () => {
  it('shows what it sees, does and achieves with the seed model, and says where the log lies', async () => {
    const { code, stdout } = await autodidact(['demo', '--tasks', '2']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /goal: [\s\S]*sees {3}page [\s\S]*does {3}\w+[\s\S]*ln p -?\d[\s\S]*sure 0\.\d\d[\s\S]*evaluator: [\s\S]*of 2 solved[\s\S]*Log: .*autodidact\.db/,
    );
  });
});
