import { refusals } from '../../../../src/streams/contact_center/refusals.js';
import { judges } from './samples.js';

const queues = '/contact_center/queues';
const engagement = '/contact_center/engagements/{engagement_id}';
const survey = `${engagement}/survey`;

describe('refusals of the Contact Center', () => {
  judges(refusals, [
    [queues, 403, 1021, 'stream-unavailable', 'account', 'no Contact Center'],
    [queues, 403, 1022, 'stream-unavailable', 'account', 'no Contact Center'],
    [queues, 403, 9001, 'stream-unavailable', 'account', 'no Contact Center'],
    [engagement, 403, 9001, 'stream-unavailable', 'account', 'no Contact Center'],
    [
      queues,
      200,
      { status: false, errorCode: 9001, errorMessage: 'No permission.' },
      'stream-unavailable',
      'account',
      'no Contact Center',
    ],
    [
      queues,
      403,
      [8, 'A Contact Center license is required.'],
      'stream-unavailable',
      'account',
      'no Contact Center',
    ],
    [queues, 401, { status: false, errorCode: 401 }, 'refresh-token', 'account', 'not authorized'],
    ['/contact_center/teams', 400, 4101, 'stream-unavailable', 'account', 'feature off'],
    // Surveys.
    [survey, 404, { status: false, errorCode: 404 }, 'skip-item', 'item', 'no survey'],
    [survey, 444, 444, 'skip-item', 'item', 'no answer'],
    [survey, 444, {}, 'skip-item', 'item', 'no answer'],
    [survey, 200, { status: false, errorCode: 444 }, 'skip-item', 'item', 'no answer'],
    // Nothing here.
    [`${engagement}/events`, 400, 7001, 'skip-item', 'item', 'no events'],
    [`${engagement}/events`, 404, 2901, 'skip-item', 'item', 'gone'],
    [`${queues}/{queue_id}/agents`, 404, 1201, 'skip-item', 'item', 'gone'],
    // A list of the account is never gone.
    ['/contact_center/sms', 404, 2901, 'fail-item', 'account', 'HTTP 404, code 2901'],
  ]);
});
