import { expect } from 'chai';
import type { Repair } from '../../../../src/engine/catalog.js';
import { textAt } from '../../../support/json-paths.js';
import {
  events,
  field,
  moment,
  road,
  toyNames,
  toyStream,
  toyWindow,
  users,
} from '../../../support/toy-streams.js';
import { runToySync, type ToyResult, type ToySyncOptions } from '../../../support/toy-sync.js';
import { worldAccount, worldStart } from '../../../support/toy-world.js';

const { events: eventsName, guests } = toyNames;

function daysOf(from: string, to: string): Repair {
  return { only: null, from: Date.parse(`${from}T00:00:00Z`), to: Date.parse(`${to}T23:59:59Z`) };
}

function warnings({ events: told }: ToyResult): readonly string[] {
  return told.flatMap((event) => (event.type === 'log' && event.level === 'warn' ? [event.message] : []));
}

describe('sync: a part read again', () => {
  describe('of sums over months', () => {
    const name = 'sums';
    const sums = toyStream({
      name,
      path: '/sums',
      fields: {
        id: field('string'),
        period_start: { type: 'string' },
        period_end: field('string', { format: 'date' }),
      },
      primaryKey: ['period_start', 'id'],
      fromRequest: {
        period_start: { parameter: 'from', absent: null },
        period_end: { parameter: 'to', absent: null },
      },
      window: { ...toyWindow, around: { before: 0, after: 0 }, period: 'month' },
      cursorField: 'period_end',
    });
    const periods = async (repair: Repair, options: Partial<ToySyncOptions> = {}) => {
      const account = worldAccount({ lists: { '/sums': [{ id: 'a' }] } });
      const run = await runToySync({ streams: [name], definitions: [sums], account, repair, ...options });
      return run.records(name).map((row) => `${textAt(row, 'period_start')} ${textAt(row, 'period_end')}`);
    };

    it('makes them of whole months, in whose place they come', async () => {
      expect(await periods(daysOf('2026-04-20', '2026-05-10'))).to.deep.equal([
        '2026-04-01 2026-04-30',
        '2026-05-01 2026-05-31',
      ]);
      expect(await periods(daysOf('2026-06-02', '2026-06-03'))).to.deep.equal(['2026-06-01 2026-06-15']);
    });

    it('makes that of the month whose last day is the first one that is asked for', async () => {
      const from = Date.parse('2026-04-30T12:00:00Z');
      const part = { only: null, from, to: from };
      expect(await periods(part)).to.deep.equal(['2026-04-01 2026-04-30']);
    });

    it('makes that of the last month up to the end that is configured', async () => {
      const endDate = Date.parse('2026-05-20T23:59:59Z');
      expect(await periods(daysOf('2026-05-02', '2026-05-03'), { endDate })).to.deep.equal([
        '2026-05-01 2026-05-20',
      ]);
    });
  });

  describe('of rows with a time of their own', () => {
    const child = (anyAge: boolean) =>
      toyStream({
        name: guests,
        path: '/events/{event_id}/guests',
        fields: { event_id: field('string'), id: field('string'), end_time: moment },
        primaryKey: ['event_id', 'id'],
        parents: [road(eventsName, { event_id: 'id' }, { anyAge })],
        window: toyWindow,
        cursorField: 'end_time',
      });
    const read = (id: string, rows: readonly string[], { anyAge, ...options }: Options) =>
      runToySync({
        streams: [eventsName, guests],
        definitions: [users, events, child(anyAge)],
        account: worldAccount({
          lists: {
            '/events/a1/guests': [],
            '/events/a2/guests': [],
            '/events/b1/guests': [],
            [`/events/${id}/guests`]: rows.map((time) => ({ id: time, end_time: `${time}T09:00:00Z` })),
          },
        }),
        startDate: worldStart,
        ...options,
      });
    interface Options extends Partial<ToySyncOptions> {
      readonly anyAge: boolean;
    }

    it('finds those of parent rows that are older than the days', async () => {
      const repair = daysOf('2026-06-10', '2026-06-13');
      const run = await read('a1', ['2026-06-09', '2026-06-11', '2026-06-14'], { anyAge: true, repair });
      expect(run.ids(guests)).to.deep.equal(['2026-06-11']);
      expect(run.ids(eventsName)).to.deep.equal(['a2']);
    });

    it('finds those of parent rows that are newer than the days', async () => {
      const repair = daysOf('2026-06-03', '2026-06-05');
      const run = await read('a2', ['2026-06-02', '2026-06-04', '2026-06-06'], { anyAge: false, repair });
      expect(run.ids(guests)).to.deep.equal(['2026-06-04']);
      expect(run.ids(eventsName)).to.deep.equal(['a1', 'b1']);
    });

    it('reaches over the dates that are configured', async () => {
      const repair = daysOf('2026-06-10', '2026-06-13');
      const endDate = Date.parse('2026-06-08T23:59:59Z');
      const beyond = await read('a2', ['2026-06-12'], { anyAge: false, repair, endDate });
      expect(beyond.ids(guests)).to.deep.equal(['2026-06-12']);
      const early = daysOf('2026-06-03', '2026-06-04');
      const startDate = Date.parse('2026-06-10T00:00:00Z');
      const before = await read('a1', ['2026-06-03'], { anyAge: false, repair: early, startDate });
      expect(before.ids(guests)).to.deep.equal(['2026-06-03']);
    });
  });

  it('has the rows of the day in whose middle it begins, and so has a sync', async () => {
    const days = toyStream({
      name: 'sums',
      path: '/days',
      fields: { id: field('string', { format: 'date' }) },
      window: toyWindow,
      cursorField: 'id',
    });
    const lists = { '/days': ['2026-06-09', '2026-06-10', '2026-06-11'].map((id) => ({ id })) };
    const startDate = Date.parse('2026-06-10T12:00:00Z');
    for (const options of [{ startDate }, { repair: { only: null, from: startDate, to: null } }]) {
      const account = worldAccount({ lists });
      const run = await runToySync({ streams: ['sums'], definitions: [days], account, ...options });
      expect(run.ids('sums')).to.deep.equal(['2026-06-10', '2026-06-11']);
    }
  });

  it('says that nothing of them is kept any more, with and without a first one', async () => {
    const kept = { ...events, declaration: { ...events.declaration, retention: { months: 1 } } };
    for (const from of [Date.parse('2026-03-01T00:00:00Z'), null]) {
      const run = await runToySync({
        streams: [eventsName],
        definitions: [users, kept],
        account: worldAccount(),
        repair: { only: null, from, to: Date.parse('2026-04-01T00:00:00Z') },
      });
      expect(run.ids(eventsName)).to.deep.equal([]);
      expect(warnings(run).join()).to.contain(eventsName).and.to.contain('2026-05-14');
    }
  });

  it('says where none of the streams belongs to those who were named', async () => {
    const only = { list: users.declaration.name, names: ['ann'] };
    const run = await runToySync({
      streams: [users.declaration.name],
      account: worldAccount(),
      repair: { only, from: null, to: null },
    });
    expect(warnings(run)).to.deep.equal([
      'users is not read through users, and left out, so nothing is read.',
    ]);
  });

  it('names few of many who are not listed', async () => {
    const names = Array.from({ length: 10_000 }, (_, place) => `nobody.${place}@example.org`);
    const run = await runToySync({
      streams: [eventsName],
      account: worldAccount(),
      repair: { only: { list: users.declaration.name, names: ['ann', ...names] }, from: null, to: null },
    });
    expect(run.ids(eventsName)).to.deep.equal([]);
    expect(run.end(eventsName).problem?.message).to.contain('nobody.4@example.org and 9995 more');
  });
});
