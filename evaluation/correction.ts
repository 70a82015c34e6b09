import { mcnemarExact, wilsonInterval } from './statistics.js';

/** One answer without and one with a mechanism that may correct it. */
export interface Correction {
  first: boolean;
  second: boolean;
}

/** How well a mechanism keeps what is right and mends what is wrong (Confidence v.s. Critique, Yang et al. 2024). */
export interface CorrectionHealth {
  items: number;
  /** Share of right answers without it and with it: Acc1, Acc2. */
  accuracy: [first: number, second: number];
  /** Confidence level, sum(a b) / sum(a): right answers that stay right. Undefined where none was right. */
  confidence?: number;
  /** Critique score, sum((1 - a) c) / sum(1 - a): wrong answers that become right. Undefined where none was wrong. */
  critique?: number;
  /** (Acc2 - Acc1^2) / (2 Acc1 (1 - Acc1)): 0.5 where nothing is gained or lost. Undefined for an Acc1 of 0 or 1. */
  relative?: number;
  /** Why it should be looked at, or switched off. */
  alarm?: string;
}

/** Least right first answers in each half before its confidence level is compared. */
const LEAST_RIGHT = 10;

/**
 * CL, CS and RSS over items with any number of samples each, oldest item first: a = P(first right), b = P(second right | first right),
 * c = P(second right | first wrong). Alarms: it spoils more than it mends (McNemar, 5 %); its confidence level has fallen (the newer
 * half's Wilson interval lies below the older half).
 */
export function correctionHealth(items: readonly (readonly Correction[])[]): CorrectionHealth {
  const asked = items.filter((samples) => samples.length > 0);
  const total = (share: (one: Correction) => boolean): number => asked.reduce((sum, samples) => sum + samples.filter(share).length / samples.length, 0); // prettier-ignore
  const [right, kept, mended] = [total(({ first }) => first), total(({ first, second }) => first && second), total(({ first, second }) => !first && second)]; // prettier-ignore
  const wrong = asked.length - right;
  const accuracy: [number, number] = [right / Math.max(1, asked.length), (kept + mended) / Math.max(1, asked.length)];
  const [first, second] = accuracy;
  const alarm = spoils(asked.flat()) ?? hasFallen(asked);
  return {
    items: asked.length,
    accuracy,
    ...(right > 0 ? { confidence: kept / right } : {}),
    ...(wrong > 0 ? { critique: mended / wrong } : {}),
    ...(right > 0 && wrong > 0 ? { relative: (second - first ** 2) / (2 * first * (1 - first)) } : {}),
    ...(alarm ? { alarm } : {}),
  };
}

function spoils(samples: readonly Correction[]): string | undefined {
  const spoiled = samples.filter(({ first, second }) => first && !second).length;
  const mended = samples.filter(({ first, second }) => !first && second).length;
  return spoiled > mended && mcnemarExact(spoiled, mended) < 0.05 ? `it spoils ${spoiled} and mends ${mended}` : undefined;
}

function hasFallen(items: readonly (readonly Correction[])[]): string | undefined {
  const half = Math.floor(items.length / 2);
  const [older, newer] = [items.slice(0, half), items.slice(half)].map((part) => part.flat().filter(({ first }) => first));
  if (Math.min(older.length, newer.length) < LEAST_RIGHT) return undefined;
  const [before, now] = [older, newer].map((right) => right.filter(({ second }) => second).length);
  const [share, most] = [before / older.length, wilsonInterval(now, newer.length)[1]];
  return most < share ? `right answers that stay right fell from ${share.toFixed(2)} to ${(now / newer.length).toFixed(2)}` : undefined; // prettier-ignore
}
