import { expect } from 'chai';
import type { JsonObject } from '../../../src/json.js';
import { deleteUser } from '../../simulator/index.js';
import { textOf, twice } from './client.js';
import { serve } from './product.js';
import type { Served } from './product.js';

/** Children of rows that code makes, and rows within rows. */

const product = {
  tables: {
    marks: {
      rows: { of: 'recordings', from: 1, to: 3 },
      columns: {
        id: 'id',
        _recording: 'parent uuid',
        notes: { list: { note: 'text', by: 'person email' }, from: 1, to: 2 },
      },
    },
  },
  endpoints: {
    '/meetings/{meetingId}/recordings/marks': {
      stream: 'marks',
      select: {
        table: 'marks',
        where: [['row._recording', 'is', 'parent.uuid']],
        time: 'parent.start_time',
        parent: { table: 'recordings', by: 'uuid', adds: { meeting_uuid: 'uuid' } },
      },
      embedded: {
        mark_notes: { field: 'notes', identity: [['mark_id'], ['note']], adds: { mark_id: 'id' } },
      },
    },
  },
};

describe('simulator: children of rows that code makes', () => {
  let served: Served;
  beforeEach(async () => {
    served = await serve(product);
  });
  afterEach(() => served.simulator.close());

  it('gives those of every row that another stream has', async () => {
    const { client, simulator } = served;
    const rows: JsonObject[] = [];
    for (const recording of simulator.expected('recordings')) {
      const uuid = textOf(recording, 'uuid');
      const list = await client.list(`/meetings/${twice(uuid)}/recordings/marks`, 'rows');
      rows.push(...list.map((row) => ({ ...row, meeting_uuid: uuid })));
    }
    expect(simulator.expected('marks')).to.have.deep.members(rows);
    expect(rows.length).to.be.greaterThan(20);
  });

  it('gives those within them, by the same time', () => {
    const { simulator } = served;
    const notes = simulator.expected('marks').flatMap((row) => row['notes']);
    const within = simulator.expected('mark_notes');
    expect(within.map(({ note, by }) => ({ note, by }))).to.deep.equal(notes.flat());
    expect(within[0]?.['mark_id']).to.equal(simulator.expected('marks')[0]?.['id']);
    const from = Date.parse('2026-11-01T00:00:00Z');
    expect(simulator.expected('mark_notes', { from }).length).to.be.within(1, within.length - 1);
  });

  it('expects none of a row that is there no more', () => {
    const { simulator } = served;
    const before = simulator.expected('marks').length;
    const owner = textOf(simulator.expected('recordings')[0], 'host_id');
    const user = simulator.account.users.find(({ id }) => id === owner);
    if (user === undefined) throw new Error('the recording has no host');
    deleteUser(simulator.account, user);
    expect(simulator.expected('marks').length).to.be.within(1, before - 1);
  });
});
