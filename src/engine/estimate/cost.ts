import type { RateLabel, RatePool } from '../declaration.js';
import { timeLeft, type TimeLeft } from '../report/time-left.js';
import type { BucketReport } from '../service.js';
import type { BucketCost, Cost, StreamCost } from './result.js';

const secondsOfDay = 86_400;

/** What the limits make of the requests of some streams. */
export function costOf(streams: readonly StreamCost[], reports: readonly BucketReport[], now: number): Cost {
  const found = new Map<string, BucketCost>();
  for (const { pool, label, requests } of streams) {
    const name = bucketName(pool, label);
    const known = found.get(name)?.requests ?? 0;
    found.set(name, { pool, label, requests: known + requests, day: null });
  }
  const buckets = [...found.values()]
    .filter(({ requests }) => requests > 0)
    .map((bucket) => ({ ...bucket, day: dayOf(bucket, reports) }));
  return {
    requests: streams.reduce((sum, { requests }) => sum + requests, 0),
    buckets,
    streams,
    time: timeOf(buckets, reports, now),
  };
}

function bucketName(pool: RatePool, label: RateLabel): string {
  return `${pool} ${label}`;
}

function dayOf({ pool, label, requests }: BucketCost, reports: readonly BucketReport[]): BucketCost['day'] {
  const day = reports.find((one) => one.pool === pool && one.label === label)?.day ?? null;
  return day === null ? null : { perDay: day.perDay, share: requests / day.perDay };
}

/** The label that takes longest, at its pace and by its budget of the day. */
function timeOf(
  buckets: readonly BucketCost[],
  reports: readonly BucketReport[],
  now: number,
): TimeLeft | null {
  const limited = reports.filter(({ perSecond }) => perSecond !== null);
  const names = new Set(limited.map(({ pool, label }) => bucketName(pool, label)));
  const streams = buckets
    .filter(({ pool, label }) => names.has(bucketName(pool, label)))
    .map(({ pool, label, requests }) => ({
      bucket: bucketName(pool, label),
      requests: 0,
      waiting: requests,
    }));
  return timeLeft({
    passages: [{ planned: 1, begun: 0, finished: 0, streams, seen: 1 }],
    buckets: limited.map(({ pool, label, perSecond, day }) => ({
      bucket: bucketName(pool, label),
      perSecond,
      isShort: true,
      requests: 0,
      day,
    })),
    seconds: 0,
    untilMidnight: secondsOfDay - ((now / 1000) % secondsOfDay),
  });
}
