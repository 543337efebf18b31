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
    plant: changed('meeting_summary_details', partitionedBy({ instance_uuid: 'meeting_id' })),
  },
  { title: 'uuids encoded once', stream: 'meeting_summary_details', plant: { wrapClient: encodedOnce } },
  {
    title: 'the numeric id in the place of the uuid',
    stream: 'meeting_transcripts',
    plant: changed('meeting_transcripts', partitionedBy({ meeting_uuid: 'id' })),
  },
]);
