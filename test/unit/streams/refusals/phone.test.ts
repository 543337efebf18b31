import { expect } from 'chai';
import { refusals } from '../../../../src/streams/phone/refusals.js';
import { judged, judges } from './samples.js';

const users = '/phone/users';
const history = '/phone/users/{user_id}/call_history';
const recordings = '/phone/recordings';
const charges = '/phone/reports/call_charges';
const sessions = '/phone/sms/sessions';
const transcript = '/phone/recording_transcript/download/{recording_id}';
const logs = '/phone/reports/operationlogs';

describe('refusals of Phone', () => {
  judges(refusals, [
    // Whoever has no Zoom Phone.
    [
      history,
      400,
      [2013, 'Zoom Phone has not been enabled for this account.'],
      'stream-unavailable',
      'account',
      'no Zoom Phone',
    ],
    [history, 403, 2031, 'stream-unavailable', 'account', 'no Zoom Phone'],
    [
      history,
      400,
      [2031, 'Zoom Phone is not enabled for this user.'],
      'stream-unavailable',
      'partition',
      'no licence',
    ],
    [
      users,
      400,
      [99_999, 'Zoom Phone is not enabled for this account.'],
      'stream-unavailable',
      'account',
      'no Zoom Phone',
    ],
    [
      users,
      400,
      [200, 'A Zoom Phone licence is required.'],
      'stream-unavailable',
      'account',
      'no Zoom Phone',
    ],
    [
      '/phone/call_queues/{call_queue_id}/members',
      400,
      [124, 'Zoom Phone has not been enabled for this account.'],
      'stream-unavailable',
      'account',
      'no Zoom Phone',
    ],
    [
      recordings,
      401,
      [124, 'Account does not exist: abc.'],
      'stream-unavailable',
      'account',
      'account unknown',
    ],
    [history, 401, [124, 'This account is not found'], 'stream-unavailable', 'account', 'account unknown'],
    [logs, 404, 124, 'stream-unavailable', 'account', 'account unknown'],
    [users, 404, [2001, 'Account not exist.'], 'stream-unavailable', 'account', 'account unknown'],
    ['/phone/private_directory/members', 400, 2001, 'stream-unavailable', 'account', 'account unknown'],
    ['/phone/roles/{role_id}/members', 404, [2001, 'Role does not exist.'], 'skip-item', 'item', 'gone'],
    // A token is a token.
    [recordings, 401, [124, 'Access token is expired.'], 'refresh-token', 'account', 'token refused'],
    [logs, 404, [124, 'Invalid access token.'], 'refresh-token', 'account', 'token refused'],
    [
      recordings,
      401,
      [124, 'The access token of this account is invalid.'],
      'refresh-token',
      'account',
      'token refused',
    ],
    [
      '/phone/user/{user_id}/ai_call_summary/{ai_call_summary_id}',
      400,
      [104, 'Invalid access token, does not contain scopes:[phone:read:ai_call_summary:admin].'],
      'refresh-token',
      'item',
      'missing scope',
    ],
    // The four meanings of 400/400.
    [
      charges,
      400,
      [400, 'The from date must be within the last thirteen months.'],
      'date-out-of-range',
      'account',
      'date out of range',
    ],
    [
      charges,
      400,
      [400, 'Billing account does not exist.'],
      'fail-item',
      'account',
      'billing account refused',
    ],
    [sessions, 400, [400, 'Invalid session_type.'], 'fail-item', 'account', 'session type refused'],
    [charges, 400, [400, 'Upgrade to a Business plan'], 'fail-item', 'account', 'validation failed'],
    [recordings, 400, [400, 'Bad request'], 'fail-item', 'account', 'validation failed'],
    // Nothing here.
    [history, 404, 300, 'skip-item', 'partition', 'user gone'],
    [history, 404, 1001, 'skip-item', 'partition', 'user gone'],
    [sessions, 404, 7012, 'skip-item', 'account', 'no SMS sessions'],
    [`${sessions}/{session_id}`, 404, 7013, 'skip-item', 'item', 'gone'],
    ['/phone/call_queues/{queue_id}', 404, 13000, 'skip-item', 'item', 'gone'],
    [transcript, 400, [404, 'Not found'], 'skip-item', 'item', 'gone'],
    ['/phone/inbound_blocked/rules', 400, 13600, 'stream-unavailable', 'account', 'feature off'],
    [history, 400, 13504, 'skip-item', 'partition', 'feature off'],
    // Transcripts.
    [transcript, 400, 12000, 'skip-item', 'item', 'no transcript'],
    [transcript, 400, 12001, 'skip-item', 'item', 'no transcript'],
    [transcript, 400, 12002, 'fail-item', 'item', 'not ready yet'],
    [transcript, 400, 12003, 'retry', 'item', 'not ready yet'],
    // Number Management.
    ['/number_management/numbers', 400, 1002010, 'fail-item', 'account', 'validation failed'],
    // Nobody knows.
    [recordings, 400, [104, 'Something else.'], 'fail-item', 'account', 'HTTP 400, code 104'],
  ]);

  it('has a page token asked for again, unless the text says something else', () => {
    const of = (answer: readonly [number, string], path = recordings) =>
      judged(refusals, { path, status: 400, answer, hadPageToken: true }).error.verdict;
    expect(of([400, 'Bad request'])).to.equal('restart-slice');
    expect(of([400, 'The next_page_token is invalid.'])).to.equal('restart-slice');
    expect(of([301, ''])).to.equal('restart-slice');
    expect(of([1003100, ''], '/number_management/numbers')).to.equal('restart-slice');
    expect(of([400, 'Billing account is wrong.'])).to.equal('fail-item');
    expect(of([400, 'from is beyond 13 months'])).to.equal('date-out-of-range');
  });

  it('leaves a transcript that is still made due, as what passes', () => {
    const { error } = judged(refusals, { path: transcript, status: 400, answer: 12002 });
    expect(error).to.include({ isDefinite: false, failureType: 'transient_error' });
  });
});
