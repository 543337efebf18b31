import { expect } from 'chai';
import type { SyncEvent } from '../../../src/engine/events.js';
import type { StreamSummary } from '../../../src/engine/summary.js';
import { singer } from '../../../src/protocols/singer/encode.js';
import type { Metric } from '../../../src/protocols/singer/messages.js';
import { offered, recorder } from './support.js';
import { runSummary, streamSummary } from '../../support/summaries.js';

const sample: readonly SyncEvent[] = ['users', 'report_meetings'].flatMap((stream): SyncEvent[] => [
  { type: 'stream-started', stream, full: null },
  { type: 'records', stream, records: [{ id: 'a' }], added: {} },
  { type: 'stream-ended', stream, problem: null, stopped: false },
]);

function written(events: readonly SyncEvent[], given?: unknown) {
  const record = recorder();
  const metrics: Metric[] = [];
  const planned = singer.plan({ catalog: undefined, state: given, offered });
  const plan = { ...planned, request: { ...planned.request, isSample: true } };
  const encoder = singer.createEncoder(plan, { ...record.edges, metric: (metric) => metrics.push(metric) });
  encoder.begin();
  for (const event of events) encoder.encode(event);
  const result = encoder.end({ complete: true, stopped: false });
  return { messages: record.messages(), metrics, result };
}

function statusOf(...statuses: readonly StreamSummary['status'][]): unknown {
  const streams = statuses.map((status, place) => streamSummary({ stream: `s${place}`, status }));
  const { metrics } = written([{ type: 'summary', summary: runSummary({ streams }) }]);
  return metrics.filter(({ metric }) => metric !== 'http_request_count').map(({ tags }) => tags['status']);
}

describe('singer sample', () => {
  for (const [what, given, value] of [
    [
      'the state that came in',
      { bookmarks: { users: { version: 1 } }, more: 1 },
      { bookmarks: { users: { version: 1 } }, more: 1 },
    ],
    ['an empty one where none came in', undefined, { bookmarks: {} }],
  ] as const) {
    it(`writes one STATE, the last line: ${what}`, () => {
      const { messages, result } = written(sample, given);
      expect(messages.map(({ type }) => type)).to.deep.equal([
        'SCHEMA',
        'RECORD',
        'SCHEMA',
        'RECORD',
        'STATE',
      ]);
      expect(messages.at(-1)).to.deep.equal({ type: 'STATE', value });
      expect(result.exitCode).to.equal(0);
    });
  }

  it('has a status of its own in the metrics, unless a stream failed', () => {
    expect(statusOf('sampled', 'sampled')).to.deep.equal(['sampled', 'sampled', 'sampled']);
    expect(statusOf('sampled', 'incomplete')).to.deep.equal(['sampled', 'failed', 'failed']);
  });
});
