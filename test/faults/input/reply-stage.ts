import { expect } from 'chai';
import type { Problem } from '../../../src/json-schema.js';
import { compileValidator } from '../../../src/json-schema.js';
import type { JsonObject } from '../../../src/json.js';
import type { FaultRule, Simulator } from '../../simulator/index.js';
import { startSimulator } from '../../simulator/index.js';
import { differences } from '../../support/comparisons.js';
import type { Delivery } from '../../support/delivery.js';
import { catalogOf } from '../../support/delivery.js';
import { createFolder } from '../../support/files.js';
import { virtualClock } from '../../support/in-process.js';
import { objectAt } from '../../support/json-paths.js';
import type { ProtocolUnderTest } from '../../support/protocols.js';
import { protocols, writeRunFiles } from '../../support/protocols.js';
import { expectNoInsides, expectPlain } from './plain-words.js';
import { inProcess, reasonsOf } from './trial.js';

/** A small account whose answers are replaced, and what must hold whatever they are replaced with. */

export interface Route {
  readonly match: RegExp;
  /** Where the rows are. */
  readonly rows: string;
  /** The streams that live on it; all others must be whole. */
  readonly streams: readonly string[];
}

const reports = ['report_meetings', 'report_meeting_participants'];
const scheduled = ['meetings', 'meeting_registrants'];

export const routes: readonly Route[] = [
  {
    match: /^\/v2\/users\?/,
    rows: 'users',
    streams: ['users', ...scheduled, ...reports, 'user_channels'],
  },
  { match: /^\/v2\/groups\?/, rows: 'groups', streams: ['groups', 'group_members'] },
  { match: /^\/v2\/groups\/[^/]+\/members/, rows: 'members', streams: ['group_members'] },
  { match: /^\/v2\/users\/[^/]+\/meetings/, rows: 'meetings', streams: scheduled },
  { match: /^\/v2\/meetings\/.+\/registrants/, rows: 'registrants', streams: ['meeting_registrants'] },
  { match: /^\/v2\/report\/users\/[^/]+\/meetings/, rows: 'meetings', streams: reports },
  {
    match: /^\/v2\/report\/meetings\/.+\/participants/,
    rows: 'participants',
    streams: ['report_meeting_participants'],
  },
  { match: /^\/v2\/chat\/users\/[^/]+\/channels/, rows: 'channels', streams: ['user_channels'] },
];

export const streams = [...new Set(routes.flatMap((route) => route.streams))];

export interface Reading extends Delivery {
  readonly protocol: ProtocolUnderTest;
  readonly exitCode: number | null;
  readonly reasons: readonly string[];
  /** API requests that it took. */
  readonly requests: number;
}

export interface ReplyStage {
  readonly simulator: Simulator;
  read(protocol: ProtocolUnderTest, rule: FaultRule): Promise<Reading>;
  /** What must hold of any run: clear words, sound records, and whole streams but for these. */
  expectSound(reading: Reading, touched: readonly string[]): void;
  close(): Promise<void>;
}

const noon = Date.parse('2026-11-22T12:00:00Z');

export async function openReplyStage(): Promise<ReplyStage> {
  let clock = virtualClock(noon);
  // The routes are those of hosts' own lists.
  const simulator = await startSimulator({ users: 3, now: () => clock.now(), pastMeetingsBy: 'per_user' });
  const folder = await createFolder();
  const config: JsonObject = { ...simulator.config, plan: 'none', start_date: '2026-11-01' };
  const validators = new Map<string, (row: JsonObject) => readonly Problem[]>();
  const args = new Map<string, readonly string[]>();
  for (const protocol of protocols) {
    const found = await inProcess(
      protocol,
      protocol.discoverArgs(await writeRunFiles(folder, 'find', { config })),
    );
    const offered = catalogOf(found.stdout);
    for (const stream of offered) validators.set(protocol.nameOf(stream), recordValidator(protocol, stream));
    const catalog = protocol.configure(offered, streams);
    args.set(
      protocol.name,
      protocol.readArgs(await writeRunFiles(folder, protocol.name, { config, catalog })),
    );
  }
  return {
    simulator,
    async read(protocol, rule) {
      clock = virtualClock(noon);
      simulator.requests.length = 0;
      simulator.setOptions({ faults: { rules: [rule] } });
      const end = await inProcess(protocol, args.get(protocol.name) ?? [], clock);
      expectNoInsides(`${end.stdout.slice(0, 1_000_000)}\n${end.stderr}`);
      return {
        ...protocol.delivery(end.stdout),
        protocol,
        exitCode: end.exitCode,
        reasons: reasonsOf(protocol, end),
        requests: simulator.requests.length,
      };
    },
    expectSound(reading, touched) {
      for (const reason of reading.reasons) expectPlain(reason);
      expect(reading.reasons.length > 0).to.equal(reading.exitCode !== 0);
      for (const [stream, rows] of reading.rows) {
        const problems = rows.flatMap(
          (row) => validators.get(stream)?.(row) ?? [{ path: '', message: stream }],
        );
        expect(problems.slice(0, 3), stream).to.deep.equal([]);
      }
      const others = streams.filter((stream) => !touched.includes(stream));
      const range = { from: Date.parse('2026-11-01T00:00:00Z') };
      expect(differences(simulator, reading.rows, { streams: others, range })).to.deep.equal([]);
    },
    close: async () => {
      await Promise.all([simulator.close(), folder.remove()]);
    },
  };
}

/** The schema that was announced; and a key in every record, without which no target can merge. */
function recordValidator(
  protocol: ProtocolUnderTest,
  stream: JsonObject,
): (row: JsonObject) => readonly Problem[] {
  const schema = protocol.schemaOf(stream);
  return compileValidator({
    ...schema,
    properties: objectAt(schema, 'properties'),
    additionalProperties: false,
    required: protocol.keyOf(stream),
  });
}
