import { refusals } from '../../../../src/streams/revenue_accelerator/refusals.js';
import { judges } from './samples.js';

const conversations = '/zra/conversations';
const scorecards = `${conversations}/{conversation_id}/scorecards`;

describe('refusals of Revenue Accelerator', () => {
  judges(refusals, [
    [conversations, 400, 1001, 'fail-stream', 'account', 'wrong request'],
    [conversations, 400, [1001, 'Invalid from date.'], 'fail-stream', 'account', 'dates refused'],
    [
      conversations,
      400,
      [1001, 'from must not be earlier than 2026-05-22.'],
      'date-out-of-range',
      'account',
      'date out of range',
    ],
    [conversations, 403, [1004, 'No permission.'], 'stream-unavailable', 'account', 'no Revenue Accelerator'],
    [
      conversations,
      400,
      [200, 'No Zoom Revenue Accelerator license.'],
      'stream-unavailable',
      'account',
      'no Zoom Revenue Accelerator',
    ],
    [`${conversations}/{conversation_id}`, 403, 1004, 'refuse-partition', 'item', 'no access'],
    ['/zra/team/{team_id}/team_members', 403, 5001, 'refuse-partition', 'item', 'no access'],
    [scorecards, 404, 1005, 'skip-item', 'item', 'gone'],
    ['/zra/team/{team_id}/team_members', 404, 0, 'skip-item', 'item', 'gone'],
    ['/zra/team/{team_id}/team_members', 404, 5011, 'skip-item', 'item', 'gone'],
    ['/zra/users/{user_id}/conversations/playlists', 404, 1001, 'skip-item', 'partition', 'user gone'],
    ['/zra/teams', 401, 30031004, 'refresh-token', 'account', 'token refused'],
    [conversations, 404, 1005, 'fail-item', 'account', 'HTTP 404, code 1005'],
  ]);
});
