import fs from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadConfig } from '../config/index.js';
import { packageRoot } from '../core/index.js';
import { openStore, storeHash } from '../memory/index.js';
import { type Skill, SkillLibrary, SkillSchema } from '../skills/index.js';
import { type BrowserHandle, describeElement, launchBrowser } from '../tools/index.js';
import { runCli } from './cli.js';

let home: string;
let pages: Server;
let url: string;
beforeAll(async () => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'autodidact-skills-system-'));
  const page = fs.readFileSync(path.join(packageRoot, 'examples/pages/contact.html'));
  pages = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page));
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(pages.address() as AddressInfo).port}/`;
  const store = openStore(database());
  new SkillLibrary(store.skills).add(await writeSkill());
  store.close();
});
afterAll(() => {
  pages.close();
  fs.rmSync(home, { recursive: true });
});

const database = (): string => path.join(home, 'autodidact.db');

/** A skill as a person would write it, with locators of the page as the browser shows it. */
async function writeSkill(): Promise<Skill> {
  const browser: BrowserHandle = await launchBrowser({});
  const session = await browser.newSession({});
  await session.open(url);
  const seen = await session.observe();
  await browser.close();
  const at = (name: string) => describeElement(seen, seen.elements.find((one) => one.name === name)!.ref);
  const type = (id: string, field: string, name: string) =>
    ({ id, kind: 'do', action: { kind: 'type', target: at(field), text: { kind: 'parameter', name } } }) as const;
  const parameter = (name: string, example: string) => ({ name, type: 'text', example, read: 'goal' }) as const;
  return SkillSchema.parse({
    format: 1,
    name: 'write-message',
    purpose: 'Sends a message with the contact form.',
    goals: ['Write {message} as {name} with the e-mail {email}.'],
    parameters: [parameter('name', 'Ann'), parameter('email', 'ann@x.org'), parameter('message', 'Hello')],
    scope: ['http://127.0.0.1:*'],
    preconditions: { visible: [at('Send message')], texts: [] },
    steps: [
      type('s1', 'Your name', 'name'),
      type('s2', 'Email', 'email'),
      type('s3', 'Message', 'message'),
      { id: 's4', kind: 'do', action: { kind: 'click', target: at('Send message') } },
    ],
    postcondition: [{ kind: 'text-present', text: '{name}, we will answer your message', changed: true }],
    provenance: { by: 'person', steps: [] },
  });
}

async function skills(...args: string[]) {
  const out = { stdout: '', stderr: '' };
  const code = await runCli(['skills', ...args], {
    stdout: { write: (text) => (out.stdout += text) },
    stderr: { write: (text) => (out.stderr += text) },
    loadConfig: () => loadConfig({ ...process.env, AUTODIDACT_HOME: home }, home),
    signal: new AbortController().signal,
  });
  return { code, ...out };
}

const GOAL = 'Write "Is it open?" as Dee with the e-mail dee@q.io.';

it('"test" plays a skill on a live page, shows each step, and changes nothing in the library', async () => {
  const before = storeHash(database());
  const { code, stdout } = await skills('test', 'write-message', '--url', url, '--goal', GOAL);
  expect(stdout).toMatch(
    /^write-message version 1 on http.*\n {2}name = "Dee"\n {2}email = "dee@q\.io"\n {2}message = "Is it open\?"\n/,
  );
  expect(stdout).toMatch(
    / {2}1 {2}type \{name\} into textbox "Your name"\n {5}ok: [\s\S]* {2}4 {2}click button "Send message"\n/,
  );
  expect(stdout).toMatch(/\nDone after 4 actions, and what shows it was not so before\.\n$/);
  expect(code).toBe(0);
  expect(storeHash(database())).toBe(before);
});

it('"test" fails where the skill breaks, and says where', async () => {
  const { code, stdout } = await skills('test', 'write-message', '--url', url, '--goal', GOAL, '--arg', 'email=none', '--max-steps', '2', '--json'); // prettier-ignore
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ passed: false, ended: 'broken', at: 's3', steps: 2 },
    args: { name: 'Dee', email: 'none' },
    log: [{ id: 's1', text: 'Dee', status: 'ok' }, { text: 'none' }],
  });
});

it('"run" records what the person says of it, and a success only where the skill ended well, too', async () => {
  const args = ['run', 'write-message', '--url', url, '--arg', 'name=Dee', '--arg', 'email=dee@q.io', '--arg', 'message=Hi'];
  expect((await skills(...args, '--record', 'success')).stdout).toMatch(
    /\nRecorded as a success: write-message version 1 is draft/,
  );
  const broken = await skills(...args, '--max-steps', '1', '--record', 'success');
  expect(broken).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/\nBroken at s2 [\s\S]*Nothing was recorded/) as string,
  });
  await skills(...args);
  await skills(...args, '--max-steps', '1', '--record', 'failure');
  const shown = JSON.parse((await skills('show', 'write-message', '--json')).stdout) as { skill: Skill };
  expect(shown.skill.evidence).toMatchObject({ uses: 2, successes: 1 });
});
