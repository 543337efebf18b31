import { expect } from 'chai';
import type { PageReader } from '../../src/engine/page-reader.js';
import type { JsonObject } from '../../src/json.js';
import type { StreamName } from '../../src/streams/define-stream.js';
import { runEngine } from '../support/engine.js';
import { withSimulator } from '../support/temporary.js';
import {
  changed,
  declaring,
  partitionedBy,
  requesting,
  windowed,
  withoutVariant,
  type Planted,
} from './declaration-faults.js';
import { seeFaults } from './see-faults.js';

/** The traps of Zoom Phone: each must be seen where a declaration falls into it. */

seeFaults('Zoom Phone', [
  {
    title: 'calls without a recording left out',
    stream: 'phone_call_history',
    change: declaring({ variants: [{}] }),
  },
  {
    title: 'no bounds: the last day alone',
    stream: 'phone_call_history',
    change: declaring({ window: null }),
  },
  {
    title: 'windows of forty days, which are narrowed without a word',
    stream: 'phone_call_history',
    change: windowed({ maxDays: 40 }),
  },
  {
    title: 'asked for by an id that is not that of the history',
    stream: 'phone_call_history_details',
    change: partitionedBy({ call_history_uuid: 'call_id' }),
  },
  {
    title: 'parts of calls looked for where they are no more',
    stream: 'phone_call_elements',
    change: declaring({ embedded: 'call_path' }),
  },
  {
    title: 'pages of 300',
    stream: 'phone_metrics_calls',
    change: requesting({ pageSize: 300 }),
    account: { pageSizeOver: 'refuse' },
  },
  {
    title: 'a history of six months, where more is served',
    stream: 'phone_recordings',
    change: declaring({ retention: { months: 6 } }),
  },
  {
    title: 'one bound alone',
    stream: 'phone_recordings',
    change: windowed({ to: 'until' }),
  },
  {
    title: 'the trash left out',
    stream: 'phone_voicemails',
    change: withoutVariant('trashed', 'true'),
  },
  {
    title: 'conversations of queues and receptionists left out',
    stream: 'phone_sms_sessions',
    change: declaring({ query: {} }),
  },
  {
    title: 'conversations judged by a time that bounds do not choose by',
    stream: 'phone_sms_sessions',
    change: declaring({ undated: false }),
  },
  {
    title: 'no bounds: the last thirty days alone',
    stream: 'phone_sms_messages',
    change: declaring({ window: null }),
  },
  {
    title: 'deactivated users left out',
    stream: 'phone_users',
    change: withoutVariant('status', 'deactivate'),
  },
  {
    title: 'unassigned devices left out',
    stream: 'phone_devices',
    change: withoutVariant('type', 'unassigned'),
  },
  {
    title: 'pages of 300',
    stream: 'number_management_numbers',
    change: requesting({ pageSize: 300 }),
    account: { pageSizeOver: 'refuse' },
  },
  {
    title: 'a shorter history than Zoom keeps',
    stream: 'phone_report_call_charges',
    change: declaring({ retention: { months: 6 } }),
  },
  {
    title: 'exact times where days are wanted',
    stream: 'phone_report_operation_logs',
    change: windowed({ format: 'date-time' }),
  },
  {
    title: 'sums over four weeks',
    stream: 'phone_call_queue_analytics',
    change: windowed({ period: null, maxDays: 28 }),
  },
  {
    title: 'sums of half a year, where two are kept',
    stream: 'phone_call_queue_analytics',
    change: declaring({ retention: { months: 6 } }),
  },
]);

const now = Date.parse('2026-11-22T08:00:00Z');

/** Gives the row to whoever asks for the moment. */
const chosenBy =
  (moment: string, row: JsonObject): ((reader: PageReader) => PageReader) =>
  () =>
    async function* ({ query }) {
      const { from = '', to = '' } = query;
      yield Promise.resolve({ rows: from <= moment && moment < to ? [row] : [], served: {} });
    };

describe('calls of Zoom Phone that last over the edge of a window', function () {
  this.timeout(60_000);

  const delivered = async (stream: StreamName, row: JsonObject, moment: string, plant: Planted) =>
    withSimulator({ users: 2, now: () => now }, async (simulator) => {
      const wrapReader = chosenBy(moment, row);
      const { rows } = await runEngine({ simulator, streams: [stream], now, wrapReader, ...plant });
      return rows.get(stream)?.length ?? 0;
    });

  /** The first and the last day of every window, as it is found by asking. */
  async function edges(stream: StreamName, plant: Planted): Promise<readonly string[]> {
    const found = new Set<string>();
    const wrapReader = (): PageReader =>
      async function* ({ query }) {
        found.add((query['to'] ?? '').slice(0, 10));
        yield Promise.resolve({ rows: [], served: {} });
      };
    await withSimulator({ users: 2, now: () => now }, (simulator) =>
      runEngine({ simulator, streams: [stream], now, wrapReader, ...plant }),
    );
    return [...found].toSorted();
  }

  for (const [stream, key, field] of [
    ['phone_report_call_charges', 'charge_id', 'start_time'],
    ['phone_metrics_calls', 'call_id', 'date_time'],
    ['phone_recordings', 'id', 'date_time'],
    ['phone_voicemails', 'id', 'date_time'],
  ] as const) {
    it(`${stream}: come, whether their beginning or their end is what bounds choose by`, async () => {
      const bare = changed(stream, windowed({ around: { before: 0, after: 0 } }));
      const [edge = ''] = (await edges(stream, bare)).slice(1);
      const midnight = Date.parse(`${edge}T00:00:00Z`);
      const [before = '', after = ''] = [-60_000, 60_000].map((ms) => new Date(midnight + ms).toISOString());
      const began = { [key]: 'a', [field]: before.replace('.000', '') };
      expect(await delivered(stream, began, before.replace('.000', ''), {}), 'by the beginning').to.equal(1);
      expect(await delivered(stream, began, after.replace('.000', ''), {}), 'by the end').to.equal(1);
      const lost = await delivered(stream, began, after.replace('.000', ''), bare);
      expect(lost, 'by the end, and nothing around').to.equal(0);
    });
  }
});
