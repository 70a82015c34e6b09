import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../memory/index.js';
import { bundleChild } from '../tests/fakes/bundle-child.js';

let folder: string;
let child: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'autodidact-kill-'));
  child = await bundleChild(fileURLToPath(new URL('../tests/fakes/killed-run.ts', import.meta.url)));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(child, { force: true });
});

/** Runs the child; kills it with SIGKILL as soon as it says that it is acting. Resolves with what it printed. */
function run(file: string, mode: 'hang' | 'go-on'): Promise<string> {
  return new Promise((resolve, reject) => {
    const started = spawn(process.execPath, [child, file, mode], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    started.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('acting')) started.kill('SIGKILL');
    });
    started.on('error', reject);
    started.on('close', () => resolve(output));
  });
}

it('loses nothing to a kill in the middle of an action, and does not do that action again', async () => {
  const file = path.join(folder, 'runs.db');
  expect(await run(file, 'hang')).toContain('acting');
  const killed = openStore(file);
  expect(killed.log.steps('e1').map(({ state, decision }) => [state, decision.action.kind])).toEqual([
    ['done', 'type'],
    ['intended', 'click'],
  ]);
  killed.close();
  const second = JSON.parse(await run(file, 'go-on')) as { done: string[] };
  expect(second.done).not.toContain('click 2');
  const after = openStore(file);
  expect(
    after.log
      .steps('e1')
      .map((step) => step.state)
      .slice(0, 2),
  ).toEqual(['done', 'unknown']);
  expect(after.log.episode('e1')?.finish).toBeDefined();
  after.close();
});
