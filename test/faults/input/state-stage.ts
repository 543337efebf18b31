import { expect } from 'chai';
import type { JsonObject, JsonValue } from '../../../src/json.js';
import type { Simulator } from '../../simulator/index.js';
import { startSimulator } from '../../simulator/index.js';
import { differences, together } from '../../support/comparisons.js';
import type { Delivery } from '../../support/delivery.js';
import { catalogOf } from '../../support/delivery.js';
import type { Folder } from '../../support/files.js';
import { createFolder } from '../../support/files.js';
import { virtualClock } from '../../support/in-process.js';
import { at } from '../../support/json-paths.js';
import type { ProtocolUnderTest } from '../../support/protocols.js';
import { writeRunFiles } from '../../support/protocols.js';
import { expectNoInsides } from './plain-words.js';
import type { End } from './trial.js';
import { expectRefused, inProcess } from './trial.js';

/** A sync that was cut short, its state, and what must hold when the next one gets that state mangled. */

export interface StateStage {
  /** As the platform would hand it over: passes open, partitions due, others done. */
  readonly state: JsonValue;
  /** Fails where the state lacks something of a kind: mangling it would show nothing. */
  expectCutShort(): void;
  /** Goes on from a text in the place of the state, and compares all rows of both runs with the answer key. */
  resume(text: string): Promise<'read' | 'refused'>;
  close(): Promise<void>;
}

const streams = [
  'users',
  'groups',
  'meetings',
  'user_channels',
  'report_meetings',
  'report_meeting_participants',
];
const noon = Date.parse('2026-11-22T12:00:00Z');
const hour = 3_600_000;
const range = { from: Date.parse('2026-11-01T00:00:00Z') };

const dayOver = {
  status: 429,
  body: { code: 429, message: 'You have reached the maximum daily rate limit for this API.' },
  headers: { 'Retry-After': '2026-11-23T00:00:00Z', 'X-RateLimit-Type': 'Daily-limit' },
} as const;

/** One user's meetings fail, and the day's budget ends at another user's reports. */
function cutShort(simulator: Simulator): void {
  const readable = new Set(['active', 'inactive']);
  const users = simulator.account.users.filter(({ status }) => readable.has(status));
  const ids = users.map(({ id }) => id).sort();
  const [, second = '', third = ''] = ids;
  simulator.setOptions({
    faults: {
      rules: [
        { match: new RegExp(`^/v2/users/${second}/meetings`), status: 500 },
        { match: new RegExp(`^/v2/report/users/${third}/meetings`), ...dayOver },
      ],
    },
  });
}

export async function openStateStage(protocol: ProtocolUnderTest): Promise<StateStage> {
  let clock = virtualClock(noon);
  // One host after another is asked, so that a pass stays open in the middle of them.
  const simulator = await startSimulator({ users: 4, now: () => clock.now(), pastMeetingsBy: 'per_user' });
  const folder = await createFolder();
  const config: JsonObject = {
    ...simulator.config,
    plan: 'none',
    start_date: '2026-11-01',
    max_concurrency: 2,
  };
  const files = await writeRunFiles(folder, 'find', { config });
  const offered = catalogOf((await inProcess(protocol, protocol.discoverArgs(files), clock)).stdout);
  const catalog = protocol.configure(offered, streams);
  const read = async (state: string | null): Promise<End> => {
    const args = protocol.readArgs(await writeRunFiles(folder, 'read', { config, catalog, state }));
    return inProcess(protocol, args, clock);
  };
  cutShort(simulator);
  const first = protocol.delivery((await read(null)).stdout);
  simulator.setOptions({ faults: {} });
  return {
    state: first.state,
    expectCutShort: () => {
      expectCutShort(first);
    },
    async resume(text) {
      clock = virtualClock(noon + hour);
      const end = await read(text);
      expectNoInsides(end.stderr);
      if (end.exitCode !== 0) {
        expect(expectRefused(protocol, end)).to.contain('state');
        return 'refused';
      }
      const rows = together(first.rows, protocol.delivery(end.stdout).rows);
      expect(differences(simulator, rows, { streams, repeats: 'allowed', range })).to.deep.equal([]);
      return 'read';
    },
    close: () => closeAll(simulator, folder),
  };
}

async function closeAll(simulator: Simulator, folder: Folder): Promise<void> {
  await Promise.all([simulator.close(), folder.remove()]);
}

function expectCutShort(first: Delivery): void {
  expect(Object.keys(at(first.stateOf('meetings'), 'due') ?? {}), 'due users of meetings').to.have.lengthOf(
    1,
  );
  expect(at(first.stateOf('report_meetings'), 'pass'), 'the open pass of the reports').to.be.a('string');
  expect(at(first.stateOf('report_meetings'), 'watermark'), 'the progress of the reports').not.to.equal('');
  expect(at(first.stateOf('user_channels'), 'cursor'), 'the cursor of the channels').to.be.a('string');
}
