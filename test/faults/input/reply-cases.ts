import type { JsonValue } from '../../../src/json.js';
import type { FaultRule } from '../../simulator/index.js';
import { deepList } from './arbitrary-json.js';

/** Answers to a list, by the name under which its rows are looked for. */
export interface ReplyCase {
  readonly title: string;
  readonly body: (rows: string) => string;
  /** `any`: the rows may be of use or not. */
  readonly outcome: 'complete' | 'incomplete' | 'any';
}

const noJson: Readonly<Record<string, string>> = {
  'an empty body': '',
  'a word': 'OK',
  'a web page': '<html><body>Maintenance</body></html>',
  'a list cut off': '{"users": [{"id": "a"',
  'two documents': '{}{}',
  zeros: '\u0000'.repeat(100),
  NaN: '{"page_size": NaN}',
  'brackets without end': '['.repeat(100_000),
};

const noList: Readonly<Record<string, JsonValue>> = {
  'a text for rows': 'none',
  'a number for rows': 5,
  'a truth for rows': true,
  'an object for rows': { id: 'a' },
  'numbers as rows': [1, 2],
  'texts as rows': ['a', 'b'],
  'lists as rows': [[{ id: 'a' }]],
  'rows and a number': [{ id: 'a' }, 7],
};

const nothing: Readonly<Record<string, (rows: string) => JsonValue>> = {
  null: () => null,
  'an empty list': () => [],
  'an empty object': () => ({}),
  'null for rows': (rows) => ({ [rows]: null }),
  'nulls as rows': (rows) => ({ [rows]: [null, null] }),
  'an object of other things': () => ({ success: true, data: [] }),
};

const oddRows: Readonly<Record<string, JsonValue>> = {
  'an empty row': {},
  'a row without its id': { topic: 'x', email: 'a@example.com' },
  'an id that is null': { id: null, uuid: null },
  'an id that is empty': { id: '', uuid: '' },
  'an id that is an object': { id: { a: 1 }, uuid: {} },
  'an id that is a list': { id: [1], uuid: [] },
  'an id that is a truth': { id: true, uuid: true },
  'an id that is a fraction': { id: 1.5, uuid: 1.5 },
  'an id beyond all numbers': { id: 1e300, uuid: 'u' },
  'an id with slashes': { id: '/../..//x', uuid: '/a//b==' },
  'numbers as texts': { id: '1', uuid: 'u', duration: '12', type: '2', total_size: '1e3' },
  'texts as numbers': { id: 7, uuid: 8, topic: 9, email: 10 },
  'times that are none': { id: 'a', uuid: 'u', created_at: 'soon', start_time: 5, end_time: {} },
  'times beyond the calendar': {
    id: 'a',
    uuid: 'u',
    created_at: '9999-12-31T23:59:59-12:00',
    start_time: '2026-11-20T24:00:00Z',
    end_time: '2026-11-20T24:00:00Z',
  },
  'a long text': { id: 'a', uuid: 'u', topic: 'x'.repeat(2_000_000) },
  'many fields': {
    id: 'a',
    uuid: 'u',
    ...Object.fromEntries(Array.from({ length: 500 }, (_none, index) => [`field_${index}`, index])),
  },
  'our own names': { id: 'a', uuid: 'u', extra_fields: 'x', row_id: 5, host_user_id: {}, meeting_uuid: 1 },
  'names that every object has': { id: 'a', uuid: 'u', constructor: 1, toString: 2, hasOwnProperty: null },
};

function listed(row: JsonValue): (rows: string) => string {
  return (rows) => JSON.stringify({ [rows]: [row, row] });
}

function nested(levels: number): (rows: string) => string {
  return (rows) => `{"${rows}":[{"id":"a","uuid":"u","user_id":"b","topic":${deepList(levels)}}]}`;
}

const paging: readonly ReplyCase[] = [
  {
    title: 'a page token that repeats for ever',
    body: (rows) => JSON.stringify({ [rows]: [{ id: 'a', uuid: 'u' }], next_page_token: 'again' }),
    outcome: 'incomplete',
  },
  {
    title: 'a page token that is a number',
    body: (rows) => JSON.stringify({ [rows]: [{ id: 'a', uuid: 'u' }], next_page_token: 7 }),
    outcome: 'incomplete',
  },
  {
    title: 'a page token that is an object',
    body: (rows) => JSON.stringify({ [rows]: [], next_page_token: {} }),
    outcome: 'incomplete',
  },
  {
    title: 'pages by number without end',
    body: (rows) => JSON.stringify({ [rows]: [{ id: 'a', uuid: 'u' }], page_count: 1e9, page_number: 1 }),
    outcome: 'incomplete',
  },
  {
    title: 'full pages by number without end',
    body: (rows) =>
      JSON.stringify({ [rows]: [{ id: 'a', uuid: 'u' }], page_count: 1e9, page_number: 1, page_size: 1 }),
    outcome: 'incomplete',
  },
  {
    title: 'a page number below zero',
    body: (rows) => JSON.stringify({ [rows]: [], page_count: -1, page_number: -5, page_size: -300 }),
    outcome: 'complete',
  },
  {
    title: 'a window that was never asked for',
    body: (rows) => JSON.stringify({ [rows]: [], from: '9999-99-99', to: 'never' }),
    outcome: 'complete',
  },
  {
    title: 'a window that shrinks for ever',
    body: (rows) => JSON.stringify({ [rows]: [], from: '2026-11-20', to: '2026-11-20' }),
    outcome: 'any',
  },
];

export const replyCases: readonly ReplyCase[] = [
  ...Object.entries(noJson).map(([title, text]) => ({
    title,
    body: () => text,
    outcome: 'incomplete' as const,
  })),
  ...['"none"', '5', 'true', 'false', '[1]', '["a"]', '[[]]'].map((text) => ({
    title: `the JSON ${text}`,
    body: () => text,
    outcome: 'incomplete' as const,
  })),
  ...Object.entries(noList).map(([title, rows]) => ({
    title,
    body: (name: string) => JSON.stringify({ [name]: rows }),
    outcome: 'incomplete' as const,
  })),
  ...Object.entries(nothing).map(([title, body]) => ({
    title,
    body: (rows: string) => JSON.stringify(body(rows)),
    outcome: 'complete' as const,
  })),
  ...Object.entries(oddRows).map(([title, row]) => ({ title, body: listed(row), outcome: 'any' as const })),
  ...[100, 5_000, 100_000].flatMap((levels) => [
    { title: `a field of ${levels} levels`, body: nested(levels), outcome: 'any' as const },
    { title: `a body of ${levels} levels`, body: () => deepList(levels), outcome: 'incomplete' as const },
  ]),
  ...paging,
];

const statuses = [300, 304, 400, 401, 403, 404, 409, 418, 422, 500, 503];
const words: readonly (JsonValue | undefined)[] = [
  undefined,
  '{}',
  '[]',
  '{"code":"x","message":{}}',
  '{"code":300,"message":null,"errors":[null,5,{"field":[],"message":{}}]}',
  '{"code":1e999,"message":"\\u0000"}',
  '{"code":-1,"status":false,"errorCode":"401"}',
];

/** Every status, each with other words. */
export const refusals: readonly Pick<FaultRule, 'status' | 'body'>[] = statuses.map((status, index) => {
  const body = words[index % words.length];
  return { status, ...(body === undefined ? {} : { body }) };
});

interface TokenReply extends Pick<FaultRule, 'status' | 'body'> {
  readonly title: string;
  /** Whether a token is in it, and work can go on. */
  readonly isToken: boolean;
}

function noToken(status: number, body: string): TokenReply {
  return { title: `${status} ${body.slice(0, 60)}`, status, body, isToken: false };
}

export const tokenReplies: readonly TokenReply[] = [
  noToken(200, ''),
  noToken(200, 'OK'),
  noToken(200, '<html>Sign in</html>'),
  noToken(200, 'null'),
  noToken(200, '[]'),
  noToken(200, '{}'),
  noToken(200, '"token"'),
  noToken(200, '{"access_token":5}'),
  noToken(200, '{"access_token":""}'),
  noToken(200, '{"access_token":null,"expires_in":3600}'),
  noToken(200, '{"access_token":{"value":"a"}}'),
  noToken(200, '{"access_token":"line\\nend"}'),
  noToken(200, '{"access_token":"\\u0000"}'),
  noToken(200, '{"access_token":"ключ"}'),
  noToken(200, `{"access_token":${deepList(100_000)}}`),
  noToken(201, '{"token":"a"}'),
  noToken(400, '[]'),
  noToken(400, '{"reason":{},"error":[]}'),
  noToken(401, '{"code":1e999}'),
  noToken(404, '<html>'),
  noToken(418, 'teapot'),
  noToken(500, '{}'),
  noToken(503, ''),
];
