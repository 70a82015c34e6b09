export { exportLines, type ExportPlan, type ExportReport } from './export-lines.js';
