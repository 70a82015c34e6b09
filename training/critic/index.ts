export { teachForesight, type ForesightEvent, type ForesightOptions, type RowCounts } from './foresee.js';
