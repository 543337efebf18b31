import { expect } from 'chai';
import { textOf } from './client.js';
import { serve } from './product.js';
import type { Served } from './product.js';

/** Parameters that choose among the rows, or among the columns of one row. */

const things = {
  rows: { areas: 1 },
  columns: {
    id: 'id',
    _kind: { cycle: ['used', 'unused'] },
    _roles: { cycle: [['host'], ['host', 'guest']] },
    plain: 'int 1 900',
    safe: 'int 1 900',
  },
};

const variant = { parameter: 'type', column: '_kind', absent: 'used', adds: 'kind' };

describe('simulator: variants', () => {
  let served: Served;
  afterEach(() => served.simulator.close());

  it('gives the rows of one value, which the connector names', async () => {
    served = await serve({
      tables: { things },
      endpoints: { '/things': { stream: 'things', select: { table: 'things', variant } } },
    });
    const { client, simulator } = served;
    const used = await client.list('/things', 'rows');
    const unused = await client.list('/things', 'rows', { type: 'unused' });
    expect(used).to.have.length(11);
    expect(await client.list('/things', 'rows', { type: 'used' })).to.deep.equal(used);
    expect(simulator.expected('things')).to.have.deep.members([
      ...used.map((row) => ({ ...row, kind: 'used' })),
      ...unused.map((row) => ({ ...row, kind: 'unused' })),
    ]);
    expect(used[0]).to.have.all.keys('id', 'plain', 'safe');
  });

  it('chooses by two parameters, one of which has several values a row', async () => {
    const role = { parameter: 'role', column: '_roles', absent: 'guest', adds: 'role' };
    served = await serve({
      tables: { things },
      endpoints: { '/things': { stream: 'things', select: { table: 'things', variant: [variant, role] } } },
    });
    const { client, simulator } = served;
    expect(await client.list('/things', 'rows'), 'left out').to.deep.equal([]);
    expect(await client.list('/things', 'rows', { role: 'host' })).to.have.length(11);
    expect(await client.list('/things', 'rows', { role: 'guest', type: 'unused' })).to.have.length(11);
    const roles = simulator.expected('things').map((row) => `${textOf(row, 'role')} ${textOf(row, 'kind')}`);
    expect(new Set(roles)).to.deep.equal(new Set(['host used', 'host unused', 'guest unused']));
    expect(roles).to.have.length(33);
  });

  it('shows one object in slices', async () => {
    const slices = { '': { plain: 'row.plain' }, safety: { safe: 'row.safe', level: 'int 1 9' } };
    served = await serve({
      tables: { settings: { ...things, rows: { count: 1 } } },
      endpoints: {
        '/settings': {
          stream: 'settings',
          rows: null,
          pageSize: null,
          select: { table: 'settings', variant: { parameter: 'option', slices, absent: '', adds: 'option' } },
        },
      },
    });
    const { client, simulator } = served;
    const plain = (await client.get('/settings')).body;
    const safety = (await client.get('/settings', { option: 'safety' })).body;
    expect(Object.keys(plain)).to.deep.equal(['plain']);
    expect(Object.keys(safety)).to.deep.equal(['safe', 'level']);
    expect(simulator.expected('settings')).to.deep.equal([
      { ...plain, option: '' },
      { ...safety, option: 'safety' },
    ]);
    const unknown = await client.get('/settings', { option: 'other' });
    expect([unknown.status, unknown.body['code']]).to.deep.equal([400, 300]);
  });
});
