export { describeElement } from './describe.js';
export { isOrdinal } from './evidence.js';
export { areCompatible, findElement } from './find.js';
export { LEAST_CONFIDENCE, LocatorSchema, type Locator, type LocatorHit, type LocatorLevel } from './locator.js';
export { nameSimilarity, plainName } from './similarity.js';
export { escapeTemplate, fillTemplate, templateParts, templateSlots, type SlotValues } from './template.js';
