import type { WindowShape } from '../../../../src/engine/declaration.js';
import {
  cutWindows,
  windowQuery,
  type Window,
  type WindowContext,
} from '../../../../src/engine/time/windows.js';
import { toyWindow as month } from '../../../support/toy-streams.js';

/** Windows of a month, as they are cut on a day in June. */

export const day = 86_400_000;
export const now = Date.parse('2026-06-15T12:34:56Z');
export const context: WindowContext = { now, startDate: null, endDate: null, retention: null };

export const at = (text: string): number => Date.parse(text);

/** The windows as they are asked: `2026-06-13..2026-06-16`. */
export function asked(windows: readonly Window[], shape: WindowShape = month): readonly string[] {
  return windows.map((window) => {
    const { from = '', to = '' } = windowQuery(window, shape);
    return `${from}..${to}`;
  });
}

export function since(from: number, more: Partial<WindowContext> = {}): readonly Window[] {
  return cutWindows([{ from, to: Infinity }], month, { ...context, ...more });
}
