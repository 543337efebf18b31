import type { WindowShape } from '../../engine/declaration.js';
import { exactMonth } from '../shapes.js';

/**
 * A month is the most, and most replies do not tell which window they served: four weeks are never too wide.
 * https://developers.zoom.us/docs/api/phone/ (2026-11)
 */
export const fourWeeks: WindowShape = { ...exactMonth, maxDays: 28 };

/**
 * By which of a call's times bounds choose is not said of all lists, and may be another one than the row's: its beginning,
 * its end, that of its recording. Windows reach a day over both edges, and no call lasts for longer.
 */
export const aroundCalls: WindowShape = { ...fourWeeks, around: { before: 1, after: 1 } };
