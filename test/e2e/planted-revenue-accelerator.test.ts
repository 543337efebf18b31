import { expect } from 'chai';
import type { RequestShape } from '../../src/engine/declaration.js';
import type { StreamName } from '../../src/streams/define-stream.js';
import { revenueAccelerator } from '../../src/streams/revenue_accelerator/product.js';
import { differences } from '../support/comparisons.js';
import { runEngine } from '../support/engine.js';
import { withSimulator } from '../support/temporary.js';
import type { Fault, Planted } from './declaration-faults.js';
import { changed } from './declaration-faults.js';

/** The traps of Revenue Accelerator: each must be seen where a declaration falls into it. */

const now = Date.parse('2026-11-22T08:00:00Z');
const streams = revenueAccelerator.streams.map(({ name }) => name);

const requesting = (stream: StreamName, request: Partial<RequestShape>): Planted =>
  changed(stream, (one) => ({ ...one, request: { ...one.request, ...request } }));

const asking = (stream: StreamName, query: Readonly<Record<string, string>>): Planted =>
  changed(stream, (one) => ({ ...one, query }));

const children = [
  'zra_conversation_details',
  'zra_conversation_interactions',
  'zra_conversation_content_analysis',
  'zra_conversation_scorecards',
] as const;

const faults: readonly Fault[] = [
  ...children.map((stream) => ({
    title: 'ids encoded once where nothing in them asks for more',
    stream,
    plant: requesting(stream, { encodesTwice: false }),
  })),
  {
    title: 'chosen by the start of the meeting',
    stream: 'zra_conversations',
    plant: asking('zra_conversations', { conversation_type: 'all' }),
  },
  {
    title: 'no kind of analysis named',
    stream: 'zra_conversation_content_analysis',
    plant: asking('zra_conversation_content_analysis', {}),
  },
  {
    title: 'one kind of analysis alone',
    stream: 'zra_conversation_content_analysis',
    plant: asking('zra_conversation_content_analysis', { analysis_type: 'topics' }),
  },
  {
    title: 'deals with conversations alone',
    stream: 'zra_deals',
    plant: asking('zra_deals', {}),
  },
  {
    title: 'guests, who have no id, left out',
    stream: 'zra_conversation_interactions',
    plant: changed('zra_conversation_interactions', (one) => ({
      ...one,
      rowId: null,
      primaryKey: ['conversation_id', 'user_id'],
    })),
  },
  {
    title: 'the older path, which is no longer served',
    stream: 'zra_deals',
    plant: requesting('zra_deals', { path: '/iq/deals' }),
  },
];

async function found({ stream }: Fault, plant: Planted): Promise<number> {
  return withSimulator({ users: 10, now: () => now }, async (simulator) => {
    const { rows } = await runEngine({ simulator, streams: [stream], now, ...plant });
    return differences(simulator, rows, { streams: [stream] }).length;
  });
}

describe('planted faults of Revenue Accelerator', function () {
  this.timeout(60_000);

  for (const fault of faults) {
    it(`${fault.title}: ${fault.stream} differs, and does not without the fault`, async () => {
      expect(await found(fault, {}), 'as declared').to.equal(0);
      expect(await found(fault, fault.plant), 'with the fault').to.equal(1);
    });
  }
});

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
