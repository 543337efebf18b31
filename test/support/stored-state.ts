import type { DecodeContext } from '../../src/engine/state/state-codec.js';
import { at } from './toy-state.js';

export const now = at('2026-06-15T12:00:00Z');
export const context: DecodeContext = {
  stream: 'events',
  incremental: true,
  now,
  startDate: at('2026-01-01T00:00:00Z'),
  plan: 'abc',
  partitioned: true,
};

/** A state with something in each key. */
export const full = {
  version: 1,
  full: '2026-05-01T00:00:00Z',
  cursor: '2026-06-10T00:00:00Z',
  pass: '2026-06-14T00:00:00Z',
  watermark: 'm',
  due: { a: '2026-06-01T00:00:00Z/2026-06-02T00:00:00Z,2026-06-05T00:00:00Z/', b: '/' },
  start: '2026-01-01T00:00:00Z',
  seen: 'abcdefgh0001',
  seen_from: '2026-06-09T00:00:00Z',
  refused: 'abcdefghxyz00012',
  plan: 'abc',
  spent: '2026-06-15/12',
  sync: '5/2',
};
