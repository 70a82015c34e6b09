export { AgentSettingsSchema } from './agent.js';
export type { AgentSettings, AgentSettingsInput } from './agent.js';
export { loadConfig } from './config.js';
export type { Config } from './config.js';
export { ExploreSettingsSchema } from './explore.js';
export type { ExploreSettings } from './explore.js';
