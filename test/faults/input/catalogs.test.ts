import { expect } from 'chai';
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../src/json.js';
import type { Simulator } from '../../simulator/index.js';
import { startSimulator } from '../../simulator/index.js';
import { differences } from '../../support/comparisons.js';
import { catalogOf } from '../../support/delivery.js';
import type { Folder } from '../../support/files.js';
import { createFolder } from '../../support/files.js';
import { listAt, objectAt } from '../../support/json-paths.js';
import type { ProtocolUnderTest } from '../../support/protocols.js';
import { protocols, writeRunFiles } from '../../support/protocols.js';
import { draws } from './form.js';
import { damaged, damages } from './mangle.js';
import { expectNoInsides, expectPlain } from './plain-words.js';
import { Tally } from './tally.js';
import type { End, Way } from './trial.js';
import { built, expectRefused, inProcess, reasonsOf } from './trial.js';

/** Catalogs with something wrong: refused in plain words, or what can be read of them is read. */

type Change = (stream: JsonObject) => JsonValue;

/** Changes to the entry of one stream after which the whole catalog is refused, and what the answer names. */
const refusedBy: Readonly<Record<string, readonly (readonly [change: Change, named: string])[]>> = {
  airbyte: [
    [(one) => ({ ...one, sync_mode: 'snapshot' }), 'sync_mode'],
    [(one) => ({ ...one, sync_mode: null }), 'sync_mode'],
    [(one) => ({ ...one, sync_mode: ['incremental'] }), 'sync_mode'],
    [(one) => ({ ...one, sync_mode: 'Full_Refresh' }), 'sync_mode'],
    [({ stream = null }) => ({ stream }), 'sync_mode'],
    [(one) => ({ ...one, stream: null }), 'streams[0]'],
    [(one) => ({ ...one, stream: 'users' }), 'streams[0]'],
    [(one) => ({ ...one, stream: {} }), 'streams[0]'],
    [(one) => ({ ...one, stream: { name: '' } }), 'streams[0]'],
    [(one) => ({ ...one, stream: { name: ['users'] } }), 'streams[0]'],
    [() => null, 'streams[0]'],
    [() => 'users', 'streams[0]'],
    [() => [], 'streams[0]'],
  ],
  singer: [
    [(one) => ({ ...one, tap_stream_id: 5, stream: 5 }), 'streams[0]'],
    [({ schema = null }) => ({ schema }), 'streams[0]'],
    [(one) => ({ ...one, tap_stream_id: {} }), 'streams[0]'],
    [() => null, 'streams[0]'],
    [() => 'users', 'streams[0]'],
    [() => [], 'streams[0]'],
  ],
};

const noCatalogs: readonly JsonValue[] = [
  [],
  {},
  5,
  '"catalog"',
  true,
  { streams: {} },
  { streams: null },
  { streams: 'all' },
  { catalog: { streams: [] } },
  { type: 'CATALOG', catalog: { streams: [] } },
  [{ stream: { name: 'users' } }],
];

const wanted = ['users', 'groups'];

for (const protocol of protocols) {
  describe(`bad catalogs, ${protocol.name}`, function () {
    this.timeout(60_000);
    const tally = new Tally('catalogs');
    let simulator: Simulator;
    let folder: Folder;
    let config: JsonObject;
    let entries: readonly JsonObject[] = [];

    before(async () => {
      [simulator, folder] = await Promise.all([startSimulator({ users: 3 }), createFolder()]);
      config = { ...simulator.config, plan: 'none' };
      const files = await writeRunFiles(folder, 'find', { config });
      const offered = catalogOf((await inProcess(protocol, protocol.discoverArgs(files))).stdout);
      const chosen = offered.filter((stream) => wanted.includes(protocol.nameOf(stream)));
      entries = listAt(protocol.configure(chosen, wanted), 'streams').map((one) => objectAt(one));
    });
    after(() => Promise.all([simulator.close(), folder.remove()]));

    async function read(catalog: JsonValue | string, way: Way = inProcess): Promise<End> {
      tally.count();
      const files = await writeRunFiles(folder, 'read', { config, catalog });
      return way(protocol, protocol.readArgs(files));
    }

    function expectWhole(end: End, streams: readonly string[]): void {
      const { rows } = protocol.delivery(end.stdout);
      expect(differences(simulator, rows, { streams })).to.deep.equal([]);
    }

    it('refuses what is no catalog', async () => {
      for (const catalog of noCatalogs) {
        expect(expectRefused(protocol, await read(catalog))).to.contain('list named streams');
      }
      expect(expectRefused(protocol, await read([], built))).to.contain('list named streams');
    });

    it('refuses an entry that makes no sense, and names it', async () => {
      const [first = {}, ...rest] = entries;
      for (const [change, named] of refusedBy[protocol.name] ?? []) {
        const catalog = { streams: [change(first), ...rest] };
        expect(expectRefused(protocol, await read(catalog)), JSON.stringify(catalog.streams[0])).to.contain(
          named,
        );
      }
    });

    it('refuses a stream that is named twice', async () => {
      const [first = {}] = entries;
      const said = expectRefused(protocol, await read({ streams: [...entries, first] }));
      expect(said).to.contain('twice');
    });

    it('reads the others where a stream is not offered, and fails the run', async () => {
      for (const name of ['no_such_stream', 'Users', 'users ', 'constructor', '__proto__', 'x'.repeat(500)]) {
        const [first = {}] = entries;
        const end = await read({ streams: [...entries, renamed(protocol, first, name)] });
        expect(end.exitCode, name).to.equal(1);
        const reasons = reasonsOf(protocol, end);
        expect(reasons.join('\n')).to.contain(name.trim());
        for (const reason of reasons) expectPlain(reason);
        expectWhole(end, wanted);
      }
    });

    it('reads nothing where nothing is selected', async () => {
      const end = await read({ streams: [] });
      expect([end.exitCode, protocol.delivery(end.stdout).rows.size]).to.deep.equal([0, 0]);
    });

    it('keeps its words and its rows whatever is damaged', async () => {
      // The schema may leave out columns, and what identifies rows would be gone with them.
      const paths = damages({ streams: entries }, ({ path }) => path.length <= 6);
      await fc.assert(
        fc.asyncProperty(paths, async (found) => {
          const end = await read(damaged({ streams: entries }, found));
          for (const reason of reasonsOf(protocol, end)) expectPlain(reason);
          expectNoInsides(end.stderr);
          expect(reasonsOf(protocol, end).length > 0).to.equal(end.exitCode !== 0);
          const { rows } = protocol.delivery(end.stdout);
          for (const stream of rows.keys()) expect(wanted).to.contain(stream);
        }),
        draws(),
      );
    });
  });
}

function renamed(protocol: ProtocolUnderTest, entry: JsonObject, name: string): JsonObject {
  if (protocol.name === 'singer') return { ...entry, tap_stream_id: name, stream: name };
  return { ...entry, stream: { ...objectAt(entry, 'stream'), name } };
}
