import { expect } from 'chai';
import type { JsonObject } from '../../../src/json.js';
import { textOf } from './client.js';
import { serve } from './product.js';
import type { Served } from './product.js';

/** Rows by which others are asked for. */

const places = { rows: { areas: 1 }, columns: { id: 'id', _shut: { cycle: [false, false, true] } } };
const window = {
  format: 'date',
  absent: 'everything',
  single: 'refuse',
  maxMonths: null,
  keptMonths: 1,
  older: 'shorten',
};
const events = {
  rows: { of: 'places', from: 1, to: 2 },
  columns: {
    event_id: 'id',
    _place: 'parent id',
    ended_at: { cycle: ['2026-11-20T10:00:00Z', '2026-09-20T10:00:00Z'] },
  },
};
const sessions = {
  rows: { of: 'events', from: 0, to: 3 },
  columns: { session_id: 'id 8', _event: 'parent event_id', _ended: 'parent ended_at' },
};
const guests = {
  rows: { of: 'sessions', from: 1, to: 2 },
  columns: { id: 'id', _session: 'parent session_id' },
};
const tables = { places, events, sessions, guests };
const refused = { where: [['row._shut', 'is', true]], status: 403, code: 260200, message: 'No access.' };

const endpoints = {
  '/places': { stream: 'places', select: { table: 'places' } },
  '/events': {
    stream: 'events',
    select: {
      table: 'events',
      where: [['row._place', 'is', 'parent.id']],
      time: 'ended_at',
      window,
      parent: {
        table: 'places',
        by: 'id',
        parameter: 'place_id',
        adds: { place_id: 'id' },
        unknown: { status: 404, code: 1001, message: 'No place {id}.' },
        refused,
      },
    },
  },
  '/events/{eventId}/sessions': {
    stream: 'sessions',
    select: {
      table: 'sessions',
      where: [['row._event', 'is', 'parent.event_id']],
      parent: { table: 'events', by: 'event_id', adds: { event_id: 'event_id' } },
      time: 'parent.ended_at',
    },
  },
  '/events/{eventId}/sessions/{sessionId}/guests': {
    stream: 'guests',
    select: {
      table: 'guests',
      where: [['row._session', 'is', 'parent.session_id']],
      time: 'parent._ended',
      parent: {
        table: 'sessions',
        by: ['_event', 'session_id'],
        adds: { event_id: '_event', session_id: 'session_id' },
      },
    },
  },
};

describe('simulator: parents', () => {
  let served: Served;
  beforeEach(async () => {
    served = await serve({ tables, endpoints });
  });
  afterEach(() => served.simulator.close());

  const pair = async (path: string, query = {}) => {
    const { status, body } = await served.client.get(path, query);
    return [status, body['code']];
  };

  it('takes an id among the parameters, which must not be left out', async () => {
    const [place] = await served.client.list('/places', 'rows');
    const rows = await served.client.list('/events', 'rows', { place_id: textOf(place, 'id') });
    expect(rows).to.have.length(1);
    expect(await pair('/events')).to.deep.equal([400, 300]);
    expect(await pair('/events', { place_id: 'nobody' })).to.deep.equal([404, 1001]);
  });

  it('refuses one item, whose rows are nobody’s, and gives all others down to the third generation', async () => {
    const { client, simulator } = served;
    const found: Record<string, JsonObject[]> = { events: [], sessions: [], guests: [] };
    let shut = 0;
    for (const place of await client.list('/places', 'rows')) {
      const query = { place_id: textOf(place, 'id') };
      const [status, code] = await pair('/events', query);
      if (status === 403) {
        expect(code).to.equal(260200);
        shut += 1;
        continue;
      }
      for (const event of await client.list('/events', 'rows', query)) {
        found['events']?.push({ ...event, ...query });
        const event_id = textOf(event, 'event_id');
        const path = `/events/${event_id}/sessions`;
        for (const session of await client.list(path, 'rows')) {
          const session_id = textOf(session, 'session_id');
          found['sessions']?.push({ ...session, event_id });
          const list = await client.list(`${path}/${session_id}/guests`, 'rows');
          found['guests']?.push(...list.map((guest) => ({ ...guest, event_id, session_id })));
        }
      }
    }
    expect(shut).to.equal(7);
    for (const [stream, rows] of Object.entries(found)) {
      expect(rows, stream).not.to.be.empty;
      expect(simulator.expected(stream), stream).to.have.deep.members(rows);
    }
  });

  it('wants both ids of a path with two to belong together', async () => {
    const [one, ...others] = served.simulator.expected('sessions');
    const stranger = others.find((row) => row['event_id'] !== one?.['event_id']);
    const path = `/events/${textOf(stranger, 'event_id')}/sessions/${textOf(one, 'session_id')}/guests`;
    expect(await pair(path)).to.deep.equal([404, 300]);
  });

  it('chooses children by the time of their parent', () => {
    const from = Date.parse('2026-11-21T00:00:00Z');
    expect(served.simulator.expected('guests')).not.to.be.empty;
    expect(served.simulator.expected('guests', { from })).to.be.empty;
    expect(served.simulator.expected('sessions', { from })).to.be.empty;
  });
});
