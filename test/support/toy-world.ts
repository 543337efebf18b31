import { toyAccount, type ToyAccount, type ToyAccountOptions } from './toy-account.js';

/** Before everything that happened in the world. */
export const worldStart = Date.parse('2026-06-01T00:00:00Z');

/**
 * Two users, and one who is pending; Ann with two events, Bob with one; guests at each, answers of some, and two groups.
 */
export const world = {
  '/users': [
    { id: 'bob', created_at: '2020-01-01T00:00:00Z' },
    { id: 'ann', created_at: '2020-01-01T00:00:00Z' },
    { id: '', email: 'new@example.org', created_at: '' },
  ],
  '/users/ann/events': [
    { id: 'a1', end_time: '2026-06-03T10:00:00Z', kind: 1 },
    { id: 'a2', end_time: '2026-06-12T10:00:00Z', kind: 2 },
  ],
  '/users/bob/events': [{ id: 'b1', end_time: '2026-06-05T10:00:00Z', kind: 1 }],
  '/events/a1/guests': [{ id: 'g1' }, { id: 'g2' }],
  '/events/a2/guests': [{ id: 'g3' }],
  '/events/b1/guests': [{ id: 'g4' }],
  '/guests/g1/answers': [{ id: 'w1' }],
  '/guests/g4/answers': [{ id: 'w4' }],
  '/users/ann/settings': [{ id: 's1' }],
  '/users/bob/settings': [{ id: 's2' }],
  '/groups': [{ id: 'x' }, { id: 'y' }],
  '/groups/x/members': [{ id: 'm1' }],
};

/** The little world, with other lists or faults where a test wants them. */
export function worldAccount({ lists = {}, ...more }: Partial<ToyAccountOptions> = {}): ToyAccount {
  return toyAccount({ lists: { ...world, ...lists }, ...more });
}
