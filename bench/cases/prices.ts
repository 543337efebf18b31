import { products } from '../../src/streams/index.js';
import type { Product } from '../../src/streams/define-product.js';
import { objectAt, parseObject } from '../../test/support/json-paths.js';
import { singer } from '../../test/support/protocols.js';
import type { Bench, Case } from '../case.js';
import { readMeasured } from '../connector.js';
import { total, withSimulated } from '../simulated/process.js';
import type { Counts } from '../simulated/process.js';
import { count } from '../tables.js';
import type { Table } from '../tables.js';

/** What each product costs: requests of a first sync of all that is kept, and of the next one without news. */

const labels = ['light', 'medium', 'heavy', 'resource-intensive'];

async function priceOf(bench: Bench, product: Product, users: number): Promise<readonly string[]> {
  return withSimulated({ users, hosts: null, latencyMs: 0, plan: 'none' }, async (simulator) => {
    const config = { ...simulator.config, products: [product.name] };
    const reading = { protocol: singer, config, streams: product.streams.map(({ name }) => name) };
    const first = await readMeasured(bench.folder, reading);
    const price = await simulator.traffic();
    const state = objectAt(parseObject(first.output.states.at(-1) ?? ''), 'value');
    await readMeasured(bench.folder, { ...reading, state });
    const next = await simulator.traffic();
    return [
      product.title,
      count(product.streams.length),
      count(first.output.records),
      count(price.requests),
      ...byLabel(price.labels),
      count(next.requests),
      count(limited(next.labels)),
    ];
  });
}

function byLabel(counts: Counts): readonly string[] {
  return labels.map((label) => count(counts.get(label) ?? 0));
}

/** Those that share the day's budget. */
function limited(counts: Counts): number {
  return total(new Map([...counts].filter(([label]) => label === 'heavy' || label === 'resource-intensive')));
}

async function prices(bench: Bench): Promise<readonly Table[]> {
  const users = bench.size === 'short' ? 20 : 1_000;
  const rows: (readonly string[])[] = [];
  for (const product of products) {
    bench.say(product.name);
    rows.push(await priceOf(bench, product, users));
  }
  return [
    {
      title: `Requests by product, ${count(users)} users`,
      columns: ['Product', 'streams', 'records', 'requests', ...labels, 'next sync', 'of the day'],
      rows,
      notes: [
        'The first sync reads all that Zoom keeps, the next one follows at once. HEAVY and RESOURCE-INTENSIVE calls share a budget of',
        'the day, the last column. Parents that a product needs are counted with it.',
      ],
    },
  ];
}

export const pricesCase: Case = { number: 8, name: 'prices', run: prices };
