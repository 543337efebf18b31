import { expect } from 'chai';
import { revenueAccelerator } from '../../src/streams/revenue_accelerator/product.js';
import { runEngine } from '../support/engine.js';
import { withSimulator } from '../support/temporary.js';
import { declaring, requesting } from './declaration-faults.js';
import { seeFaults } from './see-faults.js';

/** The traps of Revenue Accelerator: each must be seen where a declaration falls into it. */

const now = Date.parse('2026-11-22T08:00:00Z');
const streams = revenueAccelerator.streams.map(({ name }) => name);

const children = [
  'zra_conversation_details',
  'zra_conversation_interactions',
  'zra_conversation_content_analysis',
  'zra_conversation_scorecards',
] as const;

seeFaults('Revenue Accelerator', [
  ...children.map((stream) => ({
    title: 'ids encoded once where nothing in them asks for more',
    stream,
    change: requesting({ encodesTwice: false }),
  })),
  {
    title: 'chosen by the start of the meeting',
    stream: 'zra_conversations',
    change: declaring({ query: { conversation_type: 'all' } }),
  },
  {
    title: 'no kind of analysis named',
    stream: 'zra_conversation_content_analysis',
    change: declaring({ query: {} }),
  },
  {
    title: 'one kind of analysis alone',
    stream: 'zra_conversation_content_analysis',
    change: declaring({ query: { analysis_type: 'topics' } }),
  },
  {
    title: 'deals with conversations alone',
    stream: 'zra_deals',
    change: declaring({ query: {} }),
  },
  {
    title: 'guests, who have no id, left out',
    stream: 'zra_conversation_interactions',
    change: declaring({ rowId: null, primaryKey: ['conversation_id', 'user_id'] }),
  },
  {
    title: 'the older path, which is no longer served',
    stream: 'zra_deals',
    change: requesting({ path: '/iq/deals' }),
  },
]);

describe('the Revenue Accelerator of an account', function () {
  this.timeout(60_000);

  it('has conversations that are gone, which is no fault, and shows no link that opens one', async () => {
    await withSimulator({ users: 10, now: () => now }, async (simulator) => {
      const { outcome, rows } = await runEngine({ simulator, streams, now });
      expect(outcome).to.deep.equal({ complete: true, stopped: false });
      expect(simulator.requests.filter(({ code }) => code === 1005)).not.to.be.empty;
      expect(JSON.stringify([...rows.values()])).not.to.include('SECRET');
    });
  });

  it('may not be there: one refused request a list, and complete', async () => {
    const account = { users: 10, now: () => now, missing: { products: ['revenue_accelerator'] } };
    await withSimulator(account, async (simulator) => {
      const { outcome, rows } = await runEngine({ simulator, streams, now });
      expect(outcome).to.deep.equal({ complete: true, stopped: false });
      expect([...rows.values()].flat()).to.deep.equal([]);
      const asked = simulator.requests.filter(({ route }) => route !== '').map(({ route }) => route);
      expect(asked.toSorted()).to.deep.equal(['/zra/conversations', '/zra/deals']);
    });
  });
});
