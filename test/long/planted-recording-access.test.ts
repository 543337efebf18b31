import { expect } from 'chai';
import { differences, together } from '../support/comparisons.js';
import { runEngine } from '../support/engine.js';
import { withSimulator } from '../support/temporary.js';
import {
  changed,
  declaring,
  encodedOnce,
  linked,
  partitionedBy,
  windowed,
  withoutVariant,
  type Planted,
} from './declaration-faults.js';
import { seeFaults } from './see-faults.js';

seeFaults('access to recordings', [
  {
    title: 'denied registrants left out',
    stream: 'recording_registrants',
    change: withoutVariant('status', 'denied'),
  },
  {
    title: 'the uuid in the place of the numeric id',
    stream: 'recording_registrants',
    change: partitionedBy({ meeting_id: 'uuid' }),
  },
  {
    title: 'the numeric id in the place of the uuid',
    stream: 'recording_settings',
    change: partitionedBy({ meeting_uuid: 'id' }),
  },
  { title: 'uuids encoded once', stream: 'recording_settings', plant: { wrapClient: encodedOnce } },
  {
    title: 'windows wider than a month',
    stream: 'recording_analytics_summary',
    change: windowed({ maxDays: 60 }),
  },
  {
    title: 'a key without the day',
    stream: 'recording_analytics_summary',
    change: declaring({ primaryKey: ['meeting_uuid'] }),
  },
  {
    title: 'days without a download taken for days without anything',
    stream: 'recording_analytics_details',
    change: (one) => ({ ...one, parents: one.parents.slice(1) }),
  },
  {
    title: 'downloads left out',
    stream: 'recording_analytics_details',
    change: withoutVariant('type', 'by_download'),
  },
  {
    title: 'a key that does not tell anonymous people apart',
    stream: 'recording_analytics_details',
    change: declaring({ primaryKey: ['meeting_uuid', 'email'], rowId: null }),
  },
]);

describe('views of old recordings', function () {
  this.timeout(60_000);

  const now = Date.parse('2026-11-22T08:00:00Z');
  const later = now + 20 * 86_400_000;
  const streams = ['recording_analytics_summary', 'recording_analytics_details'] as const;

  /** Of two syncs, twenty days apart. */
  async function found(plant: Planted): Promise<readonly string[]> {
    return withSimulator({ users: 8, now: () => now }, async (simulator) => {
      const common = { simulator, streams, ...plant };
      const first = await runEngine({ ...common, now });
      const sizes = streams.map((stream) => simulator.expected(stream).length);
      simulator.setOptions({ now: () => later });
      const grown = streams.filter(
        (stream, index) => simulator.expected(stream).length > (sizes[index] ?? 0),
      );
      expect(grown, 'streams with views in between').to.deep.equal(streams);
      const second = await runEngine({ ...common, now: later, state: first.state });
      const rows = together(first.rows, second.rows);
      return differences(simulator, rows, { streams, repeats: 'allowed' }).map(({ stream }) => stream);
    });
  }

  it('come with the next sync', async () => {
    expect(await found({})).to.deep.equal([]);
  });

  it('would be lost if only new recordings were asked for', async () => {
    const plant = changed('recording_analytics_summary', linked({ anyAge: false }));
    expect(await found(plant)).to.deep.equal(streams);
  });
});
