import type { Ended } from '../support/executable.js';
import { logsOf } from '../support/delivery.js';
import type { ProtocolUnderTest } from '../support/protocols.js';
import type { Counts } from './counts.js';
import { addUp } from './counts.js';

/** What a run told people at its end, read back from its log. */
export interface ToldSummary {
  readonly requests: number;
  readonly requestsByLabel: Counts;
  readonly retries: Counts;
  readonly skips: Counts;
  readonly failures: Counts;
}

const streamLine = /^ {2}(\w+) {2,}(?:complete|incomplete|read for its children) .*?(\d+) requests?(.*)$/;
const labelsLine = 'Requests by label: ';

export function summaryOf(protocol: ProtocolUnderTest, ended: Pick<Ended, 'stdout' | 'stderr'>): ToldSummary {
  const lines = logLines(protocol, ended);
  const streams = lines.flatMap((line) => {
    const [, , requests, remarks] = streamLine.exec(line) ?? [];
    return requests === undefined ? [] : [{ requests: Number(requests), remarks: remarks ?? '' }];
  });
  const labels = lines.find((line) => line.startsWith(labelsLine));
  if (labels === undefined || streams.length === 0) throw new Error('the run ended without a summary');
  const remarked = (verb: string): Counts => addUp(streams.map(({ remarks }) => countsAfter(verb, remarks)));
  return {
    requests: streams.reduce((total, { requests }) => total + requests, 0),
    requestsByLabel: labelCounts(labels.slice(labelsLine.length)),
    retries: remarked('retried'),
    skips: remarked('skipped'),
    failures: remarked('failed'),
  };
}

export function logLines(
  protocol: ProtocolUnderTest,
  { stdout, stderr }: Pick<Ended, 'stdout' | 'stderr'>,
): readonly string[] {
  if (protocol.name === 'airbyte') return logsOf(protocol.delivery(stdout), 'INFO');
  return stderr.split('\n').map((line) => line.replace(/^INFO /, ''));
}

/** `12 unchanged, not asked again; retried 2 (HTTP 500), 1 (429); skipped 3 (meeting gone)` */
function countsAfter(verb: string, remarks: string): Counts {
  const part = remarks.split(';').find((text) => text.trim().startsWith(`${verb} `));
  const found = [...(part ?? '').matchAll(/(\d+) \(([^)]*)\)/g)];
  return Object.fromEntries(found.map(([, count, reason]) => [reason ?? '', Number(count)]));
}

function labelCounts(text: string): Counts {
  const found = [...text.matchAll(/([a-z][a-z -]*) (\d+)/g)];
  return addUp(found.map(([, label, count]) => ({ [label ?? '']: Number(count) })));
}
