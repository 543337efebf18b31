import { isMeeting } from '../../src/streams/shapes.js';
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
