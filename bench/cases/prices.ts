import { products } from '../../src/streams/index.js';
import { objectAt, parseObject } from '../../test/support/json-paths.js';
import { singer } from '../../test/support/protocols.js';
import type { Bench, Case } from '../case.js';
import { readMeasured } from '../connector.js';
import type { Counts } from '../simulated/process.js';
import { withSimulated } from '../simulated/process.js';
import { daysOf, secondsOf, usualShare } from '../simulated/limits.js';
import { count, fixed, span } from '../tables.js';
import type { Table } from '../tables.js';

/** What each product costs: requests of a first sync of all that is kept, and of the next one without news. */

const labels = ['light', 'medium', 'heavy', 'resource-intensive'];

interface Choice {
  readonly title: string;
  /** Names of products, and how many streams they have. */
  readonly products: readonly string[];
  readonly streams: number;
}

const choices: readonly Choice[] = [
  ...products.map(({ title, name, streams }) => ({ title, products: [name], streams: streams.length })),
  {
    title: 'Everything at once',
    products: products.map(({ name }) => name),
    streams: products.reduce((sum, { streams }) => sum + streams.length, 0),
  },
];

async function priceOf(bench: Bench, choice: Choice, users: number): Promise<readonly string[]> {
  return withSimulated({ users, hosts: null, latencyMs: 0, plan: 'none' }, async (simulator) => {
    // As it is configured by default: on the roads that prove themselves.
    const config = { ...simulator.config, products: choice.products, past_meetings_from: 'auto' };
    const reading = { protocol: singer, config, streams: null };
    const first = await readMeasured(bench.folder, reading);
    const price = await simulator.traffic();
    const state = objectAt(parseObject(first.output.states.at(-1) ?? ''), 'value');
    const second = await readMeasured(bench.folder, { ...reading, state });
    const next = await simulator.traffic();
    return [
      choice.title,
      count(choice.streams),
      count(first.output.records),
      ...labels.map((label) => count(price.labels.get(label) ?? 0)),
      partOfDay(price.buckets),
      timeOf(price.buckets),
      count(next.requests),
      partOfDay(next.buckets),
      timeOf(next.buckets),
      fixed(first.peakMb, 0),
      fixed(Math.max(first.output.largestState.length, second.output.largestState.length) / 1_024, 1),
    ];
  });
}

/** Of a day's budget of the plan: HEAVY and RESOURCE-INTENSIVE calls, in the pool that has least left. */
function partOfDay(buckets: Counts): string {
  const part = daysOf(buckets, 1);
  return part === 0 ? '-' : `${fixed(100 * part, part < 0.1 ? 1 : 0)} %`;
}

/** Whoever needs more than the day's share goes on when the next one begins. */
function timeOf(buckets: Counts): string {
  const days = Math.ceil(daysOf(buckets, usualShare));
  return days > 1 ? `${days} days` : span(secondsOf(buckets, usualShare));
}

async function prices(bench: Bench): Promise<readonly Table[]> {
  const users = bench.size === 'short' ? 20 : 1_000;
  const rows: (readonly string[])[] = [];
  for (const choice of choices) {
    const row = await priceOf(bench, choice, users);
    bench.say(row.join(' | '));
    rows.push(row);
  }
  return [
    {
      title: `The price of each product, ${count(users)} users, plan pro`,
      columns: [
        'Product',
        'streams',
        'records',
        ...labels,
        'of a day',
        'at least',
        'next sync',
        'of a day',
        'at least',
        'peak memory, MB',
        'largest STATE, KB',
      ],
      rows,
      notes: [
        'The first sync reads all that Zoom keeps, the next one follows at once. Of a day: the part of the 30,000 HEAVY and',
        'RESOURCE-INTENSIVE calls of the plan (15,000 in the pools of Phone and Contact Center). At least: the time that the limits',
        `leave, at a share of ${usualShare}. Parents that a product needs are counted with it, and several products share them.`,
      ],
    },
  ];
}

export const pricesCase: Case = { number: 8, name: 'prices', run: prices };
