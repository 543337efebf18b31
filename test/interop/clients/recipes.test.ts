import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recipes } from '../../../scripts/generate/recipes.js';
import { isJsonObject } from '../../../src/json.js';
import type { JsonObject, JsonValue } from '../../../src/json.js';
import { startSimulator } from '../../simulator/index.js';
import type { Simulator } from '../../simulator/index.js';
import { root } from '../../support/command.js';
import { run } from '../../support/executable.js';
import { createFolder } from '../../support/files.js';
import type { Folder } from '../../support/files.js';
import { listAt, parseJson } from '../../support/json-paths.js';
import { productsWith } from '../../support/products.js';
import { singer, writeRunFiles } from '../../support/protocols.js';
import { describeClient } from '../clients.js';
import { database, destinations } from '../destinations.js';
import type { Place } from '../destinations.js';
import { load } from '../load.js';
import { note } from '../notes.js';
import { pipe } from '../pipe.js';
import { startPostgres } from '../postgres.js';
import type { Postgres } from '../postgres.js';
import { recipeAnswers } from '../recipe-answers.js';

/** The queries of docs/recipes.md, as they stand there, against what the account itself answers. */

interface Loaded {
  readonly simulator: Simulator;
  readonly messages: string;
}

let read: Promise<Loaded> | undefined;

/** Once for both databases: an account in which not everybody hosts. */
async function account(): Promise<Loaded> {
  read ??= (async () => {
    const startedAt = Date.now();
    const options = { users: 16, hosts: 6, now: () => startedAt };
    // The answers are of hosts' own lists.
    const simulator = await startSimulator({ ...options, pastMeetingsBy: 'per_user' });
    const folder = await createFolder();
    const streams = [...new Set((await recipes()).flatMap((recipe) => recipe.streams)), 'webinars'];
    const config = { ...simulator.config, ...productsWith(streams), streams, plan: 'none' };
    const files = await writeRunFiles(folder, 'read', { config });
    const { exitCode, stdout, stderr } = await run('tap-zoom', singer.readArgs(files));
    await Promise.all([simulator.close(), folder.remove()]);
    expect(exitCode, stderr.slice(-2_000)).to.equal(0);
    return { simulator, messages: stdout };
  })();
  return read;
}

/** A database of one of the two kinds: both take the same SQL. */
interface Database {
  query(sql: string): Promise<readonly JsonObject[]>;
  run(sql: string): Promise<void>;
}

const opened: Readonly<Record<'meltanolabs-target-postgres' | 'target-duckdb', (place: Place) => Database>> =
  {
    'meltanolabs-target-postgres': (place) => ({
      query: (sql) => place.postgres.query(database(place), sql),
      run: (sql) => place.postgres.run(database(place), sql),
    }),
    'target-duckdb': (place) => ({
      query: async (sql) => {
        const last = (await onDuckDb(place, sql)).trimEnd().split('\n').at(-1) ?? '[]';
        return listAt(parseJson(last)).filter(isJsonObject);
      },
      run: async (sql) => {
        await onDuckDb(place, sql);
      },
    }),
  };

async function onDuckDb({ folder, tools }: Place, sql: string): Promise<string> {
  const script = join(import.meta.dirname, '../python/run_sql.py');
  const command = [tools.program('python'), script, join(folder, 'zoom.duckdb'), 'zoom'];
  const { exitCode, stdout, stderr } = await pipe(command, sql, { cwd: folder });
  if (exitCode !== 0) throw new Error(`${sql.slice(0, 200)}: ${stderr.slice(-2_000)}`);
  return stdout;
}

/** Rows of whatever origin in one form and order: databases have ways of their own to write times and numbers. */
function inOneForm(rows: readonly JsonObject[]): readonly string[] {
  return rows
    .map((row) => {
      const fields = Object.entries(row).sort(([left], [right]) => (left < right ? -1 : 1));
      return JSON.stringify(fields.map(([name, value]) => `${name}: ${JSON.stringify(plain(value))}`));
    })
    .sort();
}

const timestamp = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?(?:Z|\+00(?::?00)?)?$/;

function plain(value: JsonValue): JsonValue {
  if (value === '') return null;
  if (typeof value === 'number') return Number(value.toFixed(6));
  if (typeof value !== 'string') return value;
  const [, date, time] = timestamp.exec(value) ?? [];
  return date === undefined || time === undefined ? value : `${date} ${time}`;
}

for (const destination of destinations) {
  const open = new Map(Object.entries(opened)).get(destination.name);
  if (open === undefined) continue;
  describeClient(destination.name, (tools) => {
    let folder: Folder;
    let postgres: Postgres;
    let loaded: Loaded;
    let tables: Database;
    let queries: ReadonlyMap<string, string>;

    before(async () => {
      [folder, postgres, loaded] = await Promise.all([createFolder(), startPostgres(), account()]);
      queries = new Map((await recipes()).map(({ name, sql }) => [name, sql]));
      const place = { folder: folder.path, tools: tools(), postgres };
      await postgres.createDatabase(database(place));
      await load(destination, place, loaded.messages);
      await postgres.run(database(place), `alter database "${database(place)}" set search_path to zoom`);
      tables = open(place);
    });
    after(() => Promise.all([postgres.stop(), folder.remove()]));

    async function expectAnswer(name: string, sql: string): Promise<void> {
      const expected = recipeAnswers[name]?.(loaded.simulator) ?? [];
      expect(expected, 'an account that has an answer').not.to.deep.equal([]);
      expect(inOneForm(await tables.query(sql))).to.deep.equal(inOneForm(expected));
    }

    for (const name of Object.keys(recipeAnswers)) {
      it(`answers ${name} as the account does`, () => expectAnswer(name, queries.get(name) ?? ''));
    }

    it('has no query that nobody asks', () => {
      expect([...queries.keys()]).to.have.members(Object.keys(recipeAnswers));
    });

    it('has the views, which answer the same, and can be installed twice', async () => {
      const views = await readFile(join(root, 'recipes/views.sql'), 'utf8');
      await tables.run(views);
      await tables.run(views);
      const names = [...views.matchAll(/^create or replace view (\w+)/gm)].map(([, name = '']) => name);
      expect(names).to.have.lengthOf(6);
      for (const name of names) await expectAnswer(name, `select * from ${name}`);
      note(destination.name, `${queries.size} recipes, ${names.length} views`);
    });

    it('would lose most webinars by a join with those that are scheduled', async () => {
      const right = queries.get('webinar_attendance') ?? '';
      const wrong = right
        .replace('from report_webinars w', 'from webinars w')
        .replace('w.uuid as', 'p.webinar_uuid as')
        .replace('p.webinar_uuid = w.uuid', 'p.webinar_id = w.id');
      const found = await tables.query(right);
      expect(await tables.query(wrong)).to.have.length.lessThan(found.length);
    });
  });
}
