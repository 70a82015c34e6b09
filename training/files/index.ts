export { writeAtomically, writeError } from './atomic.js';
