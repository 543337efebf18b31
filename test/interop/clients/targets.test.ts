import { expect } from 'chai';
import type { JsonObject, JsonValue } from '../../../src/json.js';
import { isJsonObject } from '../../../src/json.js';
import { differences } from '../../support/comparisons.js';
import { schemasOf } from '../../support/delivery.js';
import { createFolder } from '../../support/files.js';
import type { Folder } from '../../support/files.js';
import { listAt, textAt } from '../../support/json-paths.js';
import { singer } from '../../support/protocols.js';
import { describeClient } from '../clients.js';
import { changedValues, rowsOf } from '../contents.js';
import { database, destinations } from '../destinations.js';
import type { Destination, Place, Table, Tables } from '../destinations.js';
import { load } from '../load.js';
import { note } from '../notes.js';
import { startPostgres } from '../postgres.js';
import type { Postgres } from '../postgres.js';
import { keyText, longText, recordedSyncs } from '../syncs.js';
import type { RecordedSyncs } from '../syncs.js';

/** As target-sqlite lays objects out: one column for each field that the schema knows. */
function flattened(row: JsonObject, columns: ReadonlyMap<string, string>): JsonObject {
  const entries = (value: JsonValue, path: string): readonly (readonly [string, JsonValue])[] =>
    isJsonObject(value) && !columns.has(path)
      ? Object.entries(value).flatMap(([key, part]) => entries(part, `${path}__${key}`))
      : [[path, value]];
  return Object.fromEntries(
    Object.entries(row)
      .flatMap(([column, value]) => entries(value, column))
      .filter(([column]) => columns.has(column)),
  );
}

/** A delivered row as the destination's habits allow it to look. */
function allowed(row: JsonObject, destination: Destination, { types }: Table): JsonObject {
  const flat = destination.flattens ? flattened(row, types) : row;
  return Object.fromEntries(
    Object.entries(flat).map(([column, value]) => [column, allowedValue(value, destination)]),
  );
}

function allowedValue(value: JsonValue, destination: Destination): JsonValue {
  if (typeof value !== 'string') return value;
  if (destination.emptyIsNull && value === '') return null;
  if (!destination.escapesLineBreaks) return value;
  return value.replaceAll(/\p{Cc}/gu, (control) => JSON.stringify(control).slice(1, -1));
}

/** Values that the destination tells otherwise than they were delivered. */
function losses(
  destination: Destination,
  tables: Tables,
  { merged, first }: RecordedSyncs,
): readonly string[] {
  // The second one announces nothing of what it leaves out.
  const schemas = schemasOf(singer.delivery(first));
  return [...merged].flatMap(([stream, delivered]) => {
    const key = listAt(schemas.get(stream)?.[0], 'key_properties').map((field) => textAt(field));
    const table = tables.get(stream);
    if (table === undefined) return [`${stream}: no table`];
    // Where rows are appended, the last one counts.
    const stored = new Map(table.rows.map((row) => [keyText(row, key), row]));
    return delivered.flatMap((row) => {
      const found = stored.get(keyText(row, key));
      if (found === undefined) return [`${stream}: no row ${keyText(row, key)}`];
      return changedValues(stream, allowed(row, destination, table), found);
    });
  });
}

let postgres: Postgres | null = null;

for (const destination of destinations) {
  describeClient(destination.name, (tools) => {
    let folder: Folder;
    let syncs: RecordedSyncs;
    let place: Place;
    let tables: Tables = new Map();

    before(async () => {
      [folder, syncs, postgres] = await Promise.all([
        createFolder(),
        recordedSyncs(),
        postgres ?? startPostgres(),
      ]);
      place = { folder: folder.path, tools: tools(), postgres };
      await postgres.createDatabase(database(place));
    });
    after(() => folder.remove());

    it('takes every stream, and a second, incremental sync', async () => {
      for (const messages of [syncs.first, syncs.second]) {
        const states = await load(destination, place, messages);
        const last = singer.delivery(messages).state;
        expect(JSON.parse(states.at(-1) ?? 'null'), 'the state to keep').to.deep.equal(last);
      }
      tables = await destination.read(place);
    });

    it('holds exactly the rows of the answer key', () => {
      const rows = rowsOf(tables);
      const repeats = destination.writes === 'append' ? 'allowed' : 'forbidden';
      const found = differences(syncs.simulator, rows, {
        streams: syncs.streams,
        repeats,
        values: 'as a database has them',
      });
      expect(found).to.deep.equal([]);
      const total = [...rows.values()].reduce((sum, { length }) => sum + length, 0);
      note(destination.name, `${syncs.streams.length} streams, ${total} rows`);
    });

    it('holds every value as it was delivered', () => {
      expect(losses(destination, tables, syncs).slice(0, 20)).to.deep.equal([]);
    });

    it('has the types and the oddities that are easily got wrong', () => {
      const found = Object.keys(destination.types).map((name) => {
        const [stream = '', column = ''] = name.split('.');
        return [name, tables.get(stream)?.types.get(column)];
      });
      expect(Object.fromEntries(found)).to.deep.equal(destination.types);
      expectOddities(rowsOf(tables));
    });
  });
}

/** Each of them is there, so that the comparison above has met it. */
function expectOddities(rows: ReadonlyMap<string, readonly JsonObject[]>): void {
  const values = (stream: string, column: string): readonly (JsonValue | undefined)[] =>
    (rows.get(stream) ?? []).map((row) => row[column]);
  const isLongId = (id: unknown): boolean => typeof id === 'string' && Number(id) > 2 ** 31;
  expect(values('meetings', 'id').filter(isLongId), 'ids over 2^31').to.not.be.empty;
  const isEmoji = (topic: unknown): boolean => typeof topic === 'string' && topic.includes('🎉');
  expect(values('meetings', 'topic').filter(isEmoji), 'emojis').to.not.be.empty;
  const isEmpty = (value: unknown): boolean => value === null || value === undefined;
  expect(values('users', 'last_login_time').filter(isEmpty), 'empty dates').to.not.be.empty;
  expect(values('chat_messages', 'message'), 'the long text').to.include(longText);
  const isNested = (questions: JsonValue | undefined): boolean =>
    JSON.stringify(questions ?? null).includes('answers');
  expect(values('meeting_polls', 'questions').filter(isNested), 'nested lists').to.not.be.empty;
}

after(async () => {
  await postgres?.stop();
});
