import { expect } from 'chai';
import type { JsonObject, JsonValue } from '../../src/json.js';
import { isJsonObject } from '../../src/json.js';
import { differences, expectSoundKeys } from '../support/comparisons.js';
import type { Delivery } from '../support/delivery.js';
import { catalogOf } from '../support/delivery.js';
import type { Ended } from '../support/executable.js';
import { run } from '../support/executable.js';
import { everyProduct, usualStreams } from '../support/products.js';
import type { ProtocolUnderTest } from '../support/protocols.js';
import { protocols, writeRunFiles } from '../support/protocols.js';
import { withSimulator } from '../support/temporary.js';

/** The built programs on an account whose every row is odd, in pages that overlap. */

const streams = usualStreams;
const account = { users: 6, hosts: 4, pageSizeCap: 10, pageEdge: 'repeated', oddRows: true } as const;

/** Of links, in any case. Not the list that the connector goes by. */
const opens = /[?&#;](?:pwd|tk|zak|jwt|(?:download_)?access_token|token|passcode|password|sig)=/i;
const additions: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'toString', 'half \ufffd']);
const noCharacter = /\p{Surrogate}|\0/u;

interface Read {
  readonly ended: Ended;
  readonly delivery: Delivery;
  readonly keys: ReadonlyMap<string, readonly string[]>;
}

interface Task {
  readonly protocol: ProtocolUnderTest;
  readonly config?: JsonObject;
  readonly wanted?: readonly string[];
}

async function read(
  { protocol, config = {}, wanted = streams }: Task,
  test: (read: Read, differing: readonly unknown[]) => void,
): Promise<void> {
  await withSimulator(account, async (simulator, folder) => {
    const whole = { ...simulator.config, ...everyProduct, plan: 'none', ...config };
    const found = await run(
      protocol.program,
      protocol.discoverArgs(await writeRunFiles(folder, 'find', { config: whole })),
    );
    const offered = catalogOf(found.stdout);
    const catalog = protocol.configure(offered, wanted);
    const ended = await run(
      protocol.program,
      protocol.readArgs(await writeRunFiles(folder, 'read', { config: whole, catalog })),
    );
    const delivery = protocol.delivery(ended.stdout);
    const keys = new Map(offered.map((stream) => [protocol.nameOf(stream), protocol.keyOf(stream)]));
    const rows = new Map([...delivery.rows].map(([stream, all]) => [stream, all.map(withoutAdditions)]));
    test({ ended, delivery, keys }, differences(simulator, rows, { streams: wanted }));
  });
}

/** As the answer key knows it. */
function withoutAdditions(row: JsonObject): JsonObject {
  const { extra_fields: extra, ...known } = row;
  if (!isJsonObject(extra)) return row;
  const kept = Object.entries(extra).filter(([name]) => !additions.has(name));
  return { ...known, extra_fields: Object.fromEntries(kept) };
}

/** Every text of a value, names of fields included. */
function textsOf(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsOf(inner)]);
}

for (const protocol of protocols) {
  describe(`odd rows, ${protocol.name}`, function () {
    this.timeout(120_000);

    it('come out once each, with a sound key, whole characters and no key to anything', async () => {
      await read({ protocol }, ({ ended, delivery, keys }, differing) => {
        expect(ended.exitCode, ended.stderr.slice(-2_000)).to.equal(0);
        expect(differing).to.deep.equal([]);
        for (const stream of streams) {
          const rows = delivery.rows.get(stream) ?? [];
          expect(rows, stream).not.to.have.length(0);
          expectSoundKeys(rows, keys.get(stream) ?? []);
          for (const row of rows) expectClean(stream, row);
        }
        expect(ended.stdout).not.to.contain('SECRET-');
        expect(ended.stdout + ended.stderr).not.to.match(/left out/);
      });
    });

    it('keep what opens something where the configuration wants it', async () => {
      const wanted = ['meetings', 'meeting_registrants', 'chat_files', 'recordings', 'groups'];
      await read({ protocol, wanted, config: { include_secrets: true } }, ({ delivery }) => {
        const open = wanted.filter((stream) =>
          (delivery.rows.get(stream) ?? []).flatMap(textsOf).some((text) => opens.test(text)),
        );
        expect(open).to.deep.equal(wanted);
      });
    });
  });
}

function expectClean(stream: string, row: JsonObject): void {
  for (const text of textsOf(row)) {
    expect(text, stream).not.to.match(opens);
    expect(text, stream).not.to.match(noCharacter);
  }
  if (stream === 'recording_files') return;
  const extra = JSON.stringify(row['extra_fields']);
  expect(extra, stream).to.contain(
    '"__proto__":{"size":1,"note":"cut \ufffd and \ufffd","link":"https://example.zoom.us/j/1?a=1"}',
  );
  expect(extra, stream).to.contain(
    '"constructor":"any","toString":null,"half \ufffd":"cut \ufffd and \ufffd"',
  );
}
