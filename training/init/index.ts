export { adapterInitialisation } from './adapter.js';
export { gaussian, plainInitialisation } from './plain.js';
export { structuredInitialisation } from './structured.js';
export type { PointingTokens } from './pointing.js';
