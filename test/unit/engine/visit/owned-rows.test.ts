import { expect } from 'chai';
import type { Verdict } from '../../../../src/errors.js';
import { readError } from '../../../support/toy-errors.js';
import { toyAccount, type ToyAsk } from '../../../support/toy-account.js';
import { field, moment, road, toyNames, toyStream, users, toyWindow } from '../../../support/toy-streams.js';
import { runToySync } from '../../../support/toy-sync.js';

const stream = toyNames.settings;
const text = field('string');
const messages = toyStream({
  name: stream,
  path: '/users/{user_id}/messages',
  fields: { user_id: text, id: text, sender: text, end_time: moment },
  parents: [road(users.declaration.name, { user_id: 'id' })],
  window: { ...toyWindow, maxDays: null },
  cursorField: 'end_time',
  owner: { field: 'sender', partitionField: 'id' },
});
const definitions = [users, messages];

const message = (id: string, sender: string, date = '2026-06-10') => ({
  id,
  sender,
  end_time: `${date}T12:00:00Z`,
});

const people = ['ann', 'bob', 'cid', 'dan'];
const all = [...people, 'zed'].map((name) => message(`of ${name}`, name));
/** Everybody reads everything. */
const lists = Object.fromEntries([
  ['/users', people.map((id) => ({ id }))] as const,
  ...people.map((id) => [`/users/${id}/messages`, all] as const),
]);

function accountOf(verdicts: Readonly<Record<string, Verdict>>) {
  return toyAccount({
    lists,
    fault: ({ path }: ToyAsk) => {
      const verdict = verdicts[path.split('/')[2] ?? ''];
      return verdict === undefined || path === '/users' ? null : readError(verdict);
    },
  });
}

const everyone = all.map(({ id }) => id);

describe('rows whose owner cannot be asked', () => {
  const refusals: readonly Verdict[] = [
    'skip-item',
    'refuse-partition',
    'stream-unavailable',
    'unauthorized',
  ];
  for (const verdict of refusals) {
    for (const refused of [['ann'], ['dan'], ['bob', 'cid'], ['ann', 'bob', 'cid']]) {
      it(`come once from a reader: ${refused.join(', ')}, ${verdict}`, async () => {
        const account = accountOf(Object.fromEntries(refused.map((name) => [name, verdict])));
        const result = await runToySync({ account, streams: [stream], definitions });
        expect([...result.ids(stream)].sort()).to.deep.equal([...everyone].sort());
        expect(result.outcome.complete).to.equal(true);
        expect(result.state(stream).due).to.deep.equal({});
      });
    }
  }

  it('come once where the list fails, which stays due', async () => {
    const result = await runToySync({
      account: accountOf({ bob: 'fail-item' }),
      streams: [stream],
      definitions,
    });
    expect([...result.ids(stream)].sort()).to.deep.equal([...everyone].sort());
    expect(Object.keys(result.state(stream).due)).to.deep.equal(['bob']);
  });

  it('come once where the list fails after some pages', async () => {
    const account = toyAccount({
      lists,
      pageSize: 2,
      fault: ({ path, page }) =>
        path === '/users/bob/messages' && page === 1 ? readError('fail-item') : null,
    });
    const result = await runToySync({ account, streams: [stream], definitions });
    expect([...result.ids(stream)].sort()).to.deep.equal([...everyone].sort());
  });

  it('are asked for again only from those who left them', async () => {
    const account = toyAccount({
      lists: { ...lists, '/users/cid/messages': [message('of cid', 'cid')] },
      fault: ({ path }) => (path === '/users/dan/messages' ? readError('refuse-partition') : null),
    });
    await runToySync({ account, streams: [stream], definitions });
    const asked = account.paths(stream);
    expect(asked.filter((path) => path === '/users/cid/messages')).to.have.length(1);
    expect(asked.filter((path) => path === '/users/ann/messages').length).to.be.at.most(2);
  });

  it('come when an earlier run had read the lists of the others and was cut off', async () => {
    const whole = await runToySync({ account: accountOf({}), streams: [stream], definitions });
    const cut = { ...whole.state(stream), cursor: null, pass: '2026-06-14T12:00:00Z', watermark: 'cid' };
    const account = accountOf({ dan: 'refuse-partition' });
    const result = await runToySync({ account, streams: [stream], definitions, state: { [stream]: cut } });
    expect(result.ids(stream)).to.deep.equal(['of dan']);
    expect(result.outcome.complete).to.equal(true);
  });

  it('come from readers whose turn is later than the cut, where the owner had its turn before', async () => {
    const whole = await runToySync({ account: accountOf({}), streams: [stream], definitions });
    const cut = { ...whole.state(stream), cursor: null, pass: '2026-06-14T12:00:00Z', watermark: 'bob' };
    const account = accountOf({ ann: 'refuse-partition', bob: 'refuse-partition' });
    const result = await runToySync({ account, streams: [stream], definitions, state: { [stream]: cut } });
    expect(result.ids(stream)).to.include.members(['of ann', 'of bob', 'of cid', 'of dan']);
    expect(new Set(result.ids(stream)).size).to.equal(result.ids(stream).length);
  });

  it('come when what was due is refused for good', async () => {
    const failing = toyAccount({
      lists,
      fault: ({ path }) => (path === '/users' ? null : path.includes('dan') ? readError('fail-item') : null),
    });
    const first = await runToySync({ account: failing, streams: [stream], definitions });
    const account = accountOf({ dan: 'refuse-partition' });
    const second = await runToySync({ account, streams: [stream], definitions, state: first.states });
    expect([...first.ids(stream), ...second.ids(stream)]).to.include('of dan');
    expect(second.outcome.complete).to.equal(true);
    expect(second.ids(stream).filter((id) => id === 'of dan').length).to.be.at.most(1);
  });

  it('do not cost a request for each pair where the whole stream is refused', async () => {
    const account = accountOf(Object.fromEntries(people.map((name) => [name, 'stream-unavailable'])));
    await runToySync({ account, streams: [stream], definitions });
    expect(account.paths(stream)).to.have.length(people.length);
  });

  it('belong to their owner whatever the case of its name', async () => {
    const spelled = [message('of bob', 'BOB'), message('of dan', 'Dan')];
    const account = toyAccount({
      lists: Object.fromEntries([
        ['/users', people.map((id) => ({ id }))] as const,
        ...people.map((id) => [`/users/${id}/messages`, spelled] as const),
      ]),
    });
    const result = await runToySync({ account, streams: [stream], definitions });
    expect(result.records(stream).map(({ id, user_id }) => [id, user_id])).to.have.deep.members([
      ['of bob', 'bob'],
      ['of dan', 'dan'],
    ]);
  });
});
