import { refusals } from '../../../../src/streams/rooms/refusals.js';
import { judges } from './samples.js';

const missing = 'no Zoom Rooms or Workspaces';

describe('refusals of rooms and desks', () => {
  judges(refusals, [
    ['/workspaces?location_id={location_id}', 400, 2, 'retry', 'item', 'HTTP 400'],
    ['/workspaces/{workspace_id}/reservations', 400, 2, 'retry', 'item', 'HTTP 400'],
    ['/rooms', 400, [200, 'No Zoom Rooms subscription.'], 'stream-unavailable', 'account', missing],
    [
      '/rooms/locations',
      400,
      [200, 'Workspaces is not enabled for this account.'],
      'stream-unavailable',
      'account',
      missing,
    ],
    [
      '/workspaces?location_id={location_id}',
      400,
      [200, 'Your account has no subscription for it.'],
      'stream-unavailable',
      'account',
      'plan or add-on missing',
    ],
    // Nobody says whose: the one's.
    ['/rooms/{room_id}', 400, [200, 'No subscription.'], 'stream-unavailable', 'item', 'no licence'],
    ['/rooms', 400, [200, 'No permission.'], 'unauthorized', 'account', 'permission missing'],
    ['/rooms/{room_id}/devices', 404, 1012, 'skip-item', 'item', 'gone'],
    ['/rooms/locations/{location_id}', 404, 4801, 'skip-item', 'item', 'gone'],
    ['/rooms/calendar/services/{service_id}/resources', 404, 4061, 'skip-item', 'item', 'gone'],
    ['/metrics/zoomrooms', 400, 400, 'stream-unavailable', 'account', 'plan or add-on missing'],
    // 400/400 means the plan of dashboards only.
    ['/rooms', 400, 400, 'fail-item', 'account', 'HTTP 400, code 400'],
  ]);
});
