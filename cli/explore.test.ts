import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { explore, Fence } from '../agent/index.js';
import { ExploreSettingsSchema, loadConfig } from '../config/index.js';
import { openStore } from '../memory/index.js';
import { SITE, scriptSite } from '../tests/fakes/scripted-site.js';
import { runCli } from './cli.js';

let home: string;
beforeAll(async () => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'autodidact-explore-'));
  const store = openStore(path.join(home, 'autodidact.db'));
  const { session } = scriptSite({
    '/': [['heading', 'Welcome'], ['link', 'Help', { to: '/help' }]],
    '/help': [['heading', 'Help'], ['textbox', 'Question'], ['button', 'Send']],
  }); // prettier-ignore
  const fence = new Fence({ url: SITE, allow: [], sandbox: false });
  await explore({ session, store, fence, settings: ExploreSettingsSchema.parse({}) }, { url: SITE, sandbox: false });
  store.close();
});
afterAll(() => fs.rmSync(home, { recursive: true }));

async function run(...args: string[]) {
  const out = { stdout: '', stderr: '' };
  const code = await runCli(['explore', ...args], {
    stdout: { write: (text) => (out.stdout += text) },
    stderr: { write: (text) => (out.stderr += text) },
    loadConfig: () => loadConfig({ AUTODIDACT_HOME: home }, home),
    signal: new AbortController().signal,
  });
  return { code, ...out };
}

it('prints what is known of a site, with the way to each page and the memory that tells of it', async () => {
  const { code, stdout } = await run(SITE, '--show');
  expect(code).toBe(0);
  expect(stdout).toBe(`${SITE}: 2 pages

/  Welcome  (m1), seen just now
  leads to link "Help" > /help
/help  Help  (m2), seen just now
  way      link "Help"
  holds    textbox "Question", button "Send" (irreversible)
`);
});

it('prints the same for a program', async () => {
  const { stdout } = await run(SITE, '--show', '--json');
  const map = JSON.parse(stdout) as { pages: { address: string }[]; edges: unknown[] };
  expect(map.pages.map(({ address }) => address)).toEqual(['/', '/help']);
  expect(map.edges).toHaveLength(2);
});

it('names the sites that it knows when it is asked for another, and forgets a map', async () => {
  const other = await run('http://other.example/', '--show');
  expect(other.code).toBe(1);
  expect(other.stderr).toBe(`error SITE_UNKNOWN: There is no map of http://other.example, only of ${SITE}. Make one: autodidact explore http://other.example/\n`); // prettier-ignore
  expect((await run(SITE, '--forget')).stdout).toContain('is forgotten');
  expect((await run(SITE, '--show')).stderr).toContain('error SITE_UNKNOWN');
});
