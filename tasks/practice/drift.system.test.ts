import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type BrowserHandle, type BrowserSession } from '../../tools/index.js';
import { collectDemonstrations } from './batch.js';
import { type Drift, DRIFTS } from './drift.js';
import { openRollouts } from './rollouts.js';

const FAMILIES = ['settings-form', 'log-in', 'mail-compose', 'calendar-create', 'wizard-steps', 'table-edit', 'click-nth', 'pet-adoption', 'type-result', 'todo-restore']; // prettier-ignore
const SEEDS = [0, 1, 2, 3];

let browser: BrowserHandle;
let session: BrowserSession;
beforeAll(async () => {
  browser = await launchBrowser({});
  session = await browser.newSession({});
});
afterAll(() => browser?.close());

/** What stands on the first page. */
async function facts(family: string, drift?: Drift): Promise<{ goal: string; lines: string[]; html: string }> {
  const episode = await (await openRollouts(session.page)).begin(family, 1, { drift });
  const { elements } = await episode.observe();
  const lines = elements.map(({ role, name, region, verbs }) => [role, name, region, verbs.join(' ')].join('|'));
  return { goal: episode.goal, lines, html: await session.page.evaluate(() => document.documentElement.outerHTML) };
}

describe('drift', () => {
  it.each(DRIFTS)('%s leaves every page solvable by its oracle', async (drift) => {
    const { demonstrations, failures } = await collectDemonstrations(session.page, { families: FAMILIES, seeds: SEEDS, drift });
    expect(failures).toEqual([]);
    expect(demonstrations.length).toBe(FAMILIES.length * SEEDS.length);
  });

  it.each(DRIFTS)('%s asks the same on another page, the same one each time', async (drift) => {
    const [plain, drifted, again] = [await facts('log-in'), await facts('log-in', drift), await facts('log-in', drift)];
    expect(drifted.goal).toBe(plain.goal);
    expect(drifted.html).not.toBe(plain.html);
    expect(again).toEqual(drifted);
  });

  it('none is the page as it was', async () => {
    expect(await facts('mail-compose', 'none')).toEqual(await facts('mail-compose'));
  });

  it('reordered has the same controls in another order, renamed the same order of controls under other names', async () => {
    const [plain, reordered, renamed] = [
      await facts('log-in'),
      await facts('log-in', 'reordered'),
      await facts('log-in', 'renamed'),
    ];
    expect(reordered.lines).not.toEqual(plain.lines);
    expect([...reordered.lines].sort()).toEqual([...plain.lines].sort());
    const roles = (lines: string[]): string[] => lines.map((line) => line.split('|')[0]);
    expect(roles(renamed.lines)).toEqual(roles(plain.lines));
    expect(renamed.lines).not.toEqual(plain.lines);
  });

  it('dialog leaves nothing to use but the dialog', async () => {
    const usable = (await facts('log-in', 'dialog')).lines.filter((line) => !line.endsWith('|'));
    expect(usable.length).toBeGreaterThan(0);
    expect(usable.every((line) => line.includes('|dialog "'))).toBe(true);
  });
});
