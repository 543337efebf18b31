import { expect } from 'chai';
import { refusals } from '../../../../src/streams/quality/refusals.js';
import { judged, judges } from './samples.js';

const meetings = '/metrics/meetings';
const participants = `${meetings}/{meeting_uuid}/participants`;

describe('refusals of dashboards', () => {
  judges(refusals, [
    // The plan, in both of its codes, and of a meeting too.
    [meetings, 400, [400, 'Bad request'], 'stream-unavailable', 'account', 'plan or add-on missing'],
    [meetings, 400, 400, 'stream-unavailable', 'account', 'plan or add-on missing'],
    [
      participants,
      400,
      [400, 'Only available for Business plan'],
      'stream-unavailable',
      'account',
      'plan or add-on missing',
    ],
    [
      meetings,
      400,
      [
        200,
        'This API is only available for ZMP and Business or higher accounts that have enabled the Dashboard feature.',
      ],
      'stream-unavailable',
      'account',
      'plan or add-on missing',
    ],
    [
      participants,
      400,
      [200, 'Subscription required.'],
      'stream-unavailable',
      'account',
      'plan or add-on missing',
    ],
    [meetings, 400, [200, 'No permission.'], 'unauthorized', 'account', 'permission missing'],
    // Dates.
    [
      meetings,
      400,
      [400, 'The month must fall within the last six months.'],
      'date-out-of-range',
      'account',
      'date out of range',
    ],
    [
      meetings,
      400,
      [400, 'The from date must be before the to date.'],
      'fail-item',
      'account',
      'dates refused',
    ],
    [meetings, 400, 12700, 'fail-stream', 'account', 'no search by end time'],
    // Nothing here.
    [participants, 404, 3001, 'skip-item', 'item', 'meeting gone'],
    [participants, 400, 12702, 'skip-item', 'item', 'older than the API serves'],
  ]);

  it('takes a page token that has expired for no plan', () => {
    const answer = [400, 'The next page token is invalid or expired.'] as const;
    const { error } = judged(refusals, { path: meetings, status: 400, answer, hadPageToken: true });
    expect(error.verdict).to.equal('restart-slice');
  });
});
