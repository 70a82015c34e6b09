import { expect, it } from 'vitest';
import { type Decision, createRandom } from '../../core/index.js';
import { confidenceFeatures } from './features.js';
import { confidenceOf, fitConfidence, fitStepCritic, type JudgedEpisode, judgeConfidence, judgeStep } from './model.js';

const decision = (more: Partial<Decision> = {}): Decision => ({
  action: { kind: 'stop' },
  proposer: 'model',
  expectation: { effect: 'any' },
  candidates: [],
  notes: [],
  ...more,
});

/** Episodes whose model foretells success and feasibility too boldly, as `distort` says. */
function episodes(count: number, seed: string, distort: (truth: number) => number): JudgedEpisode[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const [truth, possible] = [random.next(), random.next()];
    const foresight = { success: distort(truth), feasible: distort(possible) };
    const steps = [{ decision: decision({ foresight }) }, { decision: decision({ foresight }) }];
    return { steps, success: random.chance(truth), feasible: random.chance(possible) };
  });
}
const bold = (truth: number): number => truth ** 0.3;

it('learns from outcomes how far a model may be believed', () => {
  const logged = episodes(500, 'fit', bold);
  const held = judgeConfidence(fitConfidence('bold', logged), logged, episodes(800, 'held', bold));
  for (const { ece, skill, auroc } of [held.end, held.ahead]) {
    expect(ece).toBeLessThan(0.1);
    expect(skill).toBeGreaterThan(0.15); // 1/3 is all there is to know
    expect(auroc).toBeGreaterThan(0.75);
  }
  expect(held.feasible.auroc).toBeGreaterThan(0.75);
  expect(held.end.riskCoverage[0].risk).toBeLessThan(held.end.riskCoverage[9].risk);
});

it('is the same for the same episodes, and does without what a model does not give', () => {
  const logged = episodes(200, 'same', bold);
  expect(fitConfidence('m', logged)).toEqual(fitConfidence('m', logged));
  const plain = logged.map((one) => ({ ...one, steps: [{ decision: decision({ logprob: one.success ? -0.1 : -3 }) }] }));
  const fitted = fitConfidence('plain', plain);
  const sure = (logprob?: number): number =>
    confidenceOf(fitted, [{ decision: decision(logprob === undefined ? {} : { logprob }) }], 'end');
  expect(sure(-0.1)).toBeGreaterThan(sure(-3));
  expect(sure()).toBeGreaterThan(0);
});

it('reads from decisions what tells how well it goes', () => {
  const close = decision({
    proposer: 'model+match',
    candidates: [
      { action: { kind: 'stop' }, proposer: 'model', prior: 0, score: 1 },
      { action: { kind: 'back' }, proposer: 'match', prior: 0, score: 0.5 },
    ],
  });
  const steps = [{ decision: decision({ logprob: -9 }), label: 'C' as const }, { decision: close }];
  expect(confidenceFeatures(steps)).toMatchObject({
    margin: 0.5,
    agreed: 1,
    byModel: 0.5,
    failures: 1,
    leastLogprob: -9,
    stops: 1,
  });
  expect(confidenceFeatures(steps).success).toBeUndefined();
  expect(confidenceFeatures([])).toEqual({});
});

it('judges a step by itself where a game has taught it to, else by the forecast of its episode', () => {
  const step = (logprob: number, kind: 'wait' | 'stop' = 'wait') => [{ decision: decision({ action: { kind }, logprob }) }];
  const shown = Array.from({ length: 200 }, (_, i) => ({ steps: step(i % 2 ? -0.1 : -3), isRight: i % 2 === 0 })); // the unlikely is right
  const critic = fitStepCritic(shown);
  expect(judgeStep(critic, step(-3))).toBeGreaterThan(0.9);
  expect(judgeStep(critic, step(-0.1))).toBeLessThan(0.1);
  const confidence = fitConfidence('m', episodes(200, 'plain', bold));
  const taught = { ...confidence, step: critic };
  expect(confidenceOf(taught, step(-3), 'step')).toBe(judgeStep(critic, step(-3)));
  expect(confidenceOf(confidence, step(-3), 'step')).toBe(confidenceOf(confidence, step(-3), 'ahead'));
  expect(confidenceOf(confidence, step(-3, 'stop'), 'step')).toBe(confidenceOf(confidence, step(-3, 'stop'), 'end'));
});
