import { declaring, windowed } from './declaration-faults.js';
import { seeFaults } from './see-faults.js';

seeFaults('the audit logs', [
  {
    title: 'a required parameter left out',
    stream: 'report_meeting_activities',
    change: declaring({ spellings: [{}] }),
  },
  { title: 'windows wider than a month', stream: 'report_operation_logs', change: windowed({ maxDays: 90 }) },
  {
    title: 'the second in the place of a key',
    stream: 'report_activities',
    change: declaring({ rowId: [['client_type'], ['type']] }),
  },
]);
