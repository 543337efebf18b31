import { airbyte } from '../../test/support/protocols.js';
import type { Bench, Case } from '../case.js';
import { readMeasured } from '../connector.js';
import type { Measured } from '../measured.js';
import type { Traffic } from '../simulated/process.js';
import { withSimulated } from '../simulated/process.js';
import { count, fixed } from '../tables.js';
import type { Table } from '../tables.js';

/** How near a run comes to the shortest that the rate limits allow. */

/** Calls a second by label: https://developers.zoom.us/docs/api/rate-limits/ (2026-11). */
const limits = {
  pro: { light: 30, medium: 20, heavy: 10, 'resource-intensive': 10 / 60 },
  business: { light: 80, medium: 60, heavy: 40, 'resource-intensive': 20 / 60 },
} as const;

const share = 0.95;
const latencyMs = 50;
const users = { short: 9, full: 40 } as const;

interface Bound {
  readonly label: string;
  readonly requests: number;
  readonly seconds: number;
}

/** All streams are in the main pool, so the label that takes longest is the bound. */
function boundOf(plan: keyof typeof limits, { labels }: Traffic): Bound {
  const bounds = Object.entries(limits[plan]).map(([label, perSecond]) => {
    const requests = labels.get(label) ?? 0;
    return { label, requests, seconds: requests / (perSecond * share) };
  });
  return bounds.reduce((most, one) => (one.seconds > most.seconds ? one : most));
}

function row(plan: keyof typeof limits, run: Measured, traffic: Traffic): readonly string[] {
  const bound = boundOf(plan, traffic);
  const endedAt = traffic.lastAt + latencyMs;
  const span = (endedAt - traffic.firstAt) / 1_000;
  return [
    plan,
    count(traffic.requests),
    `${count(bound.requests)} ${bound.label}`,
    fixed(bound.seconds, 1),
    fixed(span, 1),
    fixed(span / bound.seconds, 3),
    String(traffic.throttled),
    fixed((traffic.firstAt - run.startedAt) / 1_000),
    fixed((run.endedAt - endedAt) / 1_000),
    fixed(run.seconds / bound.seconds, 3),
  ];
}

async function wallTime(bench: Bench): Promise<readonly Table[]> {
  const rows: (readonly string[])[] = [];
  for (const plan of ['pro', 'business'] as const) {
    bench.say(plan);
    await withSimulated({ users: users[bench.size], hosts: null, latencyMs, plan }, async (simulator) => {
      const config = { ...simulator.config, rate_limit_share: share };
      const run = await readMeasured(bench.folder, { protocol: airbyte, config, streams: null });
      rows.push(row(plan, run, await simulator.traffic()));
    });
  }
  return [
    {
      title: `Time against the rate limits, ${users[bench.size]} users, all streams`,
      columns: [
        'Plan',
        'requests',
        'of the slowest label',
        'bound, s',
        'requests took, s',
        'ratio',
        '429',
        'start, s',
        'tail, s',
        'ratio of the whole',
      ],
      rows,
      notes: [
        'Aim: a ratio of at most 1.05 without one 429. The bound is the number of requests of the label that takes longest, divided by',
        `${share} of its limit. Every answer takes ${latencyMs} ms. Start: until the first request; tail: after the last answer.`,
      ],
    },
  ];
}

export const wallTimeCase: Case = { number: 1, name: 'time against the rate limits', run: wallTime };
