import { expect } from 'chai';
import { ReadError, StoppedError } from '../../../src/errors.js';
import { answer, usersShape, world } from './support.js';

const row = (id: string) => ({ id });

function fail(): never {
  throw new TypeError('odd');
}

describe('page reader', () => {
  it('follows tokens to the end with the same parameters', async () => {
    const pages = [
      { next_page_token: 'a+b/=', users: [row('1'), row('2')], page_count: 3, page_number: 1 },
      { next_page_token: 'c', users: [row('3'), row('4')] },
      { next_page_token: '', users: [row('5')] },
    ];
    const { read, asked } = world((_request, index) => answer(200, pages[index]));
    expect(await read({ query: { status: 'active' } })).to.deep.equal(['1', '2', '3', '4', '5'].map(row));
    expect(asked).to.deep.equal([
      '/users?status=active&page_size=2',
      '/users?status=active&page_size=2&next_page_token=a%2Bb%2F%3D',
      '/users?status=active&page_size=2&next_page_token=c',
    ]);
  });

  it('puts an id among the parameters where the path has it there', async () => {
    const { read, asked, failure } = world(() => answer(200, { users: [row('1')] }));
    const shape = { ...usersShape, path: '/desks?place={place_id}' };
    await read({ shape, pathValues: { place_id: 'a/b &c' }, query: { kind: 'desk' } });
    expect(asked).to.deep.equal(['/desks?place=a%2Fb+%26c&kind=desk&page_size=2']);
    expect(await failure({ shape, pathValues: { place_id: '' } })).to.include({ reason: 'no id' });
  });

  it('takes the rows of all arrays that the body has, with a mark where one is declared', async () => {
    const moreRecords = [
      { recordsPath: 'deleted', adds: { change: 'deleted' } },
      { recordsPath: 'edited', adds: { change: 'edited' } },
    ];
    const { read } = world(() => answer(200, { users: [row('1')], deleted: [row('2')] }));
    expect(await read({ shape: { ...usersShape, moreRecords } })).to.deep.equal([
      { id: '1' },
      { id: '2', change: 'deleted' },
    ]);
  });

  const oddReplies: readonly (readonly [string, () => ReturnType<typeof answer>])[] = [
    [
      'a page token that is half a character',
      () => answer(200, { users: [row('1')], next_page_token: '\ud83d' }),
    ],
    ['a header that throws', () => ({ ...answer(429, ''), header: () => fail() })],
    ['a status that no table knows', () => answer(101, '')],
    ['a wait beyond what a date holds', () => answer(429, '', { 'retry-after': '9'.repeat(20) })],
  ];
  for (const [name, reply] of oddReplies) {
    it(`ends one list, and nothing else, at ${name}`, async () => {
      const { read, failure } = world((request) =>
        request.url.includes('odd') ? reply() : answer(200, { users: [row('1')] }),
      );
      const [error, rows] = await Promise.all([failure({ query: { odd: '1' } }), read()]);
      expect(error).to.be.instanceOf(ReadError);
      expect(error).to.have.property('verdict').that.is.oneOf(['fail-item', 'stop-label']);
      expect(rows).to.deep.equal([row('1')]);
    });
  }

  it('fails by name, and asks nothing, where an id would lead to another path', async () => {
    const { failure, asked } = world(() => answer(200, { users: [] }));
    const shape = { ...usersShape, path: '/users/{userId}/meetings' };
    const error = await failure({ shape, pathValues: { userId: '..' } });
    expect(error).to.include({ verdict: 'fail-item', reason: 'unfit id' });
    expect(String(error)).to.contain('".."');
    expect(asked).to.deep.equal([]);
  });

  const empties: readonly (readonly [string, unknown])[] = [
    ['[]', { users: [] }],
    ['null', { users: null }],
    ['a missing key', { page_size: 2 }],
    ['a null body', null],
    ['an empty page with an empty token', { users: [], next_page_token: '' }],
    ['an empty page with a token of null', { users: [], next_page_token: null, page_count: 0 }],
  ];
  for (const [name, body] of empties) {
    it(`takes ${name} for no rows and asks no more`, async () => {
      const { read, asked } = world(() => answer(200, body));
      expect(await read()).to.deep.equal([]);
      expect(asked).to.have.length(1);
    });
  }

  it('fails by name where rows stand under a name that is not declared, and nothing under the declared one', async () => {
    const { failure } = world(() => answer(200, { page_size: 2, people: [row('1')] }));
    const error = await failure();
    expect(error).to.include({ verdict: 'fail-item', reason: 'unexpected body' });
    expect(String(error)).to.contain('rows in `people` and nothing in `users`');
  });

  const besides = [
    { users: [], people: [row('1')] },
    { people: [] },
    { people: null, ids: ['1'] },
    { people: { id: '1' } },
  ];
  for (const body of besides) {
    it(`takes ${JSON.stringify(body)} for no rows`, async () => {
      expect(await world(() => answer(200, body)).read()).to.deep.equal([]);
    });
  }

  it('takes 204 for no rows', async () => {
    expect(await world(() => answer(204, '')).read()).to.deep.equal([]);
  });

  it('takes the body itself for the row', async () => {
    const shape = { ...usersShape, path: '/users/{user_id}', recordsPath: null, pageSize: null };
    const { read, asked } = world(() => answer(200, { id: 'u', code: 7 }));
    expect(await read({ shape, pathValues: { user_id: 'u@x.org' } })).to.deep.equal([{ id: 'u', code: 7 }]);
    expect(asked).to.deep.equal(['/users/u%40x.org']);
  });

  it('reads a bare array', async () => {
    const shape = { ...usersShape, recordsPath: null, pageSize: null };
    expect(await world(() => answer(200, [row('1')])).read({ shape })).to.deep.equal([row('1')]);
  });

  const start = { from: 'start_time_from', to: 'start_time_to' };
  const day = { from: '2026-10-23', to: '2026-11-22' };
  const echoes = [
    ['under the usual names', usersShape.servedAs, { ...day }],
    ['under the names of the parameters', start, { start_time_from: day.from, start_time_to: day.to }],
    [
      'under the names of the parameters, whatever is said of other times',
      start,
      { from: '2026-11-21', to: '2026-11-22', start_time_from: day.from, start_time_to: day.to },
    ],
    ['under the usual names where it has no others', start, { ...day }],
  ] as const;
  for (const [title, servedAs, echo] of echoes) {
    it(`hands on the window that Zoom served, ${title}`, async () => {
      const { api, clock, controller } = world(() => answer(200, { ...echo, users: [], total_records: 3 }));
      const request = {
        stream: 'users',
        shape: { ...usersShape, servedAs },
        pathValues: {},
        query: {},
        rank: 0,
        order: 0,
        signal: controller.signal,
      };
      const first = await clock.until(api.readPages(request)[Symbol.asyncIterator]().next());
      expect(first.value).to.deep.equal({ rows: [], served: day, total: 3 });
    });
  }

  it('encodes ids twice where the endpoint wants it so', async () => {
    const { read, asked } = world(() => answer(200, { users: [] }));
    const shape = { ...usersShape, path: '/users/{user_id}/rows', encodesTwice: true };
    await read({ shape, pathValues: { user_id: 'a=' } });
    expect(asked).to.deep.equal(['/users/a%253D/rows?page_size=2']);
  });

  it('does not take an unexpected shape for an empty list', async () => {
    for (const users of [{}, 'none', [1, 2]]) {
      expect(await world(() => answer(200, { users })).failure()).to.include({ reason: 'unexpected body' });
    }
  });

  it('does not hand on rows that are nested without end', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    for (const body of [`{"users":[{"id":${deep}}]}`, `{"users":${deep}}`, deep]) {
      expect(await world(() => answer(200, body)).failure()).to.include({ reason: 'unexpected body' });
    }
    const whole = { ...usersShape, recordsPath: null, pageSize: null };
    const { failure } = world(() => answer(200, `{"id":${deep}}`));
    expect(await failure({ shape: whole })).to.include({ reason: 'unexpected body' });
  });

  it('asks to restart the slice when the page token has expired, and only then', async () => {
    const expired = answer(400, { code: 300, message: 'The next page token is invalid or expired.' });
    const first = answer(200, { next_page_token: 'a', users: [row('1')] });
    const late = world((_request, index) => (index === 0 ? first : expired));
    expect(await late.failure()).to.include({ verdict: 'restart-slice' });
    expect(await world(() => expired).failure()).to.include({ verdict: 'fail-item' });
  });

  it('fails the item whose id is missing', async () => {
    const shape = { ...usersShape, path: '/users/{user_id}/settings' };
    const { failure, asked } = world(() => answer(200, {}));
    expect(await failure({ shape, pathValues: { user_id: '' } })).to.include({
      verdict: 'fail-item',
      reason: 'no id',
    });
    expect(asked).to.have.length(0);
  });

  it('stops at once when told to', async () => {
    const { failure, controller } = world(() => {
      controller.abort();
      return answer(500, '');
    });
    expect(await failure()).to.be.instanceOf(StoppedError);
  });
});
