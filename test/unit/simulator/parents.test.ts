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

describe('simulator: ids and windows with ways of their own', () => {
  const closed = [
    { where: [['row.kind', 'is', 'shut']], status: 403, code: 1004, message: 'No access.' },
    { where: [['row.kind', 'is', 'empty']], status: 444, code: 444, message: 'No answer.' },
  ];
  const things = { rows: { count: 3 }, columns: { id: 'uuid', kind: { cycle: ['open', 'shut', 'empty'] } } };
  const parts = { rows: { of: 'things', from: 1, to: 1 }, columns: { id: 'id', _thing: 'parent id' } };
  const parent = { table: 'things', by: 'id', adds: { thing_id: 'id' }, encodedTwice: true, refused: closed };
  const paths = {
    '/things': { stream: 'things', select: { table: 'things' } },
    '/things/{thingId}/parts': {
      stream: 'parts',
      select: { table: 'parts', where: [['row._thing', 'is', 'parent.id']], parent },
    },
    '/times': {
      stream: 'times',
      select: {
        table: 'things',
        window: { ...window, format: 'date', parameters: { from: 'start_from', to: 'start_to' } },
        echo: true,
      },
    },
  };
  let served: Served;
  before(async () => {
    served = await serve({ tables: { things, parts }, endpoints: paths });
  });
  after(() => served.simulator.close());

  it('knows no id that was encoded once, and refuses others each in its way', async () => {
    const { client } = served;
    const told = async (encode: (id: string) => string) => {
      const ids = (await client.list('/things', 'rows')).map((row) => encode(textOf(row, 'id')));
      const answers = ids.map((id) => client.get(`/things/${id}/parts`));
      return (await Promise.all(answers)).map(({ status, body }) => [status, body['code']]);
    };
    expect(await told((id) => encodeURIComponent(id))).to.deep.equal(Array(3).fill([404, 300]));
    expect(await told((id) => encodeURIComponent(encodeURIComponent(id)))).to.deep.equal([
      [200, undefined],
      [403, 1004],
      [444, 444],
    ]);
    expect(served.simulator.expected('parts')).to.have.length(1);
  });

  it('repeats a window under the names by which it was asked for', async () => {
    const asked = { start_from: '2026-11-10', start_to: '2026-11-12' };
    const { body } = await served.client.get('/times', asked);
    expect(body).to.include(asked);
    expect(body).not.to.have.any.keys('from', 'to');
  });
});

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
