import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printAction, type Action } from '../../core/action.js';
import type { Observation } from '../../core/observation.js';
import { launchBrowser, type BrowserHandle, type BrowserSession } from '../../tools/index.js';
import type { Suite } from '../task.js';
import { collectDemonstrations } from './batch.js';
import type { Demonstration } from './demonstration.js';
import { FAMILIES } from './families/index.js';
import { splitOf } from './splits.js';
import { openPracticeSuite } from './suite.js';

/** Every third family, all groups among them; `TEST_FAMILIES=all` takes all, for whoever changes one. */
const NAMES = FAMILIES.map(({ name }) => name).filter((_, i) => process.env.TEST_FAMILIES === 'all' || i % 3 === 0);
const SEED = 0;

let browser: BrowserHandle;
let session: BrowserSession;
let suite: Suite;

beforeAll(async () => {
  browser = await launchBrowser({});
  session = await browser.newSession({});
  suite = await openPracticeSuite();
});
afterAll(async () => {
  await suite?.close();
  await browser?.close();
});

/** What an agent could tell apart on a page. */
const facts = (observation: Observation): string[] =>
  observation.elements.map((e) =>
    [e.ref, e.role, e.name, e.context, e.value ?? '', e.states.join(' '), e.verbs.join(' ')].join('|'),
  );

interface Played {
  goal: string;
  pages: string[][];
  actions: string[];
  success: boolean;
}

const fromBatch = ({ goal, steps }: Demonstration): Played => ({
  goal,
  pages: steps.map((step) => facts(step.observation)),
  actions: steps.map((step) => printAction(step.action)),
  success: true,
});

/** Plays a served page in the real browser by its oracle. */
async function playServed(family: string, seed: number): Promise<Played> {
  const task = await suite.task(splitOf(family)!, family, seed, 'train').open(session);
  const played: Played = { goal: task.assignment.goal, pages: [], actions: [], success: false };
  const verdict = async (kind: 'done' | 'refused' | 'page-ended', text: string): Promise<Played> => {
    played.success = (await task.evaluate({ kind, text })).success;
    await task.close();
    return played;
  };
  for (let i = 0; i < 40; i++) {
    const observation = session.current ?? (await session.observe());
    const { action, text = '' } = await session.page.evaluate(() => window.__practice!.oracle());
    played.pages.push(facts(observation));
    played.actions.push(printAction(action));
    if (action.kind === 'stop') return verdict('done', text);
    if (action.kind === 'refuse') return verdict('refused', text);
    const outcome = await session.act(literal(action, text));
    expect(outcome.status, `${printAction(action)}: ${outcome.message}`).not.toBe('error');
    if (await task.ended()) return verdict('page-ended', '');
  }
  return verdict('page-ended', '');
}

const literal = (action: Action, text: string): Action =>
  action.kind === 'type' ? { ...action, text: { kind: 'literal', text } } : action;

describe('a batched page and a served page are the same', () => {
  let batched: Demonstration[];
  beforeAll(async () => {
    const page = await session.page.context().newPage(); // of the same size as the other
    await page.setViewportSize(session.page.viewportSize()!);
    const { demonstrations, failures } = await collectDemonstrations(page, { families: NAMES, seeds: [SEED], purpose: 'train' });
    await page.close();
    expect(failures).toEqual([]);
    batched = demonstrations;
  });

  it.each(NAMES)('%s', async (family) => {
    expect(await playServed(family, SEED)).toEqual(fromBatch(batched.find((one) => one.family === family)!));
  });
});
