import { expect } from 'chai';
import type { JsonObject } from '../../src/json.js';
import { compileValidator } from '../../src/json-schema.js';
import { streamDeclarations } from '../../src/streams/index.js';
import type { Simulator, SimulatorOptions } from '../simulator/index.js';
import { startSimulator } from '../simulator/index.js';
import { differences, expectSoundKeys } from '../support/comparisons.js';
import type { Delivery } from '../support/delivery.js';
import { catalogOf, schemasOf, statusesOf } from '../support/delivery.js';
import type { Ended } from '../support/executable.js';
import { run } from '../support/executable.js';
import { createFolder } from '../support/files.js';
import { objectAt } from '../support/json-paths.js';
import { everyProduct, productsWith, streamsWith, usualStreams } from '../support/products.js';
import type { ProtocolUnderTest } from '../support/protocols.js';
import { protocols, writeRunFiles } from '../support/protocols.js';

/** Everything that a real account holds comes out, once, in the shape that was announced. */

interface Account {
  readonly title: string;
  readonly options: Partial<SimulatorOptions>;
  readonly config: JsonObject;
  /** What the configuration offers. */
  readonly streams: readonly string[];
}

const onRoads = productsWith([
  ...usualStreams,
  ...streamDeclarations
    .filter(({ parents }) => parents.some(({ road }) => road !== null))
    .map(({ name }) => name),
]);

const accounts: readonly Account[] = [
  {
    title: 'the largest pages, every product',
    options: {},
    config: everyProduct,
    streams: streamDeclarations.map(({ name }) => name),
  },
  {
    title: 'pages of one row, user by user, the usual products and what else hangs on roads',
    options: { pageSizeCap: 1, users: 8, hosts: 6, pastMeetingsBy: 'per_user' },
    config: onRoads,
    streams: streamsWith(onRoads),
  },
];

interface Whole {
  readonly catalog: ReadonlyMap<string, JsonObject>;
  readonly delivery: Delivery;
  readonly ended: Ended;
}

async function readEverything(
  protocol: ProtocolUnderTest,
  simulator: Simulator,
  settings: JsonObject,
): Promise<Whole> {
  const folder = await createFolder();
  try {
    const config = { ...simulator.config, ...settings, plan: 'none' };
    const found = await run(
      protocol.program,
      protocol.discoverArgs(await writeRunFiles(folder, 'find', { config })),
    );
    const discovered = catalogOf(found.stdout);
    const catalog = protocol.configure(discovered, null);
    const ended = await run(
      protocol.program,
      protocol.readArgs(await writeRunFiles(folder, 'read', { config, catalog })),
    );
    return {
      catalog: new Map(discovered.map((stream) => [protocol.nameOf(stream), stream])),
      delivery: protocol.delivery(ended.stdout),
      ended,
    };
  } finally {
    await folder.remove();
  }
}

for (const protocol of protocols) {
  for (const { title, options, config, streams } of accounts) {
    describe(`the answer key, ${protocol.name}, ${title}`, () => {
      const made: { simulator: Simulator | null; whole: Whole | null } = { simulator: null, whole: null };
      const got = (): Whole & { simulator: Simulator } => {
        if (made.simulator === null || made.whole === null) throw new Error('nothing was read');
        return { ...made.whole, simulator: made.simulator };
      };

      before(async function () {
        this.timeout(120_000);
        made.simulator = await startSimulator(options);
        made.whole = await readEverything(protocol, made.simulator, config);
      });
      after(() => made.simulator?.close());

      it('ends well and offers every stream of the products', () => {
        const { ended, catalog } = got();
        expect(ended.exitCode, ended.stderr.slice(-2000)).to.equal(0);
        expect([...catalog.keys()]).to.deep.equal(streams);
      });

      for (const stream of streams) {
        it(`${stream}: every row once, with a sound key, as its schema says`, () => {
          const { simulator, catalog, delivery } = got();
          const rows = delivery.rows.get(stream) ?? [];
          expect(simulator.expected(stream), 'rows to look for').not.to.have.length(0);
          expect(differences(simulator, delivery.rows, { streams: [stream] })).to.deep.equal([]);
          const offered = objectAt(catalog.get(stream));
          expectSoundKeys(rows, protocol.keyOf(offered));
          expectValid(rows, protocol.schemaOf(offered));
          expectAnnounced(protocol, delivery, stream);
        });
      }
    });
  }
}

/** Top-level columns that the schema does not name would be refused by some destinations, whatever it allows. */
function expectValid(rows: readonly JsonObject[], schema: JsonObject): void {
  const validate = compileValidator(schema);
  const known = new Set(Object.keys(objectAt(schema, 'properties')));
  const problems = rows.flatMap((row) => [
    ...validate(row).map(({ message }) => message),
    ...Object.keys(row)
      .filter((field) => !known.has(field))
      .map((field) => `${field} is not declared`),
  ]);
  expect([...new Set(problems)]).to.deep.equal([]);
}

function expectAnnounced(protocol: ProtocolUnderTest, delivery: Delivery, stream: string): void {
  expect(delivery.stateOf(stream), 'state').to.include({ pass: null, watermark: '' });
  if (protocol.name === 'airbyte') {
    expect(statusesOf(delivery, stream)).to.deep.equal(['STARTED', 'RUNNING', 'COMPLETE']);
    return;
  }
  const schemas = schemasOf(delivery).get(stream) ?? [];
  expect(schemas, 'SCHEMA messages').to.have.length(1);
  expectValid(delivery.rows.get(stream) ?? [], objectAt(schemas[0], 'schema'));
}
