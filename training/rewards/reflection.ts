import { isSlip } from '../rows/wasted.js';
import type { Reward } from './reward.js';

/**
 * Reflection quality (after SRPO, Wan et al. 2025: a reflection is worth what it changes; the constants are from memory): a step that works after one that did
 * not earns 0.5, one that works after one that did 0.25; one that fails again earns nothing, one that fails after one that worked -0.25. Departure: what is
 * rewarded is the step that follows the reflector's verdict, as the compact form says no reflections.
 */
export const reflectionQuality: Reward = ({ attempt: { steps }, index }) => {
  if (index === 0) return 0;
  const [didFail, fails] = [isSlip(steps, index - 1), isSlip(steps, index)];
  if (fails) return didFail ? 0 : -0.25;
  return didFail ? 0.5 : 0.25;
};
