export { gaussian, plainInitialisation } from './plain.js';
export { structuredInitialisation } from './structured.js';
