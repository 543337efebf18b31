import { expect } from 'chai';
import { isMeeting } from '../../src/streams/shapes.js';
import { runEngine } from '../support/engine.js';
import { withSimulator } from '../support/temporary.js';
import { changed, encodedOnce, partitionedBy } from './declaration-faults.js';
import { seeFaults } from './see-faults.js';

seeFaults('surveys', [
  {
    title: 'the numeric id in the place of the uuid',
    stream: 'report_meeting_survey',
    plant: changed('report_meeting_survey', partitionedBy({ instance_uuid: 'id' })),
  },
  {
    title: 'meetings in the place of webinars',
    stream: 'report_webinar_survey',
    plant: changed('report_webinar_survey', (one) => ({
      ...one,
      parents: one.parents.map((link) => ({ ...link, where: [isMeeting] })),
    })),
  },
  { title: 'uuids encoded once', stream: 'report_webinar_qa', plant: { wrapClient: encodedOnce } },
  {
    title: 'a key that does not tell anonymous people apart',
    stream: 'report_webinar_polls',
    plant: changed('report_webinar_polls', (one) => ({
      ...one,
      primaryKey: ['webinar_uuid', 'email'],
      rowId: null,
    })),
  },
  {
    title: 'windows wider than a month',
    stream: 'zoom_survey_answers',
    plant: changed('zoom_survey_answers', (one) => ({
      ...one,
      window: one.window === null ? null : { ...one.window, maxDays: 60 },
    })),
  },
]);

describe('an account without surveys', () => {
  it('is asked once, and is complete', async () => {
    const now = Date.parse('2026-11-22T08:00:00Z');
    const missing = { products: ['surveys'] };
    await withSimulator({ users: 4, now: () => now, missing }, async (simulator) => {
      const streams = ['zoom_surveys', 'zoom_survey_answers'];
      const { outcome, rows } = await runEngine({ simulator, streams, now });
      expect(rows.size).to.equal(0);
      expect(outcome).to.deep.equal({ complete: true, stopped: false });
      const routes = simulator.requests.map(({ route }) => route).filter((route) => route !== '');
      expect(routes).to.deep.equal(['/surveys']);
    });
  });
});
