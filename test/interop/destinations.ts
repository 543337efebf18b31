import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../../src/json.js';
import { execute } from '../support/command.js';
import { listAt, objectAt, parseObject, textAt } from '../support/json-paths.js';
import type { ClientName } from './clients.js';
import type { Environment } from './environments.js';
import type { Postgres } from './postgres.js';

/** What a target has made of a sync. */
export interface Table {
  /** The destination's own types by column; none where it has no types. */
  readonly types: ReadonlyMap<string, string>;
  readonly rows: readonly JsonObject[];
}

export type Tables = ReadonlyMap<string, Table>;

/** Where a target of one test writes. */
export interface Place {
  readonly folder: string;
  readonly tools: Environment;
  readonly postgres: Postgres;
}

/** A Singer target: how it is started, and how to look at what it has written. */
export interface Destination {
  readonly name: ClientName;
  /** `merge`: a row with a known key replaces the old one. */
  readonly writes: 'append' | 'merge';
  /** Nested objects with known fields become columns of their own: `settings__host_video`. */
  readonly flattens: boolean;
  /** Empty text comes out as null: it goes through CSV. */
  readonly emptyIsNull: boolean;
  /** Line breaks and tabs in text come out as JSON writes them, a backslash and a letter. */
  readonly escapesLineBreaks: boolean;
  command(place: Place): readonly string[];
  config(place: Place): JsonObject;
  read(place: Place): Promise<Tables>;
  /** What must come out of some columns that are easily got wrong. */
  readonly types: Readonly<Record<string, string>>;
}

const schema = 'zoom';

export const destinations: readonly Destination[] = [
  {
    name: 'target-jsonl',
    writes: 'append',
    flattens: false,
    emptyIsNull: false,
    escapesLineBreaks: false,
    command: ({ tools }) => [tools.program('target-jsonl')],
    config: ({ folder }) => ({ destination_path: folder, do_timestamp_file: false }),
    read: readJsonLines,
    types: {},
  },
  {
    name: 'target-sqlite',
    writes: 'merge',
    flattens: true,
    emptyIsNull: false,
    escapesLineBreaks: false,
    command: ({ tools }) => [tools.program('python'), join(import.meta.dirname, 'python/target_sqlite.py')],
    config: ({ folder }) => ({ database: join(folder, 'zoom.db') }),
    read: ({ tools, folder }) => readFileDatabase(tools, ['sqlite', join(folder, 'zoom.db')]),
    types: {
      'meetings.id': 'VARCHAR',
      'meeting_polls.anonymous': 'BOOLEAN',
      'meeting_polls.questions': 'VARCHAR',
      'chat_messages.timestamp': 'BIGINT',
      'chat_messages.message': 'VARCHAR',
      'users.last_login_time': 'VARCHAR',
    },
  },
  {
    name: 'target-duckdb',
    writes: 'merge',
    flattens: false,
    emptyIsNull: true,
    escapesLineBreaks: false,
    command: ({ tools }) => [tools.program('target-duckdb')],
    config: ({ folder }) => ({ filepath: join(folder, 'zoom.duckdb'), default_target_schema: schema }),
    read: ({ tools, folder }) =>
      readFileDatabase(tools, ['duckdb', join(folder, 'zoom.duckdb'), '--schema', schema]),
    types: {
      'meetings.id': 'VARCHAR',
      'meeting_polls.anonymous': 'BOOLEAN',
      'meeting_polls.questions': 'JSON',
      'chat_messages.timestamp': 'HUGEINT',
      'chat_messages.message': 'VARCHAR',
      'users.last_login_time': 'TIMESTAMP',
    },
  },
  {
    name: 'meltanolabs-target-postgres',
    writes: 'merge',
    flattens: false,
    emptyIsNull: false,
    escapesLineBreaks: false,
    command: ({ tools }) => [tools.program('target-postgres')],
    config: (place) => ({ ...connection(place), database: database(place) }),
    read: readPostgres,
    types: {
      'meetings.id': 'text',
      'meeting_polls.anonymous': 'boolean',
      'meeting_polls.questions': 'jsonb[]',
      'users.group_ids': 'text[]',
      'meeting_details.settings': 'jsonb',
      'chat_messages.timestamp': 'bigint',
      'chat_messages.message': 'text',
      'users.last_login_time': 'timestamp without time zone',
    },
  },
  {
    name: 'pipelinewise-target-postgres',
    writes: 'merge',
    flattens: false,
    emptyIsNull: true,
    // Seen in 2.1.2: it writes text to its CSV file with `json.dumps`, and COPY takes back quotes and backslashes only.
    escapesLineBreaks: true,
    command: ({ tools }) => [tools.program('target-postgres')],
    config: (place) => ({ ...connection(place), dbname: database(place) }),
    read: readPostgres,
    types: {
      'meetings.id': 'character varying',
      'meeting_polls.anonymous': 'boolean',
      'meeting_polls.questions': 'jsonb',
      'users.group_ids': 'jsonb',
      'meeting_details.settings': 'jsonb',
      'chat_messages.timestamp': 'numeric',
      'chat_messages.message': 'character varying',
      'users.last_login_time': 'timestamp without time zone',
    },
  },
];

/** A database for each environment: the two targets for PostgreSQL do not see each other. */
export function database({ tools }: Pick<Place, 'tools'>): string {
  return tools.name;
}

export function connection({ postgres }: Pick<Place, 'postgres'>): JsonObject {
  return {
    host: '127.0.0.1',
    port: postgres.port,
    user: 'postgres',
    // Nobody asks for it, but the targets want one.
    password: 'none',
    default_target_schema: schema,
  };
}

export async function readJsonLines({ folder }: Pick<Place, 'folder'>): Promise<Tables> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl'));
  const tables = names.map(async (name) => {
    const lines = (await readFile(join(folder, name), 'utf8')).split('\n').filter((line) => line !== '');
    return [
      name.replace('.jsonl', ''),
      { types: new Map<string, string>(), rows: lines.map(parseObject) },
    ] as const;
  });
  return new Map(await Promise.all(tables));
}

export async function readFileDatabase(tools: Environment, args: readonly string[]): Promise<Tables> {
  const script = join(import.meta.dirname, 'python/read_database.py');
  const { exitCode, stdout, stderr } = await execute(tools.program('python'), [script, ...args]);
  if (exitCode !== 0) throw new Error(stderr.slice(-2_000));
  return new Map(
    Object.entries(parseObject(stdout)).map(([name, table]) => [
      name,
      {
        types: new Map(
          Object.entries(objectAt(table, 'types')).map(([column, type]) => [column, textAt(type)]),
        ),
        rows: listAt(table, 'rows').map((row) => objectAt(row)),
      },
    ]),
  );
}

export async function readPostgres(place: Pick<Place, 'postgres' | 'tools'>): Promise<Tables> {
  const { postgres } = place;
  const columns = await postgres.query(
    database(place),
    `select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = '${schema}' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`,
  );
  const tables = new Map<string, Table>();
  for (const name of new Set(columns.map((column) => textAt(column, 'table')))) {
    const own = columns.filter((column) => textAt(column, 'table') === name);
    tables.set(name, {
      types: new Map(own.map((column) => [textAt(column, 'column'), textAt(column, 'type')])),
      rows: await postgres.query(database(place), `select * from "${schema}"."${name}"`),
    });
  }
  return tables;
}
