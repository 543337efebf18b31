import { expect } from 'chai';
import type { Subject, Verdict } from '../../../src/errors.js';
import { decide, itemPath, listPath, userPath } from './refusals.js';

describe('refusals whose text decides', () => {
  /** Of a path, status, code, text: what is done for good, and whose it is. */
  const cases: readonly (readonly [string, number, number, string, Verdict, Subject])[] = [
    [
      userPath,
      400,
      104,
      'Invalid access token, does not contain scopes: [phone:read:ai_call_summary:master].',
      'unauthorized',
      'partition',
    ],
    [
      listPath,
      403,
      104,
      'Invalid access token, does not contain scopes:[phone:read:admin].',
      'unauthorized',
      'account',
    ],
    [
      listPath,
      401,
      124,
      'Invalid access token, does not contain scopes:[phone:read:admin].',
      'unauthorized',
      'account',
    ],
    [listPath, 400, 104, 'Something else.', 'fail-item', 'account'],
    [userPath, 401, 124, 'Invalid access token.', 'fail-stream', 'account'],
    [userPath, 401, 201, 'Access token has expired', 'fail-stream', 'account'],
    [
      userPath,
      400,
      3161,
      'Meeting hosting and scheduling capabilities are not allowed for your user account.',
      'refuse-partition',
      'partition',
    ],
    [itemPath, 404, 2300, 'This API endpoint is not recognized.', 'fail-item', 'item'],
    [listPath, 404, 2300, 'This API endpoint is not recognized.', 'fail-stream', 'account'],
    [userPath, 410, 4137, '', 'fail-stream', 'account'],
    [itemPath, 401, 99999, 'Nobody knows.', 'fail-item', 'item'],
    [listPath, 403, 403, 'No permission', 'unauthorized', 'account'],
    [
      userPath,
      400,
      300,
      'Validation Failed. message: required scope is missing',
      'unauthorized',
      'partition',
    ],
  ];
  for (const [path, status, code, text, verdict, subject] of cases) {
    it(`${status}/${code} "${text}" of ${path}: ${verdict}, ${subject}`, () => {
      expect(decide({ status, code, text, path }).error).to.include({ verdict, subject });
    });
  }

  it('a user who is gone from the scope of a role is gone, and no scope of the token is missing', () => {
    const text = 'The user does not exist, or not within the scope of the role.';
    expect(decide({ status: 404, code: 1001, text, path: userPath }).error.verdict).to.equal('skip-item');
  });

  it('a missing permission without a code, of a list that Zoom has to switch on', () => {
    const body = { message: 'No permission.' };
    expect(decide({ status: 403, body, path: '/report/meeting_activities' }).error).to.include({
      verdict: 'unauthorized',
      subject: 'account',
    });
  });
});

describe('a missing scope', () => {
  const text = 'Invalid access token, does not contain scopes:[user:read:admin].';
  const of = (code: number, granted: readonly string[]) =>
    decide({ status: 400, code, text, path: userPath, granted }).error;

  for (const code of [104, 4711]) {
    it(`(${code}) is everybody's where the token lacks the scope`, () => {
      expect(of(code, ['group:read:admin'])).to.include({ subject: 'account', isOfToken: true });
    });

    it(`(${code}) is one user's where the token has it`, () => {
      const error = of(code, ['user:read:admin']);
      expect(error).to.include({ verdict: 'unauthorized', subject: 'partition', isOfToken: false });
    });

    it(`(${code}) is for the end to judge where nobody knows the token's scopes`, () => {
      expect(of(code, [])).to.include({ subject: 'partition', isOfToken: true });
    });
  }
});

describe('dates', () => {
  for (const text of [
    'The request can only be queried for a month that falls within the last six months.',
    'The start date must be within the last six months.',
    'the from date should be in the past 6 months',
    'Only data of the last 180 days can be queried.',
    '`from` must not be earlier than 2026-05-22.',
    'The start time is too old.',
    'Data older than 13 months is no longer available.',
    'You can only query data from up to one year ago.',
    'from: exceeds the six-month limit',
    'Validation Failed. from: The date must fall within the previous 6 months.',
  ]) {
    it(`"${text}" asks for later ones`, () => {
      const { error } = decide({ status: 400, code: 300, text, path: userPath });
      expect(error).to.include({ verdict: 'date-out-of-range', reason: 'date out of range' });
    });
  }

  for (const text of [
    'The date range must not exceed one month.',
    'The start must not be after the end.',
    'from: Invalid date format.',
    'to: must not be in the future',
    'The next month is not allowed as `to`.',
    'The from date must be before the to date.',
  ]) {
    it(`"${text}" is no matter of age: asking for later ones would lose rows`, () => {
      expect(decide({ status: 400, code: 300, text, path: userPath }).error.verdict).to.equal('fail-item');
    });
  }
});

describe('a firewall before the API', () => {
  const page =
    '<!DOCTYPE html><html><head><title>403 Forbidden</title></head><body>No permission</body></html>';

  it('fails the one item for good, and is never taken for a permission', () => {
    const { error } = decide({ status: 403, raw: page });
    expect(error).to.include({
      verdict: 'fail-item',
      reason: 'refused by a firewall',
      isDefinite: true,
      failureType: 'system_error',
    });
    expect(error.message).to.include('HTTP 403, an HTML page, tracking id rid=7').and.not.include('<');
  });

  it('says nothing of the account either', () => {
    expect(decide({ status: 403, raw: `\n${page}`, path: listPath }).error.verdict).to.equal('fail-item');
  });
});

describe('dialects of a refusal', () => {
  for (const body of [
    { code: '3001', message: 'Meeting does not exist: 1.' },
    { errorCode: 3001, errorMessage: 'Meeting does not exist: 1.' },
    { status: false, errorCode: '3001', errorMessage: 'Meeting does not exist: 1.' },
    { error_code: 3001, error_message: 'Meeting does not exist: 1.' },
    { error: { code: 3001, message: 'Meeting does not exist: 1.' } },
    { errors: [{ code: 3001, message: 'Meeting does not exist: 1.' }] },
    { status: 404, error: { errorCode: '3001', error_message: 'Meeting does not exist: 1.' } },
  ]) {
    it(`${JSON.stringify(body)} is 3001`, () => {
      const { error } = decide({ status: 404, body });
      expect(error).to.include({ verdict: 'skip-item', reason: 'meeting gone' });
      expect(error.message).to.include('code 3001, "Meeting does not exist: 1."');
    });
  }

  it('the words of the token endpoint are kept', () => {
    const body = {
      reason: 'Invalid access token, does not contain scopes:[a:read]',
      error: 'invalid_request',
    };
    expect(decide({ status: 400, body }).error).to.include({ verdict: 'unauthorized' });
  });

  const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  for (const raw of [
    `${xml}<result><code>3001</code><message>Meeting &quot;1&quot; does not exist.</message></result>`,
    `${xml}\n<error><code>3001</code><message>Meeting &quot;1&quot; does not exist.</message></error>`,
    '<error><message>Meeting &quot;1&quot; does not exist.</message><code> 3001 </code></error>',
    '{"code":3001, "message":"Meeting "1" does not exist."}',
    '{\n  "code": "3001",\n  "message": "Meeting "1" does not exist."\n}',
    '{"status":false,"errorCode":3001,"errorMessage":"Meeting "1" does not exist.","result":null}',
  ]) {
    it(`${raw} is 3001, too`, () => {
      const { error } = decide({ status: 404, raw });
      expect(error).to.include({ verdict: 'skip-item', reason: 'meeting gone' });
      expect(error.message).to.include('code 3001, "Meeting "1" does not exist.');
    });
  }

  it('scopes are read where their quotes are not escaped', () => {
    const raw =
      '{"code":104, "message":"Invalid access token, does not contain scopes:["a:read","a:read:admin"]"}';
    const { error } = decide({ status: 400, raw, path: listPath });
    expect(error).to.include({ verdict: 'unauthorized', subject: 'account' });
    expect(error.scopes).to.deep.equal(['a:read', 'a:read:admin']);
  });

  it('XML tells which field is meant', () => {
    const field = '<field>from</field><message>The start date must be within the last six months.</message>';
    const raw = `${xml}<result><code>300</code><message>Validation Failed.</message><errors>${field}</errors></result>`;
    const { error } = decide({ status: 400, raw, path: userPath });
    expect(error.verdict).to.equal('date-out-of-range');
    expect(error.message).to.include('Validation Failed. from: The start date');
  });

  for (const raw of [
    '<html><body><code>3001</code></body></html>',
    `${xml}<html xmlns="http://www.w3.org/1999/xhtml"><code>3001</code></html>`,
    '{"users":[{"code":3001,"message":"gone',
    '{"code":3001',
  ]) {
    it(`${raw} says nothing`, () => {
      expect(decide({ status: 404, raw }).error).to.include({ verdict: 'fail-item', reason: 'HTTP 404' });
    });
  }
});
