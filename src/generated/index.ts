export type { Fields } from './fields.js';
export type { Config } from './config.js';
