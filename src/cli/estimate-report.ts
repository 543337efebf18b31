import type { BucketCost, Cost, Estimate, RoadEstimate, StreamCost } from '../engine/estimate/result.js';
import { estimateJson } from './estimate-json.js';
import { alignedTable, markdownTable, type Cells } from './table.js';

/** What a sync would take, for people. */

export const estimateForms = ['table', 'json', 'markdown'] as const;
export type EstimateForm = (typeof estimateForms)[number];

export function estimateReport(estimate: Estimate, form: EstimateForm): string {
  if (form === 'json') return JSON.stringify(estimateJson(estimate), null, 2);
  const table = form === 'table' ? alignedTable : markdownTable;
  const [taken] = estimate.roads;
  if (taken === undefined || taken.next.streams.length === 0)
    return 'Nothing would be read: no stream is selected, or each was read lately enough.';
  const parts = [
    table(streamTable(taken.next)),
    table(labelTable(taken)),
    ...(estimate.roads.length > 1 ? [table(roadTable(estimate.roads))] : []),
    remarks(estimate, taken).join('\n'),
  ];
  return parts.join('\n\n');
}

function streamTable({ streams }: Cost): Cells {
  return {
    columns: ['stream', 'rate limit', 'lists', 'requests', 'rows', 'reckoned from'],
    numbers: new Set([2, 3, 4]),
    rows: streams.map((stream) => [
      stream.selected ? stream.stream : `(${stream.stream})`,
      stream.basis.how === 'free' ? 'none' : limitName(stream),
      count(stream.lists),
      count(stream.requests),
      count(stream.rows),
      basisText(stream),
    ]),
  };
}

function basisText(stream: StreamCost): string {
  const { how, looked, refusedShare, isOverlapGuessed, refusal } = stream.basis;
  if (how === 'free') return 'comes inside the rows of its parent';
  if (how === 'proof') return "compares some users' own lists with the account's, once";
  if (how === 'refused') return `none: ${refusal ?? 'refused'}`;
  if (stream.lists === 0 && looked === 0) return 'no list would be read';
  if (refusedShare === 1)
    return `all of the ${count(looked)} that were looked at are refused, a request each`;
  return [
    ratiosText(stream),
    ...(refusedShare > 0 ? [`${percent(refusedShare)} of those looked at are refused`] : []),
    ...(isOverlapGuessed ? ['what two parents lead to alike is not known and counted twice'] : []),
  ].join('; ');
}

function ratiosText({ basis, lists }: StreamCost): string {
  const { looked, countedBy, requestsPerList, rowsPerList } = basis;
  const ratios = `${fixed(requestsPerList)} requests and ${fixed(rowsPerList)} rows a list`;
  const from = looked >= lists ? 'counted' : `from ${count(looked)} of ${count(lists)} lists`;
  if (countedBy !== null) {
    return `rows counted by ${countedBy}; ${ratios}${looked === 0 ? '' : `, ${from}`}`;
  }
  return looked === 0 ? `a guess: ${ratios}, none was looked at` : `${ratios}, ${from}`;
}

function labelTable({ next, hourly }: RoadEstimate): Cells {
  const named = new Map<string, { next?: BucketCost; hourly?: BucketCost }>();
  for (const bucket of next.buckets) named.set(limitName(bucket), { next: bucket });
  for (const bucket of hourly.buckets)
    named.set(limitName(bucket), { ...named.get(limitName(bucket)), hourly: bucket });
  const rows = [...named].map(([name, costs]) => [
    name,
    count(costs.next?.requests ?? 0),
    dayText(costs.next, 1),
    count(costs.hourly?.requests ?? 0),
    dayText(costs.hourly, 24),
  ]);
  const sum = ['together', count(next.requests), '', count(hourly.requests), ''];
  return {
    columns: ['rate limit', 'this sync', 'of a day', 'an hourly run', '24 of them, of a day'],
    numbers: new Set([1, 2, 3, 4]),
    rows: [...rows, sum],
  };
}

function dayText(bucket: BucketCost | undefined, runs: number): string {
  const day = bucket?.day ?? null;
  return day === null ? '' : percent(day.share * runs);
}

function roadTable(roads: readonly RoadEstimate[]): Cells {
  const families = roads[0]?.roads.map(({ family }) => family) ?? [];
  return {
    columns: [
      families.join(', '),
      'requests',
      'of a day',
      'ends after',
      'an hourly run',
      '24 of them, of a day',
    ],
    numbers: new Set([1, 2, 4, 5]),
    rows: roads.map(({ roads: own, closed, next, hourly }, place) => {
      const name = `${own.map(({ road }) => road).join(', ')}${place === 0 ? ' (taken)' : ''}`;
      if (closed !== null) return [name, '-', '-', 'closed', '-', '-'];
      return [
        name,
        count(next.requests),
        largestShare(next, 1),
        timeText(next),
        count(hourly.requests),
        largestShare(hourly, 24),
      ];
    }),
  };
}

/** Labels that share a budget count together. */
function largestShare({ buckets }: Cost, runs: number): string {
  const pools = new Map<string, number>();
  for (const { pool, day } of buckets) if (day !== null) pools.set(pool, (pools.get(pool) ?? 0) + day.share);
  return pools.size === 0 ? '' : percent(Math.max(...pools.values()) * runs);
}

function remarks({ calls, callsByLabel, roads }: Estimate, taken: RoadEstimate): readonly string[] {
  const labels = Object.entries(callsByLabel).map(([label, number]) => `${count(number)} ${label}`);
  const { time } = taken.next;
  const why =
    time === null ? '' : `, by ${time.isForBudget ? "the day's budget of" : 'the pace of'} ${time.bucket}`;
  const ends =
    time === null
      ? 'No rate limit sets a time.'
      : `This sync ends after ${timeText(taken.next)} at least${why}; an hourly run after ${timeText(taken.hourly)}.`;
  return [
    ends,
    ...roads.flatMap(({ roads: own, closed }) =>
      closed === null ? [] : [`${own.map(({ road }) => road).join(', ')} is closed: ${closed}`],
    ),
    'A list is one window of dates of one user, or of one item that a parent leads to. Streams in brackets are read for others alone.',
    `Reckoned from ${count(calls)} requests${labels.length === 0 ? '' : ` (${labels.join(', ')})`}.`,
  ];
}

function timeText({ time }: Cost): string {
  if (time === null) return 'no time that limits would set';
  const { seconds } = time;
  if (seconds >= 2 * 86_400) return `${fixed(seconds / 86_400)} days`;
  if (seconds >= 2 * 3_600) return `${fixed(seconds / 3_600)} hours`;
  if (seconds >= 120) return `${count(seconds / 60)} minutes`;
  const whole = Math.ceil(seconds);
  return `${count(whole)} ${whole === 1 ? 'second' : 'seconds'}`;
}

function limitName({ pool, label }: { readonly pool: string; readonly label: string }): string {
  return pool === 'main' ? label : `${pool} ${label}`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function fixed(value: number): string {
  return value >= 100 ? count(value) : value.toFixed(1);
}

function percent(share: number): string {
  return share > 0 && share < 0.001
    ? '< 0.1 %'
    : `${share < 0.1 ? (share * 100).toFixed(1) : count(share * 100)} %`;
}
