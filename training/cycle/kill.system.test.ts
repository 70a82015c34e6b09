import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registeredModels } from '../../agent/index.js';
import { packageRoot } from '../../core/index.js';
import { openStore } from '../../memory/index.js';
import { launchBrowser } from '../../tools/index.js';
import { readModelFile } from '../gguf/index.js';
import { buildDataset } from '../raise/index.js';
import type { CycleReport } from './cycle.js';
import { replayFiles } from './replay.js';
import { StageFolder } from './stages.js';

const home = mkdtempSync(path.join(tmpdir(), 'cycle-kill-'));
const model = registeredModels(path.join(packageRoot, 'models')).seed;
const round = new StageFolder(path.join(home, 'cycles/killed/round-1'));
const REPLAY_ROWS = 60;
const PAIRS = 6;
const COMMAND = ['cycle', '--name', 'killed', '--model', model, '--rows', 'success,negative-aware', '--tasks', '24', '--attempts', '2', '--gate-pairs', String(PAIRS), '--replay', String(REPLAY_ROWS), '--jobs', '2', '--threads', '1', '--json']; // prettier-ignore

/** Minutes that no stage comes to the end of, and few enough to be over as soon as the trainer goes on. */
const [AMPLE, SHORT] = ['5', '0.1'];

/** Few rows to rehearse: what takes long and is not in question. */
beforeAll(async () => {
  const folder = path.join(home, 'cycles/replay');
  const files = replayFiles({ model, folder, rows: REPLAY_ROWS });
  const browser = await launchBrowser();
  const plan = { browser, families: ['type-text', 'several-fields'], pages: 1, rows: REPLAY_ROWS, context: 512, seed: 1 };
  for (const file of [files.train, files.validation]) await buildDataset(plan, readModelFile(model).vocabulary, file);
  await browser.close();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Starts the command as a user would; kills it and nothing else with SIGKILL at a moment, and waits until all that it started is gone. */
async function killed(minutes: string, moment: (stderr: string) => boolean): Promise<void> {
  const { child, ended, output } = start(minutes);
  await expect.poll(() => moment(output.stderr) || child.exitCode !== null, { timeout: 60_000, interval: 20 }).toBe(true);
  expect(child.exitCode, output.stderr).toBe(null);
  const started = descendants(child.pid!);
  expect(started.length).toBeGreaterThan(0);
  child.kill('SIGKILL');
  await ended;
  await expect.poll(() => started.filter((pid) => processes().has(pid)), { timeout: 30_000 }).toEqual([]);
}

function start(minutes: string, more: readonly string[] = []) {
  const env = { ...process.env, AUTODIDACT_HOME: home, AUTODIDACT_GPU: 'off' };
  const child = spawn(process.execPath, [path.join(packageRoot, 'dist/cli/main.js'), ...COMMAND, '--minutes', minutes, ...more], {
    env,
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (output.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output.stderr += data.toString()));
  return { child, output, ended: new Promise((resolve) => child.stdout.once('close', resolve)) };
}

/** Parents by process; without those that are dead and only wait to be asked for. */
function processes(): Map<number, number> {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' });
  const lines = stdout.trim().split('\n').map((line) => line.trim().split(/\s+/)); // prettier-ignore
  return new Map(lines.flatMap(([pid, parent, state]) => (state.startsWith('Z') ? [] : [[Number(pid), Number(parent)]])));
}

function descendants(of: number): number[] {
  const children = [...processes()].flatMap(([pid, parent]) => (parent === of ? [pid] : []));
  return children.flatMap((pid) => [pid, ...descendants(pid)]);
}

/** What stands on disk. */
const linesOf = (name: string): string[] =>
  existsSync(round.at(name)) ? readFileSync(round.at(name), 'utf8').trimEnd().split('\n') : [];
const pairs = (): string[] => linesOf('gate.jsonl').slice(1);
const starts = () =>
  linesOf('candidate/events.jsonl')
    .map((line) => JSON.parse(line) as { type: string; resumed: boolean; step: number })
    .filter(({ type }) => type === 'start');
function judged() {
  const store = openStore(round.at('rollouts.db'), { readOnly: true });
  const all = store.evaluations.list();
  store.close();
  return all;
}

it('a cycle that is killed at every stage leaves no process behind, and goes on without playing anything twice or losing it', async () => {
  await killed(AMPLE, (stderr) => /practice: \d+ tasks/.test(stderr));
  const first = judged();
  expect(first.length).toBeGreaterThan(0);

  await killed(AMPLE, (stderr) => /candidate: after/.test(stderr));
  const collected = judged();
  expect(collected.length).toBeGreaterThan(first.length);
  expect(collected).toEqual(expect.arrayContaining(first));

  await killed(SHORT, () => pairs().length > 0);
  const before = pairs();
  expect(before.length).toBeLessThan(PAIRS);
  expect(starts().map(({ resumed }) => resumed)).toEqual([false, true]); // the trainer kept what it had when its parent died

  const { output, ended } = start(SHORT);
  await ended;
  const { rounds } = JSON.parse(output.stdout) as CycleReport;
  const data = { recipe: ['success', 'negative-aware'] };
  expect(rounds).toMatchObject([{ collected: { tasks: 24 }, data, gate: { pairs: PAIRS } }]);
  expect(['promote', 'no significant change', 'reject']).toContain(rounds[0].verdict);
  expect(starts()).toHaveLength(2);
  expect(pairs().slice(0, before.length)).toEqual(before);
  expect(new Set(pairs().map((line) => (JSON.parse(line) as { key: string }).key)).size).toBe(pairs().length);
  expect(judged()).toEqual(collected);
  const attempts = collected.map(({ episodeId }) => episodeId.replace('+', ''));
  expect(new Set(attempts).size).toBe(attempts.length);
  expect(attempts).toHaveLength(rounds[0].collected.attempts);
}, 240_000);

it('rewards that are given to the command weigh its rows: what is worth nothing is left out', async () => {
  const { output, ended } = start(AMPLE, ['--name', 'worthless', '--tasks', '4', '--attempts', '1', '--rewards', 'outcome=0']);
  await ended;
  const { rounds } = JSON.parse(output.stdout) as CycleReport;
  expect(rounds).toMatchObject([{ data: { byBuilder: {} }, verdict: 'no significant change' }]);
  expect(rounds[0].data.drops.masked).toBeGreaterThan(0);
}, 120_000);
