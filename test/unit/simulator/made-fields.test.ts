import { expect } from 'chai';
import { textOf } from './client.js';
import { serve } from './product.js';
import type { Served } from './product.js';

/** What a connector adds to rows, and where rows come from besides the usual array. */

const sessions = { rows: { count: 4 }, columns: { id: 'id' } };
const messages = {
  rows: { of: 'sessions', from: 3, to: 12 },
  columns: {
    id: 'id',
    _session: 'parent id',
    _state: { cycle: ['sent', 'edited', 'deleted'] },
    timestamp: 'milliseconds 20',
    created: 'seconds 20',
  },
};
const own = ['row._session', 'is', 'parent.id'];
const state = (name: string) => [own, ['row._state', 'is', name]];
const asked = (value: string) => ({ parameter: 'include_fields', value });

const product = {
  tables: { sessions, messages },
  endpoints: {
    '/sessions': { stream: 'sessions', select: { table: 'sessions' } },
    '/sessions/{sessionId}': {
      stream: 'messages',
      pageSize: { default: 3, max: 3 },
      select: {
        table: 'messages',
        where: state('sent'),
        time: 'sent_at',
        times: {
          sent_at: { column: 'timestamp', unit: 'milliseconds' },
          created_at: { column: 'created', unit: 'seconds' },
        },
        also: {
          edited_messages: { where: state('edited'), adds: { change: 'edited' }, asked: asked('edited') },
          deleted_messages: { where: state('deleted'), adds: { change: 'deleted' }, asked: asked('deleted') },
        },
        parent: { table: 'sessions', by: 'id', adds: { session_id: 'id' } },
      },
    },
  },
};

describe('simulator: made fields and more arrays', () => {
  let served: Served;
  beforeEach(async () => {
    served = await serve(product);
  });
  afterEach(() => served.simulator.close());

  it('spreads one list over several arrays in the same pages', async () => {
    const { client, simulator } = served;
    const changes = {
      rows: {},
      edited_messages: { change: 'edited' },
      deleted_messages: { change: 'deleted' },
    };
    const query = { include_fields: 'edited,deleted' };
    const rows: unknown[] = [];
    for (const session of simulator.expected('sessions')) {
      const id = textOf(session, 'id');
      for (const [key, change] of Object.entries(changes)) {
        for (const row of await client.list(`/sessions/${id}`, key, query)) {
          const { timestamp, created } = row;
          const sent_at = new Date(Number(timestamp)).toISOString();
          const created_at = new Date(Number(created) * 1000).toISOString();
          rows.push({ ...row, ...change, session_id: id, sent_at, created_at });
        }
      }
    }
    expect(rows).to.have.length(3 + 4 + 5 + 6);
    expect(simulator.expected('messages')).to.have.deep.members(rows);
  });

  it('counts all of a page’s rows together, and serves no array that is not asked for', async () => {
    const { client, simulator } = served;
    const path = `/sessions/${textOf(simulator.expected('sessions')[3], 'id')}`;
    const { body } = await client.get(path, { include_fields: 'deleted' });
    expect(body['total_records']).to.equal(4);
    expect(body['edited_messages']).to.deep.equal([]);
    const plain = await client.get(path);
    expect([plain.body['total_records'], plain.body['deleted_messages']]).to.deep.equal([2, []]);
    expect(plain.text).not.to.contain('_array');
  });

  it('lets dates choose by a time that only the connector has', () => {
    const rows = served.simulator.expected('messages');
    const times = rows.map((row) => Number(row['timestamp'])).sort((one, other) => one - other);
    expect(served.simulator.expected('messages', { from: times[10] ?? 0 })).to.have.length(rows.length - 10);
  });
});
