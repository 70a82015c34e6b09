/** A claim that was made with some probability, and whether it came true. */
export interface Forecast {
  probability: number;
  outcome: boolean;
}

/** Mean squared error of probabilities (Brier 1950); 0 is best. NaN without forecasts. */
export const brierScore = (forecasts: readonly Forecast[]): number =>
  mean(forecasts.map(({ probability, outcome }) => (probability - Number(outcome)) ** 2));

/** 1 - Brier / Brier of always saying the base rate: 0 is no better than that, 1 is perfect. NaN where all came out alike. */
export function brierSkill(forecasts: readonly Forecast[]): number {
  const base = baseRate(forecasts);
  return 1 - brierScore(forecasts) / (base * (1 - base));
}

export const baseRate = (forecasts: readonly Forecast[]): number => mean(forecasts.map(({ outcome }) => Number(outcome)));

export interface Bin {
  count: number;
  /** Mean probability that was claimed. */
  claimed: number;
  /** Share that came true. */
  observed: number;
}

/** Bins with equally many forecasts each, by probability; equal probabilities are never torn apart. */
export function equalCountBins(forecasts: readonly Forecast[], bins = 15): Bin[] {
  const sorted = [...forecasts].sort((a, b) => a.probability - b.probability);
  const out: Bin[] = [];
  let from = 0;
  for (let bin = 1; bin <= bins && from < sorted.length; bin++) {
    let to = Math.max(from + 1, Math.round((bin * sorted.length) / bins));
    while (to < sorted.length && sorted[to].probability === sorted[to - 1].probability) to++;
    const inside = sorted.slice(from, to);
    out.push({ count: inside.length, claimed: mean(inside.map(({ probability }) => probability)), observed: baseRate(inside) });
    from = to;
  }
  return out;
}

/**
 * Expected calibration error in its squared form with the bias of finite bins taken away (Kumar et al. 2019, debiased plug-in):
 * `sqrt(max(0, sum_b n_b/n * ((claimed_b - observed_b)^2 - observed_b (1 - observed_b) / (n_b - 1))))`.
 */
export function calibrationError(forecasts: readonly Forecast[], bins = 15): number {
  const parts = equalCountBins(forecasts, bins).map(({ count, claimed, observed }) => {
    const noise = count > 1 ? (observed * (1 - observed)) / (count - 1) : 0;
    return (count / forecasts.length) * ((claimed - observed) ** 2 - noise);
  });
  return Math.sqrt(Math.max(0, sum(parts)));
}

/** Area under the ROC curve: how often what came true had the higher probability (ties count half). NaN where all came out alike. */
export function auroc(forecasts: readonly Forecast[]): number {
  const sorted = [...forecasts].sort((a, b) => a.probability - b.probability);
  let [positives, ranks] = [0, 0];
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (end < sorted.length && sorted[end].probability === sorted[i].probability) end++;
    const hits = sorted.slice(i, end).filter(({ outcome }) => outcome).length;
    positives += hits;
    ranks += hits * ((i + 1 + end) / 2); // the mean rank of equals
    i = end;
  }
  return (ranks - (positives * (positives + 1)) / 2) / (positives * (sorted.length - positives));
}

export interface CoveragePoint {
  /** Share of the forecasts that are acted on: the surest ones. */
  coverage: number;
  /** Share of those that came out false. */
  risk: number;
  /** Least probability among them. */
  threshold: number;
}

/** Risk against coverage (selective prediction, Geifman and El-Yaniv 2017), at so many evenly spread points. */
export function riskCoverage(forecasts: readonly Forecast[], points = 10): CoveragePoint[] {
  const sorted = [...forecasts].sort((a, b) => b.probability - a.probability);
  return Array.from({ length: Math.min(points, sorted.length) }, (_, i) => {
    const kept = sorted.slice(0, Math.round(((i + 1) * sorted.length) / Math.min(points, sorted.length)));
    const threshold = kept[kept.length - 1].probability;
    return { coverage: kept.length / sorted.length, risk: 1 - baseRate(kept), threshold };
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
