import { expect } from 'chai';
import { runEngine } from '../support/engine.js';
import { withSimulator } from '../support/temporary.js';
import { changed, encodedOnce, partitionedBy } from './declaration-faults.js';
import { seeFaults } from './see-faults.js';

seeFaults('summaries', [
  {
    title: 'dates of creation taken for starts',
    stream: 'meeting_summaries',
    plant: changed('meeting_summaries', (one) => ({ ...one, query: {} })),
  },
  {
    title: 'the numeric id in the place of the uuid',
    stream: 'meeting_summary_details',
    plant: changed('meeting_summary_details', partitionedBy({ meeting_uuid: 'meeting_id' })),
  },
  { title: 'uuids encoded once', stream: 'meeting_summary_details', plant: { wrapClient: encodedOnce } },
  {
    title: 'the numeric id in the place of the uuid',
    stream: 'meeting_transcripts',
    plant: changed('meeting_transcripts', partitionedBy({ meeting_uuid: 'id' })),
  },
]);

describe('an account without summaries', () => {
  it('is asked once, and is complete', async () => {
    const now = Date.parse('2026-11-22T08:00:00Z');
    const missing = { products: ['summaries'] };
    await withSimulator({ users: 4, now: () => now, missing }, async (simulator) => {
      const streams = ['meeting_summaries', 'meeting_summary_details'];
      const { outcome, rows } = await runEngine({ simulator, streams, now });
      expect(rows.size).to.equal(0);
      expect(outcome).to.deep.equal({ complete: true, stopped: false });
      expect(simulator.requests.filter(({ route }) => route !== '')).to.have.length(1);
    });
  });
});
