import { expect } from 'chai';
import { readRefusal } from '../../../src/zoom/refusals/answer.js';
import type { Action } from '../../../src/refusal-rows/row.js';
import { decide } from './refusals.js';

/** Status, code, what is done, text, path. */
const decisions: readonly (readonly [number, number | null, Action, string?, string?])[] = [
  [401, 124, 'refresh-token'],
  [400, 124, 'refresh-token'],
  [401, 30031002, 'refresh-token'],
  [401, 30031004, 'refresh-token'],
  [401, 401, 'refresh-token'],
  [401, null, 'refresh-token'],
  [400, 4700, 'refresh-token'],
  [401, 4700, 'refresh-token'],
  [400, 4711, 'refresh-token'],
  [400, 200, 'unauthorized', 'No permission.'],
  [403, 200, 'unauthorized', 'You do not have the permission to read this.'],
  [400, 200, 'stream-unavailable', 'Only available for Paid account users.'],
  [400, 200, 'stream-unavailable', 'No permission. Webinar plan is missing.'],
  [401, 200, 'stream-unavailable', 'Something nobody has seen'],
  [401, 201, 'refresh-token'],
  [400, 3000, 'stream-unavailable', 'The summary setting is off.', '/meetings/meeting_summaries'],
  [400, 400, 'fail-item', 'Bad request', '/rooms'],
  [400, 300, 'skip-item', 'Registration has not been enabled for this meeting: 1.'],
  [400, 300, 'skip-item', 'Invalid webinar ID.'],
  [400, 300, 'skip-item', 'Can not access webinar info, 81234567890.'],
  [400, 300, 'skip-item', 'Meeting 81234567890 is not found or has expired.'],
  [400, 300, 'date-out-of-range', 'The start date must be within the last six months.'],
  [400, 300, 'fail-item', 'Validation Failed.'],
  [404, 300, 'skip-item', 'Meeting does not exist: 1.'],
  [404, 1001, 'skip-item'],
  [404, 1001, 'fail-item', 'No such user', '/users'],
  [400, 1001, 'skip-item', 'User does not exist: u1.', '/users/{host_user_id}/meetings'],
  [400, 1001, 'skip-item', 'Meeting host not exist: u1', '/meetings/{meeting_id}'],
  [400, 1001, 'fail-stream', 'User does not exist: u1.', '/users'],
  [400, 1001, 'fail-stream', 'from is wrong', '/zra/conversations'],
  [400, 1010, 'skip-item'],
  [401, 1010, 'skip-item'],
  [404, 1010, 'skip-item'],
  [404, 2001, 'stream-unavailable', '', '/accounts/{account_id}/settings'],
  [404, 2001, 'skip-item', '', '/zoom_events/hubs/{hub_id}/events'],
  [400, 2300, 'fail-stream'],
  [404, 2300, 'fail-stream'],
  [400, 3000, 'skip-item'],
  [404, 3001, 'skip-item'],
  [400, 3161, 'refuse-partition'],
  [404, 4130, 'skip-item'],
  [410, 4137, 'fail-stream'],
  [400, 4400, 'skip-item'],
  [400, 12702, 'skip-item'],
  [400, 802, 'retry'],
  [500, 14102, 'retry'],
  [500, null, 'retry'],
  [502, null, 'retry'],
  [599, 3001, 'retry'],
  [200, 3001, 'skip-item'],
  [200, 4711, 'refresh-token'],
];

describe('error policy', () => {
  for (const [status, code, action, text, path] of decisions) {
    it(`HTTP ${status}, code ${String(code)} ${text ?? ''} ${path ?? ''} -> ${action}`, () => {
      const given = {
        status,
        code,
        ...(text === undefined ? {} : { text }),
        ...(path === undefined ? {} : { path }),
      };
      expect(decide(given).row.action).to.equal(action);
    });
  }

  for (const [status, code] of [
    [400, 3001],
    [404, 3161],
    [403, 3001],
    [400, 99999],
    [404, null],
    [403, null],
    [404, 99999],
    [409, 409],
    [418, 12702],
    [403, 260101],
    [400, 12000],
    [444, 444],
    [403, 2305],
  ] as const) {
    it(`never skips the unknown pair HTTP ${status}, code ${String(code)}`, () => {
      const { error } = decide({ status, code });
      expect(error).to.include({ verdict: 'fail-item', failureType: 'system_error' });
      expect(error.reason).to.include(`HTTP ${status}`);
      expect(error.message).to.include('rid=7');
    });
  }

  for (const [code, text] of [
    [300, 'The next page token is invalid or expired.'],
    [301, 'Invalid token'],
    [1003100, ''],
    [30051005, ''],
  ] as const) {
    it(`restarts the slice on the page token error ${code}, if a token was sent`, () => {
      expect(decide({ status: 400, code, text, hadPageToken: true }).error.verdict).to.equal('restart-slice');
      expect(decide({ status: 400, code, text }).error.verdict).to.equal('fail-item');
    });
  }

  it('names the scopes that Zoom lists, or else those of the declaration', () => {
    const text = 'Invalid access token, does not contain scopes:[report:read:user:admin, report:read:admin].';
    const listed = decide({ status: 400, code: 4711, text }).error;
    expect(listed).to.include({ verdict: 'unauthorized', failureType: 'config_error' });
    expect(listed.scopes).to.deep.equal(['report:read:user:admin', 'report:read:admin']);
    expect(listed.message).to.include('report:read:user:admin, report:read:admin');
    expect(decide({ status: 400, code: 4700 }).error.scopes).to.deep.equal([
      'user:read:list_users:admin',
      'user:read:admin',
    ]);
  });

  for (const [text, reason] of [
    ['The start date must be within the last six months.', 'date out of range'],
    ['Validation Failed. to: must not be in the future', 'dates refused'],
    ['Unable to process', 'validation failed'],
  ] as const) {
    it(`calls "${text}" ${reason}`, () => {
      expect(decide({ status: 400, code: 300, text }).error.reason).to.equal(reason);
    });
  }

  it('tells an answer that will not change from a fault that passes', () => {
    expect(decide({ status: 403, code: null }).error.isDefinite).to.equal(true);
    expect(decide({ status: 503, code: null }).error.isDefinite).to.equal(false);
  });

  it('repeats the text of a code 200 that it does not know', () => {
    expect(decide({ status: 400, code: 200, text: 'Something new' }).error.message).to.include(
      '"Something new"',
    );
  });
});

describe('readRefusal', () => {
  const read = (body: Parameters<typeof readRefusal>[0]['body']) =>
    readRefusal({ status: 400, body, trackingId: null });

  it('reads validation details', () => {
    const body = {
      code: 300,
      message: 'Validation Failed.',
      errors: [{ field: 'to', message: 'Too late.' }],
    };
    expect(read(body)).to.include({ code: 300, text: 'Validation Failed. to: Too late.' });
  });

  it('reads the newer and the Contact Center dialect', () => {
    expect(read({ code: 5, error_message: 'x' })).to.include({ code: 5, text: 'x' });
    expect(read({ status: false, errorCode: 401 })).to.include({ code: 401, text: '' });
  });

  it('reads nothing out of HTML and empty bodies', () => {
    expect(read(undefined)).to.include({ code: null, text: '' });
  });
});
