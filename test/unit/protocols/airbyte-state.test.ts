import { expect } from 'chai';
import { readState } from '../../../src/protocols/airbyte/state.js';

const own = { version: 1, cursor: 'x' };
const message = { type: 'STREAM', stream: { stream_descriptor: { name: 'users' }, stream_state: own } };
const cases: readonly (readonly [string, unknown, Record<string, unknown>, number])[] = [
  ['nothing', undefined, {}, 0],
  ['an empty list', [], {}, 0],
  ['an empty object', {}, {}, 0],
  ['null', null, {}, 0],
  ['a list of messages', [message], { users: own }, 0],
  ['one message', message, { users: own }, 0],
  ['a whole STATE line', [{ type: 'STATE', state: message }], { users: own }, 0],
  ['a legacy message', [{ type: 'LEGACY', data: { users: own } }], { users: own }, 0],
  ['a message without a type', { data: { users: own } }, { users: own }, 0],
  ['a bare legacy object', { users: own }, { users: own }, 0],
  ['a stream without state', [{ type: 'STREAM', stream: { stream_descriptor: { name: 'users' } } }], {}, 0],
  [
    'a global state',
    { type: 'GLOBAL', global: { shared_state: { a: 1 }, stream_states: [message.stream] } },
    { users: own },
    1,
  ],
  ['a global state without list', { type: 'GLOBAL', global: {} }, {}, 1],
  [
    'the full-refresh sentinel',
    [{ ...message, stream: { ...message.stream, stream_state: { __ab_full_refresh_sync_complete: true } } }],
    {},
    1,
  ],
  [
    'a sentinel beside a state of ours',
    { users: { ...own, __ab_is_stream_resumable: true } },
    { users: { ...own, __ab_is_stream_resumable: true } },
    0,
  ],
  ['a bare sentinel', { __ab_no_cursor_state_message: true }, {}, 1],
  ["Singer's, which tells of another destination", { bookmarks: { users: own } }, {}, 1],
  ['a nameless stream', [{ type: 'STREAM', stream: { stream_state: own } }], {}, 1],
  ['entries of other kinds', [1, 'text', [message], null], {}, 4],
  ['a type without content', [{ type: 'STREAM' }], {}, 1],
  [
    'names that every object has',
    { constructor: own, toString: own },
    { constructor: own, toString: own },
    0,
  ],
  ['a text in the place of the state', { users: 'text' }, { users: 'text' }, 0],
];

describe('airbyte state', () => {
  for (const [name, input, expected, notices] of cases) {
    it(`reads ${name}`, () => {
      const found = readState(input);
      expect(Object.fromEntries(found.byStream)).to.deep.equal(expected);
      expect(found.notices).to.have.length(notices);
    });
  }
});
