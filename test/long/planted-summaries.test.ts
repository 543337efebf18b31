import { declaring, encodedOnce, partitionedBy } from './declaration-faults.js';
import { seeFaults } from './see-faults.js';

seeFaults('summaries', [
  {
    title: 'dates of creation taken for starts',
    stream: 'meeting_summaries',
    change: declaring({ query: {} }),
  },
  {
    title: 'the numeric id in the place of the uuid',
    stream: 'meeting_summary_details',
    change: partitionedBy({ instance_uuid: 'meeting_id' }),
  },
  { title: 'uuids encoded once', stream: 'meeting_summary_details', plant: { wrapClient: encodedOnce } },
  {
    title: 'the numeric id in the place of the uuid',
    stream: 'meeting_transcripts',
    change: partitionedBy({ meeting_uuid: 'id' }),
  },
]);
