import { expect } from 'chai';
import { textOf } from './client.js';
import { serve } from './product.js';
import type { Served, SmallProduct } from './product.js';

/** Habits of products and endpoints: who is refused and how, and how lists end. */

const things = { rows: { count: 4 }, columns: { id: 'id' } };
const list = (more = {}): SmallProduct => ({
  tables: { things },
  endpoints: {
    '/things': { stream: 'things', pageSize: { default: 2, max: 2 }, select: { table: 'things', ...more } },
  },
});

describe('simulator: habits of products', () => {
  let served: Served;
  afterEach(() => served.simulator.close());

  it('refuses a product that the account has not got, in its own words', async () => {
    const refusal = { status: 400, code: 7001, message: 'No plan.' };
    served = await serve({ ...list(), refusal }, { missing: { products: ['small'] } });
    const { client, simulator } = served;
    const { status, body } = await client.get('/things');
    expect([status, body['code'], body['message']]).to.deep.equal([400, 7001, 'No plan.']);
    expect(simulator.expected('things')).to.deep.equal([]);
    simulator.setOptions({ missing: { products: ['another'] } });
    expect(simulator.expected('things')).to.have.length(4);
    expect((await client.get('/things')).status).to.equal(200);
  });

  it('words refusals as the product does', async () => {
    const unknown = { status: 444, code: 1201, message: 'No queue {id}.' };
    const parent = { table: 'things', by: 'id', adds: {}, unknown };
    served = await serve({
      ...list(),
      errors: 'errorCode',
      endpoints: { '/queues/{id}': { stream: 'queues', select: { table: 'things', parent } } },
    });
    const { status, body } = await served.client.get('/queues/nobody');
    expect(status).to.equal(444);
    expect(body).to.deep.equal({ status: false, errorCode: 1201, errorMessage: 'No queue nobody.' });
    expect(served.simulator.requests.at(-1)?.code).to.equal(1201);
  });

  it('hands out a token after the last page', async () => {
    served = await serve(list({ tokenAfterEnd: true }));
    const { client } = served;
    const sizes: number[] = [];
    let token = '';
    do {
      const { body } = await client.get('/things', token === '' ? {} : { next_page_token: token });
      sizes.push(Array.isArray(body['rows']) ? body['rows'].length : -1);
      token = textOf(body, 'next_page_token');
    } while (token !== '');
    expect(sizes).to.deep.equal([2, 2, 0]);
  });

  it('begins again after the last page, for ever, where it is told to', async () => {
    served = await serve(list({ loops: true }));
    const { client, simulator } = served;
    expect(await client.list('/things', 'rows')).to.have.length(4);
    simulator.setOptions({ loops: true });
    const tokens = [''];
    const first: string[] = [];
    for (let page = 0; page < 5; page += 1) {
      const token = tokens.at(-1) ?? '';
      const { body } = await client.get('/things', token === '' ? {} : { next_page_token: token });
      first.push(JSON.stringify(body['rows']));
      tokens.push(textOf(body, 'next_page_token'));
    }
    const [one, other] = first;
    expect(first).to.deep.equal([one, other, one, other, one]);
    expect(new Set(tokens).size).to.equal(6);
  });
});
