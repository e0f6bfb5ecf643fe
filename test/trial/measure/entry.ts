export { measure } from './measurement.js';
export { score } from './score.js';
export { table } from './table.js';
export { trials } from './trials.js';
