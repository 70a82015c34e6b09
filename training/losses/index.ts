export { LossSettingsSchema, type LossSettings } from './settings.js';
export { weigh, type WeighedBatch } from './weigh.js';
