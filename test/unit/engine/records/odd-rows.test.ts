import { expect } from 'chai';
import type { StreamDefinition } from '../../../../src/engine/catalog.js';
import type { PageReader } from '../../../../src/engine/page-reader.js';
import { isJsonObject, type JsonObject } from '../../../../src/json.js';
import { readError } from '../../../support/toy-errors.js';
import {
  events as eventList,
  field,
  groups as groupList,
  guests as guestList,
  members as memberList,
  moment,
  redeclared,
  road,
  toyNames,
  toyStream,
  users,
} from '../../../support/toy-streams.js';
import { runToySync, type ToyResult } from '../../../support/toy-sync.js';
import { worldAccount, worldStart } from '../../../support/toy-world.js';

/** What becomes of rows that are not as they should be. */

const { events, guests, groups, members } = toyNames;
const text = field('string');

const reads = { streams: [events, guests], startDate: worldStart };

function warningsOf({ events: all }: ToyResult): readonly string[] {
  return all.flatMap((event) =>
    event.type === 'log' && event.level === 'warn' ? [`${event.stream ?? ''}: ${event.message}`] : [],
  );
}

function fieldsOf({ schema }: StreamDefinition): JsonObject {
  const { properties } = schema;
  return isJsonObject(properties) ? properties : {};
}

describe('odd rows', () => {
  it('leaves out rows without their key, for no destination could merge them, and warns with the first', async () => {
    const rows = [{ name: 'x', password: 'p' }, { id: null }, { id: '' }, { id: 'y' }, { id: {} }];
    const result = await runToySync({
      account: worldAccount({ lists: { '/groups': rows } }),
      streams: [groups],
    });
    expect(result.ids(groups)).to.deep.equal(['y']);
    expect(result.summary(groups).skips).to.deep.equal({ 'row without its key': 4 });
    expect(warningsOf(result).slice(1)).to.deep.equal([
      'groups: 4 rows were left out of groups (row without its key). For example: {"extra_fields":{"name":"x"}}',
    ]);
  });

  it('keys a row that comes without its key by what stands in for it, and asks nothing by that', async () => {
    const named = redeclared(groupList, { standIn: [['name']] });
    const withNames = { ...named, schema: { properties: { id: text, name: text } } };
    const account = worldAccount({
      lists: { '/groups': [{ id: 'y' }, { name: 'Board' }, { id: '', name: 'Staff' }] },
    });
    const result = await runToySync({
      account,
      streams: [groups, members],
      definitions: [withNames, memberList],
    });
    expect(result.records(groups)).to.deep.equal([
      { id: 'y' },
      { id: 'Board', name: 'Board' },
      { id: 'Staff', name: 'Staff' },
    ]);
    expect(account.paths(members)).to.deep.equal(['/groups/y/members']);
    expect(result.summary(members).skips).to.deep.equal({ 'parent row without its key': 2 });
  });

  it('knows by what it was asked for the key of an answer that is one thing', async () => {
    const detail = toyStream({
      name: members,
      path: '/groups/{group_id}',
      fields: { group_id: text, id: text },
      parents: [road(groups, { group_id: 'id' })],
      request: { recordsPath: null },
    });
    const account = worldAccount({ lists: { '/groups/x': [{ size: 1 }], '/groups/y': [{ id: 'own' }] } });
    const result = await runToySync({ account, streams: [members], definitions: [groupList, detail] });
    expect(result.ids(members)).to.have.members(['x', 'own']);
  });

  it('warns of rows outside the dates that it asked for, beyond the days around them', async () => {
    const rows = [
      { id: 'in', end_time: '2026-06-10T00:00:00Z' },
      { id: 'near', end_time: '2026-05-31T00:00:00Z' },
      { id: 'old', end_time: '1970-01-01T00:00:00Z' },
    ];
    const account = worldAccount();
    const readPages: PageReader = async function* (request) {
      if (request.stream !== events) {
        yield* account.readPages(request);
        return;
      }
      yield { rows: request.pathValues['user_id'] === 'ann' ? rows : [], served: {} };
    };
    const result = await runToySync({ account, ...reads, streams: [events], service: { readPages } });
    expect(result.ids(events)).to.deep.equal(['in']);
    expect(result.summary(events).skips).to.deep.equal({ 'row outside the dates that were asked for': 1 });
    expect(warningsOf(result).join()).to.contain('"old"');
  });

  it('delivers a row once that two pages show, also where the list begins anew, and both of two that differ', async () => {
    const joins = redeclared(guestList, { primaryKey: ['event_id', 'row_id'], rowId: [['at']] });
    const seats = { ...joins, schema: { properties: { ...fieldsOf(guestList), at: text, name: text } } };
    const [ann, bob, cid] = ['ann', 'bob', 'cid'].map((name) => ({ at: 't', name }));
    const pages = [
      [ann, bob],
      [bob, cid],
      [cid, ann],
    ].map((page) => page.flatMap((row) => row ?? []));
    let restarts = 0;
    const account = worldAccount();
    const readPages: PageReader = async function* (request) {
      if (request.stream !== guests) {
        yield* account.readPages(request);
        return;
      }
      if (request.pathValues['event_id'] !== 'a1') return;
      for (const rows of restarts === 0 ? pages : pages.toReversed()) {
        yield { rows, served: {} };
        if (restarts === 0 && rows === pages[1]) {
          restarts += 1;
          throw readError('restart-slice');
        }
      }
    };
    const result = await runToySync({
      account,
      ...reads,
      definitions: [users, eventList, seats],
      service: { readPages },
    });
    const records = result.records(guests);
    expect(records.map(({ name }) => name)).to.have.members(['ann', 'bob', 'cid']);
    expect(records.map(({ row_id }) => row_id)).to.have.members(['t', 't|2', 't|3']);
  });

  it('compares by their text what filters choose by', async () => {
    const chosen = redeclared(guestList, {
      parents: [
        road(
          events,
          { event_id: 'id' },
          { inherit: { event_end_time: 'end_time' }, where: [{ field: 'kind', in: [1] }] },
        ),
      ],
    });
    const kindText = { ...eventList, schema: { properties: { ...fieldsOf(eventList), kind: text } } };
    const account = worldAccount();
    await runToySync({ account, ...reads, definitions: [users, kindText, chosen] });
    expect(account.paths(guests)).to.have.members(['/events/a1/guests', '/events/b1/guests']);
  });

  it('counts values that do not fit, and tells of each kind once', async () => {
    const rows = [
      { id: 'x', size: 'huge' },
      { id: 'y', size: 'small' },
    ];
    const sized = { ...groupList, schema: { properties: { id: text, size: field('integer') } } };
    const result = await runToySync({
      account: worldAccount({ lists: { '/groups': rows } }),
      streams: [groups],
      definitions: [sized],
    });
    expect(result.summary(groups).misfits).to.equal(2);
    expect(warningsOf(result)).to.deep.equal([
      'groups: Zoom sends groups with a value that is not of the type in the schema: size (text). ' +
        'Such a value is null in its place and kept in extra_fields.',
    ]);
  });
});

const files = toyStream({
  name: toyNames.polls,
  path: '/none/{event_id}',
  fields: { event_id: text, event_end_time: moment, id: text },
  primaryKey: ['event_id', 'id'],
  embedded: 'files',
  parents: [road(events, { event_id: 'id' }, { inherit: { event_end_time: 'end_time' } })],
  cursorField: 'event_end_time',
});

describe('rows that come inside their parent', () => {
  it('are delivered once where they are equal, and left out with a warning where they are no rows', async () => {
    const toy = worldAccount({
      lists: {
        '/users/ann/events': [
          { id: 'a1', end_time: '2026-06-03T10:00:00Z', files: [{ id: 'f1' }, { id: 'f1' }, null, 'f2', {}] },
        ],
        '/users/bob/events': [{ id: 'b1', end_time: '2026-06-03T10:00:00Z', files: { id: 'f3' } }],
      },
    });
    const result = await runToySync({
      account: toy,
      streams: [toyNames.polls],
      definitions: [users, redeclared(eventList, { window: null }), files],
    });
    expect(result.ids(toyNames.polls)).to.have.members(['f1', 'f3']);
    expect(result.ids(toyNames.polls)).to.have.lengthOf(2);
    expect(result.summary(toyNames.polls).skips).to.deep.equal({
      'something other than a row': 1,
      'row without its key': 1,
    });
    expect(warningsOf(result).join()).to.contain('{"row":"f2"}');
  });
});
