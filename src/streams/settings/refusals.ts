/** Users are asked for as their own list is: https://developers.zoom.us/docs/api/users/ (2026-08). */
export { refusals } from '../users/refusals.js';
