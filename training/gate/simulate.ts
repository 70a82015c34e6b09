import { createRandom, type Random } from '../../core/index.js';
import { GATE_RULES, type GatePair, type GateRules, decideLook, type Verdict } from './sequential.js';
import { type Interval, wilsonInterval } from '../../evaluation/index.js';

/** How often the gate says what of candidates whose true difference is known. */
export interface GateSimulation {
  /** True difference in success, -1 to 1. */
  difference: number;
  simulations: number;
  verdicts: Record<Verdict, number>;
  /** Share promoted, with its 95% interval. */
  promoted: number;
  interval: Interval;
  /** Pairs that a verdict took on average. */
  pairs: number;
}

/**
 * Runs the gate on pairs drawn from logged ones, with the candidate made equal, better or worse by a known amount. Equal: incumbent and
 * candidate change places at random within each pair, so that both have one expectation and the pairs keep the discordance they really
 * have. Better by d: of the pairs that the candidate failed, so many are turned that its expectation rises by d; worse alike.
 */
export function simulateGate(
  logged: readonly GatePair[],
  {
    difference,
    simulations,
    seed = 1,
    rules = GATE_RULES,
  }: { difference: number; simulations: number; seed?: number; rules?: GateRules },
): GateSimulation {
  const random = createRandom(seed);
  const verdicts: Record<Verdict, number> = { promote: 0, 'no significant change': 0, reject: 0 };
  const turning = turningShare(logged, difference);
  let pairs = 0;
  for (let i = 0; i < simulations; i++) {
    const drawn: GatePair[] = [];
    for (const [look, size] of rules.looks.entries()) {
      while (drawn.length < size) drawn.push(drawPair(logged, difference, turning, random));
      const report = decideLook(drawn, look, rules);
      if (!report) continue;
      verdicts[report.verdict]++;
      pairs += report.pairs;
      break;
    }
  }
  const interval = wilsonInterval(verdicts.promote, simulations);
  return { difference, simulations, verdicts, promoted: verdicts.promote / simulations, interval, pairs: pairs / simulations };
}

/** Share of the candidate's failures (or, for a loss, successes) that has to turn. */
function turningShare(logged: readonly GatePair[], difference: number): number {
  const both = logged.flatMap(({ incumbent, candidate }) => [incumbent.success, candidate.success]);
  const rate = both.filter(Boolean).length / Math.max(1, both.length);
  return Math.min(1, Math.abs(difference) / Math.max(1e-9, difference >= 0 ? 1 - rate : rate));
}

function drawPair(logged: readonly GatePair[], difference: number, turning: number, random: Random): GatePair {
  const pair = random.pick(logged);
  const [incumbent, candidate] = random.chance(0.5) ? [pair.incumbent, pair.candidate] : [pair.candidate, pair.incumbent];
  const turns = candidate.success === difference < 0 && random.chance(turning);
  return { ...pair, incumbent, candidate: turns ? { ...candidate, success: !candidate.success } : candidate };
}
