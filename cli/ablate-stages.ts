import { playChains } from '../evaluation/index.js';
import type { OpenStages } from './ablate.js';
import { CHAIN_TRIAL, chainOptions } from './chain.js';
import type { CommandContext } from './context.js';
import { measureOpened, prepareMeasurement, type Terms, withSettings } from './measure.js';
import type { Parts } from './parts.js';
import { applySettings, type Arm } from './settings.js';

/** Opens the model once, for all arms: single episodes as `eval` plays them, chains as `eval --chain` does. */
export async function openStages(
  context: CommandContext,
  parts: Parts,
  arm: Arm,
  terms: Terms & { chain: number },
): Promise<OpenStages> {
  const measurement = await prepareMeasurement(context, parts, arm, terms);
  const { settings, configuration } = measurement;
  return {
    configuration,
    episode: {
      settings,
      play: async (changed, label) =>
        (await measureOpened(context, parts, withSettings(measurement, changed), terms, label)).rows,
    },
    chain: {
      settings: applySettings(settings, [...CHAIN_TRIAL, ...(arm.set ?? [])]),
      play: async (changed, label) => {
        const options = chainOptions(context, parts, withSettings(measurement, changed), terms, label);
        const { rows } = await playChains({ ...options, control: false });
        return rows.map(({ learning }) => learning.at(-1)!);
      },
    },
  };
}
