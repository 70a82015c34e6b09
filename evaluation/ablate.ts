import type { AgentSettings } from '../config/index.js';
import { AgentError } from '../core/index.js';
import { comparePaired } from './compare.js';
import { findMechanism, type Mechanism, MECHANISMS } from './mechanisms.js';
import type { EpisodeRow } from './report.js';
import { type Interval, mean } from './statistics.js';

/** What a mechanism is worth: the very same tasks and seeds with it and without it. */
export interface MechanismEffect {
  acts: Mechanism['acts'];
  pairs: number;
  /** Share of tasks that succeed. */
  on: number;
  off: number;
  /** on - off, with the 95 % interval of the paired bootstrap. */
  delta: number;
  interval: Interval;
  onlyOn: number;
  onlyOff: number;
  /** McNemar's exact test, two-sided. */
  p: number;
  /** Means per episode. */
  steps: OnOff;
  modelCalls: OnOff;
  tokens: OnOff;
}

interface OnOff {
  on: number;
  off: number;
}

/** How one kind of mechanism is measured. */
export interface AblationStage {
  /** The arm that all its comparisons share. */
  settings: AgentSettings;
  /** The judged episodes of an arm. The same tasks and seeds each time; finished ones are not played again. */
  play(settings: AgentSettings, label: string): Promise<readonly EpisodeRow[]>;
}

/**
 * Measures mechanisms one at a time against one shared arm: what is on there is switched off, what is off is switched on. `stages`
 * says how single episodes are played, and how chains, of which the last task counts.
 * Errors: `MECHANISM_UNKNOWN`, `MECHANISM_ALONE`, and those of the stages.
 */
export async function ablate(
  names: readonly string[],
  stages: Readonly<Record<Mechanism['acts'], AblationStage>>,
): Promise<Record<string, MechanismEffect>> {
  const arms = names.map(findMechanism).map((mechanism) => ({ mechanism, changed: flipped(mechanism, stages) })); // all errors first
  const shared = new Map<Mechanism['acts'], readonly EpisodeRow[]>();
  const effects: Record<string, MechanismEffect> = {};
  for (const { mechanism, changed } of arms) {
    const { name, acts } = mechanism;
    const { settings, play } = stages[acts];
    const base = shared.get(acts) ?? (await play(settings, 'all'));
    shared.set(acts, base);
    const isOn = mechanism.isOn(settings);
    const other = await play(changed, `${isOn ? 'without' : 'with'} ${name}`);
    effects[name] = { acts, ...effectOf(isOn ? base : other, isOn ? other : base) };
  }
  return effects;
}

/** The mechanisms that an agent with these settings can do with and without. */
export function switchable(settings: AgentSettings): string[] {
  return MECHANISMS.filter((one) => one.turn(settings, !one.isOn(settings))).map(({ name }) => name);
}

function flipped(mechanism: Mechanism, stages: Readonly<Record<Mechanism['acts'], AblationStage>>): AgentSettings {
  const { settings } = stages[mechanism.acts];
  const changed = mechanism.turn(settings, !mechanism.isOn(settings));
  if (changed) return changed;
  throw new AgentError(
    'MECHANISM_ALONE',
    `Without "${mechanism.name}" nothing would propose actions. Name a model, or leave this mechanism out.`,
  );
}

function effectOf(on: readonly EpisodeRow[], off: readonly EpisodeRow[]): Omit<MechanismEffect, 'acts'> {
  const { pairs, rateA, rateB, difference, interval, onlyA, onlyB, p } = comparePaired(off, on);
  const means = (value: (row: EpisodeRow) => number): OnOff => ({
    on: round(mean(on.map(value))),
    off: round(mean(off.map(value))),
  });
  return {
    ...{
      pairs,
      on: round(rateB),
      off: round(rateA),
      delta: round(difference),
      interval: [round(interval[0]), round(interval[1])],
    },
    ...{ onlyOn: onlyB, onlyOff: onlyA, p: Number(p.toPrecision(4)) },
    steps: means(({ steps }) => steps),
    modelCalls: means(({ modelCalls }) => modelCalls),
    tokens: means(({ tokens }) => tokens.prompt + tokens.generated),
  };
}

const round = (value: number): number => Number(value.toFixed(4));
