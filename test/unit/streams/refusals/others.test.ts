import { refusals as archive } from '../../../../src/streams/archive/refusals.js';
import { refusals as chat } from '../../../../src/streams/chat/refusals.js';
import { refusals as meetings } from '../../../../src/streams/meetings/refusals.js';
import { refusals as recordings } from '../../../../src/streams/recordings/refusals.js';
import { refusals as reports } from '../../../../src/streams/reports/refusals.js';
import { refusals as surveys } from '../../../../src/streams/surveys/refusals.js';
import { refusals as users } from '../../../../src/streams/users/refusals.js';
import { judges } from './samples.js';

describe('refusals of surveys', () => {
  judges(surveys, [
    ['/surveys', 403, 6720, 'stream-unavailable', 'account', 'no permission'],
    ['/surveys/{survey_id}/answers', 403, 6720, 'stream-unavailable', 'account', 'no permission'],
    ['/surveys', 400, [200, 'Upgrade your plan.'], 'stream-unavailable', 'account', 'no Zoom Surveys'],
    ['/surveys/{survey_id}/answers', 404, 6701, 'skip-item', 'item', 'gone'],
    ['/surveys/{survey_id}/answers', 400, 6703, 'fail-item', 'item', 'instance refused'],
  ]);
});

describe('refusals of the archive', () => {
  judges(archive, [
    ['/archive_files', 400, 2001, 'stream-unavailable', 'account', 'account unknown'],
    [
      '/archive_files',
      403,
      [9, 'Archiving is not enabled for this account.'],
      'stream-unavailable',
      'account',
      'no archiving',
    ],
    ['/archive_files', 400, [300, 'The to date is too late.'], 'fail-item', 'account', 'dates refused'],
  ]);
});

describe('refusals of team chat', () => {
  judges(chat, [
    ['/chat/channels/{channel_id}/members/groups', 404, 5306, 'skip-item', 'item', 'gone'],
    ['/chat/spaces/{space_id}/members', 404, 5407, 'skip-item', 'item', 'gone'],
    ['/chat/channels/{channel_id}', 404, 4130, 'skip-item', 'item', 'channel or group gone'],
  ]);
});

describe('refusals of users, meetings, recordings and reports', () => {
  judges(users, [
    ['/users/{user_id}/settings', 400, 1120, 'skip-item', 'partition', 'invitation expired'],
    ['/users/{user_id}/tsp', 404, 1120, 'skip-item', 'partition', 'invitation expired'],
    [
      '/users/{user_id}/settings',
      400,
      [1000, 'You can not access settings of users that are still in pending state.'],
      'skip-item',
      'partition',
      'pending user',
    ],
    [
      '/users/{user_id}/settings',
      400,
      [1000, 'Something else.'],
      'fail-item',
      'partition',
      'HTTP 400, code 1000',
    ],
    ['/users/{user_id}/tsp', 400, 2024, 'skip-item', 'partition', 'feature off'],
  ]);
  judges(meetings, [
    [
      '/users/{host_user_id}/meetings',
      403,
      [
        2306,
        'Not allowed to view meetings scheduled for others. To use this feature, enable the Display meetings scheduled for others setting in the Account Settings page of the Zoom web portal.',
      ],
      'refuse-partition',
      'partition',
      'hidden by a setting',
    ],
  ]);
  judges(recordings, [
    ['/meetings/{meeting_uuid}/recordings', 404, 3301, 'skip-item', 'item', 'no recording'],
  ]);
  judges(reports, [
    ['/report/history_meetings', 403, 12703, 'stream-unavailable', 'account', 'no permission'],
  ]);
});
