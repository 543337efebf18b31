import { refusals } from '../../../../src/streams/summaries/refusals.js';
import { judges } from './samples.js';

const summaries = '/meetings/meeting_summaries';
const summary = '/meetings/{meeting_uuid}/meeting_summary';
const transcript = '/meetings/{meeting_uuid}/transcript';
const archive = '/aic/users/{user_id}/conversation_archive';

const byMail =
  'Access to meeting summaries is restricted by account settings. To use this feature, disable the **Only share meeting summaries by email** setting in the **Account Settings** page of the Zoom web portal.';
const byAddress =
  'Access to meeting summaries is restricted to specific IP address ranges. To allow access, update the IP address access control setting.';
const inTrash = 'The meeting summary has been moved to Trash and cannot be accessed.';

describe('refusals of AI services', () => {
  judges(refusals, [
    // The three texts of 2305.
    [summary, 403, [2305, byMail], 'stream-unavailable', 'account', 'summaries blocked'],
    [summary, 403, [2305, byAddress], 'stream-unavailable', 'account', 'summaries blocked'],
    [summaries, 403, [2305, byAddress], 'stream-unavailable', 'account', 'summaries blocked'],
    [summary, 403, [2305, inTrash], 'skip-item', 'item', 'in the trash'],
    [
      summary,
      403,
      [2305, 'this summary was moved to the trash by its host'],
      'skip-item',
      'item',
      'in the trash',
    ],
    [summary, 403, [2305, 'Blocked.'], 'refuse-partition', 'item', 'summary blocked'],
    // The account's list.
    [summaries, 400, [3000, 'The summary setting is off.'], 'stream-unavailable', 'account', 'feature off'],
    [summaries, 400, 3161, 'stream-unavailable', 'account', 'no licence'],
    [summary, 400, 3161, 'refuse-partition', 'item', 'no licence'],
    [summary, 404, 3001, 'skip-item', 'item', 'meeting gone'],
    // Transcripts.
    [transcript, 404, 3322, 'skip-item', 'item', 'no transcript'],
    [transcript, 403, { message: 'No permission.' }, 'refuse-partition', 'item', 'no access'],
    // Conversations.
    [archive, 403, 20514, 'refuse-partition', 'partition', 'no access'],
    [archive, 404, 20524, 'skip-item', 'partition', 'gone'],
    ['/metrics/aic/roi/kpis', 400, 400, 'stream-unavailable', 'account', 'plan or add-on missing'],
  ]);
});
