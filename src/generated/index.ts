export type { Records } from './records.js';
export type { Config } from './config.js';
