import { refusals } from '../../../../src/streams/events/refusals.js';
import { judges } from './samples.js';

const events = '/zoom_events/events';
const event = `${events}/{event_id}`;

describe('refusals of Events', () => {
  judges(refusals, [
    // One hub or event, whatever the text says of roles and accounts.
    [
      '/zoom_events/hubs/{hub_id}/vod_channels',
      403,
      [260101, 'Your account has no access to this hub.'],
      'refuse-partition',
      'item',
      'no access',
    ],
    [
      `${event}/tickets`,
      403,
      [260200, 'The account has no permission for the event.'],
      'refuse-partition',
      'item',
      'no access',
    ],
    [
      '/zoom_events/hubs/{hub_id}/vod_channels/{channel_id}/registrations',
      403,
      261103,
      'refuse-partition',
      'item',
      'no access',
    ],
    // Nothing here.
    [`${event}/reports/survey`, 404, 404, 'skip-item', 'item', 'no survey'],
    [`${event}/speakers`, 404, 2002, 'skip-item', 'item', 'gone'],
    [`${event}/reports/sessions/{session_id}/attendance`, 404, 2003, 'skip-item', 'item', 'gone'],
    ['/zoom_events/hubs/{hub_id}/hosts', 404, 2001, 'skip-item', 'item', 'gone'],
    [`${event}/reports/chat_transcripts`, 500, 5001, 'retry', 'item', 'not ready yet'],
    // The account.
    [
      events,
      403,
      [99_999, 'A Zoom Events license is required.'],
      'stream-unavailable',
      'account',
      'no Zoom Events',
    ],
    [
      events,
      400,
      [200, 'Zoom Events is not enabled for this account.'],
      'stream-unavailable',
      'account',
      'no Zoom Events',
    ],
    [events, 403, 99_999, 'fail-item', 'account', 'HTTP 403, code 99999'],
  ]);
});
