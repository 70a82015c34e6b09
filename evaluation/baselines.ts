/**
 * The floor to beat: the same loop with one simple proposer and no model. `random` takes any legal action, `match` the element
 * whose name is most like the goal's words.
 */
const BASELINES: Readonly<Record<string, readonly string[]>> = { random: ['random'], match: ['match'] };

/** The proposers of a baseline that is named in place of a model; undefined for a real model. */
export function baselineProposers(model: string): readonly string[] | undefined {
  return Object.hasOwn(BASELINES, model) ? BASELINES[model] : undefined;
}
