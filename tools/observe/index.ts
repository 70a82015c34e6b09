export { completeObservation, samePage } from './complete.js';
export { diffObservations } from './diff.js';
export { fingerprint } from './fingerprint.js';
export { cutValue, printElement, printState, type Named } from './print.js';
export { renderObservation, type RenderOptions } from './render.js';
