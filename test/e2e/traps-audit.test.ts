import { describeTraps, withWindow } from './traps.js';

describeTraps('the audit logs', [
  {
    title: 'a required parameter left out',
    stream: 'report_meeting_activities',
    fall: (declaration) => ({ ...declaration, spellings: [{}] }),
  },
  { title: 'windows wider than a month', stream: 'report_operation_logs', fall: withWindow({ maxDays: 90 }) },
  {
    title: 'the second in the place of a key',
    stream: 'report_activities',
    fall: (declaration) => ({ ...declaration, rowId: [['client_type'], ['type']] }),
  },
]);
