import type { BucketWaits, ServiceWaits } from '../service.js';
import type { RunWaits } from '../summary.js';
import { labelName } from './stats.js';

/** What a run waited for: the service, and the reader of its output. */
export function waitsOf({ buckets, retries, outages }: ServiceWaits, reader: number): RunWaits {
  return { limits: byLabel(buckets, 'limit'), day: byLabel(buckets, 'day'), retries, outages, reader };
}

function byLabel(buckets: readonly BucketWaits[], cause: 'limit' | 'day'): Readonly<Record<string, number>> {
  const waited = buckets.filter((bucket) => bucket[cause] > 0);
  return Object.fromEntries(waited.map((bucket) => [labelName(bucket.pool, bucket.label), bucket[cause]]));
}
