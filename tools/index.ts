export { type Clone, createCloneSource, type CloneParts, type CloneSource } from './clones.js';
export { launchBrowser, type BrowserHandle, type LaunchOptions } from './browser.js';
export { fetchBrowser, type FetchOptions } from './fetch-browser.js';
export { defaultCacheFolder, findBrowsers, resolveBrowser, type ResolveOptions } from './find-browser.js';
export { isSafeMethod, type PageRequest, type RequestRule } from './guard/requests.js';
export { assessRisk, isWithin, type Risk, RISKS, type RiskVerdict } from './guard/risk.js';
export {
  areCompatible,
  describeElement,
  escapeTemplate,
  fillTemplate,
  findElement,
  isOrdinal,
  LEAST_CONFIDENCE,
  LocatorSchema,
  nameSimilarity,
  plainName,
  templateParts,
  templateSlots,
  type Locator,
  type LocatorHit,
  type LocatorLevel,
  type SlotValues,
} from './locators/index.js';
export {
  completeObservation,
  diffObservations,
  fingerprint,
  printElement,
  printState,
  renderObservation,
  samePage,
  type RenderOptions,
} from './observe/index.js';
export type { FormWiring, Wiring } from './page/wiring.js';
export { BrowserSession, SESSION_DEFAULTS, type SessionOptions, type SessionTimings } from './session.js';
