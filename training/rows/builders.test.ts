import { afterAll, describe, expect, it } from 'vitest';
import { showParts } from '../../agent/index.js';
import type { PromptPart } from '../../core/index.js';
import { BUILDERS, type BuilderName } from './builders.js';
import { CURATION, Curator, type CurationOptions } from './curate.js';
import { judgeSteps, waysOf } from './first-error.js';
import { fixtureStore } from './fixture.js';
import { hindsightRows } from './hindsight.js';
import { reflectedRows, revisionRows } from './revision.js';
import { safetyRows } from './safety.js';
import { readAttempts } from './trajectory.js';

const store = fixtureStore();
afterAll(() => store.close());
const tasks = [...readAttempts(store)];
const words = (said: string | readonly PromptPart[]): string => (typeof said === 'string' ? said : showParts(said).replace('<|end|>', '')); // prettier-ignore

/** All that a builder makes of the fixture, in short; and what was left out. */
function made(name: BuilderName, options: Partial<CurationOptions> = {}) {
  const curator = new Curator({ ...CURATION, splits: ['practice'], ...options });
  const builder = BUILDERS[name];
  const rows: unknown[] = [];
  for (const task of tasks) for (const row of builder.build(task, curator)) rows.push(short(row));
  return { rows, drops: curator.report.drops };
}

function short(row: ReturnType<(typeof BUILDERS)[BuilderName]['build']>[number]): unknown {
  if ('chosen' in row) return [`${row.chosenStep.episodeId}#${row.chosenStep.step}`, words(row.prompt), words(row.chosen), words(row.rejected)]; // prettier-ignore
  if ('steps' in row) return [row.episodeId, row.steps.map(({ answer, good }) => [words(answer), good])];
  const said = [`${row.episodeId}#${row.step}`, words(row.prompt), words(row.answer)];
  if ('value' in row) return [...said, row.value];
  return 'weight' in row ? [...said, row.weight] : said;
}

describe('judgeSteps', () => {
  const labels = (episodeId: string) => {
    const task = tasks.find(({ attempts }) => attempts.some((one) => one.episodeId === episodeId))!;
    const attempt = task.attempts.find((one) => one.episodeId === episodeId)!;
    return judgeSteps(attempt, waysOf(task)).map(({ label }) => label);
  };

  it('finds the step at which an attempt left the way of the successes for good', () => {
    expect(labels('lost')).toEqual(['bad', 'bad', 'bad']);
  });

  it('does not cut where an attempt found back: what is uncertain is no error', () => {
    expect(labels('hasty')).toEqual(['uncertain', 'good', 'good', 'bad', 'bad']);
  });

  it('of a success calls bad only what had no effect or the wrong one, and round trips uncertain', () => {
    expect(labels('slip')).toEqual(['bad', 'good', 'good', 'good']);
    expect(labels('straight')).toEqual(['good', 'good', 'good']);
    expect(labels('strayed')).toEqual(['uncertain', 'uncertain', 'good', 'good', 'good']);
    expect(labels('gated')).toEqual(['bad', 'good', 'good', 'good']);
  });

  it('without a success to compare with knows faults and false ends only', () => {
    const [{ attempts, ...task }] = tasks;
    const failed = attempts.filter(({ success }) => !success);
    const judged = failed.map((attempt) => judgeSteps(attempt, waysOf({ ...task, attempts: failed })).map(({ label }) => label));
    expect(judged).toEqual([['uncertain', 'uncertain', 'bad'], ['uncertain', 'uncertain', 'uncertain', 'bad', 'bad']]); // prettier-ignore
  });
});

const RARITY = Math.sqrt(0.4 / 0.6); // three of five attempts succeeded

describe('weights', () => {
  const masked = (rows: readonly { episodeId: string; step: number; weight: number }[]) =>
    rows.map(({ episodeId, step, weight }) => [`${episodeId}#${step}`, weight > 0]);

  it('are 0 exactly on the wrong steps', () => {
    const curator = new Curator({ ...CURATION, splits: ['practice'] });
    expect(masked(tasks.flatMap((task) => revisionRows(task, curator)))).toEqual([
      ...[['lost#1', false], ['lost#2', true], ['strayed#3', true], ['strayed#4', true], ['strayed#5', true]],
      ...[['hasty#4', false], ['hasty#5', true], ['slip#4', true]],
      ...[['slip#1', false], ['slip#2', true]],
      ...[['gated#1', false], ['gated#2', true]],
    ]); // prettier-ignore
    expect(masked(tasks.flatMap((task) => reflectedRows(task, curator)))).toEqual([['slip#1', false], ['slip#2', true], ['slip#3', true], ['slip#4', true]]); // prettier-ignore
    expect(masked(tasks.flatMap((task) => safetyRows(task, curator)))).toEqual([['refused#1', true], ['gated#1', false], ['gated#2', true]]); // prettier-ignore
  });

  it('of 0 make no row, and are counted', () => {
    expect(made('revision').drops).toEqual({ masked: 4 });
    expect(made('reflected').drops).toEqual({ masked: 1 });
    expect(made('safety').drops).toEqual({ masked: 1 });
  });

  it('follow the rewards that count', () => {
    expect(made('reflected', { rewards: { outcome: 1, reflection: 2 } }).rows).toEqual([
      ['slip#2', 'shop, after Tea in vain:', 'Tea', RARITY * 2],
      ['slip#3', 'tea, after Tea in vain, Tea:', 'Order', RARITY * 1.5],
      ['slip#4', 'teaOrdered, after Tea in vain, Tea, Order:', 'stop', RARITY * 1.5],
    ]);
    const straight = (weight: number) => ['straight#1', 'shop:', 'Tea', weight];
    expect(made('success').rows).toContainEqual(straight(RARITY));
    expect(made('success', { rewards: { outcome: 0.5 } }).rows).toContainEqual(straight(RARITY * 0.5));
    expect(made('skill', { rewards: { outcome: 1, 'skill-reuse': 1 } }).rows).toEqual([
      ['gated#3', expect.any(String), '<click>[0]', 0.6],
    ]);
  });
});

describe('builders', () => {
  const golden: Partial<Record<BuilderName, unknown[]>> = {
    success: [
      ['slip#2', 'shop, after Tea in vain:', 'Tea', RARITY],
      ['slip#3', 'tea, after Tea in vain, Tea:', 'Order', RARITY],
      ['slip#4', 'teaOrdered, after Tea in vain, Tea, Order:', 'stop', RARITY],
      ['straight#1', 'shop:', 'Tea', RARITY],
      ['straight#2', 'tea, after Tea:', 'Order', RARITY],
      ['straight#3', 'teaOrdered, after Tea, Order:', 'stop', RARITY],
      ['strayed#1', 'shop:', 'Coffee', RARITY],
      ['strayed#2', 'coffee, after Coffee:', 'Back', RARITY],
      ['strayed#3', 'shop, after Coffee, Back:', 'Tea', RARITY],
      ['strayed#4', 'tea, after Coffee, Back, Tea:', 'Order', RARITY],
      ['strayed#5', 'teaOrdered, after Back, Tea, Order:', 'stop', RARITY],
      ['refused#1', 'shop, after asking for cocoa:', 'refuse', 0.3],
    ],
    revision: [
      ['lost#2', 'coffee, after Coffee:', 'Back', 1],
      ['strayed#3', 'shop, after Coffee, Back:', 'Tea', 1],
      ['strayed#4', 'tea, after Coffee, Back, Tea:', 'Order', 1],
      ['strayed#5', 'teaOrdered, after Back, Tea, Order:', 'stop', 1],
      [
        'hasty#5', // never weighed there: the prompt is made anew, with the wait in vain in its past
        '<|bos|>Order "Tea"<q1><|user|>\nbutton:Order tea<has><q1>[0]\nbutton:Back[1]<|eos|>' +
          '\n<click>button:Coffee<ok>\n<click>button:Back<ok>\n<click>button:<q1><ok>\n<wait><same><todo><|assistant|>',
        '<click>[0]',
        1,
      ],
      ['slip#4', 'teaOrdered, after Tea in vain, Tea, Order:', 'stop', 1],
      ['slip#2', 'shop, after Tea in vain:', 'Tea', 1],
      ['gated#2', 'coffee, after Order held back:', 'Back', 1],
    ],
    reflected: [
      ['slip#2', 'shop, after Tea in vain:', 'Tea', RARITY],
      ['slip#3', 'tea, after Tea in vain, Tea:', 'Order', RARITY],
      ['slip#4', 'teaOrdered, after Tea in vain, Tea, Order:', 'stop', RARITY],
    ],
    safety: [
      ['refused#1', 'shop, after asking for cocoa:', 'refuse', 3],
      ['gated#2', 'coffee, after Order held back:', 'Back', 1],
    ],
    braked: [['straight#2', 'tea, after Tea:', 'Order', RARITY]],
    skill: [
      [
        'gated#3',
        '<|bos|>Order "Tea"<q1> for nothing<|user|>\nbutton:<q1>[0]\nbutton:Coffee[1]<|eos|>' +
          '\n<click>button:Order coffee<error>\n<click>button:Back<ok><todo><q1><|assistant|>',
        '<click>[0]',
        0.3,
      ],
    ],
    calibration: [
      ['lost#1', 'shop:Coffee', '<ok>', 1 / 3],
      ['lost#2', 'coffee, after Coffee:Order', '<ok>', 0],
      ['lost#3', 'coffeeOrdered, after Coffee, Order:stop', '<ok>', 0],
      ['hasty#2', 'coffee, after Coffee:Back', '<ok>', 1 / 2],
      ['hasty#3', 'shop, after Coffee, Back:Tea', '<ok>', 1 / 2],
      ['hasty#4', 'tea, after Coffee, Back, Tea:wait', '<ok>', 0],
      ['hasty#5', 'tea, after Back, Tea, wait in vain:stop', '<ok>', 0],
      ['slip#1', 'shop:Tea', '<ok>', 1],
      ['slip#2', 'shop, after Tea in vain:Tea', '<ok>', 1],
      ['slip#3', 'tea, after Tea in vain, Tea:Order', '<ok>', 1],
      ['slip#4', 'teaOrdered, after Tea in vain, Tea, Order:stop', '<ok>', 1],
      ['straight#2', 'tea, after Tea:Order', '<ok>', 1],
      ['straight#3', 'teaOrdered, after Tea, Order:stop', '<ok>', 1],
      ['strayed#4', 'tea, after Coffee, Back, Tea:Order', '<ok>', 1],
      ['strayed#5', 'teaOrdered, after Back, Tea, Order:stop', '<ok>', 1],
      ['lost#1', 'shop:<unsure>', '<ok>', 1],
      ['refused#1', 'shop, after asking for cocoa:refuse', '<ok>', 1],
      ['refused#1', 'shop, after asking for cocoa:<unsure>', '<ok>', 0],
      ['gated#1', 'coffee:Order', '<ok>', 1],
      ['gated#2', 'coffee, after Order held back:Back', '<ok>', 1],
      ['gated#4', 'tea, after Back, Tea:stop', '<ok>', 1],
      ['gated#1', 'coffee:<unsure>', '<ok>', 1],
    ],
    preferences: [
      ['straight#1', 'shop:', 'Tea', 'Coffee'], // against "lost", and against "hasty"
      ['straight#1', 'shop:', 'Tea', 'Coffee'],
      ['strayed#2', 'coffee, after Coffee:', 'Back', 'Order'],
      ['strayed#4', 'tea, after Coffee, Back, Tea:', 'Order', 'wait'],
    ],
    hindsight: [['straight#1', 'shop:', 'Tea', 'Coffee']],
    'first-error': [
      ['lost', [['Coffee', false]]],
      ['hasty', [['Coffee', true], ['Back', true], ['Tea', true], ['wait', false]]],
    ],
    stepwise: [
      ['lost', [['Coffee', true], ['Order', false]]], // one success went there too
      ['hasty', [['Coffee', true], ['Back', true], ['Tea', true], ['wait', false]]],
      ['slip', [['Tea', false], ['Tea', true], ['Order', true], ['stop', true]]],
      ['straight', [['Tea', true], ['Order', true], ['stop', true]]],
      ['strayed', [['Coffee', true], ['Back', true], ['Tea', true], ['Order', true], ['stop', true]]],
      ['refused', [['refuse', true]]],
      ['gated', [['Order', false], ['Back', true], ['stop', true]]],
    ],
  }; // prettier-ignore

  it.each(Object.entries(golden) as [BuilderName, unknown[]][])('%s', (name, rows) => {
    expect(made(name).rows).toEqual(rows);
  });

  it('process-values grow towards the end of a success and fall off its way', () => {
    const values = new Map(made('process-values').rows.map((row) => [(row as string[])[0], (row as number[])[3]]));
    const of = (id: string, steps: number[]) => steps.map((step) => values.get(`${id}#${step}`));
    expect(of('straight', [2, 3])).toEqual([expect.closeTo(2 / 3), 1]); // its first step is that of "slip": 1 / 3
    expect(values.get('slip#1')).toBeCloseTo(1 / 3);
    expect(of('strayed', [4, 5])).toEqual([expect.closeTo(4 / 5), 1]);
    expect(of('lost', [1, 2, 3])).toEqual([expect.closeTo(1 / 5), expect.closeTo(1 / 5 - 4 / 5 / 6), 0]); // "strayed" went on from its first step
    expect(of('hasty', [4, 5])).toEqual([expect.closeTo(3 / 5 - 2 / 5 / 4), expect.closeTo(2 / 5)]);
  });

  const failed = 'Goal: Order "Tea"\nAn attempt that failed:\n1. click button "Coffee"\n2. click button "Back"\n3. click button "Tea"\n4. wait\n5. stop\n'; // prettier-ignore
  const way = '1. click button "Tea"\n2. click button "Order tea"\n3. stop';

  it('two-attempt shows a failure once, and answers with the success that came next', () => {
    expect(made('two-attempt').rows).toEqual([['slip#0', `${failed}There may be a mistake in it. Begin again:`, way]]);
  });

  it('meta-skill names the first mistake, and then does it right', () => {
    const critique = 'Step 4 was the first mistake: the page did not change. Right there: click button "Order tea".';
    const { rows } = made('meta-skill');
    expect(rows.map((row) => (row as string[])[0])).toEqual(['lost#1', 'slip#0', 'hasty#4', 'slip#0']);
    expect(rows.slice(2)).toEqual([
      ['hasty#4', `${failed}What was the first mistake?`, critique],
      ['slip#0', `${failed}${critique}\nBegin again:`, way],
    ]);
  });

  it('verification asks about every step of which something is known', () => {
    const { rows } = made('verification');
    const answers = rows.map((row) => [(row as string[])[0], (row as string[])[2].slice(0, 2)].join(' '));
    expect(answers.slice(0, 10)).toEqual(['lost#1 No', 'lost#2 No', 'lost#3 No', 'hasty#2 Ye', 'hasty#3 Ye', 'hasty#4 No', 'hasty#5 No', 'slip#1 No', 'slip#2 Ye', 'slip#3 Ye']); // prettier-ignore
    expect(rows[1]).toEqual([
      'lost#2',
      'Goal: Order "Tea"\nBefore:\n1. click button "Coffee"\nStep: click button "Order coffee"\nWhat changed:\n- button "Order coffee"\n+ text "Coffee ordered"\nWas the step right?',
      'No: it left the way of the successes for good.',
    ]);
  });

  it('world-model tells what an action changes, the same once', () => {
    const { rows, drops } = made('world-model');
    expect(rows.map((row) => (row as string[])[0])).toEqual(['lost#1', 'lost#2', 'hasty#2', 'hasty#3', 'hasty#4', 'slip#1', 'slip#3', 'gated#1']); // prettier-ignore
    expect(drops).toEqual({ 'seen before': 10 });
    expect(rows[2]).toEqual([
      'hasty#2',
      'page "Page" http://127.0.0.1/\n[1] button "Order coffee"\n[2] button "Back"\nAction: click button "Back"\nWhat changes?',
      '- button "Order coffee"\n+ button "Tea"',
    ]);
  });

  it('hindsight does not reject what a success took, nor choose what a failure took', () => {
    const [{ attempts, ...task }] = tasks;
    const curator = new Curator({ ...CURATION, splits: ['practice'] });
    const pairs = (success: boolean, gap = 0.5) =>
      hindsightRows(
        {
          ...task,
          attempts: attempts.map((attempt) => ({
            ...attempt,
            success,
            trees: attempt.trees.map((record) => ({
              ...record,
              tree: { ...record.tree, nodes: record.tree.nodes.map((node) => (node.id === 2 ? { ...node, value: { total: 0.8 - gap, parts: {} } } : node)) }, // prettier-ignore
            })),
          })),
        },
        curator,
      );
    expect(pairs(true)).toHaveLength(1);
    expect(pairs(true, 0.1)).toHaveLength(0); // too near
    expect(pairs(true, -0.3)).toHaveLength(0); // the search thought coffee better, and tea it was
    expect(pairs(false)).toHaveLength(0);
    expect(pairs(false, -0.3)).toHaveLength(1);
  });

  it('take nothing twice, and no more of a family than is allowed, each', () => {
    const curator = new Curator({ ...CURATION, splits: ['practice'], perFamily: 3 });
    const rows = (['reflected', 'success'] as const).map((name) => tasks.flatMap((task) => BUILDERS[name].build(task, curator)));
    expect(rows.map(({ length }) => length)).toEqual([3, 3]);
    expect(curator.report).toMatchObject({ rows: 6, drops: { masked: 1, 'seen before': 3, 'family is full': 6 } });
  });

  it('drop loops where curation is strict', () => {
    const looping = tasks.map((task) => ({
      ...task,
      attempts: task.attempts.map((attempt) => ({
        ...attempt,
        steps: attempt.steps.map((step, i) => ({ ...step, verdicts: i === 1 && attempt.episodeId === 'straight' ? [{ level: 'trajectory' as const, label: 'B' as const, source: 'rule:cycle', reason: 'again' }] : step.verdicts })), // prettier-ignore
      })),
    }));
    const drops = (strictness: number) => {
      const curator = new Curator({ ...CURATION, splits: ['practice'], strictness });
      for (const task of looping) curator.successes(task);
      return curator.report.drops.loop;
    };
    expect([drops(0), drops(0.1)]).toEqual([undefined, 1]);
  });
});
