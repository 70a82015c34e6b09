import { type Agent, type AgentParts, createAgent } from '../../agent/index.js';
import type { AgentSettings } from '../../config/index.js';

/** The model's own sample is no warmer than this: beyond it says little that a candidate of a rule does not. */
const WARMEST_MODEL = 1;

/** One agent for each temperature of its choices, made when it is first needed; 0 is the agent as it runs. */
export function samplingAgents(parts: AgentParts & { settings: AgentSettings }): (temperature: number) => Agent {
  const agents = new Map<number, Agent>();
  const { settings } = parts;
  return (temperature) => {
    const known = agents.get(temperature);
    if (known) return known;
    const model = { ...settings.model, temperature: Math.min(WARMEST_MODEL, temperature) };
    const agent = createAgent({ ...parts, settings: { ...settings, sampling: { temperature }, model } });
    agents.set(temperature, agent);
    return agent;
  };
}
