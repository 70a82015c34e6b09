export { createWords } from './words.js';
export type { Words, CalendarDate } from './words.js';
