import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../../../src/json.js';
import { startSimulator } from '../../simulator/index.js';
import type { Simulator } from '../../simulator/index.js';
import { execute } from '../../support/command.js';
import { differences } from '../../support/comparisons.js';
import { createFolder } from '../../support/files.js';
import type { Folder } from '../../support/files.js';
import { at, listAt, parseObject, textAt } from '../../support/json-paths.js';
import { everyProduct } from '../../support/products.js';
import { describeClient } from '../clients.js';
import { rowsOf } from '../contents.js';
import { readFileDatabase } from '../destinations.js';
import type { Tables } from '../destinations.js';
import { installPrograms, isolated } from '../isolation.js';
import { note } from '../notes.js';
import { changeAccount } from '../syncs.js';

/** Streams of the second sync, which PyAirbyte takes seconds each for: those that the change of the account touches. */
const changing = [
  'users',
  'report_meetings',
  'report_meeting_participants',
  'past_meetings',
  'past_meeting_participants',
  'recordings',
  'chat_messages',
];

describeClient('PyAirbyte', (tools) => {
  let simulator: Simulator;
  let folder: Folder;
  let streams: readonly string[] = [];

  before(async () => {
    const startedAt = Date.now();
    [simulator, folder] = await Promise.all([
      // What is proved here is the client, on the road that needs no proof.
      startSimulator({ users: 6, now: () => startedAt, pastMeetingsBy: 'per_user' }),
      createFolder(),
    ]);
    await installPrograms(folder.path);
  });
  after(async () => {
    await Promise.all([simulator.close(), folder.remove()]);
  });

  async function sync(selected: readonly string[]): Promise<JsonObject> {
    const output = join(folder.path, 'result.json');
    const { exitCode, stderr } = await execute(
      tools().program('python'),
      [
        join(import.meta.dirname, '../python/pyairbyte_sync.py'),
        ...['--executable', join(folder.path, 'bin/source-zoom')],
        ...[
          '--config',
          await folder.write('config.json', { ...simulator.config, ...everyProduct, plan: 'none' }),
        ],
        ...['--cache', join(folder.path, 'cache'), '--output', output],
        ...(selected.length === 0 ? [] : ['--streams', ...selected]),
      ],
      { env: isolated(folder.path), cwd: folder.path },
    );
    expect(exitCode, stderr.slice(-3_000)).to.equal(0);
    return parseObject(await readFile(output, 'utf8'));
  }

  async function cached(): Promise<Tables> {
    return readFileDatabase(tools(), ['duckdb', join(folder.path, 'cache/db_zoom.duckdb')]);
  }

  it('checks, discovers and reads every stream into its cache', async () => {
    const result = await sync([]);
    streams = listAt(result, 'available').map((stream) => textAt(stream));
    const tables = await cached();
    expect(
      differences(simulator, rowsOf(tables), { streams, values: 'as a database has them' }),
    ).to.deep.equal([]);
    for (const stream of streams) {
      expect(at(result, 'counts', stream), stream).to.equal(simulator.expected(stream).length);
    }
    note('PyAirbyte', `${streams.length} streams, ${Number(at(result, 'processed'))} rows`);
  });

  it('finds types of its own for every column', async () => {
    const types = (await cached()).get('users')?.types ?? new Map<string, string>();
    const chosen = ['row_id', 'last_login_time', 'type', 'group_ids', 'extra_fields'];
    expect(Object.fromEntries(chosen.map((column) => [column, types.get(column)]))).to.deep.equal({
      row_id: 'VARCHAR',
      last_login_time: 'TIMESTAMP',
      type: 'BIGINT',
      group_ids: 'JSON',
      extra_fields: 'JSON',
    });
  });

  it('reads what is new the second time, and merges it', async () => {
    changeAccount(simulator);
    const before = simulator.requests.length;
    const result = await sync(changing);
    const tables = await cached();
    expect(
      differences(simulator, rowsOf(tables), { streams: changing, values: 'as a database has them' }),
    ).to.deep.equal([]);
    const all = changing.reduce((sum, stream) => sum + simulator.expected(stream).length, 0);
    expect(at(result, 'processed'), 'rows of the incremental sync').to.be.within(changing.length, all / 2);
    note(
      'PyAirbyte',
      `then ${Number(at(result, 'processed'))} of ${all}, ${simulator.requests.length - before} requests`,
    );
  });
});
