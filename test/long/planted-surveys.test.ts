import { isMeeting } from '../../src/streams/shapes.js';
import { declaring, encodedOnce, linked, partitionedBy, windowed } from './declaration-faults.js';
import { seeFaults } from './see-faults.js';

seeFaults('surveys', [
  {
    title: 'the numeric id in the place of the uuid',
    stream: 'report_meeting_survey',
    change: partitionedBy({ instance_uuid: 'id' }),
  },
  {
    title: 'meetings in the place of webinars',
    stream: 'report_webinar_survey',
    change: linked({ where: [isMeeting] }),
  },
  { title: 'uuids encoded once', stream: 'report_webinar_qa', plant: { wrapClient: encodedOnce } },
  {
    title: 'a key that does not tell anonymous people apart',
    stream: 'report_webinar_polls',
    change: declaring({ primaryKey: ['webinar_uuid', 'email'], rowId: null }),
  },
  {
    title: 'windows wider than a month',
    stream: 'zoom_survey_answers',
    change: windowed({ maxDays: 60 }),
  },
]);
